// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/proxy_offer.h"

#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QPushButton>

namespace inferometer::ui {

namespace {

constexpr int kPauseMs = 400;

bool isLocal(const QUrl& url)
{
    const QString host = url.host();
    return host.isEmpty() || host == QLatin1String{"localhost"} || QHostAddress{host}.isLoopback();
}

}  // namespace

QString desktopProxy(const QUrl& url)
{
    const bool isHttp = url.scheme() == QLatin1String{"http"} || url.scheme() == QLatin1String{"https"};
    if (!isHttp || isLocal(url))
        return {};
    for (const QNetworkProxy& proxy : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery{url})) {
        const bool isHttpProxy
            = proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy;
        if (!isHttpProxy || proxy.hostName().isEmpty())
            continue;
        QUrl address;
        address.setScheme(QStringLiteral("http"));
        address.setHost(proxy.hostName());
        address.setPort(proxy.port());
        return address.toString();
    }
    return {};
}

ProxyOffer::ProxyOffer(QWidget* parent)
    : QWidget{parent}
    , m_text{new widgets::ElidedLabel{this}}
    , m_use{new QPushButton{tr("Use it"), this}}
{
    setObjectName(QStringLiteral("proxy-offer"));
    m_text->setRole(QPalette::PlaceholderText);
    m_text->setElideMode(Qt::ElideMiddle);
    m_use->setObjectName(QStringLiteral("use-proxy"));
    m_use->setAccessibleName(tr("Use the desktop's proxy"));
    m_use->setToolTip(tr("Arrival times are then the proxy's writes."));
    connect(m_use, &QPushButton::clicked, this, [this] { emit wanted(m_proxy); });
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &ProxyOffer::ask);
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addWidget(m_text, 1);
    layout->addWidget(m_use);
    hide();
}

void ProxyOffer::follow(const QString& url, const QString& used)
{
    const QUrl asked{url.trimmed()};
    if (used.trimmed().isEmpty() && asked == m_url)
        return;
    m_job.cancel();
    m_pause.stop();
    hide();
    m_url = used.trimmed().isEmpty() ? asked : QUrl{};
    if (m_url.isValid() && !isLocal(m_url))
        m_pause.start();
}

void ProxyOffer::ask()
{
    m_job.start([url = m_url](const std::stop_token& /*stop*/,
                              const BackgroundJob::Tell& /*tell*/) { return desktopProxy(url); },
                [this](const QString& proxy) { show(proxy); });
}

void ProxyOffer::show(const QString& proxy)
{
    m_proxy = proxy;
    m_text->setText(tr("The desktop has a proxy for this address, which is not used: %1").arg(proxy));
    setVisible(!proxy.isEmpty());
}

}  // namespace inferometer::ui
