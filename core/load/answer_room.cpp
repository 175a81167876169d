// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/answer_room.h"

namespace inferometer {

bool AnswerRoom::take(std::size_t length, std::size_t bytes)
{
    if (length + bytes > kOfOne)
        return false;
    const auto wanted = static_cast<std::int64_t>(bytes);
    if (m_left.fetch_sub(wanted, std::memory_order_relaxed) >= wanted)
        return true;
    m_left.fetch_add(wanted, std::memory_order_relaxed);
    return false;
}

void AnswerRoom::giveBack(std::size_t bytes)
{
    m_left.fetch_add(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
}

void AnswerRoom::markCut(std::string& answer)
{
    m_cut.fetch_add(1, std::memory_order_relaxed);
    answer += "\n[the rest of this answer was not kept]";
}

std::optional<Cap> AnswerRoom::cap() const
{
    const std::uint64_t cut = m_cut.load(std::memory_order_relaxed);
    if (cut == 0)
        return std::nullopt;
    return capOf("answers-cut", {std::to_string(cut), std::to_string(kOfOne >> 20U), std::to_string(kOfRun >> 20U)});
}

}  // namespace inferometer
