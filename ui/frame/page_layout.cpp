// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/page_layout.h"

#include "widgets/metrics.h"
#include "widgets/open_scroll.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace inferometer::ui {

QVBoxLayout& makePageColumn(QWidget& page, const QString& title, const QString& subtitle)
{
    auto* inside = new QWidget;
    inside->setMaximumWidth(widgets::rhythm(page, 100));
    auto* heading = new QLabel{title, inside};
    heading->setFont(widgets::scaledFont(page.font(), 1.35, QFont::Bold));
    auto* line = new QLabel{subtitle, inside};
    line->setForegroundRole(QPalette::PlaceholderText);
    line->setWordWrap(true);
    const int side = widgets::rhythm(page, 2.25);
    auto* column = new QVBoxLayout{inside};
    column->setContentsMargins(side, side, side - widgets::scrollRoom(page), side);
    column->setSpacing(widgets::rhythm(page, 1.5));
    column->addWidget(heading);
    column->addWidget(line);

    auto* scroll = new QScrollArea{&page};
    scroll->setFocusPolicy(Qt::NoFocus);
    widgets::setOpenContent(*scroll, inside);
    auto* layout = new QVBoxLayout{&page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    return *column;
}

PageCard::PageCard(const QString& title, QWidget* parent) : Card{parent}, m_column{new QVBoxLayout{this}}
{
    const int side = widgets::rhythm(*this, 2);
    m_column->setContentsMargins(side, side * 3 / 4, side, side);
    m_column->setSpacing(widgets::rhythm(*this, 1));
    auto* heading = new QLabel{title, this};
    heading->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    m_column->addWidget(heading);
}

}  // namespace inferometer::ui
