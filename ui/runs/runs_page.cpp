// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_page.h"

#include "core/store/run_end.h"
#include "core/store/run_name.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/base/two_line_row.h"
#include "ui/frame/actions.h"
#include "ui/run/progress_text.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_name.h"
#include "ui/runs/stored_runs.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

constexpr int kFolderRole = TwoLineRow::kDetailRole + 1;
constexpr int kMemberRole = kFolderRole + 1;
// The same row before and after the list is filled anew.
QString keyOf(const QListWidgetItem& item)
{
    return item.data(kMemberRole).toString() + QLatin1Char{' '} + item.data(kFolderRole).toString();
}

QString whenAndWhere(const RunCard& card)
{
    QStringList words{QLocale{}.toString(startOf(card.header).date(), QLocale::ShortFormat),
                      toQt(placeOf(card.header.spec.target))};
    if (const RunEnd end = endOf(card); end.kind != RunEnd::Kind::Whole)
        words << sentenceText(end.said);
    return words.join(QStringLiteral(" · "));
}

}  // namespace

RunsPage::RunsPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_filter{new QLineEdit{this}}
    , m_list{new QListWidget{this}}
    , m_state{new QLabel{this}}
{
    layOut();
    connect(m_filter, &QLineEdit::textChanged, this, &RunsPage::filter);
    connect(m_list, &QListWidget::itemClicked, this, &RunsPage::choose);
    connect(m_list, &QListWidget::itemActivated, this, &RunsPage::choose);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListWidget::customContextMenuRequested, this, &RunsPage::showMenu);
    connect(new QShortcut{QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut}, &QShortcut::activated,
            this, &RunsPage::removeWaiting);
    connect(&context.runs, &RunController::phaseChanged, this, &RunsPage::fill);
    connect(&context.runs, &RunController::queueChanged, this, &RunsPage::fill);
    connect(context.stored, &StoredRuns::changed, this, &RunsPage::fill);
}

void RunsPage::layOut()
{
    setMinimumWidth(widgets::rhythm(*this, 34));
    setMaximumWidth(widgets::rhythm(*this, 56));
    auto* title = new QLabel{tr("Runs"), this};
    title->setFont(widgets::scaledFont(font(), 1.35, QFont::Bold));
    m_filter->setObjectName(QStringLiteral("runs-filter"));
    m_filter->setPlaceholderText(tr("Filter by model or endpoint"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    makeTwoLineList(*m_list, "runs-list", tr("Runs"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_state->setObjectName(QStringLiteral("runs-state"));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    auto* open = new QPushButton{tr("&Open a result…"), this};
    open->setObjectName(QStringLiteral("runs-open"));
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [this] { m_context.actions->find(QStringLiteral("open"))->trigger(); });
    auto* layout = new QVBoxLayout{this};
    const int side = widgets::rhythm(*this, 2.25);
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(widgets::rhythm(*this, 1.25));
    layout->addWidget(title);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_state);
    layout->addWidget(open);
}

void RunsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_context.stored->reload();
    fill();
}

void RunsPage::fill()
{
    if (!isVisible())
        return;
    const QListWidgetItem* chosen = m_list->currentItem();
    const QString kept = chosen ? keyOf(*chosen) : QString{};
    m_list->clear();
    addRunning();
    for (const MemberPtr& member : m_context.runs.waiting())
        addWaiting(*member);
    for (const RunCard& card : m_context.stored->cards())
        addStored(card);
    for (int i = 0; i < m_list->count(); ++i) {
        if (!kept.isNull() && keyOf(*m_list->item(i)) == kept)
            m_list->setCurrentRow(i);
    }
    filter();
}

void RunsPage::addRunning()
{
    const RunController& runs = m_context.runs;
    if (!runs.isActive())
        return;
    writeRow(*new QListWidgetItem{m_list}, tr("Under way: %1").arg(ownName(runs.spec())),
             toQt(placeOf(runs.spec().target)));
}

void RunsPage::addWaiting(const Member& member)
{
    auto* item = new QListWidgetItem{m_list};
    writeRow(*item, tr("Waiting: %1").arg(ownName(member.spec)), toQt(placeOf(member.spec.target)));
    item->setData(kMemberRole, QVariant::fromValue<qulonglong>(member.id));
    item->setToolTip(tr("It runs when those before it have ended; Delete takes it out."));
}

// 0: none that waits.
MemberId RunsPage::waitingAt(int row) const
{
    const QListWidgetItem* item = m_list->item(row);
    return item ? item->data(kMemberRole).toULongLong() : 0;
}

void RunsPage::removeWaiting()
{
    if (const MemberId id = waitingAt(m_list->currentRow()); id != 0)
        m_context.runs.cancel(id);
}

void RunsPage::showMenu(const QPoint& at)
{
    const MemberId id = waitingAt(m_list->row(m_list->itemAt(at)));
    if (id == 0)
        return;
    auto* menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("queue-menu"));
    RunController& runs = m_context.runs;
    menu->addAction(tr("Move &up"), this, [&runs, id] { runs.moveUp(id); });
    menu->addAction(tr("Move &down"), this, [&runs, id] { runs.moveDown(id); });
    menu->addAction(tr("&Remove from the queue"), this, [&runs, id] { runs.cancel(id); });
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void RunsPage::addStored(const RunCard& card)
{
    auto* item = new QListWidgetItem{m_list};
    writeRow(*item, runName(card), whenAndWhere(card));
    item->setData(kFolderRole, toQt(card.folder));
    item->setToolTip(widgets::plainTip(toQt(card.folder)));
}

void RunsPage::filter()
{
    int shown = 0;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem& item = *m_list->item(i);
        const QString text = item.text() + QLatin1Char{' '} + item.data(TwoLineRow::kDetailRole).toString();
        const bool fits = text.contains(m_filter->text(), Qt::CaseInsensitive);
        item.setHidden(!fits);
        shown += fits ? 1 : 0;
    }
    const StoredRuns& stored = *m_context.stored;
    if (stored.isReading() && stored.cards().empty())
        m_state->setText(tr("Looking for runs"));
    else if (m_list->count() == 0)
        m_state->setText(tr("No run yet. What you measure is kept and listed here."));
    else if (shown == 0)
        m_state->setText(tr("No run has this in its name or address."));
    else
        m_state->setText(stored.left() > 0 ? tr("%n older run(s) are not listed.", nullptr, stored.left()) : QString{});
    m_state->setVisible(!m_state->text().isEmpty());
}

void RunsPage::choose(const QListWidgetItem* item)
{
    const QString folder = item->data(kFolderRole).toString();
    if (!folder.isEmpty())
        emit openWanted(folder);
    else if (item->data(kMemberRole).isNull())
        emit followWanted();
}

}  // namespace inferometer::ui
