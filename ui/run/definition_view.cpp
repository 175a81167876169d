// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/definition_view.h"

#include "core/config/run_yaml.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/run/definition_facts.h"
#include "ui/run/verdict_text.h"
#include "widgets/card.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"

#include <QLabel>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

QVBoxLayout* cardLayout(QWidget& card)
{
    const int side = widgets::rhythm(card, 1.5);
    auto* layout = new QVBoxLayout{&card};
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(widgets::rhythm(card, 1));
    return layout;
}

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel{text, parent};
    label->setFont(widgets::scaledFont(label->font(), 1.0, QFont::DemiBold));
    return label;
}

QLabel* paragraph(const char* name, QWidget* parent)
{
    auto* label = new QLabel{parent};
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

DefinitionView::DefinitionView(QWidget* parent) : QScrollArea{parent}
{
    setObjectName(QStringLiteral("definition-view"));
    setAccessibleName(tr("Definition of the run"));
    auto* inside = new QWidget;
    auto* layout = new QVBoxLayout{inside};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    widgets::setOpenContent(*this, inside);
    layout->addWidget(makeVerdictCard());
    for (const FactGroup& group : factGroups()) {
        auto* card = new widgets::Card{inside};
        auto* facts = new widgets::FactList{card};
        facts->setObjectName(QStringLiteral("facts-") + QString::fromLatin1(group.id));
        auto* inner = cardLayout(*card);
        inner->addWidget(heading(factGroupTitle(group), card));
        inner->addWidget(facts);
        layout->addWidget(card);
        m_groups.push_back({card, facts});
    }
    m_yaml = new widgets::CopyBox{{tr("The whole run as YAML: it repeats the run")}, 14, inside};
    m_yaml->setObjectName(QStringLiteral("run-yaml"));
    m_yaml->setCopyIcon(icon("copy"));
    layout->addWidget(m_yaml);
    layout->addStretch();
}

QWidget* DefinitionView::makeVerdictCard()
{
    auto* card = new widgets::Card{widget()};
    auto* layout = cardLayout(*card);
    m_verdict = heading({}, card);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_meaning = paragraph("verdict-meaning", card);
    m_reasons = paragraph("verdict-reasons", card);
    m_caps = paragraph("caps", card);
    m_caps->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel* label : {m_verdict, m_meaning, m_reasons, m_caps})
        layout->addWidget(label);
    return card;
}

void DefinitionView::display(const ShownRun& run)
{
    m_run = run;
    if (isVisible())
        refresh();
}

void DefinitionView::showEvent(QShowEvent* event)
{
    refresh();
    QScrollArea::showEvent(event);
}

void DefinitionView::refresh()
{
    widget()->setVisible(m_run.snapshot() != nullptr);
    if (!m_run.snapshot())
        return;
    showVerdict();
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const std::vector<widgets::Fact> facts = factGroups()[i].of(m_run);
        m_groups[i].facts->setFacts(facts);
        m_groups[i].card->setVisible(!facts.empty());
    }
    m_yaml->setVisible(m_run.spec() != nullptr);
    if (m_run.spec())
        m_yaml->setText(0, toQt(toYaml(*m_run.spec())));
}

void DefinitionView::showVerdict()
{
    const Verdict& verdict = m_run.verdict();
    const bool over = m_run.finished() != nullptr;
    const QString name = verdictText(verdict.level);
    m_verdict->setText(over ? tr("Verdict: %1").arg(name) : tr("Verdict so far: %1").arg(name));
    m_verdict->setForegroundRole(widgets::toneRole(verdictTone(verdict.level)));
    m_meaning->setText(verdictMeaning(verdict.level));
    QStringList reasons;
    for (const VerdictReason& reason : verdict.reasons)
        reasons << (reason.level == verdict.level ? verdictText(reason)
                                                  : tr("%1: %2").arg(verdictText(reason.level), verdictText(reason)));
    m_reasons->setText(reasons.join(QLatin1Char{'\n'}));
    m_reasons->setVisible(!reasons.isEmpty());
    QStringList caps;
    if (over) {
        caps << tr("Limits of this computer:");
        for (const Cap& cap : m_run.finished()->facts.caps)
            caps << capText(cap);
    }
    m_caps->setText(caps.join(QLatin1Char{'\n'}));
    m_caps->setVisible(caps.size() > 1);
}

}  // namespace inferometer::ui
