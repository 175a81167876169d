// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_input.h"

#include "ui/base/icon_button.h"
#include "ui/base/text.h"
#include "ui/chat/chat_text.h"
#include "widgets/metrics.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr int kMostLines = 6;

// A file of this machine that may be an image; its first bytes decide later.
QString fileIn(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString{};
}

bool isImageFile(const QString& path)
{
    static const QStringList kSuffixes{QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                       QStringLiteral("webp")};
    return kSuffixes.contains(QFileInfo{path}.suffix().toLower());
}

}  // namespace

QuestionEdit::QuestionEdit(QWidget* parent) : QPlainTextEdit{parent}
{
    setTabChangesFocus(true);
    viewport()->setAutoFillBackground(false);  // the style fills what is inside the border
    document()->setDocumentMargin(widgets::rhythm(*this, 0.75));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { updateGeometry(); });
}

QSize QuestionEdit::sizeHint() const
{
    const int lines
        = std::clamp(static_cast<int>(document()->documentLayout()->documentSize().height()), 1, kMostLines);
    const int margins = 2 * static_cast<int>(document()->documentMargin()) + 2 * frameWidth();
    return {widgets::rhythm(*this, 20), lines * fontMetrics().lineSpacing() + margins + widgets::rhythm(*this, 0.5)};
}

void QuestionEdit::keyPressEvent(QKeyEvent* event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier)) == 0)
        emit sendWanted();
    else if (event->key() == Qt::Key_Escape)
        emit escaped();
    else
        QPlainTextEdit::keyPressEvent(event);
}

bool QuestionEdit::canInsertFromMimeData(const QMimeData* given) const
{
    return given->hasImage() || isImageFile(fileIn(*given)) || QPlainTextEdit::canInsertFromMimeData(given);
}

void QuestionEdit::insertFromMimeData(const QMimeData* given)
{
    // Of what is both, say cells of a table, the text is meant.
    if ((given->hasImage() && !given->hasText()) || isImageFile(fileIn(*given)))
        emit imageGiven(given);
    else
        QPlainTextEdit::insertFromMimeData(given);
}

ChatInput::ChatInput(const Dialogs& dialogs, QWidget* parent)
    : QWidget{parent}
    , m_dialogs{dialogs}
    , m_text{new QuestionEdit{this}}
    , m_choose{iconButton("choose-image", "image", tr("Send an image with the question"), this)}
    , m_preview{new QLabel{this}}
    , m_imageName{new QLabel{this}}
    , m_dropImage{iconButton("drop-image", "close", tr("Send no image"), this)}
    , m_what{new QLabel{this}}
    , m_giveUp{iconButton("give-up-edit", "close", tr("Leave the question as it was"), this)}
    , m_send{new QPushButton{this}}
{
    m_text->setObjectName(QStringLiteral("question"));
    m_text->setPlaceholderText(tr("Ask me anything"));
    m_text->setAccessibleName(tr("Question"));
    m_what->setObjectName(QStringLiteral("what-is-edited"));
    m_imageName->setTextFormat(Qt::PlainText);
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setDefault(true);
    layOut();
    connect(m_text, &QPlainTextEdit::textChanged, this, &ChatInput::update);
    connect(m_text, &QuestionEdit::sendWanted, this, &ChatInput::send);
    connect(m_text, &QuestionEdit::escaped, this, [this] {
        if (m_isBusy)
            emit stopWanted();
        else if (m_giveUp->isVisible())
            emit givenUp();
    });
    connect(m_text, &QuestionEdit::imageGiven, this, [this](const QMimeData* given) { takeImage(*given); });
    connect(m_choose, &QToolButton::clicked, this, &ChatInput::chooseImage);
    connect(m_dropImage, &QToolButton::clicked, this, &ChatInput::dropImage);
    connect(&m_previews, &Previews::made, this, [this](int /*place*/, const QImage& preview) { showPreview(preview); });
    connect(m_giveUp, &QToolButton::clicked, this, &ChatInput::givenUp);
    connect(m_send, &QPushButton::clicked, this, [this] { m_isBusy ? emit stopWanted() : send(); });
    clear();
}

void ChatInput::layOut()
{
    auto* above = new QHBoxLayout;
    above->setSpacing(widgets::rhythm(*this, 1));
    for (QWidget* widget :
         {static_cast<QWidget*>(m_what), static_cast<QWidget*>(m_giveUp), static_cast<QWidget*>(m_preview),
          static_cast<QWidget*>(m_imageName), static_cast<QWidget*>(m_dropImage)})
        above->addWidget(widget);
    above->addStretch();
    auto* row = new QHBoxLayout;
    row->setSpacing(widgets::rhythm(*this, 1));
    row->addWidget(m_choose, 0, Qt::AlignBottom);
    row->addWidget(m_text, 1);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addLayout(above);
    layout->addLayout(row);
}

void ChatInput::setBusy(bool busy)
{
    m_isBusy = busy;
    update();
}

void ChatInput::setHindrance(const QString& why)
{
    m_hindrance = why;
    update();
}

void ChatInput::update()
{
    const bool isEmpty = m_text->toPlainText().trimmed().isEmpty();
    m_send->setText(m_isBusy ? tr("&Stop") : tr("S&end"));
    m_send->setEnabled(m_isBusy || (m_hindrance.isEmpty() && !isEmpty && !m_reading.isActive()));
    m_send->setToolTip(m_isBusy                     ? tr("End this answer; what came of it stays (Esc)")
                           : !m_hindrance.isEmpty() ? m_hindrance
                                                    : tr("Send the question (Return; Shift+Return begins a line)"));
    m_choose->setEnabled(!m_isBusy && !m_reading.isActive());
    const bool hasImage = !m_question.question.image.empty();
    m_preview->setVisible(hasImage && !m_preview->pixmap(Qt::ReturnByValue).isNull());
    m_imageName->setVisible(hasImage);
    m_dropImage->setVisible(hasImage);
}

void ChatInput::setQuestion(const Turn& question, const QString& what)
{
    m_question = question;
    m_text->setPlainText(toQt(question.question.text));
    m_text->moveCursor(QTextCursor::End);
    m_what->setText(what);
    m_what->setVisible(!what.isEmpty());
    m_giveUp->setVisible(!what.isEmpty());
    m_imageName->setText(beginningOf(questionOf(question).imageName));
    m_preview->setPixmap({});
    m_previews.make(std::vector<Message>{question.question});
    update();
}

void ChatInput::showPreview(const QImage& preview)
{
    const double scale = devicePixelRatioF();
    const int side = qRound(widgets::rhythm(*this, 4) * scale);
    QPixmap small = QPixmap::fromImage(
        preview.isNull() ? preview : preview.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    small.setDevicePixelRatio(scale);
    m_preview->setPixmap(small);
    update();
}

void ChatInput::clear() { setQuestion({}, {}); }

Turn ChatInput::question() const
{
    Turn turn = m_question;
    turn.question.text = toStd(m_text->toPlainText());
    return turn;
}

void ChatInput::focusText() { m_text->setFocus(); }

void ChatInput::send()
{
    if (!m_isBusy && m_send->isEnabled())
        emit sendWanted();
}

void ChatInput::chooseImage()
{
    const QString path = m_dialogs.chooseFile(this, tr("Choose an image"), {});
    if (!path.isEmpty())
        takeFile(path);
}

void ChatInput::takeFile(const QString& path)
{
    read(QFileInfo{path}.fileName(), [path = toStd(path)] { return withImageFile({}, path); });
}

// Beside the window: an image may hold 200 MB.
void ChatInput::read(const QString& name, std::function<Result<Message>()> image)
{
    m_reading.start(
        [image = std::move(image)](const std::stop_token& /*stop*/, const BackgroundJob::Tell& /*tell*/) {
            return std::make_shared<const Result<Message>>(image());
        },
        [this, name](const std::shared_ptr<const Result<Message>>& done) { take(*done, name); });
    update();
}

bool ChatInput::takesImage(const QMimeData& given) const
{
    return !m_isBusy && (given.hasImage() || isImageFile(fileIn(given)));
}

void ChatInput::takeImage(const QMimeData& given)
{
    if (m_isBusy)
        return;
    if (const QString path = fileIn(given); !path.isEmpty()) {
        takeFile(path);
        return;
    }
    const QString name = tr("pasted.png");
    read(name, [pasted = qvariant_cast<QImage>(given.imageData()), name = toStd(name)]() -> Result<Message> {
        QByteArray bytes;
        QBuffer buffer{&bytes};
        buffer.open(QIODevice::WriteOnly);
        pasted.save(&buffer, "PNG");
        return withImage({}, std::string_view{bytes.constData(), static_cast<std::size_t>(bytes.size())}, name);
    });
}

void ChatInput::take(const Result<Message>& image, const QString& name)
{
    if (!image) {
        update();
        emit failed(errorText(image.error()));
        return;
    }
    Turn turn = question();
    turn.question.image = image.value().image;
    turn.question.imageType = image.value().imageType;
    turn.imageName = toStd(name);
    setQuestion(turn, m_what->text());
}

void ChatInput::dropImage()
{
    Turn turn = question();
    turn.question.image.clear();
    turn.imageName.clear();
    setQuestion(turn, m_what->text());
}

}  // namespace inferometer::ui
