// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/icons.h"

#include "widgets/themed_icon.h"

// A static library's resources are dropped by the linker unless something names them. The macro does not work inside a
// namespace.
static void nameResources() { Q_INIT_RESOURCE(inferometer); }

namespace inferometer::ui {

QIcon icon(const char* name)
{
    nameResources();
    return widgets::themedIcon(QStringLiteral(":/icons/%1.svg").arg(QString::fromLatin1(name)));
}

QIcon programIcon()
{
    nameResources();
    return QIcon{QStringLiteral(":/icons/inferometer.svg")};
}

}  // namespace inferometer::ui
