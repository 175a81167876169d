// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/message_view.h"

#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/chat/markdown_inline.h"
#include "ui/chat/message_foot.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/word_button.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr qsizetype kMostSpoken = 500;
constexpr qsizetype kMostInTip = 500;
constexpr qsizetype kMostLinks = 12;

// In plain letters: a name of a host cannot look like another.
QString addressText(const QString& link)
{
    const QString address = QString::fromLatin1(openableUrl(link).toEncoded());
    return address.size() > kMostInTip ? QString{address.left(kMostInTip) + QChar{0x2026}} : address;
}

bool isKeyOf(QKeyEvent& event) { return event.matches(QKeySequence::Copy) || event.matches(QKeySequence::SelectAll); }

}  // namespace

MessageView::MessageView(const TranscriptMessage& message, const MessageFolds& folds, BlockWork& work, QWidget* parent)
    : QWidget{parent}
    , m_isAnswer{message.isAnswer}
    , m_folds{folds}
    , m_reasoning{MarkdownBlocks::Mode::Plain, work}
    , m_body{message.isAnswer ? MarkdownBlocks::Mode::Markdown : MarkdownBlocks::Mode::Plain, work}
    , m_reasoningButton{new widgets::WordButton{this}}
    , m_foot{new MessageFoot{message.isAnswer, this}}
{
    setObjectName(m_isAnswer ? QStringLiteral("answer") : QStringLiteral("question"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    m_imageName = visibleLine(message.imageName);
    m_picture = QPixmap::fromImage(message.image);
    m_reasoningButton->setObjectName(QStringLiteral("message-reasoning"));
    m_reasoningButton->hide();
    m_foot->setUnfolded(folds.figures);
    connect(m_reasoningButton, &QAbstractButton::clicked, this, [this] {
        setFolds({!m_folds.reasoning, m_folds.figures});
    });
    connect(m_foot, &MessageFoot::unfolded, this, [this](bool unfolded) { setFolds({m_folds.reasoning, unfolded}); });
    connect(m_foot, &MessageFoot::editAsked, this, &MessageView::editAsked);
    connect(m_foot, &MessageFoot::regenerateAsked, this, &MessageView::regenerateAsked);
    connect(m_foot, &MessageFoot::copyAsked, this, &MessageView::copyAsked);
    setLooks();
}

MessageView::~MessageView() = default;

void MessageView::setImage(const QImage& image)
{
    m_picture = QPixmap::fromImage(image);
    arrange();
    update();
}

void MessageView::setFolds(const MessageFolds& folds)
{
    m_folds = folds;
    m_foot->setUnfolded(folds.figures);
    emit foldsChanged(folds);
}

void MessageView::setLooks()
{
    m_body.setLook(BlockLook::of(*this));
    m_reasoning.setLook(BlockLook::of(*this, true));
}

bool MessageView::display(const TranscriptMessage& message, bool isWhole)
{
    const bool isMore = m_body.take(message.text, isWhole);
    const bool isMoreReasoning = m_folds.reasoning && m_reasoning.take(message.reasoning, isWhole);
    setAccessibleName(
        (m_isAnswer ? tr("Answer: %1") : tr("Question: %1")).arg(visibleLine(message.text.left(kMostSpoken))));
    m_foot->display(message);
    showReasoning(message);
    arrange();
    update();
    return isMore || isMoreReasoning;
}

void MessageView::showReasoning(const TranscriptMessage& message)
{
    m_reasoningButton->setVisible(!message.reasoning.isEmpty());
    m_reasoningButton->setWords(
        tr("Reasoning (%1 characters)").arg(countText(static_cast<std::uint64_t>(message.reasoning.size()))));
    m_reasoningButton->setIcon(icon(m_folds.reasoning ? "chevron-down" : "chevron-right"));
    m_reasoningButton->setToolTip(m_folds.reasoning ? tr("Fold the reasoning away") : tr("Show the reasoning"));
    m_reasoningButton->setAccessibleDescription(m_reasoningButton->toolTip());
}

void MessageView::setEditable(bool editable) { m_foot->setEditable(editable); }

void MessageView::setRoom(int width)
{
    m_room = width;
    arrange();
}

QRect MessageView::plate() const
{
    const int inset = m_isAnswer ? 0 : std::min(widgets::rhythm(*this, 8), m_room / 8);
    return {inset, 0, m_room - inset, 0};
}

void MessageView::arrange()
{
    const int pad = widgets::rhythm(*this, 1.5);
    const int gap = widgets::rhythm(*this, 1);
    const QRect room = plate().adjusted(pad, 0, m_isAnswer ? 0 : -pad, 0);
    int y = m_isAnswer ? 0 : pad;
    m_pictureTop = y;
    if (!m_picture.isNull())
        y += qRound(m_picture.height() / m_picture.devicePixelRatio()) + gap;
    if (!m_imageName.isEmpty())
        y += fontMetrics().height() + gap;
    if (!m_reasoningButton->isHidden()) {
        const QSize size = m_reasoningButton->sizeHint();
        m_reasoningButton->setGeometry(room.left() - gap / 2, y, std::min(size.width(), room.width()), size.height());
        y += size.height() + gap;
    }
    const int inset = widgets::rhythm(*this, 1.5);
    m_reasoningAt = {room.left() + inset, y};
    m_reasoning.setWidth(room.width() - inset);
    if (!m_reasoningButton->isHidden() && m_folds.reasoning)
        y += m_reasoning.height() + gap;
    m_bodyAt = {room.left(), y};
    m_body.setWidth(room.width());
    y += m_body.height() + (m_isAnswer ? gap : pad + gap / 2);
    const int footWidth = m_room - room.left() + gap / 2;
    const int foot = m_foot->heightFor(footWidth);
    m_foot->setGeometry(room.left() - gap / 2, y, footWidth, foot);
    m_height = y + foot;
    placeButtons();
}

bool MessageView::showPart(int top, int bottom)
{
    const int before = m_height;
    if (m_folds.reasoning)
        m_reasoning.show(top - m_reasoningAt.y(), std::min(bottom, m_bodyAt.y()) - m_reasoningAt.y());
    else
        m_reasoning.show(0, 0);
    if (m_body.show(top - m_bodyAt.y(), bottom - m_bodyAt.y()) || m_folds.reasoning)
        arrange();
    else
        placeButtons();
    return m_height != before;
}

void MessageView::placeButtons()
{
    const std::vector<BlockColumn::CodeHead> heads = m_body.codeHeads();
    std::map<qsizetype, QToolButton*> kept;
    for (const auto& head : heads) {
        const auto found = m_copyButtons.extract(head.block);
        QToolButton* button = found ? found.mapped() : makeCopyButton(head.block, head.language);
        const QSize size = button->sizeHint();
        const QRect area = head.area.translated(m_bodyAt);
        button->setGeometry(area.right() - size.width() - widgets::rhythm(*this, 0.25),
                            area.center().y() - size.height() / 2, size.width(), size.height());
        kept.emplace(head.block, button);
    }
    const bool isChanged = !m_copyButtons.empty() || kept.size() != m_copyButtons.size();
    for (const auto& [block, button] : m_copyButtons)
        button->deleteLater();
    m_copyButtons = std::move(kept);
    if (isChanged)
        emit buttonsChanged();
}

QToolButton* MessageView::makeCopyButton(qsizetype block, const QString& language)
{
    auto* button = new QToolButton{this};
    button->setObjectName(QStringLiteral("copy-code"));
    button->setAutoRaise(true);
    button->setFont(widgets::scaledFont(font(), 0.85));
    button->setText(tr("Copy"));
    button->setIcon(icon("copy"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(tr("Copy this code"));
    button->setAccessibleName(language.isEmpty() ? tr("Copy this code")
                                                 : tr("Copy this code (%1)").arg(visibleLine(language)));
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this,
            [this, block] { QGuiApplication::clipboard()->setText(m_body.codeOf(block)); });
    button->show();
    return button;
}

MessageView::Anchor MessageView::anchorAt(int y) const
{
    if (y >= m_foot->y())
        return {Anchor::Part::Foot, 0, y - m_foot->y()};
    const bool isBody = y >= m_bodyAt.y();
    const BlockColumn& column = isBody ? m_body : m_reasoning;
    const QPoint origin = isBody ? m_bodyAt : m_reasoningAt;
    if (y < origin.y() || column.isEmpty())
        return {Anchor::Part::Top, 0, y};
    const qsizetype block = column.blockAt(y - origin.y());
    return {isBody ? Anchor::Part::Body : Anchor::Part::Reasoning, block, y - origin.y() - column.topOf(block)};
}

int MessageView::yOf(const Anchor& anchor) const
{
    switch (anchor.part) {
    case Anchor::Part::Foot:
        return m_foot->y() + anchor.below;
    case Anchor::Part::Body:
        return m_bodyAt.y() + m_body.topOf(anchor.block) + anchor.below;
    case Anchor::Part::Reasoning:
        return m_reasoningAt.y() + m_reasoning.topOf(anchor.block) + anchor.below;
    case Anchor::Part::Top:
        break;
    }
    return anchor.below;
}

QWidgetList MessageView::focusChain() const
{
    QWidgetList chain{const_cast<MessageView*>(this), m_reasoningButton};
    for (const auto& [block, button] : m_copyButtons)
        chain << button;
    for (QWidget* widget : m_foot->findChildren<QWidget*>(QString{}, Qt::FindDirectChildrenOnly))
        if (widget->focusPolicy() & Qt::TabFocus)
            chain << widget;
    return chain;
}

bool MessageView::hasSelection() const { return m_body.hasSelection() || m_reasoning.hasSelection(); }

void MessageView::clearSelection()
{
    m_body.select({}, {});
    m_reasoning.select({}, {});
    update();
}

void MessageView::copySelection() const
{
    if (hasSelection())
        QGuiApplication::clipboard()->setText(m_body.hasSelection() ? m_body.selectedText()
                                                                    : m_reasoning.selectedText());
}

BlockColumn& MessageView::columnAt(const QPoint& at)
{
    return m_folds.reasoning && at.y() < m_bodyAt.y() ? m_reasoning : m_body;
}

QPoint MessageView::originOf(const BlockColumn& column) const { return &column == &m_body ? m_bodyAt : m_reasoningAt; }

QString MessageView::linkAt(const QPoint& at) const { return m_body.linkAt(at - m_bodyAt); }

bool MessageView::event(QEvent* event)
{
    // Before the window's own shortcuts.
    if (event->type() == QEvent::ShortcutOverride && isKeyOf(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    // A part of the foot takes more or less room than before.
    if (event->type() == QEvent::LayoutRequest) {
        const int before = m_height;
        arrange();
        if (m_height != before)
            emit heightChanged();
    }
    return QWidget::event(event);
}

void MessageView::paintEvent(QPaintEvent* event)
{
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_isAnswer) {
        const double radius = widgets::rhythm(*this, 1);
        QRectF area{plate()};
        area.setHeight(m_foot->y() - widgets::rhythm(*this, 0.5));
        painter.setPen(m_showsFocus ? QPen{palette().color(QPalette::Link), 1.5} : palette().color(QPalette::Mid));
        painter.setBrush(palette().base());
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    } else if (m_showsFocus) {
        painter.fillRect(QRect{0, 0, widgets::rhythm(*this, 0.25), m_foot->y()}, palette().color(QPalette::Link));
    }
    int y = m_pictureTop;
    if (!m_picture.isNull()) {
        painter.drawPixmap(m_bodyAt.x(), y, m_picture);
        y += qRound(m_picture.height() / m_picture.devicePixelRatio()) + widgets::rhythm(*this, 1);
    }
    if (!m_imageName.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QRect line{m_bodyAt.x(), y, width() - m_bodyAt.x() - widgets::rhythm(*this, 1.5), fontMetrics().height()};
        painter.drawText(line, Qt::AlignLeft | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_imageName, Qt::ElideMiddle, line.width()));
    }
    for (const BlockColumn* column : {&m_reasoning, &m_body}) {
        if (column == &m_reasoning && !m_folds.reasoning)
            continue;
        const QPoint origin = originOf(*column);
        painter.save();
        painter.translate(origin);
        column->paint(painter, event->rect().translated(-origin));
        painter.restore();
    }
    if (m_folds.reasoning && !m_reasoning.isEmpty())
        painter.fillRect(QRect{m_bodyAt.x(), m_reasoningAt.y(), widgets::rhythm(*this, 0.25), m_reasoning.height()},
                         palette().color(QPalette::Mid));
}

void MessageView::startSelection(const QPoint& at)
{
    clearSelection();
    emit selectionBegan();
    m_selected = &columnAt(at);
    const BlockColumn::Place place = m_selected->placeAt(at - originOf(*m_selected));
    m_selected->select(place, place);
}

void MessageView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedLink = linkAt(event->pos());
    startSelection(event->pos());
}

void MessageView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->pos();
    if (!m_selected || !(event->buttons() & Qt::LeftButton)) {
        showLink(at, event->globalPosition().toPoint());
        return;
    }
    m_selected->select(m_selected->anchor(), m_selected->placeAt(at - originOf(*m_selected)));
    update();
    emit revealAsked(QRect{at, QSize{1, 1}});
}

// The address shows before anybody can click on it.
void MessageView::showLink(const QPoint& at, const QPoint& onScreen)
{
    const QString link = linkAt(at);
    setCursor(!link.isEmpty() ? Qt::PointingHandCursor : at.y() < m_foot->y() ? Qt::IBeamCursor : Qt::ArrowCursor);
    if (std::exchange(m_hoveredLink, link) == link)
        return;
    if (link.isEmpty()) {
        QToolTip::hideText();
        return;
    }
    QToolTip::showText(onScreen, widgets::plainTip(addressText(link)), this);
}

void MessageView::mouseReleaseEvent(QMouseEvent* event)
{
    m_selected = nullptr;
    const QString link = std::exchange(m_pressedLink, {});
    if (event->button() != Qt::LeftButton || link.isEmpty() || hasSelection() || linkAt(event->pos()) != link)
        return;
    if (const QUrl url = openableUrl(link); !url.isEmpty())
        QDesktopServices::openUrl(url);
}

void MessageView::mouseDoubleClickEvent(QMouseEvent* event)
{
    BlockColumn& column = columnAt(event->pos());
    column.selectWord(event->pos() - originOf(column));
    update();
}

void MessageView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else {
        event->ignore();
    }
}

void MessageView::selectAll()
{
    clearSelection();
    emit selectionBegan();
    m_body.selectAll();
    update();
}

// By the mouse for the link under it, by the keyboard for those in view.
void MessageView::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const QString under = isByMouse ? linkAt(event->pos()) : QString{};
    auto* menu = new QMenu{this};
    menu->setObjectName(QStringLiteral("message-menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Copy"), this, &MessageView::copySelection)->setEnabled(hasSelection());
    menu->addAction(tr("Select &all"), this, &MessageView::selectAll);
    if (!under.isEmpty())
        menu->addAction(tr("Copy the a&ddress of the link"), this,
                        [under] { QGuiApplication::clipboard()->setText(under); });
    const QStringList links = isByMouse ? QStringList{} : m_body.links().mid(0, kMostLinks);
    for (const QString& link : links)
        connect(&widgets::addNamed(*menu, tr("Open %1").arg(addressText(link))), &QAction::triggered, this,
                [link] { QDesktopServices::openUrl(openableUrl(link)); });
    menu->popup(isByMouse ? event->globalPos() : mapToGlobal(visibleRegion().boundingRect().topLeft()));
}

void MessageView::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void MessageView::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    update();
    QWidget::focusOutEvent(event);
}

void MessageView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    setLooks();
    arrange();
    emit heightChanged();
}

}  // namespace inferometer::ui
