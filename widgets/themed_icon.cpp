// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/themed_icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace inferometer::widgets {

namespace {

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(QByteArray svg, QPalette::ColorRole role) : m_svg{std::move(svg)}, m_role{role} {}

    void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const QColor color = QGuiApplication::palette().color(m_role);
        QByteArray colored{m_svg};
        colored.replace("currentColor", color.name().toLatin1());
        painter->setOpacity(mode == QIcon::Disabled ? kOffOpacity : 1);
        QSvgRenderer{colored}.render(painter, area);
        painter->setOpacity(1);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap{size};
        pixmap.fill(Qt::transparent);
        QPainter painter{&pixmap};
        paint(&painter, QRect{QPoint{}, size}, mode, state);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal /*scale*/) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine* clone() const override { return new ThemedIconEngine{m_svg, m_role}; }

private:
    QByteArray m_svg;
    QPalette::ColorRole m_role;
};

}  // namespace

QIcon themedIcon(const QString& path, QPalette::ColorRole role)
{
    QFile file{path};
    const QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    return QIcon{new ThemedIconEngine{svg, role}};
}

}  // namespace inferometer::widgets
