// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/sidebar.h"

#include "ui/base/icons.h"
#include "ui/frame/pages.h"
#include "ui/frame/sidebar_foot.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"
#include "widgets/nav_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr double kIconsOnly = 7;
constexpr double kFull = 25;
constexpr double kComfortable = 137.5;  // of the window

}  // namespace

Sidebar::Sidebar(QWidget* parent)
    : QWidget{parent}
    , m_entries{new QVBoxLayout}
    , m_foot{new QVBoxLayout}
    , m_menu{new QToolButton{this}}
    , m_title{new QLabel{QStringLiteral("Inferometer"), this}}
    , m_status{new widgets::ElidedLabel{this}}
{
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_status->setRole(QPalette::PlaceholderText);
    m_status->setFont(widgets::scaledFont(font(), 0.85));
    m_status->setObjectName(QStringLiteral("status"));
    m_menu->setObjectName(QStringLiteral("menu"));
    m_menu->setIcon(icon("menu"));
    m_menu->setAutoRaise(true);
    m_menu->setText(tr("Menu"));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu"));
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setToolButtonStyle(Qt::ToolButtonIconOnly);
    const int iconSide = widgets::rhythm(*this, 2.25);
    m_menu->setIconSize({iconSide, iconSide});
    m_menu->setFixedSize(widgets::rhythm(*this, 4), widgets::rhythm(*this, 4));
    for (QVBoxLayout* entries : {m_entries, m_foot})
        entries->setSpacing(widgets::rhythm(*this, 0.25));
    auto* head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_title, 1);
    head->addWidget(m_menu);
    auto* layout = new QVBoxLayout{this};
    const int side = widgets::rhythm(*this, 1.5);
    layout->setContentsMargins(side, side, side, side);
    layout->setSpacing(side);
    layout->addLayout(head);
    layout->addLayout(m_entries);
    layout->addStretch();
    layout->addLayout(m_foot);
    layout->addWidget(m_status);
    setCompact(false);
}

void Sidebar::addHeading(const QString& group)
{
    auto* heading = new QLabel{group.toUpper(), this};
    heading->setFont(widgets::scaledFont(font(), 0.8));
    heading->setForegroundRole(QPalette::PlaceholderText);
    heading->setContentsMargins(widgets::rhythm(*this, 1.25), widgets::rhythm(*this, 0.5), 0, 0);
    m_entries->addWidget(heading);
    m_headings.push_back(heading);
    m_group = group;
}

void Sidebar::add(const PageEntry& entry)
{
    if (const QString group = pageGroup(entry); entry.group && group != m_group)
        addHeading(group);
    auto* button = new widgets::NavButton{icon(entry.icon), pageLabel(entry), this};
    button->setObjectName(QStringLiteral("page-") + QString::fromLatin1(entry.id));
    button->setChecked(m_buttons.empty());
    connect(button, &QAbstractButton::clicked, this,
            [this, index = static_cast<int>(m_buttons.size())] { emit chosen(index); });
    (entry.group ? m_entries : m_foot)->addWidget(button);
    m_buttons.push_back(button);
}

void Sidebar::choose(int index)
{
    m_buttons.at(static_cast<std::size_t>(index))->setChecked(true);
    emit chosen(index);
}

void Sidebar::setCompact(bool compact)
{
    m_title->setVisible(!compact);
    m_status->setVisible(!compact);
    for (QLabel* heading : m_headings)
        heading->setVisible(!compact);
    for (widgets::NavButton* button : m_buttons)
        button->setCompact(compact);
    m_compact = compact;
    if (m_activity)
        m_activity->setCompact(compact);
    setMinimumWidth(widgets::rhythm(*this, kIconsOnly));
    setMaximumWidth(sizeHint().width());
    updateGeometry();
}

void Sidebar::fit(int windowWidth, int pageWidth)
{
    const int full = widgets::rhythm(*this, kFull);
    setCompact(windowWidth < std::max(widgets::rhythm(*this, kComfortable), full + pageWidth));
}

QSize Sidebar::sizeHint() const
{
    return {widgets::rhythm(*this, m_compact ? kIconsOnly : kFull), QWidget::sizeHint().height()};
}

void Sidebar::setMenu(QMenu* menu)
{
    // Not the button's own menu, which would draw an arrow over the icon.
    connect(m_menu, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_menu->mapToGlobal(m_menu->rect().bottomLeft())); });
}

void Sidebar::setActivity(SidebarFoot* activity)
{
    m_activity = activity;
    auto& column = static_cast<QVBoxLayout&>(*layout());
    column.insertWidget(column.indexOf(m_foot), activity);
    activity->setCompact(m_compact);
}

void Sidebar::setStatus(const QString& text) { m_status->setText(text); }

void Sidebar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter{this};
    painter.fillRect(rect(), palette().base());
    painter.fillRect(QRect{width() - 1, 0, 1, height()}, palette().color(QPalette::Mid));
}

}  // namespace inferometer::ui
