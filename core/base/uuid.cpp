// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/base/time.h"

#include <unistd.h>

#include <array>
#include <cstddef>

namespace inferometer {

namespace {

std::string hexWithDashes(const std::array<unsigned char, 16>& bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += kDigits[bytes[i] >> 4U];
        text += kDigits[bytes[i] & 0xFU];
    }
    return text;
}

}  // namespace

std::string uuidV7()
{
    std::array<unsigned char, 16> bytes{};
    // 16 bytes are far below the size at which getentropy() may fail.
    (void)::getentropy(bytes.data(), bytes.size());
    auto milliseconds = static_cast<std::uint64_t>(realtimeNow() / std::chrono::milliseconds{1});
    for (std::size_t i = 6; i-- > 0; milliseconds >>= 8U)
        bytes[i] = static_cast<unsigned char>(milliseconds & 0xFFU);
    bytes[6] = static_cast<unsigned char>(0x70U | (bytes[6] & 0x0FU));
    bytes[8] = static_cast<unsigned char>(0x80U | (bytes[8] & 0x3FU));
    return hexWithDashes(bytes);
}

}  // namespace inferometer
