// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of the requests table share: a run with two failures, and what a column of the table says.
#pragma once

#include "ui/requests/request_columns.h"
#include "ui/requests/requests_model.h"

#include <QStringList>

#include "tests/ui/record_feed.h"

#include <algorithm>

namespace inferometer::test {

inline int columnOf(std::string_view id)
{
    const auto columns = ui::requestColumns();
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return id == one.id; });
    Q_ASSERT(found != columns.end());
    return static_cast<int>(found - columns.begin());
}

inline QStringList list(const char* words) { return QString::fromLatin1(words).split(QLatin1Char{' '}); }

// What a column says, row by row.
inline QStringList texts(const ui::RequestsModel& model, std::string_view id)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << model.data(model.index(row, columnOf(id))).toString();
    return list;
}

inline RecordFeed mixed()
{
    RecordFeed feed;
    feed.addOk(0, 0.3);
    feed.addFailed(Outcome::RateLimited, 429, "slow down, please");
    feed.addOk(0.5, 0.1);
    feed.addFailed(Outcome::Reset, 0, "connection reset by peer");
    feed.addOk(1, 0.2);
    return feed;
}

}  // namespace inferometer::test
