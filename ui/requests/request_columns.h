// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the requests table: what a record is, then every metric that one request can have.
//
// To add one: a row in request_columns.cpp; a metric of core comes by itself.
#pragma once

#include "ui/requests/request_row.h"

#include <QStringList>

#include <optional>
#include <span>

namespace inferometer {
struct Metric;
}

namespace inferometer::ui {

struct RequestColumn
{
    const char* id = nullptr;     // stable: in settings
    const char* label = nullptr;  // context "requests"
    const char* help = nullptr;   // context "requests"; null: the metric's definition
    bool shown = false;           // unless a person chose otherwise
    int width = 0;                // at first, in steps of the rhythm; a longer title or example takes more
    std::optional<double> (*of)(const RequestRow& row) = nullptr;  // what sorts; null: the metric
    QString (*text)(const RequestRow& row) = nullptr;     // of what is no number; null: the number in three digits
    QString (*inFiles)(const RequestRow& row) = nullptr;  // the name in result files of what `text` puts into words
    QStringList (*examplesOf)() = nullptr;                // of `text` that has few; null: there is no longest one
    const Metric* metric = nullptr;

    bool isText() const { return text != nullptr; }
    // Of a failed request too, as far as it came. In the metric's unit.
    std::optional<double> number(const RequestRow& row) const;
    // The value is a limit: it lasts until an arrival that came then or sooner.
    bool isAtMost(const RequestRow& row) const;
    // What the table sorts by: the least it can be, where the arrival it rests on is known within a bound only.
    std::optional<double> least(const RequestRow& row) const;
    // As the table shows it, in the user's locale.
    QString display(const RequestRow& row) const;
    // As a spreadsheet takes it: C locale, in `unit()`, empty where there is none.
    QString plain(const RequestRow& row) const;
    // Of the cell: what the column means, or the whole of a text that may be cut.
    QString tip(const RequestRow& row) const;
    // The longest that `display` says: no cell need cut them.
    QStringList examples() const;
    QString title() const;
    QString definition() const;
    QString unit() const;
};

// In the order of display.
std::span<const RequestColumn> requestColumns();

// How well the arrival is known, in words: "exact", "bounded by 120 µs", "when it was read".
QString stampText(const Arrival& arrival);

}  // namespace inferometer::ui
