// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompt_form.h"

#include "core/base/text.h"
#include "core/workload/token_counter.h"
#include "ui/base/text.h"
#include "widgets/metrics.h"
#include "widgets/value_edit.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

QString tokensText(const PromptTemplate& prompt)
{
    const auto tokens = static_cast<int>(estimateTokens(prompt.text));  // lupdate reads no more than a name there
    return QCoreApplication::translate("prompts", "About %Ln token(s)", nullptr, tokens);
}

PromptForm::PromptForm(QWidget* parent)
    : QWidget{parent}
    , m_name{new widgets::ValueEdit{this}}
    , m_text{new QPlainTextEdit{this}}
    , m_nameCell{m_name, new QLabel{this}}
    , m_textCell{m_text, new QLabel{this}}
    , m_count{new QLabel{this}}
{
    m_name->setObjectName(QStringLiteral("prompt-name"));
    m_name->setToolTip(tr("What the results call the prompt that was sent."));
    m_text->setObjectName(QStringLiteral("prompt-template"));
    m_text->setToolTip(tr("Sent as it is, without anything to fill in: repeated as often as needed and cut between two "
                          "words, so that it is as long as the run asks."));
    m_text->setPlaceholderText(tr("Any text"));
    m_text->setTabChangesFocus(true);
    m_text->viewport()->setAutoFillBackground(false);  // the style fills what is inside the border
    m_text->document()->setDocumentMargin(widgets::rhythm(*this, 0.75));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_count->setObjectName(QStringLiteral("prompt-count"));
    m_count->setFont(widgets::scaledFont(font(), 0.9));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.5));
    addCell(tr("&Name"), m_nameCell, *column);
    column->addSpacing(widgets::rhythm(*this, 1));
    addCell(tr("Te&xt"), m_textCell, *column);
    column->addWidget(m_count);
    column->setStretchFactor(m_text, 1);
    connect(m_name, &QLineEdit::textChanged, this, &PromptForm::edited);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PromptForm::edited);
    check();
}

void PromptForm::addCell(const QString& label, const Cell& cell, QVBoxLayout& column)
{
    auto* head = new QLabel{label, this};
    head->setBuddy(cell.input);
    head->setForegroundRole(QPalette::PlaceholderText);
    cell.reason->setObjectName(cell.input->objectName() + QStringLiteral("-reason"));
    cell.reason->setWordWrap(true);
    cell.reason->setFont(widgets::scaledFont(font(), 0.85));
    cell.reason->setForegroundRole(QPalette::BrightText);
    cell.reason->hide();
    column.addWidget(head);
    column.addWidget(cell.input);
    column.addWidget(cell.reason);
}

void PromptForm::setPrompt(const PromptTemplate& prompt, std::vector<std::string> taken)
{
    m_saved = prompt;
    m_taken = std::move(taken);
    fill(prompt);
}

void PromptForm::setDraft(const PromptTemplate& prompt) { fill(prompt); }

void PromptForm::fill(const PromptTemplate& prompt)
{
    m_filling = true;
    m_name->setText(toQt(prompt.name));
    m_name->setCursorPosition(0);
    m_text->setPlainText(toQt(prompt.text));
    m_filledText = prompt.text;
    m_shownText = m_text->toPlainText();
    m_filling = false;
    check();
    emit changed();
}

bool PromptForm::isChanged() const { return m_prompt.name != m_saved.name || m_prompt.text != m_saved.text; }

void PromptForm::check()
{
    const QString text = m_text->toPlainText();
    m_prompt = {toStd(m_name->text().trimmed()), text == m_shownText ? m_filledText : toStd(text)};
    QString nameFault;
    QString textFault;
    for (const Error& error : validatePrompt(m_prompt))
        (error.field == "name" ? nameFault : textFault) = errorText(error);
    if (std::find(m_taken.begin(), m_taken.end(), m_prompt.name) != m_taken.end())
        nameFault = tr("Another prompt has this name.");
    m_problem = nameFault.isEmpty() ? textFault : nameFault;
    mark(m_nameCell, nameFault);
    mark(m_textCell, textFault);
    m_count->setText(
        tr("%1 · %2 words · %3 bytes")
            .arg(tokensText(m_prompt), countText(splitWords(m_prompt.text).size()), countText(m_prompt.text.size())));
}

void PromptForm::mark(const Cell& cell, const QString& fault) const
{
    // An empty form is not wrong yet, only not done.
    const bool isFine = fault.isEmpty() || !isChanged();
    widgets::setFieldState(*cell.input, isFine ? widgets::FieldState::Fine : widgets::FieldState::Invalid);
    cell.reason->setText(isFine ? QString{} : fault);
    cell.reason->setVisible(!isFine);
}

void PromptForm::edited()
{
    if (m_filling)
        return;
    check();
    emit changed();
}

void PromptForm::focusName() { m_name->setFocus(); }

}  // namespace inferometer::ui
