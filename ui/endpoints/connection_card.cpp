// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/connection_card.h"

#include "ui/base/text.h"
#include "widgets/metrics.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

constexpr std::array<const char*, kConnectionSteps> kNames{
    QT_TRANSLATE_NOOP("connection", "Find the address"), QT_TRANSLATE_NOOP("connection", "Connect"),
    QT_TRANSLATE_NOOP("connection", "TLS"), QT_TRANSLATE_NOOP("connection", "Model list"),
    QT_TRANSLATE_NOOP("connection", "First token")};

const QString kTick{QChar{0x2713}};
const QString kCross{QChar{0x2715}};
const QString kDash{QChar{0x2013}};
const QString kDots{QChar{0x2026}};

QString stepName(std::size_t step) { return QCoreApplication::translate("connection", kNames.at(step)); }

QLabel* muted(QWidget* parent, bool small)
{
    auto* label = new QLabel{parent};
    label->setForegroundRole(QPalette::PlaceholderText);
    if (small)
        label->setFont(widgets::scaledFont(parent->font(), 0.85));
    return label;
}

}  // namespace

ConnectionCard::ConnectionCard(QWidget* parent)
    : Card{parent}
    , m_button{new QPushButton{this}}
    , m_conclusion{new QLabel{this}}
{
    auto* title = new QLabel{tr("Connection"), this};
    title->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    auto* what = muted(this, true);
    what->setText(tr("Tries the endpoint as it stands in the form, up to the first token of a one-token request."));
    what->setWordWrap(true);
    m_button->setObjectName(QStringLiteral("test-connection"));
    m_conclusion->setObjectName(QStringLiteral("connection-conclusion"));
    m_conclusion->setWordWrap(true);
    m_conclusion->setTextInteractionFlags(Qt::TextSelectableByMouse);
    makeLines();
    auto* steps = new QGridLayout;
    steps->setHorizontalSpacing(widgets::rhythm(*this, 1));
    steps->setVerticalSpacing(widgets::rhythm(*this, 0.25));
    steps->setColumnStretch(1, 1);
    for (int i = 0; i < kConnectionSteps; ++i) {
        const Line& line = m_lines.at(static_cast<std::size_t>(i));
        steps->addWidget(line.mark, i * 2, 0);
        steps->addWidget(line.name, i * 2, 1);
        steps->addWidget(line.time, i * 2, 2, Qt::AlignRight);
        steps->addWidget(line.note, i * 2 + 1, 1, 1, 2);
    }
    auto* layout = new QVBoxLayout{this};
    const int side = widgets::rhythm(*this, 1.5);
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(widgets::rhythm(*this, 1.25));
    layout->addWidget(title);
    layout->addWidget(what);
    layout->addWidget(m_button);
    layout->addLayout(steps);
    layout->addWidget(m_conclusion);
    connect(m_button, &QPushButton::clicked, this, &ConnectionCard::pressed);
    empty();
}

void ConnectionCard::makeLines()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QString name = QStringLiteral("connection-") + QString::number(i);
        Line& line = m_lines.at(i);
        line.mark = new QLabel{this};
        line.mark->setObjectName(name + QStringLiteral("-mark"));
        line.mark->setFixedWidth(widgets::rhythm(*this, 2));
        line.mark->setAlignment(Qt::AlignCenter);
        line.name = new QLabel{stepName(i), this};
        line.time = muted(this, false);
        line.time->setObjectName(name + QStringLiteral("-time"));
        line.note = muted(this, true);
        line.note->setWordWrap(true);
        line.note->setTextFormat(Qt::PlainText);
        line.note->setObjectName(name + QStringLiteral("-note"));
    }
}

void ConnectionCard::empty()
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines.at(i).time->clear();
        showLine(static_cast<ConnectionStep>(i), QString{QChar{0x00B7}}, QPalette::PlaceholderText, {});
    }
    m_conclusion->hide();
    updateButton();
}

void ConnectionCard::reset()
{
    m_job.cancel();
    empty();
}

void ConnectionCard::setForbidden(const QString& forbidden)
{
    m_forbidden = forbidden;
    updateButton();
}

void ConnectionCard::updateButton()
{
    m_button->setText(isActive() ? tr("&Cancel") : tr("&Test connection"));
    m_button->setEnabled(isActive() || m_forbidden.isEmpty());
    m_button->setToolTip(isActive() ? QString{} : m_forbidden);
}

void ConnectionCard::pressed()
{
    if (!isActive()) {
        emit wanted();
        return;
    }
    reset();
    showConclusion(tr("Cancelled."), QPalette::PlaceholderText);
}

void ConnectionCard::start(const RunSpec& spec, const Secret& key)
{
    m_job.start(
        [this, spec, key](const std::stop_token& stop, const BackgroundJob::Tell& tell) {
            const ConnectionWatch watch
                = [this, &tell](const ConnectionStepResult& result) { tell([this, result] { showStep(result); }); };
            return checkConnection(spec, key, watch, stop);
        },
        [this](const Status& status) { ended(status); });
    empty();
    showRunning(0);
}

void ConnectionCard::showLine(ConnectionStep step, const QString& mark, QPalette::ColorRole role, const QString& said)
{
    const Line& line = m_lines.at(static_cast<std::size_t>(step));
    line.mark->setText(mark);
    line.mark->setForegroundRole(role);
    line.name->setForegroundRole(mark == kTick || mark == kCross ? QPalette::WindowText : QPalette::PlaceholderText);
    line.note->setText(said);
    line.note->setForegroundRole(mark == kCross ? QPalette::BrightText : QPalette::PlaceholderText);
    line.note->setVisible(!said.isEmpty());
}

void ConnectionCard::showRunning(int step)
{
    if (step < kConnectionSteps)
        showLine(static_cast<ConnectionStep>(step), kDots, QPalette::Link, {});
}

void ConnectionCard::showStep(const ConnectionStepResult& result)
{
    using Outcome = ConnectionStepResult::Outcome;
    const Line& line = m_lines.at(static_cast<std::size_t>(result.step));
    if (result.outcome != Outcome::Skipped)
        line.time->setText(durationQuantity(std::chrono::duration<double>{result.took}.count()).text());
    if (result.outcome == Outcome::Failed)
        return showLine(result.step, kCross, QPalette::BrightText, sentenceText(result.error));
    if (result.outcome == Outcome::Passed)
        showLine(result.step, kTick, QPalette::LinkVisited, sentenceText(result.note));
    else
        showLine(result.step, kDash, QPalette::PlaceholderText, sentenceText(result.note));
    showRunning(static_cast<int>(result.step) + 1);
}

void ConnectionCard::ended(const Status& status)
{
    updateButton();
    if (status)
        return showConclusion(tr("The endpoint is ready to be measured."), QPalette::LinkVisited);
    bool told = false;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        told = told || m_lines.at(i).mark->text() == kCross;
        if (m_lines.at(i).mark->text() == kDots)
            showLine(static_cast<ConnectionStep>(i), QString{QChar{0x00B7}}, QPalette::PlaceholderText, {});
    }
    if (told)
        showConclusion(tr("Stopped at the step that failed."), QPalette::BrightText);
    else
        showConclusion(errorText(status.error()), QPalette::BrightText);
}

void ConnectionCard::showError(const QString& text)
{
    reset();
    showConclusion(text, QPalette::BrightText);
}

void ConnectionCard::showConclusion(const QString& text, QPalette::ColorRole role)
{
    m_conclusion->setForegroundRole(role);
    m_conclusion->setText(text);
    m_conclusion->show();
}

}  // namespace inferometer::ui
