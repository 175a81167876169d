// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/standing_strip.h"

#include "ui/base/icon_button.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/deployments_controller.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/word_button.h"

#include <QGridLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr std::size_t kMostRows = 3;
constexpr int kTick = 1'000;  // ms

QString wholeOf(const DeploymentState& state)
{
    const Cost cost = costOf(state.standing, realtimeNow());
    QStringList lines{toQt(state.name) + QStringLiteral(": ") + stageText(state)};
    if (const QString since = sinceText(cost, realtimeNow()); !since.isEmpty())
        lines << since;
    if (cost.isBilled)
        lines << moneySpentText(cost);
    if (const QString budget = budgetText(state, realtimeNow()); !budget.isEmpty())
        lines << StandingStrip::tr("Budget: %1").arg(budget);
    if (state.stands())
        lines << endsText(cost, realtimeNow());
    return lines.join(QLatin1Char{'\n'});
}

}  // namespace

StandingStrip::StandingStrip(DeploymentsController& deployments, const Dialogs& dialogs, QWidget* parent)
    : QWidget{parent}
    , m_deployments{deployments}
    , m_dialogs{dialogs}
    , m_rows{new QVBoxLayout{this}}
    , m_more{new widgets::WordButton{this}}
    , m_mark{iconButton("standing-mark", "provisioning", tr("What runs or bills"), this)}
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(widgets::rhythm(*this, 0.75));
    m_more->setObjectName(QStringLiteral("standing-more"));
    m_more->setFont(widgets::scaledFont(font(), 0.85));
    m_rows->addWidget(m_more);
    m_rows->addWidget(m_mark, 0, Qt::AlignHCenter);
    const auto first = [this] {
        const auto standing = m_deployments.standing();
        emit showWanted(standing.empty() ? QString{} : toQt(standing.front()->name));
    };
    connect(m_more, &QAbstractButton::clicked, this, first);
    connect(m_mark, &QAbstractButton::clicked, this, first);
    connect(&deployments, &DeploymentsController::changed, this, &StandingStrip::refresh);
    m_clock.setInterval(kTick);
    connect(&m_clock, &QTimer::timeout, this, &StandingStrip::refresh);
    refresh();
}

void StandingStrip::setCompact(bool compact)
{
    m_compact = compact;
    refresh();
}

void StandingStrip::addRow()
{
    const std::size_t index = m_all.size();
    auto* all = new QWidget{this};
    Row row{all, new widgets::WordButton{all}, iconButton("standing-destroy", "delete", tr("Destroy"), all),
            new widgets::ElidedLabel{all}, new widgets::ElidedLabel{all}};
    row.name->setObjectName(QStringLiteral("standing-show"));
    row.name->setIcon(icon("provisioning"));
    row.cost->setObjectName(QStringLiteral("standing-cost"));
    for (auto* line : {row.stage, row.cost})
        line->setFont(widgets::scaledFont(font(), 0.85));
    row.cost->setRole(QPalette::PlaceholderText);
    auto* grid = new QGridLayout{all};
    grid->setContentsMargins(widgets::rhythm(*this, 0.75), 0, 0, 0);
    grid->setSpacing(0);
    grid->setColumnStretch(0, 1);
    grid->addWidget(row.name, 0, 0);
    grid->addWidget(row.destroy, 0, 1);
    auto* under = new QVBoxLayout;
    under->setContentsMargins(widgets::rhythm(*this, 0.5), 0, 0, 0);
    under->setSpacing(0);
    under->addWidget(row.stage);
    under->addWidget(row.cost);
    grid->addLayout(under, 1, 0, 1, 2);
    m_rows->insertWidget(static_cast<int>(index), all);
    connect(row.name, &QAbstractButton::clicked, this,
            [this, index] { emit showWanted(toQt(m_all.at(index).deployment)); });
    connect(row.destroy, &QAbstractButton::clicked, this, [this, index] { destroy(m_all.at(index).deployment); });
    m_all.push_back(std::move(row));
}

void StandingStrip::show(Row& row, const DeploymentState& state)
{
    const QString name = toQt(state.name);
    const QString cost = shortCostText(state, realtimeNow());
    row.deployment = state.name;
    row.name->setWords(name);
    row.name->setAccessibleName(tr("Show %1").arg(wholeOf(state)));
    row.name->setToolTip(widgets::plainTip(wholeOf(state)));
    row.stage->setText(stageText(state));
    row.stage->setRole(widgets::toneRole(stageTone(state.stage())));
    row.stage->setVisible(state.stage() != Stage::Ready);
    row.cost->setText(cost);
    row.cost->setVisible(!cost.isEmpty());
    row.destroy->setEnabled(state.work != Work::Destroy);
    row.destroy->setToolTip(widgets::plainTip(tr("Destroy %1").arg(name)));
    row.destroy->setAccessibleName(tr("Destroy %1").arg(name));
}

QString StandingStrip::allText(const std::vector<const DeploymentState*>& standing) const
{
    QStringList lines;
    for (const DeploymentState* state : standing)
        lines << wholeOf(*state);
    return lines.join(QLatin1Char{'\n'});
}

void StandingStrip::refresh()
{
    const std::vector<const DeploymentState*> standing = m_deployments.standing();
    const std::size_t shown = m_compact ? 0 : std::min(kMostRows, standing.size());
    while (m_all.size() < shown)
        addRow();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (i < shown)
            show(m_all[i], *standing[i]);
        m_all[i].all->setVisible(i < shown);
    }
    const auto left = static_cast<int>(standing.size() - std::min(kMostRows, standing.size()));
    m_more->setWords(tr("%n more", nullptr, left));
    m_more->setVisible(!m_compact && left > 0);
    m_mark->setVisible(m_compact && !standing.empty());
    m_mark->setToolTip(widgets::plainTip(allText(standing)));
    setVisible(!standing.empty());
    if (standing.empty())
        m_clock.stop();
    else if (!m_clock.isActive())
        m_clock.start();
}

void StandingStrip::destroy(const std::string& name)
{
    const DeploymentState* state = m_deployments.find(name);
    if (state && m_dialogs.confirm(window(), destroyQuestion(*state)))
        m_deployments.end(name);
}

}  // namespace inferometer::ui
