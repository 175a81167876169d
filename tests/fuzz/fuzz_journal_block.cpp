// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of a block, of version 4 or 3: what is read can be used and, written again, reads as the same.
#include "core/store/block_codec.h"
#include "core/store/block_v3.h"

#include <cstdio>
#include <cstdlib>

using namespace inferometer;

namespace {

void require(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken rule: %s\n", rule);
    std::abort();
}

std::string encoded(const RecordBlock& block)
{
    std::string bytes;
    appendEncoded(block, bytes);
    return bytes;
}

// As figures do: every text, chunk and difference of moments. A sanitizer sees what overflows.
std::int64_t use(const RecordBlock& block)
{
    std::int64_t sum = 0;
    for (const RequestRecord& record : block.records) {
        for (const Piece piece : {record.error, record.response, record.headers, record.finishReason})
            for (const char c : block.textOf(piece))
                sum ^= c;
        for (const Chunk& chunk : chunksOf(block, record))
            sum ^= isSet(record.sent) ? (chunk.arrival.at - record.sent + chunk.arrival.bound).count() : 0;
        for (const Nanos at : {record.connected, record.written, record.end, record.firstToken.at, record.lastToken.at})
            if (isSet(at) && isSet(record.sent))
                sum ^= (at - record.sent).count();
        if (record.serverMetrics >= 0)
            static_cast<void>(block.serverMetrics.at(static_cast<std::size_t>(record.serverMetrics)));
    }
    return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto block = data[0] % 2 == 0 ? decodeBlock(bytes) : decodeBlockV3(bytes);
    if (!block)
        return 0;
    require(block->records.size() <= bytes.size(), "a record takes a byte");
    const volatile std::int64_t sum = use(*block);
    static_cast<void>(sum);
    const std::string once = encoded(*block);
    const auto again = decodeBlock(once);
    require(again != nullptr, "what was read can be written and read");
    require(encoded(*again) == once, "and is the same");
    return 0;
}
