// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include "plots/plot_style.h"
#include "ui/base/system_appearance.h"
#include "widgets/flat_style.h"

#include <QApplication>

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(double{color.redF()}) + 0.7152 * linear(double{color.greenF()})
        + 0.0722 * linear(double{color.blueF()});
}

}  // namespace

const ThemeColors& themeColors(bool dark)
{
    static const ThemeColors kLight{
        .window = QColor{0xf6, 0xf7, 0xf9},
        .surface = QColor{0xff, 0xff, 0xff},
        .border = QColor{0xe2, 0xe6, 0xec},
        .text = QColor{0x1b, 0x23, 0x30},
        .muted = QColor{0x66, 0x70, 0x85},
        .accent = QColor{0x0f, 0x76, 0x6e},
        .selection = QColor{0xe9, 0xed, 0xf2},
        .good = QColor{0x1f, 0x7a, 0x4d},
        .warning = QColor{0x94, 0x5a, 0x00},
        .bad = plots::markColors(false).bad,
    };
    static const ThemeColors kDark{
        .window = QColor{0x14, 0x18, 0x1f},
        .surface = QColor{0x1c, 0x22, 0x2b},
        .border = QColor{0x2d, 0x35, 0x41},
        .text = QColor{0xe6, 0xe9, 0xee},
        .muted = QColor{0x94, 0xa0, 0xb2},
        .accent = QColor{0x2d, 0xd4, 0xbf},
        .selection = QColor{0x24, 0x2c, 0x37},
        .good = QColor{0x4c, 0xc3, 0x8a},
        .warning = QColor{0xf2, 0xb0, 0x4a},
        .bad = plots::markColors(true).bad,
    };
    return dark ? kDark : kLight;
}

QPalette themePalette(bool dark)
{
    const ThemeColors& colors = themeColors(dark);
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.window);
    palette.setColor(QPalette::Button, colors.surface);
    palette.setColor(QPalette::ToolTipBase, colors.surface);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::HighlightedText})
        palette.setColor(role, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.muted);
    palette.setColor(QPalette::Highlight, colors.selection);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.good);
    palette.setColor(QPalette::Midlight, colors.warning);
    palette.setColor(QPalette::BrightText, colors.bad);
    for (const auto role : {QPalette::Mid, QPalette::Light, QPalette::Dark})
        palette.setColor(role, colors.border);
    palette.setColor(QPalette::Shadow, dark ? Qt::black : colors.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.muted);
    return palette;
}

void setThemePalettes(bool dark)
{
    const ThemeColors& colors = themeColors(dark);
    QPalette palette = themePalette(dark);
    QApplication::setPalette(palette);  // ends those of the classes
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.surface);
    for (const char* text : {"QLineEdit", "QTextEdit", "QPlainTextEdit", "QLabel"})
        QApplication::setPalette(palette, text);
}

std::optional<Appearance> appearanceFromName(const QString& name)
{
    if (name == QLatin1String{"system"})
        return Appearance::System;
    if (name == QLatin1String{"light"})
        return Appearance::Light;
    if (name == QLatin1String{"dark"})
        return Appearance::Dark;
    return std::nullopt;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});  // by value: the list form
    return (high + 0.05) / (low + 0.05);
}

Theme::Theme(Appearance appearance)
{
    // Asked before our own palette hides it.
    const bool systemDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    m_system = std::make_unique<SystemAppearance>(systemDark);
    QApplication::setStyle(new widgets::FlatStyle);
    connect(m_system.get(), &SystemAppearance::changed, this, &Theme::apply);
    setAppearance(appearance);
}

Theme::~Theme() = default;

void Theme::setAppearance(Appearance appearance)
{
    m_system->setWatching(appearance == Appearance::System);
    apply(appearance == Appearance::System ? m_system->isDark() : appearance == Appearance::Dark);
}

void Theme::apply(bool dark)
{
    m_dark = dark;
    setThemePalettes(dark);
}

}  // namespace inferometer::ui
