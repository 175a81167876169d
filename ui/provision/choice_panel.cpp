// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/choice_panel.h"

#include "core/base/visible_text.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace inferometer::ui {

ChoicePanel::ChoicePanel(QWidget* parent)
    : QWidget{parent}
    , m_said{new QLabel{this}}
    , m_ask{namedButton("choice-ask", tr("&Ask the site again"), *this, [this] { ask(); })}
{
    auto* label = new QLabel{tr("The machine, as its site offers it now"), this};
    label->setForegroundRole(QPalette::PlaceholderText);
    m_said->setObjectName(QStringLiteral("choice-said"));
    m_said->setAccessibleName(label->text());
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_ask);
    row->addStretch();
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, widgets::rhythm(*this, 1));
    column->setSpacing(widgets::rhythm(*this, 0.5));
    column->addWidget(label);
    column->addWidget(m_said);
    column->addLayout(row);
    hide();
}

void ChoicePanel::display(const DeploymentSpec& spec, bool isSound)
{
    const std::string asked = spec.choose ? askedText(spec) : std::string{};
    m_spec = spec;
    m_isSound = isSound;
    setVisible(spec.choose.has_value());
    m_ask->setEnabled(isSound);
    if (asked == m_asked)
        return;
    m_asked = asked;
    m_isAsked = false;
    m_chosen.clear();
    say(tr("The site was not asked yet."));
}

void ChoicePanel::forget()
{
    m_asked.clear();
    m_chosen.clear();
    m_isAsked = false;
}

void ChoicePanel::askOnce()
{
    if (!m_isAsked && m_isSound && m_spec.choose)
        ask();
}

void ChoicePanel::ask()
{
    m_isAsked = true;
    m_chosen.clear();
    say(tr("The site is asked what it offers…"));
    emit wanted(m_spec);
}

void ChoicePanel::setAnswer(const std::string& asked, const Result<MachineChoice>& choice)
{
    if (!m_isAsked || asked != m_asked)
        return;
    if (!choice)
        return say(errorText(choice.error()), true);
    QStringList lines;
    for (std::size_t i = choice.value().at; i < choice.value().ranked.size(); ++i) {
        const QString reason = sentenceText(choice.value().ranked[i].reason);
        lines << (i == choice.value().at ? tr("Chosen: %1").arg(reason) : tr("Else: %1").arg(reason));
    }
    m_chosen = sentenceText(choice.value().current().reason);
    say(lines.join(QLatin1Char{'\n'}));
}

QString ChoicePanel::sentence() const
{
    if (!m_spec.choose)
        return {};
    return m_chosen.isEmpty() ? tr("chosen of the site's offers when it is made") : m_chosen;
}

void ChoicePanel::say(const QString& text, bool isWrong)
{
    m_said->setForegroundRole(isWrong ? QPalette::BrightText : QPalette::WindowText);
    m_said->setText(text);
    emit answered();
}

}  // namespace inferometer::ui
