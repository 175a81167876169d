// SPDX-License-Identifier: GPL-3.0-or-later
// The offers of named sites as a table: those that pass the filter, sorted by a column.
#pragma once

#include "core/choice/offer_columns.h"
#include "core/cloud/named_sites.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <string_view>
#include <vector>

namespace inferometer::ui {

// An offer, and the site that makes it.
struct OfferAt
{
    NamedSite site;
    SiteOffer one;
};

class OffersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    // Where the column of that id stands.
    static int sectionOf(std::string_view id);

    void setOffers(std::vector<OfferAt> offers);
    void setFilter(const OfferFilter& filter);
    const std::vector<OfferAt>& offers() const { return m_all; }
    // Null: there is no such row.
    const OfferAt* at(int row) const;
    // Those that are shown, in their order.
    std::vector<SiteOffer> shown() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void arrange();

    std::vector<OfferAt> m_all;
    std::vector<std::size_t> m_rows;  // of m_all
    OfferFilter m_filter;
    int m_column = -1;  // none: as the sites told them
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

}  // namespace inferometer::ui
