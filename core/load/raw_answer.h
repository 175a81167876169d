// SPDX-License-Identifier: GPL-3.0-or-later
// The body of an answer as it came, read by read, for those who want to see it. The memory for one is taken before its
// first byte.
//
// Not thread-safe: it belongs to one stream.
#pragma once

#include "core/api/dialect.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/load/text_room.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

class RawAnswer
{
public:
    // Memory for an answer of so many tokens, kRawAnswers.ofOne at most; what goes beyond it is not kept.
    void reserve(std::size_t tokens);

    // Starts an answer. Keeps the memory.
    void clear();
    // Allocates nothing. Bytes of one moment are one read. Behind what finds no room, nothing is kept.
    void add(Nanos at, std::string_view bytes);

    const std::string& bytes() const { return m_bytes; }
    bool isCut() const { return m_isCut; }

    // As a record keeps it (RequestRecord::rawEvents), without secrets, in whatever reads their pieces came; no
    // character lies in two. `sent`: of the record.
    std::string kept(Nanos sent, std::span<const Secret> secrets) const;

private:
    struct Read
    {
        Nanos at{0};
        std::size_t begin = 0;
    };

    std::string m_bytes;
    std::vector<Read> m_reads;
    bool m_isCut = false;
};

// Reads a whole body: `take` is called for each event that can be read.
void readEvents(const std::string& body, Framing framing, EventDecoder& decoder,
                const std::function<void(const EventFacts&)>& take);

// Whether the events of a body, each without a secret, spell one when their texts are joined. `decoder` keeps texts.
bool spellsSecret(const std::string& body, Framing framing, EventDecoder& decoder, std::span<const Secret> secrets);

}  // namespace inferometer
