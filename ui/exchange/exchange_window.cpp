// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exchange/exchange_window.h"

#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/errors/error_catalog.h"
#include "widgets/copy_box.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"
#include "widgets/thin_progress.h"
#include "widgets/window_place.h"
#include "widgets/wrapped_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

constexpr int kLines = 12;

QString valueText(const ExchangeFact& fact)
{
    if (const auto* time = std::get_if<double>(&fact.value))
        return durationQuantity(*time).text();
    if (const auto* count = std::get_if<std::int64_t>(&fact.value))
        return countText(static_cast<std::uint64_t>(*count));
    return toQt(std::get<std::string>(fact.value));
}

FailureKind kindOf(const RequestRecord& record) { return {record.outcome, record.httpStatus}; }

}  // namespace

ExchangeWindow::ExchangeWindow(QWidget* parent)
    : QDialog{parent}
    , m_title{new QLabel{this}}
    , m_words{new widgets::WrappedText{this}}
    , m_progress{new widgets::ThinProgress{this}}
    , m_scroll{new QScrollArea{this}}
    , m_copy{new QPushButton{tr("Copy &all"), this}}
    , m_cut{new QPushButton{tr("Ca&ncel"), this}}
    , m_close{new QPushButton{tr("&Close"), this}}
{
    setObjectName(QStringLiteral("exchange"));
    setWindowTitle(tr("One request"));
    m_title->setObjectName(QStringLiteral("exchange-title"));
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_words->setObjectName(QStringLiteral("exchange-words"));
    m_scroll->setObjectName(QStringLiteral("exchange-parts"));
    m_scroll->setAccessibleName(tr("What went over the wire"));
    m_copy->setObjectName(QStringLiteral("exchange-copy"));
    m_cut->setObjectName(QStringLiteral("exchange-cut"));
    m_close->setObjectName(QStringLiteral("exchange-close"));
    for (QPushButton* button : {m_copy, m_cut, m_close})
        button->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_all); });
    connect(m_cut, &QPushButton::clicked, this, &ExchangeWindow::cut);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    layOut();
    setGeometry(widgets::windowPlace(*this, 84, 92));
}

void ExchangeWindow::layOut()
{
    const int gap = widgets::rhythm(*this, 1.5);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(m_cut);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout{this};
    const int bar = widgets::scrollRoom(*this);
    layout->setContentsMargins(gap, gap, gap - bar, gap);
    layout->setSpacing(gap);
    auto* above = new QVBoxLayout;
    for (QLayout* part : {static_cast<QLayout*>(above), static_cast<QLayout*>(buttons)})
        part->setContentsMargins(0, 0, bar, 0);
    above->setSpacing(gap);
    above->addWidget(m_title);
    above->addWidget(m_words);
    above->addWidget(m_progress);
    layout->addLayout(above);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(buttons);
}

void ExchangeWindow::ask(const RunSpec& spec, const Secret& key)
{
    m_stop = {};
    showBusy(tr("Preparing the request"));
    m_job.start(
        [this, spec, key, cut = m_stop.get_token()](const std::stop_token& stop, const BackgroundJob::Tell& tell) {
            std::stop_source both;
            const std::stop_callback onCut{cut, [&both] { both.request_stop(); }};
            const std::stop_callback onStop{stop, [&both] { both.request_stop(); }};
            const auto say = [this, &tell](const Sentence& step) {
                tell([this, step] { m_words->setWords(sentenceText(step)); });
            };
            return askOnce(spec, say, both.get_token(), key);
        },
        [this](const Result<Exchange>& answer) { showAnswer(answer); });
    show();
    raise();
    activateWindow();
    m_cut->setFocus();
}

void ExchangeWindow::cut() { m_stop.request_stop(); }

void ExchangeWindow::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous())
        m_job.cancel();
    QDialog::hideEvent(event);
}

void ExchangeWindow::setContent(QWidget* content) { widgets::setOpenContent(*m_scroll, content); }

void ExchangeWindow::showBusy(const QString& step)
{
    showWords(tr("Sending one request"), step);
    m_progress->setBusy();
    m_progress->show();
    m_cut->setEnabled(true);
    m_copy->setEnabled(false);
    setContent(new QWidget);
}

void ExchangeWindow::showWords(const QString& title, const QString& words)
{
    m_title->setText(title);
    m_words->setWords(words);
    m_words->setVisible(!words.isEmpty());
    m_all = title + QLatin1Char{'\n'} + (words.isEmpty() ? QString{} : words + QLatin1Char{'\n'});
}

void ExchangeWindow::showAnswer(const Result<Exchange>& answer)
{
    m_progress->hide();
    const bool hadFocus = m_cut->hasFocus();
    m_cut->setEnabled(false);
    m_copy->setEnabled(true);
    if (hadFocus)
        m_close->setFocus();
    if (answer)
        showExchange(answer.value());
    else
        showWords(tr("Nothing was sent"), errorText(answer.error()));
}

void ExchangeWindow::showExchange(const Exchange& exchange)
{
    const RequestRecord& record = exchange.record();
    QStringList words;
    if (record.outcome != Outcome::Ok) {
        words << errorMeaning(kindOf(record)) << toQt(exchange.block->textOf(record.error))
              << errorAdvice(kindOf(record), 1);
        if (const Sentence note = noteOf(exchange); !note.pattern.empty())
            words << sentenceText(note);
        words.removeAll({});
    }
    showWords(record.outcome == Outcome::Ok ? tr("Answered · HTTP %1").arg(record.httpStatus)
                                            : errorTitle(kindOf(record)),
              words.join(QLatin1Char{'\n'}));
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout{content};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    auto* facts = new widgets::FactList{content};
    std::vector<widgets::Fact> rows;
    for (const ExchangeFact& fact : exchange.facts) {
        rows.push_back({sentenceText(fact.label), valueText(fact)});
        m_all += QStringLiteral("%1: %2\n").arg(rows.back().label, rows.back().value);
    }
    facts->setFacts(rows);
    layout->addWidget(facts);
    for (const ExchangePart& part : exchange.parts) {
        const QString title = sentenceText(part.title);
        const QString text = toQt(part.text);
        auto* box = new widgets::CopyBox{{title}, kLines, content};
        box->setObjectName(QStringLiteral("exchange-") + toQt(part.id));
        box->setCopyIcon(icon("copy"));
        box->setText(0, beginningOf(text));
        layout->addWidget(box);
        m_all += QStringLiteral("\n%1\n\n%2\n").arg(title, text);
    }
    layout->addStretch();
    setContent(content);
}

}  // namespace inferometer::ui
