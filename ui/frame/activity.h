// SPDX-License-Identifier: GPL-3.0-or-later
// What runs and what waits, at the sidebar's foot on every page: how far the run at hand is, Stop, and a way to it.
#pragma once

#include <QWidget>

class QPushButton;
class QToolButton;

namespace inferometer::widgets {
class ElidedLabel;
class ThinProgress;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class RunController;

// Hidden while nothing runs.
class Activity : public QWidget
{
    Q_OBJECT

public:
    // `runs` outlives it.
    Activity(RunController& runs, QWidget* parent);

    // Without words, where the sidebar shows icons alone.
    void setCompact(bool compact);

signals:
    // The run at hand is to be in view.
    void followWanted();
    // What waits is to be in view.
    void queueWanted();

private:
    void layOut();
    void refresh();
    void showProgress();

    RunController& m_runs;
    widgets::ElidedLabel* m_words;
    widgets::ThinProgress* m_progress;
    QToolButton* m_show;
    QToolButton* m_stop;
    QPushButton* m_waiting;
    bool m_compact = false;
};

}  // namespace inferometer::ui
