// SPDX-License-Identifier: GPL-3.0-or-later
// The palette, light and dark, and who decides between them: the desktop, the settings or the command line.
//
// QPalette carries the whole table: Window, Base (surface), Mid (border), Text, PlaceholderText (muted), Link (accent),
// Highlight (a row that is chosen; the accent where text is selected), LinkVisited (good), Midlight (warning),
// BrightText (bad). Marks have colours of their own (plots/plot_style.h).
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include <memory>
#include <optional>
#include <string_view>

namespace inferometer::ui {

class SystemAppearance;

struct ThemeColors
{
    QColor window, surface, border;
    QColor text, muted;
    QColor accent;
    QColor selection;
    QColor good, warning, bad;
};
const ThemeColors& themeColors(bool dark);
QPalette themePalette(bool dark);
// Gives the application that palette, and what can be selected in its texts a selection that stands out.
// REQUIRES: there is a QApplication.
void setThemePalettes(bool dark);

enum class Appearance : std::uint8_t { System, Light, Dark };
// "system", "light", "dark"; nullopt for anything else.
std::optional<Appearance> appearanceFromName(const QString& name);

// WCAG 2.1 contrast ratio, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

// Gives the application its style and palette, and keeps them in step with the desktop.
class Theme : public QObject
{
    Q_OBJECT

public:
    // REQUIRES: there is a QApplication.
    explicit Theme(Appearance appearance);
    ~Theme() override;

    void setAppearance(Appearance appearance);
    bool isDark() const { return m_dark; }

private:
    void apply(bool dark);

    std::unique_ptr<SystemAppearance> m_system;
    bool m_dark = false;
};

}  // namespace inferometer::ui
