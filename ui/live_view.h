// SPDX-License-Identifier: GPL-3.0-or-later
// The live area: progress, cards and charts of one run, all drawn from the same snapshot. It knows no run, only what
// it is given.
#pragma once

#include "core/load/snapshot.h"
#include "core/store/recorded_run.h"

#include <QWidget>

#include <vector>

class QLabel;
class QStackedWidget;

namespace inferometer::widgets {
class ElidedLabel;
class FigureCard;
class NoticeBar;
class ThinProgress;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class PlotGrid;

class LiveView : public QWidget
{
    Q_OBJECT

public:
    explicit LiveView(QWidget* parent = nullptr);

    // Back to the words before the first run; a notice stays.
    void showWelcome();
    // Something that takes a while and has no snapshot yet. Empties cards and charts.
    void showBusy(const QString& what);
    // `saved`: the exact figures, once the run is over.
    void display(const SnapshotPtr& snapshot, const SavedRun* saved = nullptr);
    // The run is over, its files are being written.
    void showSaving();

    // One sentence above everything else.
    widgets::NoticeBar& notice() { return *m_notice; }

signals:
    void simulatorWanted();
    void endpointWanted();

private:
    QWidget* makeRunPage();
    void showRunPage();

    widgets::NoticeBar* m_notice;
    QStackedWidget* m_stack;
    QWidget* m_runPage = nullptr;
    QLabel* m_done = nullptr;
    widgets::ElidedLabel* m_time = nullptr;
    widgets::ThinProgress* m_progress = nullptr;
    std::vector<widgets::FigureCard*> m_cards;
    PlotGrid* m_plots = nullptr;
};

}  // namespace inferometer::ui
