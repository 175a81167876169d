// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/transcript.h"

#include "ui/base/icons.h"
#include "widgets/metrics.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr int kTickMs = 50;
constexpr int kPasses = 4;  // heights settle in one or two

// What is drawn of a picture, sharp on a screen of scale 2.
QImage previewOf(const QImage& image, int side)
{
    const QSize most{2 * side, 2 * side};
    if (image.isNull())
        return image;
    // Roughly first: smooth scaling of a photograph takes too long.
    const QSize rough = most * 2;
    QImage small = image.width() > rough.width() || image.height() > rough.height()
        ? image.scaled(rough, Qt::KeepAspectRatio, Qt::FastTransformation)
        : image;
    if (small.width() > most.width() || small.height() > most.height())
        small = small.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const double longest = std::max(small.width(), small.height());
    small.setDevicePixelRatio(std::clamp(longest / side, 1.0, 2.0));
    return small;
}

}  // namespace

Transcript::Transcript(QWidget* parent)
    : QAbstractScrollArea{parent}
    , m_empty{new QLabel{viewport()}}
    , m_jump{new QPushButton{tr("Jump to the end"), this}}
{
    setObjectName(QStringLiteral("transcript"));
    setAccessibleName(tr("Questions and answers"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setAutoFillBackground(false);
    m_empty->setObjectName(QStringLiteral("transcript-empty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_jump->setObjectName(QStringLiteral("transcript-jump"));
    m_jump->setIcon(icon("chevron-down"));
    m_jump->setAutoDefault(false);
    m_jump->hide();
    connect(m_jump, &QPushButton::clicked, this, [this] {
        m_follows = true;
        place();
    });
    m_tick.setSingleShot(true);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &Transcript::refresh);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* /*old*/, QWidget* now) { followFocus(now); });
}

Transcript::~Transcript()
{
    disconnect(qApp, nullptr, this, nullptr);
    // Those too that wait to be deleted: they count in what goes before them.
    qDeleteAll(viewport()->findChildren<MessageView*>(QString{}, Qt::FindDirectChildrenOnly));
}

Transcript::Entry Transcript::entryOf(TranscriptMessage message)
{
    Entry entry{.message = std::move(message)};
    entry.isWhole = !entry.message.isAnswer || entry.message.status.isEmpty();
    return entry;
}

void Transcript::setMessages(QVector<TranscriptMessage> messages)
{
    removeFrom(0);
    m_follows = true;
    for (TranscriptMessage& message : messages) {
        message.image = previewOf(message.image, widgets::rhythm(*this, 20));
        m_entries.push_back(entryOf(std::move(message)));
        m_entries.back().height = guess(m_entries.back());
    }
    place();
}

void Transcript::add(TranscriptMessage message)
{
    message.image = previewOf(message.image, widgets::rhythm(*this, 20));
    m_entries.push_back(entryOf(std::move(message)));
    m_entries.back().height = guess(m_entries.back());
    place();
}

void Transcript::removeFrom(int index)
{
    const auto first = m_entries.begin() + std::clamp(index, 0, count());
    for (auto entry = first; entry != m_entries.end(); ++entry)
        dropView(*entry);
    m_entries.erase(first, m_entries.end());
    place();
}

// An answer that had ended goes on.
void Transcript::grow(Entry& entry)
{
    if (std::exchange(entry.isWhole, false))
        dropView(entry);
    if (!m_tick.isActive())
        m_tick.start();
}

void Transcript::append(const QString& text, bool isReasoning)
{
    if (m_entries.empty() || text.isEmpty())
        return;
    Entry& entry = m_entries.back();
    grow(entry);
    (isReasoning ? entry.message.reasoning : entry.message.text) += text;
}

void Transcript::setStatus(const QString& status)
{
    if (m_entries.empty() || m_entries.back().message.status == status)
        return;
    grow(m_entries.back());
    m_entries.back().message.status = status;
}

void Transcript::setImage(int index, const QImage& image)
{
    if (index < 0 || index >= count())
        return;
    Entry& entry = m_entries[static_cast<std::size_t>(index)];
    entry.message.image = previewOf(image, widgets::rhythm(*this, 20));
    if (entry.view)
        entry.view->setImage(entry.message.image);
    place();
}

void Transcript::finish(TranscriptFigures figures, const QString& fault, widgets::Tone tone)
{
    if (m_entries.empty())
        return;
    Entry& entry = m_entries.back();
    entry.message.status.clear();
    entry.message.figures = std::move(figures);
    entry.message.fault = fault;
    entry.message.tone = tone;
    entry.isWhole = true;
    refresh();
}

// Of the last message, and of those that are not read to their end; the others stay as they are.
void Transcript::refresh()
{
    bool isMore = false;
    if (!m_entries.empty() && !m_entries.back().view)
        m_entries.back().height = guess(m_entries.back());
    for (Entry& entry : m_entries) {
        if (entry.view && (&entry == &m_entries.back() || entry.view->property("more").toBool())) {
            const bool more = entry.view->display(entry.message, entry.isWhole);
            entry.view->setProperty("more", more);
            isMore = isMore || more;
        }
    }
    place();
    if (isMore && !m_tick.isActive())
        m_tick.start();
}

void Transcript::setEditable(bool editable)
{
    m_isEditable = editable;
    for (const Entry& entry : m_entries)
        if (entry.view)
            entry.view->setEditable(editable);
}

void Transcript::setEmptyText(const QString& text)
{
    m_empty->setText(text);
    showFrame();
}

QString Transcript::plainText(int index) const
{
    return index >= 0 && index < count() ? m_entries[static_cast<std::size_t>(index)].message.text : QString{};
}

int Transcript::liveMessages() const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(), [](const Entry& entry) { return entry.view != nullptr; }));
}

int Transcript::margin() const { return widgets::rhythm(*this, 2); }

int Transcript::columnWidth() const
{
    return std::clamp(viewport()->width() - 2 * margin(), widgets::rhythm(*this, 20), widgets::rhythm(*this, 100));
}

// By how the text begins: to count the lines of all of a long chat takes too long.
int Transcript::guess(const Entry& entry) const
{
    constexpr qsizetype kSample = 4'000;
    constexpr qsizetype kMostLines = 20'000;  // more of a text is not shown
    const QStringView text{entry.message.text};
    const qsizetype sample = std::min(kSample, text.size());
    const int letters = std::max(1, columnWidth() / std::max(1, fontMetrics().averageCharWidth()));
    const qsizetype ends = text.first(sample).count(QLatin1Char{'\n'}) * text.size() / std::max<qsizetype>(1, sample);
    const qsizetype lines = std::min(ends + text.size() / letters + 1, kMostLines);
    return static_cast<int>(lines) * fontMetrics().lineSpacing() + widgets::rhythm(*this, 6);
}

void Transcript::computeTops()
{
    const int gap = widgets::rhythm(*this, 3);
    int y = margin();
    for (Entry& entry : m_entries) {
        entry.height = entry.view ? entry.view->neededHeight() : entry.height;
        entry.top = y;
        y += entry.height + gap;
    }
    m_height = m_entries.empty() ? 0 : y - gap + margin();
}

std::size_t Transcript::indexAt(int y) const
{
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), y,
                                        [](int at, const Entry& entry) { return at < entry.top; });
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - m_entries.begin() - 1));
}

Transcript::Mark Transcript::markAtTop() const
{
    if (m_entries.empty())
        return {};
    const int top = verticalScrollBar()->value();
    const std::size_t index = indexAt(top);
    const Entry& entry = m_entries[index];
    const int below = top - entry.top;
    return {index, entry.view ? entry.view->anchorAt(below) : MessageView::Anchor{.below = below}};
}

int Transcript::yOf(const Mark& mark) const
{
    if (mark.index >= m_entries.size())
        return 0;
    const Entry& entry = m_entries[mark.index];
    return entry.top + (entry.view ? entry.view->yOf(mark.anchor) : mark.anchor.below);
}

// Puts everything where it belongs: what the reader looks at stays where it is, or the end stays in view.
void Transcript::place()
{
    if (std::exchange(m_placing, true))
        return;
    const Mark mark = markAtTop();
    if (std::exchange(m_shownWidth, columnWidth()) != columnWidth())
        for (Entry& entry : m_entries) {
            if (entry.view)
                entry.view->setRoom(columnWidth());
            else
                entry.height = guess(entry);
        }
    placeOnce(mark);
    for (int pass = 0; pass < kPasses && showNear(); ++pass)
        placeOnce(mark);
    moveViews();
    if (std::exchange(m_tabsStale, false))
        orderTabs();
    showFrame();
    m_placing = false;
}

void Transcript::placeOnce(const Mark& mark)
{
    computeTops();
    QScrollBar* bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(fontMetrics().lineSpacing() * 2);
    bar->setRange(0, std::max(0, m_height - viewport()->height()));
    bar->setValue(m_follows ? bar->maximum() : yOf(mark));
}

// One that has the focus or a selection stays, wherever it is.
bool Transcript::isWanted(std::size_t index, int top, int bottom) const
{
    const Entry& entry = m_entries[index];
    const bool isNear = entry.top < bottom && entry.top + entry.height > top;
    const QWidget* focus = QApplication::focusWidget();
    return isNear
        || (entry.view && (entry.view->hasSelection() || entry.view == focus || entry.view->isAncestorOf(focus)));
}

// True when a height has changed.
bool Transcript::showNear()
{
    const int reach = viewport()->height() / 2;
    const int top = verticalScrollBar()->value() - reach;
    const int bottom = verticalScrollBar()->value() + viewport()->height() + reach;
    bool changed = false;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        Entry& entry = m_entries[i];
        if (!isWanted(i, top, bottom)) {
            dropView(entry);
            continue;
        }
        if (!entry.view)
            entry.view = makeView(i);
        entry.view->showPart(top - entry.top, bottom - entry.top);
        changed = changed || entry.view->neededHeight() != entry.height;
    }
    return changed;
}

MessageView* Transcript::makeView(std::size_t index)
{
    const Entry& entry = m_entries[index];
    auto* view = new MessageView{entry.message, entry.folds, m_work, viewport()};
    view->setEditable(m_isEditable);
    view->setRoom(columnWidth());
    const bool isMore = view->display(entry.message, entry.isWhole);
    view->setProperty("more", isMore);
    if (isMore && !m_tick.isActive())
        m_tick.start();
    connectView(*view);
    view->lower();
    view->show();
    m_tabsStale = true;
    return view;
}

void Transcript::connectView(MessageView& view)
{
    connect(&view, &MessageView::editAsked, this, [this, &view] { emit editAsked(indexOf(&view)); });
    connect(&view, &MessageView::regenerateAsked, this, [this, &view] { emit regenerateAsked(indexOf(&view)); });
    connect(&view, &MessageView::copyAsked, this,
            [this, &view] { QGuiApplication::clipboard()->setText(plainText(indexOf(&view))); });
    connect(&view, &MessageView::foldsChanged, this, [this, &view](const MessageFolds& folds) {
        Entry& entry = m_entries[static_cast<std::size_t>(indexOf(&view))];
        entry.folds = folds;
        view.setProperty("more", view.display(entry.message, entry.isWhole));
        m_follows = false;
        refresh();
        m_follows = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    });
    connect(&view, &MessageView::heightChanged, this, &Transcript::place);
    connect(&view, &MessageView::buttonsChanged, this, [this] { m_tabsStale = true; });
    connect(&view, &MessageView::selectionBegan, this, [this, &view] {
        for (const Entry& entry : m_entries)
            if (entry.view && entry.view != &view)
                entry.view->clearSelection();
    });
    connect(&view, &MessageView::revealAsked, this, [this, &view](const QRect& area) { reveal(view, area); });
}

void Transcript::dropView(Entry& entry)
{
    if (MessageView* view = std::exchange(entry.view, nullptr)) {
        view->disconnect(this);
        view->hide();
        view->showPart(0, 0);
        view->deleteLater();
    }
}

int Transcript::indexOf(const MessageView* view) const
{
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [view](const Entry& entry) { return entry.view == view; });
    return static_cast<int>(found - m_entries.begin());
}

void Transcript::moveViews()
{
    const int left = (viewport()->width() - columnWidth()) / 2;
    for (const Entry& entry : m_entries)
        if (entry.view)
            entry.view->setGeometry(left, entry.top - verticalScrollBar()->value(), columnWidth(), entry.height);
}

void Transcript::orderTabs()
{
    QWidget* last = nullptr;
    for (const Entry& entry : m_entries) {
        const QWidgetList chain = entry.view ? entry.view->focusChain() : QWidgetList{};
        for (QWidget* widget : chain) {
            if (last)
                setTabOrder(last, widget);
            last = widget;
        }
    }
    if (last)
        setTabOrder(last, m_jump);
}

// What stands over the messages.
void Transcript::showFrame()
{
    m_empty->setVisible(m_entries.empty());
    const int side = margin();
    m_empty->setGeometry(viewport()->rect().adjusted(side, side, -side, -side));
    m_jump->setVisible(!m_follows && verticalScrollBar()->value() < verticalScrollBar()->maximum());
    m_jump->resize(m_jump->sizeHint());
    const QRect area = viewport()->geometry();
    m_jump->move(area.center().x() - m_jump->width() / 2,
                 area.bottom() - m_jump->height() - widgets::rhythm(*this, 1.5));
    m_jump->raise();
}

void Transcript::reveal(const QWidget& widget, const QRect& area)
{
    const QRect at{widget.mapTo(viewport(), area.topLeft()), area.size()};
    QScrollBar* bar = verticalScrollBar();
    if (at.top() < 0)
        bar->setValue(bar->value() + at.top());
    else if (at.bottom() > viewport()->height())
        bar->setValue(bar->value() + at.bottom() - viewport()->height());
}

void Transcript::followFocus(QWidget* widget)
{
    if (!widget || !viewport()->isAncestorOf(widget) || QApplication::mouseButtons() != Qt::NoButton)
        return;
    const bool isMessage = qobject_cast<MessageView*>(widget) != nullptr;
    const bool isSeen = !widget->visibleRegion().isEmpty();
    if (isMessage && isSeen)
        return;
    QRect area = widget->rect();
    area.setHeight(std::min(area.height(), viewport()->height()));
    reveal(*widget, area);
}

void Transcript::resizeEvent(QResizeEvent* /*event*/) { place(); }

void Transcript::scrollContentsBy(int /*dx*/, int /*dy*/)
{
    if (m_placing)
        return;
    m_follows = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    place();
}

void Transcript::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

void Transcript::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->key() == Qt::Key_Home)
        bar->setValue(bar->minimum());
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

}  // namespace inferometer::ui
