// SPDX-License-Identifier: GPL-3.0-or-later
// A slim bar over what is of a range of the run only: which range, how many requests belong to it, a button that ends
// it. Hidden while there is none.
#pragma once

#include "core/metrics/time_range.h"
#include "core/store/finished_run.h"
#include "widgets/card.h"

#include <optional>

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

class RangeBar : public widgets::Card
{
    Q_OBJECT

public:
    explicit RangeBar(QWidget* parent = nullptr);

    // `part`: null while it is counted. `run`: the whole one.
    void display(const std::optional<TimeRange>& range, const FinishedRun* part, const SnapshotPtr& run);
    const QString& text() const;

signals:
    void endWanted();

private:
    widgets::ElidedLabel* m_words;
    widgets::ElidedLabel* m_rest;
};

}  // namespace inferometer::ui
