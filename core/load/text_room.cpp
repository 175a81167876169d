// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/text_room.h"

namespace inferometer {

bool TextRoom::take(std::size_t length, std::size_t bytes)
{
    if (length + bytes > m_kind.ofOne)
        return false;
    const auto wanted = static_cast<std::int64_t>(bytes);
    if (m_left.fetch_sub(wanted, std::memory_order_relaxed) >= wanted)
        return true;
    m_left.fetch_add(wanted, std::memory_order_relaxed);
    return false;
}

void TextRoom::giveBack(std::size_t bytes)
{
    m_left.fetch_add(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
}

std::optional<Cap> TextRoom::cap() const
{
    const std::uint64_t cut = m_cut.load(std::memory_order_relaxed);
    if (cut == 0)
        return std::nullopt;
    return capOf(m_kind.cap,
                 {std::to_string(cut), std::to_string(m_kind.ofOne >> 20U), std::to_string(m_kind.ofRun >> 20U)});
}

}  // namespace inferometer
