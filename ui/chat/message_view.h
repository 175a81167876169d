// SPDX-License-Identifier: GPL-3.0-or-later
// One message of a transcript, drawn where it is in view. Its text can be selected; code has a button that copies it.
#pragma once

#include "ui/chat/block_column.h"
#include "ui/chat/transcript_message.h"

#include <QPixmap>
#include <QWidget>

#include <map>

class QToolButton;

namespace inferometer::widgets {
class WordButton;
}

namespace inferometer::ui {

class MessageFoot;

// What the reader has opened; it outlives the view.
struct MessageFolds
{
    bool reasoning = false;
    bool figures = false;
};

class MessageView : public QWidget
{
    Q_OBJECT

public:
    // What stands at some height of the message.
    struct Anchor
    {
        enum class Part : std::uint8_t { Top, Reasoning, Body, Foot };
        Part part = Part::Top;
        qsizetype block = 0;
        int below = 0;
    };

    MessageView(const TranscriptMessage& message, const MessageFolds& folds, BlockWork& work, QWidget* parent);
    ~MessageView() override;

    // Takes what the message has more; true: some is left for the next time. A whole one grows no more.
    bool display(const TranscriptMessage& message, bool isWhole);
    // The preview of the message's image.
    void setImage(const QImage& image);
    void setEditable(bool editable);
    void setRoom(int width);
    int neededHeight() const { return m_height; }
    // Makes what stands between; true when that changed the height.
    bool showPart(int top, int bottom);

    Anchor anchorAt(int y) const;
    int yOf(const Anchor& anchor) const;
    bool hasSelection() const;
    void clearSelection();
    // In the order of Tab.
    QWidgetList focusChain() const;

signals:
    void editAsked();
    void regenerateAsked();
    void copyAsked();
    void foldsChanged(const MessageFolds& folds);
    void heightChanged();
    void buttonsChanged();
    void selectionBegan();
    void revealAsked(const QRect& area);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void setLooks();
    void showReasoning(const TranscriptMessage& message);
    void arrange();
    void placeButtons();
    QToolButton* makeCopyButton(qsizetype block, const QString& language);
    void copySelection() const;
    void selectAll();
    void setFolds(const MessageFolds& folds);
    QString linkAt(const QPoint& at) const;
    BlockColumn& columnAt(const QPoint& at);
    QPoint originOf(const BlockColumn& column) const;
    QRect plate() const;
    void startSelection(const QPoint& at);
    void showLink(const QPoint& at, const QPoint& onScreen);

    const bool m_isAnswer;
    MessageFolds m_folds;
    QString m_imageName;
    BlockColumn m_reasoning;
    BlockColumn m_body;
    QPixmap m_picture;
    widgets::WordButton* m_reasoningButton;
    MessageFoot* m_foot;
    std::map<qsizetype, QToolButton*> m_copyButtons;  // by the block where the code begins
    BlockColumn* m_selected = nullptr;                // that the mouse selects in
    QString m_pressedLink;
    QString m_hoveredLink;
    bool m_showsFocus = false;
    int m_pictureTop = 0;
    QPoint m_reasoningAt;
    QPoint m_bodyAt;
    int m_room = 0;
    int m_height = 0;
};

}  // namespace inferometer::ui
