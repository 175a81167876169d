// SPDX-License-Identifier: GPL-3.0-or-later
// The questions and answers of a chat, one under the other, while they come. Only what is near the part in view has
// widgets and documents, so that length costs nothing; what comes is drawn twenty times a second at most.
//
// Answers are Markdown: HTML in them is text, pictures are not loaded, links open by a click.
#pragma once

#include "ui/chat/block_column.h"
#include "ui/chat/message_view.h"
#include "ui/chat/transcript_message.h"

#include <QAbstractScrollArea>
#include <QTimer>

#include <vector>

class QLabel;
class QPushButton;

namespace inferometer::ui {

class Transcript : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit Transcript(QWidget* parent = nullptr);
    ~Transcript() override;

    // All of them anew, the end in view.
    void setMessages(QVector<TranscriptMessage> messages);
    void add(TranscriptMessage message);
    // This one and all that follow.
    void removeFrom(int index);
    int count() const { return static_cast<int>(m_entries.size()); }

    // Of the last message, an answer under way; as often as wanted.
    void append(const QString& text, bool isReasoning);
    void setStatus(const QString& status);
    void finish(TranscriptFigures figures, const QString& fault, widgets::Tone tone = widgets::Tone::Bad);
    // The preview of a message's image, which may come later than the message.
    void setImage(int index, const QImage& image);

    // Whether a question can be edited and an answer asked for again.
    void setEditable(bool editable);
    // What stands there while there is no message.
    void setEmptyText(const QString& text);

    // As it came.
    QString plainText(int index) const;

    const BlockWork& work() const { return m_work; }
    // Of messages that have widgets.
    int liveMessages() const;

signals:
    void editAsked(int index);        // of a question
    void regenerateAsked(int index);  // of an answer

protected:
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Entry
    {
        TranscriptMessage message{};
        MessageFolds folds{};
        MessageView* view = nullptr;
        bool isWhole = true;
        int top = 0;
        int height = 0;
    };
    struct Mark
    {
        std::size_t index = 0;
        MessageView::Anchor anchor{};
    };

    static Entry entryOf(TranscriptMessage message);
    void grow(Entry& entry);
    void refresh();
    void place();
    void placeOnce(const Mark& mark);
    void computeTops();
    bool showNear();
    bool isWanted(std::size_t index, int top, int bottom) const;
    MessageView* makeView(std::size_t index);
    void connectView(MessageView& view);
    void dropView(Entry& entry);
    void moveViews();
    void orderTabs();
    void showFrame();
    void reveal(const QWidget& widget, const QRect& area);
    void followFocus(QWidget* widget);
    int guess(const Entry& entry) const;
    int columnWidth() const;
    int margin() const;
    Mark markAtTop() const;
    int yOf(const Mark& mark) const;
    std::size_t indexAt(int y) const;
    int indexOf(const MessageView* view) const;

    std::vector<Entry> m_entries;
    BlockWork m_work{};
    QLabel* m_empty;
    QPushButton* m_jump;
    QTimer m_tick;
    int m_height = 0;
    int m_shownWidth = 0;
    bool m_follows = true;  // the end stays in view
    bool m_placing = false;
    bool m_isEditable = true;
    bool m_tabsStale = false;
};

}  // namespace inferometer::ui
