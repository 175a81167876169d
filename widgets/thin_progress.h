// SPDX-License-Identifier: GPL-3.0-or-later
// A thin line that fills up; without a known share a piece of it wanders.
#pragma once

#include <QTimer>
#include <QWidget>

namespace inferometer::widgets {

class ThinProgress : public QWidget
{
    Q_OBJECT

public:
    explicit ThinProgress(QWidget* parent = nullptr);

    // 0 to 1.
    void setShare(double share);
    // Something goes on, nobody knows how long.
    void setBusy();

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QTimer m_wander;
    double m_share = 0;
    double m_phase = 0;
};

}  // namespace inferometer::widgets
