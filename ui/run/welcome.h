// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the live area before the first run: what will appear there, and the quickest way to see it.
#pragma once

#include <QWidget>

namespace inferometer::ui {

class Welcome : public QWidget
{
    Q_OBJECT

public:
    explicit Welcome(QWidget* parent = nullptr);

signals:
    void simulatorWanted();
    void endpointWanted();
    void serversWanted();
};

}  // namespace inferometer::ui
