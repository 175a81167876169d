// SPDX-License-Identifier: GPL-3.0-or-later
// The truth log: what the simulated endpoint knows of every request it answered, against which a client's figures are
// checked. One JSON object a line, written when the request has ended:
//
//   {"id":"...","arrival_ns":A,"read_ns":R,"sends":[["role",B,F],["first",B,F],["token",B,F],["usage",B,F],["done",B,F]]}
//
// id is the request's x-request-id (or the one the endpoint made); A the kernel's arrival stamp of the last byte of the
// request (-1: none) and R when it was read; B and F the moments just before and just after the send() of that chunk.
// All are absolute CLOCK_MONOTONIC nanoseconds. A true arrival at the client lies in [B, F] over loopback. F is -1 when
// the socket did not take the whole chunk at once: then only B is known. Chunks that left in one send() share B and F.
// A whole (unstreamed) answer and an error status are one "done"; headers alone are not listed.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

enum class TruthKind : std::uint8_t { Role, First, Token, Usage, Done };

std::string_view truthKindName(TruthKind kind);

struct TruthSend
{
    Nanos before = kUnset;
    Nanos after = kUnset;  // kUnset: the chunk was not taken whole
    TruthKind kind = TruthKind::Token;
};

struct TruthRecord
{
    std::string id;
    Nanos arrival = kUnset;  // kUnset: the kernel gave no stamp
    Nanos read{0};
    std::vector<TruthSend> sends;

    // What the model's moments counted from: the arrival, or the read where there was no stamp.
    Nanos begin() const { return isSet(arrival) ? arrival : read; }
};

// Writes records on a thread of its own, so that no stream waits for the disk.
class TruthLog
{
public:
    // Creates or empties the file.
    static Result<std::unique_ptr<TruthLog>> open(const std::string& path);
    virtual ~TruthLog() = default;  // Blocks: until everything is written

    // Thread-safe: yes. In the file within about a second.
    virtual void append(TruthRecord&& record) = 0;

    // Writes what waits; then the log takes no more. The error tells how many records are missing in the file, whose
    // last line may be torn: after a write that failed, none is tried. Blocks: on the disk. Call once.
    virtual Status close() = 0;
};

// Every whole line; a last line cut by a kill is left out. The error names the path and line.
Result<std::vector<TruthRecord>> readTruthLog(const std::string& path);

}  // namespace inferometer
