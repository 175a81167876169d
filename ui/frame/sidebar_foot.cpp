// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/sidebar_foot.h"

#include "ui/provision/deployments_controller.h"
#include "ui/provision/standing_strip.h"
#include "widgets/metrics.h"

#include <QVBoxLayout>

namespace inferometer::ui {

SidebarFoot::SidebarFoot(const Context& context, QWidget* parent)
    : QWidget{parent}
    , m_standing{new StandingStrip{*context.deployments, context.dialogs, this}}
    , m_activity{new Activity{context.runs, this}}
{
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addWidget(m_standing);
    column->addWidget(m_activity);
    connect(m_standing, &StandingStrip::showWanted, context.deployments, &DeploymentsController::showWanted);
}

void SidebarFoot::setCompact(bool compact)
{
    m_standing->setCompact(compact);
    m_activity->setCompact(compact);
}

}  // namespace inferometer::ui
