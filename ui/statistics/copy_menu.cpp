// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/copy_menu.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <array>

namespace inferometer::ui {

namespace {

struct FormatWords
{
    CopyFormat format;
    const char* id;
    const char* name;  // names of formats are the same in every language
};
constexpr std::array kFormats{
    FormatWords{CopyFormat::Tsv, "tsv", "TSV"},
    FormatWords{CopyFormat::Markdown, "markdown", "Markdown"},
    FormatWords{CopyFormat::Latex, "latex", "LaTeX"},
};

}  // namespace

void addCopyEntries(QMenu& menu, const QString& words, const QString& name,
                    const std::function<QString(CopyFormat)>& text)
{
    for (const FormatWords& format : kFormats) {
        QAction* action = menu.addAction(words.arg(QString::fromLatin1(format.name)));
        action->setObjectName(name + QLatin1Char{'-'} + QString::fromLatin1(format.id));
        QObject::connect(action, &QAction::triggered, &menu, [text, as = format.format] {
            if (const QString copied = text(as); !copied.isEmpty())
                QGuiApplication::clipboard()->setText(copied);
        });
    }
}

}  // namespace inferometer::ui
