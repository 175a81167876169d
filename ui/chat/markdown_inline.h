// SPDX-License-Identifier: GPL-3.0-or-later
// What stands inside a paragraph of Markdown, as runs of text: emphasis, code, links. HTML is text. A picture is never
// fetched: its description and address are text too. Cost is bounded for text of the length of a block.
#pragma once

#include <QString>
#include <QUrl>

#include <vector>

namespace inferometer::ui {

struct InlineRun
{
    enum class Role : std::uint8_t { Text, Code, Picture };

    QString text;
    Role role = Role::Text;
    bool isBold = false;
    bool isItalic = false;
    bool isStruck = false;
    QString address{};  // of a link that may be opened

    bool hasLookOf(const InlineRun& other) const;
};

std::vector<InlineRun> inlineRuns(QStringView markdown);

// What a link may lead to: an http, https or mailto address; an empty one otherwise.
QUrl openableUrl(const QString& address);

}  // namespace inferometer::ui
