// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the desktop is dark. Qt 6.4 cannot say: the desktop portal is asked, and until (or unless) it answers the
// palette the platform gave us decides.
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace inferometer::ui {

class SystemAppearance : public QObject
{
    Q_OBJECT

public:
    explicit SystemAppearance(bool darkPalette);

    bool isDark() const { return m_dark; }
    // Asks the portal and listens to it. Without a session bus nothing happens.
    void setWatching(bool watching);

signals:
    void changed(bool dark);

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(const QVariant& value);

    bool m_dark;
    bool m_watching = false;
};

}  // namespace inferometer::ui
