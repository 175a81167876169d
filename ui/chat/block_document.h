// SPDX-License-Identifier: GPL-3.0-or-later
// A block of Markdown as a document to be drawn. It loads nothing, from the network or a file; what would steer or hide
// text is spelled out (core/base/visible_text.h). Lines wrap anywhere.
#pragma once

#include "ui/chat/markdown_blocks.h"

#include <QFont>
#include <QPalette>
#include <QTextDocument>

#include <memory>

class QWidget;

namespace inferometer::ui {

constexpr int kLineHeight = 115;  // of running text, in percent

struct BlockLook
{
    QFont text{};
    QFont code{};
    QPalette palette{};
    bool isMuted = false;

    static BlockLook of(const QWidget& widget, bool isMuted = false);
    QColor textColor() const;
    QFont headingFont(int level) const;
};

std::unique_ptr<QTextDocument> blockDocument(const MarkdownBlock& block, const BlockLook& look);

// Gives the document of `before` what `after` has more; false where it has to be made anew.
bool growDocument(QTextDocument& document, const MarkdownBlock& before, const MarkdownBlock& after,
                  const BlockLook& look);

// What the document of the block says; cells of a table between tabs.
QString blockText(const MarkdownBlock& block);

// Addresses of the links in it, each once.
QStringList linksIn(const QTextDocument& document);

// On one line, for tool tips and names.
QString visibleLine(const QString& text);

}  // namespace inferometer::ui
