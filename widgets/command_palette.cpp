// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/command_palette.h"

#include "widgets/metrics.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::widgets {

namespace {

constexpr int kDetail = Qt::UserRole;
constexpr int kEntry = Qt::UserRole + 1;  // its index among the entries
constexpr int kMostRows = 10;

// Icon and text at the left, the detail muted at the right; the chosen row on the selection's colour.
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return {1, rhythm(option.font, 4)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool enabled = index.flags() & Qt::ItemIsEnabled;
        const int gap = rhythm(option.font, 1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.palette.color(QPalette::Active, QPalette::Highlight));
            painter->drawRoundedRect(option.rect, gap * 0.75, gap * 0.75);
        }
        QRect room = option.rect.adjusted(gap, 0, -gap, 0);
        const int side = rhythm(option.font, 2.25);
        const QRect square{room.left(), room.center().y() - side / 2, side, side};
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, square);
        room.setLeft(square.right() + gap);
        const QString detail = index.data(kDetail).toString();
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, detail);
        room.setRight(room.right() - option.fontMetrics.horizontalAdvance(detail) - gap);
        painter->setPen(option.palette.color(enabled ? QPalette::Text : QPalette::PlaceholderText));
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
        painter->restore();
    }
};

}  // namespace

bool containsWords(const QString& text, const QStringList& words)
{
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

CommandPalette::CommandPalette(QWidget* window)
    : Card{window}
    , m_window{*window}
    , m_input{new QLineEdit{this}}
    , m_matches{new QListWidget{this}}
    , m_none{new QLabel{tr("Nothing matches."), this}}
{
    m_input->setObjectName(QStringLiteral("palette-input"));
    m_input->setAccessibleName(tr("Find"));
    m_matches->setObjectName(QStringLiteral("palette-matches"));
    m_matches->setAccessibleName(tr("Matches"));
    m_matches->setFrameShape(QFrame::NoFrame);
    m_matches->setItemDelegate(new RowDelegate{m_matches});
    m_matches->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_matches->setFocusPolicy(Qt::NoFocus);
    m_matches->setUniformItemSizes(true);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout{this};
    const int gap = rhythm(*this, 1);
    layout->setContentsMargins(gap, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addWidget(m_input);
    layout->addWidget(m_matches, 1);
    layout->addWidget(m_none);
    m_input->installEventFilter(this);
    m_window.installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_matches, &QListWidget::itemClicked, this, &CommandPalette::choose);
    connect(m_matches, &QListWidget::currentRowChanged, this, &CommandPalette::speak);
    hide();
}

void CommandPalette::addList(PaletteList list)
{
    m_lists.push_back(std::move(list));
    QStringList hints;
    for (const PaletteList& one : m_lists)
        hints << (one.prefix.isEmpty() ? one.name : tr("%1 for %2").arg(one.prefix, one.name));
    m_input->setPlaceholderText(tr("Find %1").arg(hints.join(QStringLiteral(", "))));
}

void CommandPalette::open(const QString& text)
{
    if (!isVisible())
        m_before = m_window.focusWidget();
    m_list = nullptr;
    m_input->setText(text);
    search();
    show();
    raise();
    m_input->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::close()
{
    const bool ours = isAncestorOf(QApplication::focusWidget());
    hide();
    if (ours && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

const PaletteList* CommandPalette::listFor(const QString& text) const
{
    const PaletteList* fallback = nullptr;
    for (const PaletteList& list : m_lists) {
        if (!list.prefix.isEmpty() && text.startsWith(list.prefix))
            return &list;
        if (list.prefix.isEmpty() && !fallback)
            fallback = &list;
    }
    return fallback;
}

void CommandPalette::search()
{
    const QString text = m_input->text().trimmed();
    const PaletteList* list = listFor(text);
    if (!list)
        return;
    if (std::exchange(m_list, list) != list)
        m_entries = list->entries();
    showMatches(text.sliced(list->prefix.size()).split(QLatin1Char{' '}, Qt::SkipEmptyParts));
}

void CommandPalette::showMatches(const QStringList& words)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (containsWords(m_entries[i].text + QLatin1Char{' '} + m_entries[i].detail, words))
            found.push_back(i);
    }
    // What begins with the first word is most likely meant.
    if (!words.isEmpty())
        std::stable_partition(found.begin(), found.end(), [&](std::size_t i) {
            return m_entries[i].text.startsWith(words.front(), Qt::CaseInsensitive);
        });
    m_matches->clear();
    for (const std::size_t i : found) {
        auto* item = new QListWidgetItem{m_entries[i].icon, m_entries[i].text, m_matches};
        item->setData(kDetail, m_entries[i].detail);
        item->setData(kEntry, static_cast<qulonglong>(i));
        if (!m_entries[i].enabled)
            item->setFlags(Qt::NoItemFlags);
    }
    m_none->setVisible(found.empty());
    m_matches->setVisible(!found.empty());
    m_matches->setCurrentRow(-1);
    step(1);
    place();
}

void CommandPalette::place()
{
    const int gap = rhythm(*this, 2);
    const int rows = std::min(m_matches->count(), kMostRows);
    m_matches->setFixedHeight(rows * rhythm(*this, 4) + 2);
    const int width = std::min(rhythm(*this, 75), m_window.width() - 2 * gap);
    resize(width,
           layout()->totalHeightForWidth(width) > 0 ? layout()->totalHeightForWidth(width)
                                                    : layout()->totalSizeHint().height());
    move((m_window.width() - width) / 2, rhythm(*this, 8));
}

void CommandPalette::step(int by)
{
    const int count = m_matches->count();
    int row = m_matches->currentRow();
    for (int tried = 0; tried < count; ++tried) {
        row = (row + by + count) % count;
        if (m_matches->item(row)->flags() & Qt::ItemIsEnabled) {
            m_matches->setCurrentRow(row);
            return;
        }
    }
}

void CommandPalette::choose()
{
    const QListWidgetItem* item = m_matches->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const auto act = m_entries.at(item->data(kEntry).toULongLong()).choose;
    close();
    if (act)
        act();
}

void CommandPalette::speak()
{
    // The focus stays in the line, so a screen reader hears of the row there.
    const QListWidgetItem* item = m_matches->currentItem();
    m_input->setAccessibleDescription(item ? item->text() + QLatin1Char{' '} + item->data(kDetail).toString()
                                           : QString{});
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
        return false;
    }
    if (event->type() == QEvent::FocusOut && isVisible() && !isAncestorOf(QApplication::focusWidget()))
        hide();
    if (event->type() != QEvent::KeyPress)
        return false;
    switch (static_cast<const QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;  // it is the only thing to be in here
    default:
        return false;
    }
}

}  // namespace inferometer::widgets
