// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window_place.h"

#include "widgets/metrics.h"

#include <QGuiApplication>
#include <QRegion>
#include <QScreen>
#include <QWidget>

namespace inferometer::widgets {

namespace {

// What a window manager draws around a window is not known before it is shown.
constexpr double kTitleBar = 4;
constexpr double kBorder = 0.5;

QRect roomOn(const QScreen& screen, const QWidget& window)
{
    const int border = rhythm(window, kBorder);
    return screen.availableGeometry().adjusted(border, rhythm(window, kTitleBar), -border, -border);
}

QRect centered(const QSize& size, const QRect& room)
{
    QRect place{{}, size.boundedTo(room.size())};
    place.moveCenter(room.center());
    return place;
}

}  // namespace

QRect windowPlace(const QWidget& window, double wide, double high)
{
    return centered({rhythm(window, wide), rhythm(window, high)}, roomOn(*window.screen(), window));
}

void bringOntoScreen(QWidget& window)
{
    QRegion off{window.geometry()};
    for (const QScreen* screen : QGuiApplication::screens())
        off -= screen->availableGeometry();
    if (!off.isEmpty())
        window.setGeometry(centered(window.size(), roomOn(*window.screen(), window)));
}

}  // namespace inferometer::widgets
