// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text.h"

#include "widgets/metrics.h"

#include <QAction>
#include <QLabel>
#include <QMenu>

namespace inferometer::widgets {

QString plainTip(const QString& text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    return QStringLiteral("<p>") + text.toHtmlEscaped().replace(QLatin1Char{'\n'}, QStringLiteral("<br>"))
        + QStringLiteral("</p>");
}

void showPlainly(QLabel& label)
{
    if (label.textFormat() == Qt::AutoText && !label.inherits("QTipLabel"))
        label.setTextFormat(Qt::PlainText);
}

QAction& addNamed(QMenu& menu, const QString& name)
{
    QString shown = menu.fontMetrics().elidedText(name, Qt::ElideMiddle, rhythm(menu, 60));
    const bool isCut = shown != name;
    shown.replace(QLatin1Char{'&'}, QLatin1String{"&&"});
    QAction& action = *menu.addAction(shown);
    if (isCut) {
        menu.setToolTipsVisible(true);
        action.setToolTip(plainTip(name));
    }
    return action;
}

}  // namespace inferometer::widgets
