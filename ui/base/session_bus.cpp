// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/session_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QVariantMap>

namespace inferometer::ui {

bool hasSessionBus() { return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"); }

// Desktop Notifications Specification 1.2: org.freedesktop.Notifications.Notify
void tellDesktop(const QString& title, const QString& text)
{
    if (!hasSessionBus())
        return;
    const QString program = QGuiApplication::desktopFileName();
    QDBusMessage message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    constexpr uint kReplacesNone = 0;
    constexpr int kAsLongAsTheDesktopLikes = -1;
    message << QStringLiteral("Inferometer") << kReplacesNone << program << title << text << QStringList{}
            << QVariantMap{{QStringLiteral("desktop-entry"), program}} << kAsLongAsTheDesktopLikes;
    QDBusConnection::sessionBus().send(message);
}

}  // namespace inferometer::ui
