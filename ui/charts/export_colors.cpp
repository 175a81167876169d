// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/export_colors.h"

#include "ui/base/theme.h"

#include <QActionGroup>

namespace inferometer::ui {

ExportColors::ExportColors(QWidget* parent) : QMenu{tr("C&olours of pictures"), parent}
{
    setObjectName(QStringLiteral("export-colors"));
    auto* group = new QActionGroup{this};
    add(tr("&Light"), "colors-light", false, false);
    add(tr("&Dark"), "colors-dark", true, false);
    add(tr("Light, &without a background"), "colors-transparent", false, true);
    for (QAction* action : actions())
        group->addAction(action);
    actions().first()->setChecked(true);
}

void ExportColors::add(const QString& text, const char* name, bool dark, bool transparent)
{
    QAction* action = addAction(text, this, [this, dark, transparent] {
        m_dark = dark;
        m_transparent = transparent;
    });
    action->setObjectName(QLatin1String{name});
    action->setCheckable(true);
}

plots::ExportSpec ExportColors::spec() const
{
    plots::ExportSpec spec;
    spec.palette = themePalette(m_dark);
    spec.transparent = m_transparent;
    return spec;
}

}  // namespace inferometer::ui
