// SPDX-License-Identifier: GPL-3.0-or-later
// Which requests a person wants to see: words that all must occur in a request's outcome, status or error; the exact
// terms `outcome:NAME`, `status:CODE` and `#NUMBER`; and a range of the run.
#pragma once

#include "core/metrics/time_range.h"
#include "ui/requests/request_row.h"

#include <QString>

#include <bitset>
#include <optional>
#include <string>
#include <vector>

namespace inferometer::ui {

class RequestFilter
{
public:
    RequestFilter() = default;
    RequestFilter(const QString& text, bool failedOnly, const std::optional<TimeRange>& range = {});

    bool matches(const RequestRow& row) const;
    // Everything matches.
    bool isOpen() const { return !m_failedOnly && m_words.empty() && !m_range && !hasTerm(); }
    bool operator==(const RequestFilter&) const = default;

    // The text that finds exactly the requests that ended so.
    static QString textFor(Outcome outcome, std::uint16_t status);

private:
    struct Word
    {
        std::string text;                 // lower case
        std::bitset<kOutcomes> outcomes;  // in whose name or words it occurs
        bool operator==(const Word&) const = default;
    };
    void take(const QString& word);
    bool hasTerm() const { return m_outcome || m_status || m_number; }

    std::vector<Word> m_words;
    std::optional<std::string> m_outcome;
    std::optional<std::uint64_t> m_status;
    std::optional<std::uint64_t> m_number;
    bool m_failedOnly = false;
    std::optional<TimeRange> m_range;
};

}  // namespace inferometer::ui
