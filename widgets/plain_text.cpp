// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text.h"

#include <QLabel>

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

}  // namespace inferometer::widgets
