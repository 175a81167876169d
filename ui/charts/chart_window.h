// SPDX-License-Identifier: GPL-3.0-or-later
// A window of its own for a chart that was detached. Closing it, or Escape, gives the chart back.
#pragma once

#include <QWidget>

namespace inferometer::ui {

class PlotCard;

class ChartWindow : public QWidget
{
    Q_OBJECT

public:
    // Takes the card in and shows it; closes with the window of `owner`.
    ChartWindow(PlotCard& card, QWidget* owner);

    PlotCard& card() const { return m_card; }
    // Maximised, or as it was.
    void toggleSize();

signals:
    // The card is to be taken back before this window goes.
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    PlotCard& m_card;
};

}  // namespace inferometer::ui
