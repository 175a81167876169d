// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errors/errors_view.h"

#include "ui/errors/error_card.h"
#include "ui/requests/request_filter.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"

#include <QLabel>
#include <QVBoxLayout>

namespace inferometer::ui {

ErrorsView::ErrorsView(QWidget* parent) : QScrollArea{parent}, m_none{new QLabel}, m_layout{new QVBoxLayout}
{
    setObjectName(QStringLiteral("errors-view"));
    setAccessibleName(tr("Errors"));
    m_none->setObjectName(QStringLiteral("no-errors"));
    m_none->setForegroundRole(QPalette::PlaceholderText);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    auto* inside = new QWidget;
    inside->setLayout(m_layout);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(widgets::rhythm(*this, 1.5));
    m_layout->addWidget(m_none, 1);
    m_layout->addStretch();
    widgets::setOpenContent(*this, inside);
}

void ErrorsView::display(const SnapshotPtr& snapshot, std::int64_t concurrency)
{
    m_snapshot = snapshot;
    m_concurrency = concurrency;
    m_waiting.clear();
    if (isVisible() || !snapshot)
        refresh();
}

void ErrorsView::showWaiting(const QString& why)
{
    m_snapshot.reset();
    m_waiting = why;
    refresh();
}

void ErrorsView::showEvent(QShowEvent* event)
{
    refresh();
    QScrollArea::showEvent(event);
}

void ErrorsView::refresh()
{
    m_tally.update(m_snapshot);
    const std::vector<FailureGroup> groups = m_tally.groups();
    while (m_cards.size() > groups.size()) {
        delete m_cards.back();
        m_cards.pop_back();
    }
    while (m_cards.size() < groups.size()) {
        auto* card = new ErrorCard{widget()};
        connect(card, &ErrorCard::requestsWanted, this, [this, card] {
            emit requestsWanted(RequestFilter::textFor(card->kind().outcome, card->kind().httpStatus));
        });
        m_layout->insertWidget(static_cast<int>(m_cards.size()), card);
        card->show();
        m_cards.push_back(card);
    }
    for (std::size_t i = 0; i < groups.size(); ++i)
        m_cards[i]->setGroup(groups[i], m_snapshot->counts.started, m_concurrency);
    const bool anyEnded = m_snapshot && m_snapshot->finished > 0;
    m_none->setText(!m_waiting.isEmpty() ? m_waiting
                        : anyEnded       ? tr("No request failed.")
                                         : tr("Requests that fail are told here, by kind."));
    m_none->setVisible(groups.empty());
}

}  // namespace inferometer::ui
