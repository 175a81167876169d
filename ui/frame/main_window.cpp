// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/main_window.h"

#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/frame/close_guard.h"
#include "ui/frame/instance.h"
#include "ui/frame/opening.h"
#include "ui/frame/page_stack.h"
#include "ui/frame/palette_lists.h"
#include "ui/frame/recovery.h"
#include "ui/frame/sidebar.h"
#include "ui/frame/sidebar_foot.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_desk.h"
#include "ui/runs/stored_runs.h"
#include "ui/settings/settings.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/popover.h"
#include "widgets/window_place.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

const QString kGeometry = QStringLiteral("window");

QRect firstPlace(const QWidget& window) { return widgets::windowPlace(window, 180, 112); }

}  // namespace

MainWindow::MainWindow(Context& context)
    : m_context{context}
    , m_actions{new ActionSet{*this, *this, context.settings}}
    , m_sidebar{new Sidebar{this}}
    , m_notice{new widgets::NoticeBar{this}}
    , m_palette{new widgets::CommandPalette{this}}
    , m_popover{new widgets::Popover{this}}
    , m_recovery{new Recovery{this}}
    , m_opening{new Opening{this}}
{
    setWindowTitle(QStringLiteral("Inferometer"));
    m_opening->takeDropsOn(*this);
    context.actions = m_actions;
    context.shared.forget();
    m_stack = new PageStack{context, this};
    m_closing = new CloseGuard{context, *this, m_stack->all()};
    layOut();
    addPages();
    addMenu();
    addPalette();
    setGeometry(firstPlace(*this));
    restoreGeometry(context.settings.layout(kGeometry));
    widgets::bringOntoScreen(*this);
    recoverRuns();
    followRuns();
    // Once the window that will show the outcome is up.
    QMetaObject::invokeMethod(
        this, [this] { grant(std::exchange(m_context.wishes, {})); }, Qt::QueuedConnection);
}

void MainWindow::layOut()
{
    m_notice->setObjectName(QStringLiteral("window-notice"));
    m_notice->setCloseIcon(icon("close"));
    auto* center = new QWidget{this};
    auto* right = new QVBoxLayout;
    const int gap = widgets::rhythm(*this, 1);
    right->setSpacing(0);
    auto* noticeRow = new QVBoxLayout;
    noticeRow->setContentsMargins(gap, gap, gap, 0);
    noticeRow->addWidget(m_notice);
    right->addLayout(noticeRow);
    right->addWidget(m_stack, 1);
    auto* layout = new QHBoxLayout{center};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sidebar);
    layout->addLayout(right, 1);
    setCentralWidget(center);
}

void MainWindow::addPages()
{
    connect(m_sidebar, &Sidebar::chosen, m_stack, &PageStack::show);
    for (int i = 0; i < static_cast<int>(pages().size()); ++i) {
        m_sidebar->add(pages()[static_cast<std::size_t>(i)]);
        Page* page = &m_stack->page(i);
        connect(page, &Page::statusChanged, m_sidebar, &Sidebar::setStatus);
        connect(page, &Page::shownWanted, m_sidebar, [this, i] { m_sidebar->choose(i); });
        connect(page, &Page::openWanted, this, &MainWindow::open);
        connect(page, &Page::wanted, this, &MainWindow::grant);
        connect(page, &Page::restoreWanted, this, &MainWindow::restore);
    }
    RunDesk& desk = m_stack->desk();
    auto* foot = new SidebarFoot{m_context, m_sidebar};
    const Activity* activity = &foot->activity();
    m_sidebar->setActivity(foot);
    connect(activity, &Activity::followWanted, this, [this] { showDesk().follow(); });
    connect(activity, &Activity::queueWanted, this, [this] { showPage("runs"); });
    connect(&desk, &RunDesk::openWanted, this, &MainWindow::open);
    connect(&desk, &RunDesk::shownWanted, this, [this] { m_sidebar->choose(m_stack->besideRun()); });
    connect(&desk, &RunDesk::wanted, this, &MainWindow::grant);
}

void MainWindow::addMenu()
{
    auto* menu = new QMenu{this};
    menu->setObjectName(QStringLiteral("main-menu"));
    m_actions->fill(*menu);
    m_sidebar->setMenu(menu);
}

void MainWindow::addPalette()
{
    m_palette->addList(commandList(*m_actions));
    m_palette->addList(fieldList([this] { return m_stack->page(m_stack->withForm()).form(); },
                                 [this] { m_sidebar->choose(m_stack->withForm()); }));
    m_palette->addList(resultList([this] { return m_context.settings.resultsFolder(); }, *m_context.stored,
                                  [this](const QString& path) { open(path); }));
}

void MainWindow::recoverRuns()
{
    connect(m_recovery, &Recovery::told, this, [this](const QString& said, const QString& folder) {
        m_notice->tell(said);
        if (folder.isEmpty())
            return;
        m_notice->offer(tr("&Show what was measured"), [this, folder] {
            m_notice->hide();
            open(folder);
        });
    });
    const auto tell = [this](const QString& reason) { m_notice->tell(reason, widgets::Tone::Bad); };
    connect(m_recovery, &Recovery::failed, this, tell);
    connect(m_opening, &Opening::failed, this, tell);
    connect(m_opening, &Opening::opened, this, &MainWindow::grant);
    m_recovery->start(toStd(m_context.settings.resultsFolder()), *m_context.deployments);
}

void MainWindow::followRuns()
{
    const auto follow = [this] {
        const bool active = m_context.runs.isActive();
        const bool measures = m_stack->atHand().form() != nullptr;
        m_actions->allow("run", measures, tr("This page starts no run."));
        m_actions->allow("send-one", measures && !active);
        m_actions->allow("stop", active);
        m_actions->allow("rename", m_stack->desk().hasRun(), tr("There is no run in view."));
    };
    connect(&m_stack->desk(), &RunDesk::runShown, this, follow);
    connect(&m_context.runs, &RunController::phaseChanged, this, follow);
    connect(m_sidebar, &Sidebar::chosen, this, follow);
    follow();
}

void MainWindow::run() { m_stack->atHand().run(); }
void MainWindow::sendOne() { m_stack->atHand().sendOne(); }
void MainWindow::stop() { m_context.runs.stop(); }
void MainWindow::renameRun() { showDesk().rename(); }

void MainWindow::openResult()
{
    const QString folder
        = m_context.dialogs.chooseFolder(this, tr("Open a result"), m_context.settings.resultsFolder());
    if (!folder.isEmpty())
        open(folder);
}

void MainWindow::open(const QString& path) { m_opening->start(path); }

void MainWindow::takeOver(const Handover& handover)
{
    bringToFront(*this, handover.token);
    if (!handover.path.isEmpty())
        open(handover.path);
}

void MainWindow::grant(const Wishes& wishes)
{
    if (wishes.opened)
        showDesk().open(wishes.opened);
    const int taker = m_stack->grant(wishes);
    if (taker >= 0 && !wishes.opened)
        m_sidebar->choose(taker);
}

RunDesk& MainWindow::showDesk()
{
    m_sidebar->choose(m_stack->besideRun());
    return m_stack->desk();
}

void MainWindow::showPalette()
{
    m_context.stored->readOnce();
    m_palette->open();
}

void MainWindow::explainFocus() { m_popover->explainFocus(); }

void MainWindow::explainCharts() { m_stack->desk().explainCharts(); }

void MainWindow::showPage(const char* id)
{
    if (const int index = PageStack::find(id); index >= 0)
        m_sidebar->choose(index);
}

void MainWindow::quit() { close(); }

void MainWindow::restore(bool everything)
{
    if (everything) {
        m_context.settings.forgetEverything();
        m_actions->resetShortcuts();
    }
    m_context.settings.forgetLayout();
    setGeometry(firstPlace(*this));
    m_stack->restore(everything);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_closing->mayClose()) {
        event->ignore();
        return;
    }
    m_stack->desk().save();
    m_context.settings.setLayout(kGeometry, saveGeometry());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    m_sidebar->fit(width(), m_stack->minimumSizeHint().width());
    QMainWindow::resizeEvent(event);
}

}  // namespace inferometer::ui
