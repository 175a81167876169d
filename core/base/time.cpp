// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace inferometer {

namespace {

Nanos clockNow(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::chrono::seconds{now.tv_sec} + Nanos{now.tv_nsec};
}

// Floors, so that moments before 1970 keep a fraction in [0, 1).
struct SplitTime
{
    std::time_t seconds = 0;
    std::int64_t nanos = 0;
};

SplitTime split(Nanos sinceEpoch)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(sinceEpoch);
    return {static_cast<std::time_t>(whole.count()), (sinceEpoch - whole).count()};
}

}  // namespace

Nanos monotonicNow() { return clockNow(CLOCK_MONOTONIC); }

Nanos timeAsleep() { return clockNow(CLOCK_BOOTTIME) - clockNow(CLOCK_MONOTONIC); }

Nanos realtimeNow() { return clockNow(CLOCK_REALTIME); }

std::string utcText(Nanos sinceEpoch)
{
    const SplitTime time = split(sinceEpoch);
    std::tm utc{};
    ::gmtime_r(&time.seconds, &utc);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                  utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, static_cast<int>(time.nanos / 1'000'000));
    return text.data();
}

std::optional<Nanos> parseHttpDate(std::string_view text)
{
    constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::string whole{text};
    std::tm utc{};
    std::array<char, 4> month{};
    int end = 0;
    const int read = std::sscanf(whole.c_str(), "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &utc.tm_mday,
                                 month.data(), &utc.tm_year, &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &end);
    const std::size_t found = kMonths.find(month.data());
    if (read != 6 || end != static_cast<int>(whole.size()) || found == std::string_view::npos || found % 3 != 0)
        return std::nullopt;
    utc.tm_mon = static_cast<int>(found / 3);
    utc.tm_year -= 1900;
    // What our clock can hold, with room to take a moment from it.
    constexpr std::int64_t kLatest = 9'000'000'000;
    return std::chrono::seconds{std::clamp<std::int64_t>(::timegm(&utc), 0, kLatest)};
}

std::string localTimeOfDay(Nanos sinceEpoch)
{
    const SplitTime time = split(sinceEpoch);
    std::tm local{};
    ::localtime_r(&time.seconds, &local);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d.%06d", local.tm_hour, local.tm_min, local.tm_sec,
                  static_cast<int>(time.nanos / 1'000));
    return text.data();
}

}  // namespace inferometer
