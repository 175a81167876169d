// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/system_appearance.h"

#include "ui/base/session_bus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace inferometer::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

}  // namespace

SystemAppearance::SystemAppearance(bool darkPalette) : m_dark{darkPalette} {}

void SystemAppearance::setWatching(bool watching)
{
    if (watching == m_watching || !hasSessionBus())
        return;
    m_watching = watching;
    QDBusConnection bus = QDBusConnection::sessionBus();
    // Qt DBus knows slots by name only.
    const char* slot = SLOT(settingChanged(QString, QString, QDBusVariant));
    const QString signal = QStringLiteral("SettingChanged");
    if (watching) {
        bus.connect(kService, kPath, kInterface, signal, this, slot);
        ask();
    } else {
        bus.disconnect(kService, kPath, kInterface, signal, this, slot);
    }
}

void SystemAppearance::ask()
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    message << kGroup << kKey;
    auto* watcher = new QDBusPendingCallWatcher{QDBusConnection::sessionBus().asyncCall(message), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (!reply.isError())
            take(reply.value().variant());
        call->deleteLater();
    });
}

void SystemAppearance::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == kGroup && key == kKey)
        take(value.variant());
}

void SystemAppearance::take(const QVariant& value)
{
    // The portal's Read wraps its answer in a second variant. 0: no preference, 1: dark, 2: light.
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const uint scheme = inner.toUInt();
    if (scheme == 0 || !m_watching || m_dark == (scheme == 1))
        return;
    m_dark = scheme == 1;
    emit changed(m_dark);
}

}  // namespace inferometer::ui
