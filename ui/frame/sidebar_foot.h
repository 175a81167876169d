// SPDX-License-Identifier: GPL-3.0-or-later
// Over the sidebar's foot on every page: what costs money or goes on running, and the run at hand.
#pragma once

#include "ui/base/page.h"
#include "ui/frame/activity.h"

#include <QWidget>

namespace inferometer::ui {

class StandingStrip;

class SidebarFoot : public QWidget
{
    Q_OBJECT

public:
    SidebarFoot(const Context& context, QWidget* parent);

    Activity& activity() const { return *m_activity; }
    // Without words, where the sidebar shows icons alone.
    void setCompact(bool compact);

private:
    StandingStrip* m_standing;
    Activity* m_activity;
};

}  // namespace inferometer::ui
