// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a deployment side by side: a mark, the name and what it took, each with what came of it as its tool tip.
#pragma once

#include "ui/provision/deployment_state.h"

#include <QWidget>

#include <array>

class QLabel;

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

class StepStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StepStrip(QWidget* parent = nullptr);

    // `now`: on the monotonic clock.
    void show(const std::array<StepMark, kSteps>& marks, Nanos now);

private:
    class Cell;
    std::array<Cell*, kSteps> m_cells{};
};

}  // namespace inferometer::ui
