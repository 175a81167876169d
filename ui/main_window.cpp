// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/icons.h"
#include "ui/recovery.h"
#include "ui/run_controller.h"
#include "ui/settings.h"
#include "ui/sidebar.h"
#include "ui/text.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {
const QString kGeometry = QStringLiteral("window");
}

MainWindow::MainWindow(Context& context)
    : m_context{context}
    , m_sidebar{new Sidebar{this}}
    , m_stack{new QStackedWidget{this}}
    , m_notice{new widgets::NoticeBar{this}}
    , m_recovery{new Recovery{this}}
{
    setWindowTitle(QStringLiteral("Inferometer"));
    m_notice->setObjectName(QStringLiteral("window-notice"));
    m_notice->setCloseIcon(icon("close"));
    auto* center = new QWidget{this};
    auto* right = new QVBoxLayout;
    const int gap = widgets::rhythm(*this, 1);
    right->setSpacing(0);
    auto* noticeRow = new QVBoxLayout;
    noticeRow->setContentsMargins(gap, 0, gap, 0);
    noticeRow->addWidget(m_notice);
    right->addLayout(noticeRow);
    right->addWidget(m_stack, 1);
    auto* layout = new QHBoxLayout{center};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sidebar);
    layout->addLayout(right, 1);
    setCentralWidget(center);
    addPages();
    resize(widgets::rhythm(*this, 180), widgets::rhythm(*this, 112));
    restoreGeometry(context.settings.layout(kGeometry));
    recoverRuns();
}

void MainWindow::addPages()
{
    connect(m_sidebar, &Sidebar::chosen, m_stack, &QStackedWidget::setCurrentIndex);
    for (const PageEntry& entry : pages()) {
        m_sidebar->add(entry);
        Page* page = entry.make(m_context, m_stack);
        m_stack->addWidget(page);
        m_pages.push_back(page);
        connect(page, &Page::statusChanged, m_sidebar, &Sidebar::setStatus);
        const int index = static_cast<int>(m_pages.size()) - 1;
        connect(page, &Page::shownWanted, m_sidebar, [this, index] { m_sidebar->choose(index); });
        auto* shortcut = new QShortcut{QKeySequence{Qt::CTRL | Qt::Key(Qt::Key_1 + index)}, this};
        connect(shortcut, &QShortcut::activated, this, [this, index] { m_sidebar->choose(index); });
    }
}

void MainWindow::recoverRuns()
{
    connect(m_recovery, &Recovery::recovered, this, [this](const QStringList& folders) {
        m_notice->tell(tr("%n interrupted run(s) were found; their result files are now complete.", nullptr,
                          static_cast<int>(folders.size())));
        m_notice->offer(tr("Open folder"), [this, folder = folders.front()] { m_context.dialogs.openFolder(folder); });
    });
    connect(m_recovery, &Recovery::failed, this,
            [this](const QString& reason) { m_notice->tell(reason, widgets::Tone::Bad); });
    m_recovery->start(m_context.settings.lastSpec().resultsDir);
}

bool MainWindow::mayClose()
{
    if (!m_context.runs.isActive())
        return true;
    if (m_closing)
        return false;
    const Question question{tr("A run is under way"), tr("Closing stops the run. What was measured so far is kept."),
                            tr("Stop and close"), tr("Go on measuring")};
    if (!m_context.dialogs.confirm(this, question))
        return false;
    // It may have ended while the question stood there.
    if (!m_context.runs.isActive())
        return true;
    m_closing = true;
    connect(&m_context.runs, &RunController::phaseChanged, this, [this] {
        if (!m_context.runs.isActive())
            close();
    });
    m_context.runs.cut();
    return false;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayClose()) {
        event->ignore();
        return;
    }
    for (Page* page : m_pages)
        page->save();
    m_context.settings.setLayout(kGeometry, saveGeometry());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    m_sidebar->setCompact(width() < widgets::rhythm(*this, 137.5));
    QMainWindow::resizeEvent(event);
}

}  // namespace inferometer::ui
