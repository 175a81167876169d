// SPDX-License-Identifier: GPL-3.0-or-later
// Values of records as the journal's blocks hold them, of any version: moments, bounds, real numbers. What is out of
// range is refused, so that whatever is computed from a file cannot overflow.
#pragma once

#include "core/base/time.h"
#include "core/store/leb128.h"

#include <bit>

namespace inferometer {

// 73 years: two moments may be added or subtracted.
inline constexpr std::int64_t kFarthestMoment = std::int64_t{1} << 61U;

constexpr bool isNear(std::int64_t nanos) { return nanos >= -kFarthestMoment && nanos <= kFarthestMoment; }

// What the moments of a record are counted from.
constexpr Nanos baseOf(Nanos scheduled) { return isSet(scheduled) ? scheduled : Nanos{0}; }

// 0 for a moment that never came, else 1 + zigzag of its distance.
constexpr std::uint64_t momentCode(Nanos at, Nanos base)
{
    return isSet(at) ? zigzag(at.count() - base.count()) + 1 : 0;
}

// REQUIRES: `base` is near. False when the moment is not.
constexpr bool momentFrom(std::uint64_t code, Nanos base, Nanos& at)
{
    at = kUnset;
    if (code == 0)
        return true;
    const std::int64_t distance = unzigzag(code - 1);
    if (!isNear(distance) || !isNear(distance + base.count()))
        return false;
    at = Nanos{distance + base.count()};
    return true;
}

constexpr bool boundFrom(std::uint64_t code, Nanos& bound)
{
    if (code > static_cast<std::uint64_t>(kFarthestMoment))
        return false;
    bound = Nanos{static_cast<std::int64_t>(code)};
    return true;
}

// An enumerator that a later program knows leaves the value as it is.
template <typename Enum>
constexpr bool enumeratorFrom(std::uint64_t code, std::size_t values, Enum& value)
{
    if (code < values)
        value = static_cast<Enum>(code);
    return true;
}

inline constexpr std::size_t kRealBytes = 8;

inline void appendReal(double value, std::string& out)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64; shift += 8)
        out.push_back(static_cast<char>(bits >> shift));
}

// Of 8 bytes; 0 of fewer.
inline double realAt(std::string_view bytes)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes.size() && i < kRealBytes; ++i)
        bits |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
    return std::bit_cast<double>(bits);
}

}  // namespace inferometer
