// SPDX-License-Identifier: GPL-3.0-or-later
// Every run at hand: the one under way, then those in the folder of results, the newest first. The one that is chosen
// is in view beside it.
#pragma once

#include "core/store/run_card.h"
#include "core/suite/member.h"
#include "ui/base/page.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace inferometer::ui {

class RunsPage : public Page
{
    Q_OBJECT

public:
    RunsPage(Context& context, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void fill();
    void addRunning();
    void addWaiting(const Member& member);
    void showMenu(const QPoint& at);
    MemberId waitingAt(int row) const;
    void removeWaiting();
    void addStored(const RunCard& card);
    void filter();
    void choose(const QListWidgetItem* item);

    Context& m_context;
    QLineEdit* m_filter;
    QListWidget* m_list;
    QLabel* m_state;
};

}  // namespace inferometer::ui
