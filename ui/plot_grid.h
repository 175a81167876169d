// SPDX-License-Identifier: GPL-3.0-or-later
// Every chart of the catalog: cells side by side as the width allows, full-width ones under them.
#pragma once

#include "core/load/snapshot.h"

#include <QWidget>

#include <vector>

namespace inferometer::ui {

class PlotCard;

class PlotGrid : public QWidget
{
    Q_OBJECT

public:
    explicit PlotGrid(QWidget* parent = nullptr);

    // All charts draw the same snapshot; null empties them.
    void display(const SnapshotPtr& snapshot);

private:
    std::vector<PlotCard*> m_cards;
};

}  // namespace inferometer::ui
