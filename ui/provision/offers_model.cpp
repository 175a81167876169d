// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/offers_model.h"

#include "ui/base/text.h"
#include "widgets/plain_text.h"

#include <QPalette>

#include <algorithm>

namespace inferometer::ui {

namespace {

constexpr std::size_t kMostCell = 60;
constexpr int kSite = 0;  // the one column that is of the workbench alone

const OfferColumn& columnOf(int section) { return offerColumns()[static_cast<std::size_t>(section - 1)]; }

// Without a column all are alike, and stay as the sites told them.
OfferKey keyIn(const OfferAt& offer, int section)
{
    if (section < kSite)
        return {};
    return section == kSite ? OfferKey{true, 0, offer.site.name} : keyOf(offer.one, columnOf(section));
}

QVariant alignmentOf(int section)
{
    const bool isFigure = section != kSite && columnOf(section).number != nullptr && !columnOf(section).isWord;
    return QVariant{(isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
}

}  // namespace

int OffersModel::sectionOf(std::string_view id)
{
    const auto columns = offerColumns();
    const auto found
        = std::find_if(columns.begin(), columns.end(), [id](const OfferColumn& one) { return one.id == id; });
    return static_cast<int>(found - columns.begin()) + 1;
}

void OffersModel::setOffers(std::vector<OfferAt> offers)
{
    m_all = std::move(offers);
    arrange();
}

void OffersModel::setFilter(const OfferFilter& filter)
{
    m_filter = filter;
    arrange();
}

void OffersModel::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    arrange();
}

void OffersModel::arrange()
{
    beginResetModel();
    m_rows.clear();
    std::vector<OfferKey> keys(m_all.size());
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (!passes(m_all[i].one, m_filter))
            continue;
        m_rows.push_back(i);
        keys[i] = keyIn(m_all[i], m_column);
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](std::size_t a, std::size_t b) {
        return isBefore(keys[a], keys[b], m_order == Qt::DescendingOrder);
    });
    endResetModel();
}

const OfferAt* OffersModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_all[m_rows[static_cast<std::size_t>(row)]];
}

std::vector<SiteOffer> OffersModel::shown() const
{
    std::vector<SiteOffer> shown;
    shown.reserve(m_rows.size());
    for (const std::size_t row : m_rows)
        shown.push_back(m_all[row].one);
    return shown;
}

int OffersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OffersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(offerColumns().size()) + 1;
}

QVariant OffersModel::data(const QModelIndex& index, int role) const
{
    const OfferAt* offer = at(index.row());
    if (offer == nullptr)
        return {};
    const bool isSite = index.column() == kSite;
    const std::string text = isSite ? offer->site.name : columnOf(index.column()).text(offer->one);
    switch (role) {
    case Qt::DisplayRole:
        return beginningOf(text, kMostCell);
    case Qt::ToolTipRole:
        return widgets::plainTip(beginningOf(text, 500));
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case Qt::ForegroundRole:
        return isSoldOut(offer->one.offer) ? QVariant{QPalette{}.placeholderText()} : QVariant{};
    default:
        return {};
    }
}

QVariant OffersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return {};
    const bool isSite = section == kSite;
    switch (role) {
    case Qt::DisplayRole:
        return isSite ? tr("Site") : tableText(columnOf(section).head);
    case Qt::ToolTipRole:
        return widgets::plainTip(isSite ? tr("The site that makes it.") : tableText(columnOf(section).help));
    case Qt::TextAlignmentRole:
        return alignmentOf(section);
    default:
        return {};
    }
}

}  // namespace inferometer::ui
