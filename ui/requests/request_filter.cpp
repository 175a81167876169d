// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_filter.h"

#include "ui/base/text.h"

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
        take(toStd(word));
}

void RequestFilter::take(const std::string& word)
{
    const std::string_view view{word};
    if (view.starts_with(kOutcome) && view.size() > kOutcome.size())
        m_outcome = word.substr(kOutcome.size());
    else if (const auto code = wholeNumber(view.substr(std::min(view.size(), kStatus.size())));
             view.starts_with(kStatus) && code)
        m_status = code;
    else if (const auto number = wholeNumber(view.substr(1)); view.front() == '#' && number)
        m_number = number;
    else
        m_words.push_back(word);
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
    return std::all_of(m_words.begin(), m_words.end(), [&](const std::string& word) {
        return contains(outcomeName(record.outcome), word) || contains(row.error(), word)
            || std::to_string(record.httpStatus) == word || std::to_string(record.sequence) == word;
    });
}

QString RequestFilter::textFor(Outcome outcome, std::uint16_t status)
{
    return QStringLiteral("outcome:%1 status:%2").arg(toQt(outcomeName(outcome))).arg(status);
}

}  // namespace inferometer::ui
