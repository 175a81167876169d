// SPDX-License-Identifier: GPL-3.0-or-later
// The window: sidebar and pages, both from the catalog. It knows no page by name.
#pragma once

#include "ui/pages.h"

#include <QMainWindow>

#include <vector>

class QStackedWidget;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class Recovery;
class Sidebar;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Context& context);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addPages();
    void recoverRuns();
    bool mayClose();

    Context& m_context;
    Sidebar* m_sidebar;
    QStackedWidget* m_stack;
    widgets::NoticeBar* m_notice;
    Recovery* m_recovery;
    std::vector<Page*> m_pages;
    bool m_closing = false;
};

}  // namespace inferometer::ui
