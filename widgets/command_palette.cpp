// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/command_palette.h"

#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
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
        const QString detail
            = option.fontMetrics.elidedText(index.data(kDetail).toString(), Qt::ElideMiddle, room.width() * 2 / 5);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, detail);
        room.setRight(room.right() - option.fontMetrics.horizontalAdvance(detail) - gap);
        painter->setPen(option.palette.color(enabled ? QPalette::Text : QPalette::PlaceholderText));
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideMiddle, room.width()));
        painter->restore();
    }
};

constexpr int kNoMatch = 3;

// What begins with the first word is most likely meant, what only its other words tell of least.
int rankOf(const PaletteEntry& entry, const QStringList& words)
{
    const QString shown = entry.text + QLatin1Char{' '} + entry.detail;
    if (!containsWords(shown + QLatin1Char{' '} + entry.also, words))
        return kNoMatch;
    const auto begins = [&words](const QString& text) { return text.startsWith(words.front(), Qt::CaseInsensitive); };
    if (words.isEmpty() || begins(entry.text) || begins(entry.also))
        return 0;
    return containsWords(shown, words) ? 1 : 2;
}

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
        hints << (one.prefix.isEmpty() ? one.name : tr("%1 (%2)", "a kind and its prefix").arg(one.name, one.prefix));
    m_input->setPlaceholderText(tr("Find %1").arg(hints.join(QStringLiteral(", "))));
}

void CommandPalette::open(const QString& text)
{
    if (!isVisible())
        m_before = m_window.focusWidget();
    m_scope = kNothing;
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

std::vector<PaletteEntry> CommandPalette::entriesOf(int scope) const
{
    if (scope != kAll)
        return m_lists.at(static_cast<std::size_t>(scope)).entries();
    std::vector<PaletteEntry> all;
    for (const PaletteList& list : m_lists)
        std::ranges::move(list.entries(), std::back_inserter(all));
    return all;
}

void CommandPalette::search()
{
    const QString text = m_input->text().trimmed();
    const auto named = std::find_if(m_lists.begin(), m_lists.end(), [&text](const PaletteList& list) {
        return !list.prefix.isEmpty() && text.startsWith(list.prefix);
    });
    const bool isNamed = named != m_lists.end();
    const int scope = isNamed ? static_cast<int>(named - m_lists.begin()) : text.isEmpty() ? 0 : kAll;
    if (std::exchange(m_scope, scope) != scope)
        m_entries = entriesOf(scope);
    showMatches(text.sliced(isNamed ? named->prefix.size() : 0).split(QLatin1Char{' '}, Qt::SkipEmptyParts));
}

void CommandPalette::showMatches(const QStringList& words)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (rankOf(m_entries[i], words) < kNoMatch)
            found.push_back(i);
    }
    std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
        return rankOf(m_entries[a], words) < rankOf(m_entries[b], words);
    });
    m_matches->clear();
    for (const std::size_t i : found) {
        auto* item = new QListWidgetItem{m_entries[i].icon, m_entries[i].text, m_matches};
        item->setData(kDetail, m_entries[i].detail);
        item->setToolTip(plainTip(m_entries[i].text));
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
