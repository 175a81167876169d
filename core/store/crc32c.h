// SPDX-License-Identifier: GPL-3.0-or-later
// CRC32C (Castagnoli), as RFC 3720 appendix B.4 has it.
#pragma once

#include <cstdint>
#include <string_view>

namespace inferometer {

// The checksum of `bytes`; `before` is that of what stands in front of them.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace inferometer
