// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, grouped by kind: how often, what it means, what to do, the first example; a button shows those
// requests. While hidden it only keeps the snapshot.
#pragma once

#include "core/load/snapshot.h"
#include "ui/errors/error_tally.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace inferometer::ui {

class ErrorCard;

class ErrorsView : public QScrollArea
{
    Q_OBJECT

public:
    explicit ErrorsView(QWidget* parent = nullptr);

    // `concurrency`: streams of the run, 0 when it is not known.
    void display(const SnapshotPtr& snapshot, std::int64_t concurrency);
    // Says why there is nothing to show, until display() is called.
    void showWaiting(const QString& why);

signals:
    // The requests that this text finds (see RequestFilter).
    void requestsWanted(const QString& filter);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();

    ErrorTally m_tally;
    SnapshotPtr m_snapshot;
    QString m_waiting;  // why there is nothing to show
    std::int64_t m_concurrency = 0;
    QLabel* m_none;
    QVBoxLayout* m_layout;
    std::vector<ErrorCard*> m_cards;
};

}  // namespace inferometer::ui
