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

// What a room is for.
struct KeptText
{
    std::size_t ofOne = 0;  // bytes, of one request
    std::size_t ofRun = 0;  // of all, which stay in memory until the run ends
    std::string_view cap;   // of its CapSentence
};
// A million tokens.
inline constexpr KeptText kAnswerTexts{std::size_t{4} << 20U, std::size_t{512} << 20U, "answers-cut"};
// Bodies as they arrived: some 4,000 tokens.
inline constexpr KeptText kRawAnswers{std::size_t{1} << 20U, std::size_t{512} << 20U, "raw-events-cut"};

// What stands behind a text that was cut.
inline constexpr std::string_view kCutMark = "\n[the rest of this answer was not kept]";

// Thread-safe: yes, shared by the load threads. A text belongs to one of them.
class TextRoom
{
public:
    explicit TextRoom(const KeptText& kind) : m_kind(kind), m_left(static_cast<std::int64_t>(kind.ofRun)) {}

    // Takes room for `bytes` more of a text of `length`; false when there is none: then nothing is taken.
    bool take(std::size_t length, std::size_t bytes);
    // What was taken and is not kept after all.
    void giveBack(std::size_t bytes);

    // A text was cut.
    void noteCut() { m_cut.fetch_add(1, std::memory_order_relaxed); }
    // What it took away from texts; nothing when none was cut.
    std::optional<Cap> cap() const;

private:
    const KeptText m_kind;
    std::atomic<std::int64_t> m_left;
    std::atomic<std::uint64_t> m_cut{0};
};

}  // namespace inferometer
