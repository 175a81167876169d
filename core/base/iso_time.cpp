// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/iso_time.h"

#include <algorithm>
#include <ctime>

namespace inferometer {

namespace {

// Of ".1234567", which is cut off; 0 where there is none.
std::int64_t takeDecimals(std::string_view& rest)
{
    std::int64_t nanos = 0;
    if (!rest.starts_with('.'))
        return nanos;
    rest.remove_prefix(1);
    std::int64_t place = 100'000'000;
    for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1)) {
        nanos += (rest.front() - '0') * place;
        place /= 10;
    }
    return nanos;
}

// Whether each character is of the shape: 0 a digit, T what may part date and time, others themselves.
bool hasShape(std::string_view text, std::string_view shape)
{
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char wanted) {
        return wanted == '0' ? c >= '0' && c <= '9' : wanted == 'T' ? c == 'T' || c == 't' || c == ' ' : c == wanted;
    });
}

// REQUIRES: digits.
int digitsAt(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    for (const char c : text.substr(at, count))
        value = value * 10 + (c - '0');
    return value;
}

// East of Greenwich, of "Z", "+01:00" or nothing.
std::optional<std::chrono::minutes> zoneOf(std::string_view rest)
{
    if (rest.empty() || rest == "Z" || rest == "z")
        return std::chrono::minutes{0};
    if (!hasShape(rest, "+00:00") && !hasShape(rest, "-00:00"))
        return std::nullopt;
    const std::chrono::minutes east{digitsAt(rest, 1, 2) * 60 + digitsAt(rest, 4, 2)};
    return rest.front() == '-' ? -east : east;
}

}  // namespace

std::optional<Nanos> parseIsoTime(std::string_view text)
{
    constexpr std::string_view kShape = "0000-00-00T00:00:00";
    if (!hasShape(text.substr(0, kShape.size()), kShape))
        return std::nullopt;
    std::tm utc{};
    utc.tm_year = digitsAt(text, 0, 4) - 1900;
    utc.tm_mon = digitsAt(text, 5, 2) - 1;
    utc.tm_mday = digitsAt(text, 8, 2);
    utc.tm_hour = digitsAt(text, 11, 2);
    utc.tm_min = digitsAt(text, 14, 2);
    const std::chrono::seconds second{digitsAt(text, 17, 2)};  // 60: a leap second, which is the one behind it
    std::string_view rest = text.substr(kShape.size());
    const std::int64_t nanos = takeDecimals(rest);
    const std::optional<std::chrono::minutes> zone = zoneOf(rest);
    std::tm again = utc;
    const std::chrono::seconds minute{::timegm(&again)};
    // timegm takes the 31st of April for the first of May.
    const bool civil = again.tm_mon == utc.tm_mon && again.tm_mday == utc.tm_mday && again.tm_hour == utc.tm_hour
        && again.tm_min == utc.tm_min;
    if (!zone || !civil || utc.tm_year < 70 || utc.tm_year > 354 || second.count() > 60)
        return std::nullopt;
    return minute + second + Nanos{nanos} - *zone;
}

}  // namespace inferometer
