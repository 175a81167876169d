// SPDX-License-Identifier: GPL-3.0-or-later
// Where a question is typed: Return sends it, Shift+Return begins a line. An image goes with it by button, paste or
// drop.
#pragma once

#include "core/chat/conversation.h"
#include "ui/base/background_job.h"
#include "ui/base/dialogs.h"
#include "ui/chat/previews.h"

#include <QPlainTextEdit>
#include <QWidget>

#include <functional>

class QLabel;
class QMimeData;
class QPushButton;
class QToolButton;

namespace inferometer::ui {

class QuestionEdit;

class ChatInput : public QWidget
{
    Q_OBJECT

public:
    // `dialogs` outlives this.
    explicit ChatInput(const Dialogs& dialogs, QWidget* parent = nullptr);

    // Stop stands where Send does while an answer is under way.
    void setBusy(bool busy);
    // Why nothing can be asked now; empty: it can.
    void setHindrance(const QString& why);
    // To be sent anew, in place of `what`; empty: it is a new question.
    void setQuestion(const Turn& question, const QString& what);
    void clear();
    // As typed, with its image.
    Turn question() const;
    void focusText();
    void send();
    // Of a drop anywhere on the page.
    bool takesImage(const QMimeData& given) const;
    void takeImage(const QMimeData& given);

signals:
    void sendWanted();
    void stopWanted();
    // What setQuestion() began is given up.
    void givenUp();
    void failed(const QString& said);

private:
    void layOut();
    void chooseImage();
    void takeFile(const QString& path);
    void read(const QString& name, std::function<Result<Message>()> image);
    void take(const Result<Message>& image, const QString& name);
    void dropImage();
    void showPreview(const QImage& preview);
    void update();

    const Dialogs& m_dialogs;
    QuestionEdit* m_text;
    QToolButton* m_choose;
    QLabel* m_preview;
    QLabel* m_imageName;
    QToolButton* m_dropImage;
    QLabel* m_what;
    QToolButton* m_giveUp;
    QPushButton* m_send;
    QString m_hindrance;
    Turn m_question;  // its image
    Previews m_previews;
    bool m_isBusy = false;
    BackgroundJob m_reading;  // an image; last: it ends before the rest goes
};

// Grows with its text, up to six lines.
class QuestionEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit QuestionEdit(QWidget* parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void sendWanted();
    void escaped();
    void imageGiven(const QMimeData* given);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* given) const override;
    void insertFromMimeData(const QMimeData* given) override;
};

}  // namespace inferometer::ui
