// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/message_foot.h"

#include "ui/base/icon_button.h"
#include "ui/base/icons.h"
#include "ui/chat/block_document.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"
#include "widgets/word_button.h"
#include "widgets/wrapped_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

constexpr qsizetype kInLine = 3;

QString lineOf(const TranscriptFigures& figures)
{
    QStringList parts;
    for (const auto& [label, value] : figures.first(std::min(kInLine, figures.size())))
        parts << label + QLatin1Char{' '} + value;
    return parts.join(QStringLiteral(" · "));
}

// Where there is no room: the unit of a rate says what it is.
QString shortLineOf(const TranscriptFigures& figures)
{
    QStringList parts;
    for (const auto& [label, value] : figures.first(std::min(kInLine, figures.size())))
        parts << (value.contains(QLatin1Char{'/'}) ? value : label + QLatin1Char{' '} + value);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

MessageFoot::MessageFoot(bool isAnswer, QWidget* parent)
    : QWidget{parent}
    , m_isAnswer{isAnswer}
    , m_fault{new widgets::WrappedText{this}}
    , m_status{new QLabel{this}}
    , m_figures{new widgets::WordButton{this}}
    , m_facts{new widgets::FactList{this}}
{
    m_fault->setObjectName(QStringLiteral("message-fault"));
    m_status->setObjectName(QStringLiteral("message-status"));
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_figures->setObjectName(QStringLiteral("message-figures"));
    m_figures->setToolTip(tr("Show or hide all figures of this answer"));
    m_facts->setObjectName(QStringLiteral("message-facts"));
    connect(m_figures, &QAbstractButton::clicked, this, [this] { emit unfolded(!m_isUnfolded); });
    auto* line = new QHBoxLayout;
    line->setSpacing(widgets::rhythm(*this, 0.5));
    line->addWidget(m_figures, 0);
    line->addWidget(m_status, 1);
    if (m_isAnswer) {
        m_regenerate = iconButton("message-regenerate", "regenerate", tr("Regenerate this answer"), this);
        connect(m_regenerate, &QToolButton::clicked, this, &MessageFoot::regenerateAsked);
        m_copy = iconButton("message-copy", "copy", tr("Copy the answer as Markdown"), this);
        line->addWidget(m_regenerate);
    } else {
        m_edit = iconButton("message-edit", "edit", tr("Edit this question"), this);
        connect(m_edit, &QToolButton::clicked, this, &MessageFoot::editAsked);
        m_copy = iconButton("message-copy", "copy", tr("Copy the question"), this);
        line->addWidget(m_edit);
    }
    line->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, &MessageFoot::copyAsked);
    // Buttons have room around their words; what has none stands under the words.
    const int inset = widgets::rhythm(*this, 0.5);
    m_status->setContentsMargins(inset, 0, 0, 0);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    const auto addInset = [&](QWidget* widget) {
        auto* inner = new QVBoxLayout;
        inner->setContentsMargins(inset, 0, inset, 0);
        inner->addWidget(widget);
        layout->addLayout(inner);
    };
    addInset(m_fault);
    layout->addLayout(line);
    addInset(m_facts);
}

void MessageFoot::display(const TranscriptMessage& message)
{
    QPalette palette = m_fault->palette();
    palette.setColor(QPalette::Text, this->palette().color(widgets::toneRole(message.tone)));
    m_fault->setPalette(palette);
    if (const QString fault = visibleLine(message.fault); m_fault->toPlainText() != fault)
        m_fault->setWords(fault);
    m_fault->setVisible(!message.fault.isEmpty());
    m_status->setText(message.status);
    m_status->setAccessibleName(message.status);
    const bool isWaitedFor = !message.status.isEmpty();
    m_copy->setVisible(!isWaitedFor);
    if (m_regenerate)
        m_regenerate->setVisible(!isWaitedFor);
    showFigures(message.figures);
}

void MessageFoot::showFigures(const TranscriptFigures& figures)
{
    m_figures->setVisible(!figures.isEmpty());
    m_facts->setVisible(m_isUnfolded && !figures.isEmpty());
    if (figures == m_shown)
        return;
    m_shown = figures;
    fitLine();
    std::vector<widgets::Fact> facts;
    for (const auto& [label, value] : figures)
        facts.push_back({label, value});
    m_facts->setFacts(facts);
}

// Its buttons stand beside it in any case.
void MessageFoot::fitLine()
{
    m_figures->setWords(lineOf(m_shown));
    const int room = width() - m_copy->sizeHint().width() - (m_regenerate ? m_regenerate->sizeHint().width() : 0)
        - 2 * widgets::rhythm(*this, 0.5);
    if (m_figures->sizeHint().width() > room)
        m_figures->setWords(shortLineOf(m_shown));
}

void MessageFoot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitLine();
}

void MessageFoot::setEditable(bool editable)
{
    for (QToolButton* button : {m_edit, m_regenerate})
        if (button)
            button->setEnabled(editable);
}

void MessageFoot::setUnfolded(bool unfolded)
{
    m_isUnfolded = unfolded;
    m_figures->setIcon(icon(unfolded ? "chevron-down" : "chevron-right"));
    m_figures->setAccessibleDescription(unfolded ? tr("Unfolded") : tr("Folded"));
    m_facts->setVisible(unfolded && !m_shown.isEmpty());
}

int MessageFoot::heightFor(int width) const
{
    return layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : layout()->totalSizeHint().height();
}

}  // namespace inferometer::ui
