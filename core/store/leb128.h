// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as LEB128: seven bits a byte, the lowest first, the highest bit where more follow. What may be negative is
// folded by zigzag first: 0, -1, 1, -2, ...
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

inline constexpr std::size_t kLongestNumber = 10;

constexpr std::uint64_t zigzag(std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    return (bits << 1U) ^ (0 - (bits >> 63U));
}
constexpr std::int64_t unzigzag(std::uint64_t code)
{
    return static_cast<std::int64_t>((code >> 1U) ^ (0 - (code & 1U)));
}

// Bytes that the number takes.
constexpr std::size_t numberLength(std::uint64_t value)
{
    return (static_cast<std::size_t>(std::bit_width(value | 1U)) + 6) / 7;
}

// Writes at `out`, where kLongestNumber bytes fit; returns where the number ends.
inline char* putNumber(std::uint64_t value, char* out)
{
    for (; value >= 0x80U; value >>= 7U)
        *out++ = static_cast<char>(value | 0x80U);
    *out++ = static_cast<char>(value);
    return out;
}

inline void appendNumber(std::uint64_t value, std::string& out)
{
    char bytes[kLongestNumber];
    out.append(bytes, putNumber(value, bytes));
}

// Once something does not fit, ok() is false and everything reads as 0 or empty.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_end; }
    std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }
    void refuse()
    {
        m_ok = false;
        m_at = m_end;
    }

    std::uint8_t byte()
    {
        if (m_at == m_end) {
            refuse();
            return 0;
        }
        return static_cast<std::uint8_t>(*m_at++);
    }

    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const auto part = static_cast<std::uint8_t>(*m_at++);
            value |= std::uint64_t{part & 0x7FU} << shift;
            if (part < 0x80U)
                return value;
        }
        refuse();
        return 0;
    }

    std::string_view bytes(std::uint64_t length)
    {
        if (length > static_cast<std::size_t>(m_end - m_at)) {
            refuse();
            return {};
        }
        const std::string_view taken{m_at, static_cast<std::size_t>(length)};
        m_at += length;
        return taken;
    }

    // A length and so many bytes.
    std::string_view piece() { return bytes(number()); }

private:
    const char* m_at;
    const char* m_end;
    bool m_ok = true;
};

}  // namespace inferometer
