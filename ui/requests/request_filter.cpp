// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_filter.h"

#include "ui/base/text.h"
#include "ui/errors/error_catalog.h"

#include <algorithm>
#include <charconv>

namespace inferometer::ui {

namespace {

constexpr std::string_view kOutcome = "outcome:";
constexpr std::string_view kStatus = "status:";

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

// `word` is in lower case already.
bool contains(std::string_view text, std::string_view word)
{
    const auto same = [](char a, char b) { return lower(a) == b; };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

std::bitset<kOutcomes> outcomesWith(const QString& word)
{
    std::bitset<kOutcomes> found;
    for (std::size_t i = 0; i < kOutcomes; ++i) {
        const auto outcome = static_cast<Outcome>(i);
        found[i] = toQt(outcomeName(outcome)).contains(word) || outcomeText(outcome).toLower().contains(word);
    }
    return found;
}

std::optional<std::uint64_t> wholeNumber(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

}  // namespace

RequestFilter::RequestFilter(const QString& text, bool failedOnly, const std::optional<TimeRange>& range)
    : m_failedOnly{failedOnly}
    , m_range{range}
{
    const QStringList words = text.toLower().split(QLatin1Char{' '}, Qt::SkipEmptyParts);
    for (const QString& word : words)
        take(word);
}

void RequestFilter::take(const QString& word)
{
    const std::string text = toStd(word);
    const std::string_view view{text};
    if (view.starts_with(kOutcome) && view.size() > kOutcome.size())
        m_outcome = text.substr(kOutcome.size());
    else if (const auto code = wholeNumber(view.substr(std::min(view.size(), kStatus.size())));
             view.starts_with(kStatus) && code)
        m_status = code;
    else if (const auto number = wholeNumber(view.substr(1)); view.front() == '#' && number)
        m_number = number;
    else
        m_words.push_back({text, outcomesWith(word)});
}

bool RequestFilter::matches(const RequestRow& row) const
{
    const RequestRecord& record = *row.record;
    if (m_range && !m_range->has(record))
        return false;
    if (m_failedOnly && (record.outcome == Outcome::Ok || record.outcome == Outcome::Cancelled))
        return false;
    if ((m_outcome && outcomeName(record.outcome) != *m_outcome) || (m_status && record.httpStatus != *m_status)
        || (m_number && record.sequence != *m_number))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const Word& word) {
        return word.outcomes[static_cast<std::size_t>(record.outcome)] || contains(row.error(), word.text)
            || std::to_string(record.httpStatus) == word.text || std::to_string(record.sequence) == word.text;
    });
}

QString RequestFilter::textFor(Outcome outcome, std::uint16_t status)
{
    return QStringLiteral("outcome:%1 status:%2").arg(toQt(outcomeName(outcome))).arg(status);
}

}  // namespace inferometer::ui
