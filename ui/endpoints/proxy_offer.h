// SPDX-License-Identifier: GPL-3.0-or-later
// Says that the desktop, or the environment, has a proxy for an address, and offers to use it. Nothing uses it by
// itself: a proxy's writes are not the server's, so times through it mean something else.
#pragma once

#include "ui/base/background_job.h"

#include <QString>
#include <QTimer>
#include <QUrl>
#include <QWidget>

class QPushButton;

namespace inferometer::widgets {
class ElidedLabel;
}

namespace inferometer::ui {

// The desktop's http proxy for this address, as "http://host:port"; empty: there is none, or the address is on this
// computer. A login in it is left out. Blocks: some desktops ask the network.
QString desktopProxy(const QUrl& url);

class ProxyOffer : public QWidget
{
    Q_OBJECT

public:
    explicit ProxyOffer(QWidget* parent = nullptr);

    // Shows the offer once the desktop has said that it has a proxy for `url`, if `used` is none yet.
    void follow(const QString& url, const QString& used);

signals:
    void wanted(const QString& proxy);

private:
    void ask();
    void show(const QString& proxy);

    QUrl m_url;
    QString m_proxy;
    widgets::ElidedLabel* m_text;
    QPushButton* m_use;
    QTimer m_pause;       // while an address is typed
    BackgroundJob m_job;  // last: joined before the rest goes
};

}  // namespace inferometer::ui
