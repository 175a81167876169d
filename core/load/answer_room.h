// SPDX-License-Identifier: GPL-3.0-or-later
// How much text of answers a run keeps: an endpoint that never ends its answer must not take all memory. So much of one
// answer, so much of all; what goes beyond is not kept, and both the answer and the run say so.
#pragma once

#include "core/metrics/cap.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// Thread-safe: yes, shared by the load threads. An answer belongs to one of them.
class AnswerRoom
{
public:
    static constexpr std::size_t kOfOne = std::size_t{4} << 20U;    // bytes: a million tokens
    static constexpr std::size_t kOfRun = std::size_t{512} << 20U;  // of text that stays in memory until the run ends

    AnswerRoom() = default;
    explicit AnswerRoom(std::size_t ofRun) : m_left(static_cast<std::int64_t>(ofRun)) {}

    // Takes room for `bytes` more of an answer of `length`; false when there is none: then nothing is taken.
    bool take(std::size_t length, std::size_t bytes);
    // What was taken and is not kept after all.
    void giveBack(std::size_t bytes);

    // Behind an answer that was cut: counts it and says so in it.
    void markCut(std::string& answer);

    // What it took away from answers; nothing when none was cut.
    std::optional<Cap> cap() const;

private:
    std::atomic<std::int64_t> m_left{static_cast<std::int64_t>(kOfRun)};
    std::atomic<std::uint64_t> m_cut{0};
};

}  // namespace inferometer
