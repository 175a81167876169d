// SPDX-License-Identifier: GPL-3.0-or-later
// The window: sidebar, pages and commands, all from their catalogs. It knows no page by name.
#pragma once

#include "ui/frame/actions.h"
#include "ui/frame/pages.h"

#include <QMainWindow>

namespace inferometer::widgets {
class CommandPalette;
class NoticeBar;
class Popover;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class CloseGuard;
struct Handover;
class Opening;
class PageStack;
class Recovery;
class RunDesk;
class Sidebar;

class MainWindow : public QMainWindow, public Commands
{
    Q_OBJECT

public:
    explicit MainWindow(Context& context);

    // Another start hands over what it was to open: comes to the front and opens it.
    void takeOver(const Handover& handover);

    void run() override;
    void sendOne() override;
    void stop() override;
    void renameRun() override;
    void openResult() override;
    void showPalette() override;
    void explainFocus() override;
    void explainCharts() override;
    void showPage(const char* id) override;
    void quit() override;

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void addPages();
    void addMenu();
    void addPalette();
    void recoverRuns();
    void followRuns();
    void open(const QString& path);
    void grant(const Wishes& wishes);
    RunDesk& showDesk();
    void restore(bool everything);

    Context& m_context;
    ActionSet* m_actions;
    Sidebar* m_sidebar;
    PageStack* m_stack = nullptr;
    widgets::NoticeBar* m_notice;
    widgets::CommandPalette* m_palette;
    widgets::Popover* m_popover;
    Recovery* m_recovery;
    Opening* m_opening;
    CloseGuard* m_closing = nullptr;
};

}  // namespace inferometer::ui
