// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets have in common.
#pragma once

#include "core/api/dialect.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace inferometer::fuzz {

// Ends the process, which libFuzzer takes as a finding.
inline void require(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken rule: %s\n", rule);
    std::abort();
}

// Reads every byte, so that a sanitizer sees whether it may be read.
inline void touch(std::string_view bytes)
{
    volatile char sink = 0;
    for (const char c : bytes)
        sink = c;
    static_cast<void>(sink);
}

// A copy with exactly the padding that is promised behind it, line ends as of a stream.
class Padded
{
public:
    std::string_view hold(std::string_view bytes)
    {
        if (bytes.size() + kEventPadding != m_bytes.size())
            m_bytes = std::vector<char>(bytes.size() + kEventPadding, '\n');
        std::copy(bytes.begin(), bytes.end(), m_bytes.begin());
        return {m_bytes.data(), bytes.size()};
    }

private:
    std::vector<char> m_bytes;
};

// The fuzzer's bytes, taken from the front; 0 when there are none left.
class Input
{
public:
    Input(const std::uint8_t* bytes, std::size_t size) : m_bytes(bytes), m_size(size) {}

    std::size_t byte()
    {
        if (m_size == 0)
            return 0;
        --m_size;
        return *m_bytes++;
    }

    std::size_t word()
    {
        const std::size_t low = byte();
        return low | byte() << 8U;
    }

    std::string_view rest() const
    {
        return {reinterpret_cast<const char*>(m_bytes), m_size};  // NOLINT: the fuzzer's bytes are text to us
    }

private:
    const std::uint8_t* m_bytes;
    std::size_t m_size;
};

}  // namespace inferometer::fuzz
