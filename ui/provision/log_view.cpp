// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/log_view.h"

#include "ui/base/text.h"
#include "widgets/metrics.h"

#include <QFile>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr int kMostLines = 5'000;
constexpr std::size_t kMostColumns = 2'000;
constexpr qint64 kMostAtOnce = 262'144;  // bytes of the engine's log
constexpr int kTail = 500;               // ms

QToolButton* tab(const char* name, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton{parent};
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

LogView::LogView(QWidget* parent)
    : Card{parent}
    , m_progress{tab("log-progress", tr("Progress"), this)}
    , m_engine{tab("log-engine", tr("Engine's log"), this)}
    , m_search{new QLineEdit{this}}
    , m_found{new QLabel{this}}
    , m_text{new QPlainTextEdit{this}}
{
    m_progress->setChecked(true);
    m_search->setObjectName(QStringLiteral("log-search"));
    m_search->setPlaceholderText(tr("Search the log"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setClearButtonEnabled(true);
    m_found->setObjectName(QStringLiteral("log-found"));
    m_found->setForegroundRole(QPalette::PlaceholderText);
    m_text->setObjectName(QStringLiteral("log-text"));
    m_text->setAccessibleName(tr("Log"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(widgets::scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.95));
    m_text->setMaximumBlockCount(kMostLines);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->viewport()->setAutoFillBackground(false);
    m_text->setMinimumHeight(widgets::rhythm(*this, 6));
    layOut();
    connect(m_progress, &QToolButton::clicked, this, [this] { choose(false); });
    connect(m_engine, &QToolButton::clicked, this, [this] { choose(true); });
    connect(m_search, &QLineEdit::textChanged, this, &LogView::search);
    connect(m_search, &QLineEdit::returnPressed, this, &LogView::next);
    m_tail.setInterval(kTail);
    connect(&m_tail, &QTimer::timeout, this, &LogView::readEngine);
    search();
}

void LogView::layOut()
{
    auto* head = new QHBoxLayout;
    head->setSpacing(widgets::rhythm(*this, 0.5));
    head->addWidget(m_progress);
    head->addWidget(m_engine);
    head->addStretch(1);
    head->addWidget(m_found);
    m_search->setMaximumWidth(widgets::rhythm(*this, 30));
    head->addWidget(m_search, 2);
    const int side = widgets::rhythm(*this, 1);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(side / 2);
    column->addLayout(head);
    column->addWidget(m_text, 1);
}

void LogView::setSource(const QStringList& lines, const QString& engineLog)
{
    m_lines = lines;
    m_engineLog = engineLog;
    m_engine->setVisible(!engineLog.isEmpty());
    // Of one that came up before this program began only the engine's is there.
    choose(!engineLog.isEmpty() && lines.isEmpty() && QFile::exists(engineLog));
}

void LogView::add(const QString& line)
{
    m_lines << line;
    if (m_lines.size() > kMostLines)
        m_lines.removeFirst();
    if (m_progress->isChecked())
        append(line);
}

QString LogView::text() const { return m_text->toPlainText(); }

void LogView::choose(bool engine)
{
    m_text->clear();
    m_read = 0;
    for (auto* one : {m_progress, m_engine}) {
        const bool isChosen = (one == m_engine) == engine;
        one->setChecked(isChosen);
        one->setFont(widgets::scaledFont(font(), 1.0, isChosen ? QFont::DemiBold : QFont::Normal));
    }
    if (engine) {
        m_text->setPlaceholderText(tr("The engine has said nothing yet."));
        readEngine();
        m_tail.start();
        return;
    }
    m_tail.stop();
    m_text->setPlaceholderText(tr("What is done, and what is waited for, stands here."));
    showLines();
}

void LogView::showLines()
{
    if (!m_lines.isEmpty())
        append(m_lines.join(QLatin1Char{'\n'}));
    search();
}

void LogView::append(const QString& lines)
{
    QScrollBar& bar = *m_text->verticalScrollBar();
    const bool atEnd = bar.value() >= bar.maximum() - bar.singleStep();
    m_text->appendPlainText(lines);
    if (atEnd)
        bar.setValue(bar.maximum());
    if (!m_search->text().isEmpty())
        search();
}

void LogView::readEngine()
{
    QFile file{m_engineLog};
    if (!file.open(QIODevice::ReadOnly))
        return;
    // Of a new start, or of one that has said too much to be read whole.
    if (file.size() < m_read) {
        m_read = 0;
        m_text->clear();
    }
    m_read = std::max(m_read, file.size() - kMostAtOnce);
    file.seek(m_read);
    const QByteArray bytes = file.read(kMostAtOnce);
    const qsizetype end = bytes.lastIndexOf('\n') + 1;
    m_read += end;
    QStringList lines;
    for (const QByteArray& line : bytes.left(std::max<qsizetype>(0, end - 1)).split('\n'))
        lines << beginningOf(std::string_view{line.constData(), static_cast<std::size_t>(line.size())}, kMostColumns);
    if (end > 0)
        append(lines.join(QLatin1Char{'\n'}));
}

void LogView::search()
{
    const QString words = m_search->text();
    QList<QTextEdit::ExtraSelection> marks;
    QColor ground = palette().color(QPalette::Link);
    ground.setAlphaF(0.25F);
    m_matches = 0;
    if (!words.isEmpty())
        for (QTextCursor at = m_text->document()->find(words); !at.isNull(); at = m_text->document()->find(words, at)) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = at;
            mark.format.setBackground(ground);
            marks << mark;
            ++m_matches;
        }
    m_text->setExtraSelections(marks);
    m_found->setText(words.isEmpty() ? QString{} : tr("%Ln found", nullptr, m_matches));
}

void LogView::next()
{
    if (m_search->text().isEmpty() || m_text->find(m_search->text()))
        return;
    m_text->moveCursor(QTextCursor::Start);
    m_text->find(m_search->text());
}

}  // namespace inferometer::ui
