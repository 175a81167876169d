// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/request_record.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::array<std::string_view, kOutcomes> kOutcomeNames{
    "ok",        "http_error", "rate_limited", "connect_refused", "dns",     "tls",       "reset",
    "truncated", "malformed",  "stream_error", "empty",           "timeout", "cancelled", "local"};
constexpr std::array<std::string_view, 3> kStampNames{"exact", "bounded", "user"};
constexpr std::array<std::string_view, 3> kPhaseNames{"warmup", "measured", "cooldown"};
constexpr std::array<std::string_view, kTokenSources> kTokenSourceNames{"server", "tokenizer", "estimate"};

constexpr unsigned kStampShift = 2;
constexpr unsigned kBoundFollows = 1U << 4U;
constexpr unsigned kTokensFollow = 1U << 5U;
// Chunks of one read share its bound.
constexpr unsigned kBoundAsBefore = 1U << 6U;
constexpr unsigned kKnownBits = kBoundFollows | kTokensFollow | kBoundAsBefore | 0xFU;

// Two moments of a file may be subtracted: 73 years from the run's start at most.
constexpr bool isNear(std::uint64_t moment)
{
    constexpr std::uint64_t kFarthest = std::uint64_t{1} << 61U;
    return moment + kFarthest <= 2 * kFarthest;
}

constexpr std::size_t kMostBytes = 10 + 1 + 5 + 10 + 5;
// A chunk within the limits that reserve() promises: gap 5 bytes, flags 1, length 2, bound 5, tokens 2.
constexpr std::size_t kReservedBytes = 15;

std::uint64_t zigzag(std::uint64_t delta) { return (delta << 1U) ^ (0 - (delta >> 63U)); }
std::uint64_t unzigzag(std::uint64_t code) { return (code >> 1U) ^ (0 - (code & 1U)); }

std::uint8_t* putNumber(std::uint8_t* out, std::uint64_t value)
{
    while (value >= 0x80U) {
        *out++ = static_cast<std::uint8_t>(value | 0x80U);
        value >>= 7U;
    }
    *out++ = static_cast<std::uint8_t>(value);
    return out;
}

// False: no whole number stands there.
bool takeNumber(std::span<const std::uint8_t> bytes, std::size_t& at, std::uint64_t& value)
{
    value = 0;
    for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
        const std::uint64_t byte = bytes[at++];
        value |= (byte & 0x7FU) << shift;
        if (byte < 0x80U)
            return true;
    }
    return false;
}

class ChunkReader
{
public:
    explicit ChunkReader(std::span<const std::uint8_t> bytes) : m_bytes(bytes) {}

    bool next(std::uint64_t& moment, Chunk& chunk)
    {
        std::uint64_t delta = 0;
        if (!number(delta) || m_at >= m_bytes.size())
            return false;
        const unsigned flags = m_bytes[m_at++];
        const unsigned kind = flags & 3U;
        const unsigned stamp = (flags >> kStampShift) & 3U;
        std::uint64_t length = 0;
        std::uint64_t bound = 0;
        std::uint64_t tokens = 1;
        if ((flags & ~kKnownBits) != 0 || kind > 2 || stamp > 2 || !number(length)
            || ((flags & kBoundFollows) != 0 && !number(bound)) || ((flags & kTokensFollow) != 0 && !number(tokens)))
            return false;
        moment += unzigzag(delta);
        m_bound = (flags & kBoundAsBefore) != 0 ? m_bound : bound;
        if (!isNear(moment) || !isNear(m_bound))
            return false;
        chunk.arrival = {Nanos{static_cast<std::int64_t>(moment)}, Nanos{static_cast<std::int64_t>(m_bound)},
                         static_cast<Stamp>(stamp)};
        chunk.tokens = static_cast<std::uint32_t>(tokens);
        chunk.bytes = static_cast<std::uint32_t>(length);
        chunk.kind = static_cast<ChunkKind>(kind);
        return true;
    }

private:
    bool number(std::uint64_t& value) { return takeNumber(m_bytes, m_at, value); }

    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
    std::uint64_t m_bound = 0;
};

}  // namespace

std::string_view outcomeName(Outcome outcome) { return kOutcomeNames.at(static_cast<std::size_t>(outcome)); }

Outcome outcomeFromName(std::string_view name)
{
    const auto* const found = std::find(kOutcomeNames.begin(), kOutcomeNames.end(), name);
    return found == kOutcomeNames.end() ? Outcome::Local : static_cast<Outcome>(found - kOutcomeNames.begin());
}

std::string_view stampName(Stamp stamp) { return kStampNames.at(static_cast<std::size_t>(stamp)); }

std::string_view phaseName(Phase phase) { return kPhaseNames.at(static_cast<std::size_t>(phase)); }

std::string_view tokenSourceName(TokenSource source) { return kTokenSourceNames.at(static_cast<std::size_t>(source)); }

ServerMetrics RecordBlock::serverMetricsOf(const RequestRecord& record) const
{
    const auto index = static_cast<std::size_t>(record.serverMetrics);
    return record.serverMetrics >= 0 && index < serverMetrics.size() ? serverMetrics[index] : ServerMetrics{};
}

void RecordBlock::clear()
{
    records.clear();
    chunkBytes.clear();
    serverMetrics.clear();
    text.clear();
}

void RecordBlock::trim()
{
    records.shrink_to_fit();
    chunkBytes.shrink_to_fit();
    serverMetrics.shrink_to_fit();
    text.shrink_to_fit();
}

void ChunkWriter::begin(Nanos origin)
{
    m_used = 0;
    m_previous = origin;
    m_previousBound = Nanos{0};
    m_count = 0;
}

void ChunkWriter::add(const Chunk& chunk)
{
    if (m_used + kMostBytes > m_bytes.size())
        m_bytes.resize(2 * m_bytes.size() + kMostBytes);
    const auto delta
        = static_cast<std::uint64_t>(chunk.arrival.at.count()) - static_cast<std::uint64_t>(m_previous.count());
    const bool asBefore = chunk.arrival.bound != Nanos{0} && chunk.arrival.bound == m_previousBound;
    const bool bounded = chunk.arrival.bound != Nanos{0} && !asBefore;
    const bool several = chunk.tokens != 1;
    std::uint8_t* const begin = m_bytes.data() + m_used;
    std::uint8_t* end = putNumber(begin, zigzag(delta));
    *end++ = static_cast<std::uint8_t>(
        static_cast<unsigned>(chunk.kind) | static_cast<unsigned>(chunk.arrival.stamp) << kStampShift
        | (bounded ? kBoundFollows : 0U) | (several ? kTokensFollow : 0U) | (asBefore ? kBoundAsBefore : 0U));
    end = putNumber(end, chunk.bytes);
    if (bounded)
        end = putNumber(end, static_cast<std::uint64_t>(chunk.arrival.bound.count()));
    if (several)
        end = putNumber(end, chunk.tokens);
    m_used += static_cast<std::size_t>(end - begin);
    m_previous = chunk.arrival.at;
    m_previousBound = chunk.arrival.bound;
    ++m_count;
}

void ChunkWriter::reserve(std::size_t chunks)
{
    m_bytes.resize(std::max(m_bytes.size(), chunks * kReservedBytes + kMostBytes));
}

std::vector<Chunk> chunksOf(const RecordBlock& block, const RequestRecord& record)
{
    std::vector<Chunk> chunks;
    const std::size_t size = block.chunkBytes.size();
    if (record.chunks.offset > size || record.chunks.length > size - record.chunks.offset)
        return chunks;
    chunks.reserve(std::min<std::size_t>(record.chunkCount, record.chunks.length / 3));
    ChunkReader reader{std::span{block.chunkBytes}.subspan(record.chunks.offset, record.chunks.length)};
    auto moment = static_cast<std::uint64_t>(record.sent.count());
    Chunk chunk;
    while (chunks.size() < record.chunkCount && reader.next(moment, chunk))
        chunks.push_back(chunk);
    return chunks;
}

void appendRawEvent(const RawEvent& event, Nanos before, std::string& out)
{
    std::array<std::uint8_t, 20> head{};
    std::uint8_t* end = putNumber(
        head.data(), zigzag(static_cast<std::uint64_t>(event.at.count()) - static_cast<std::uint64_t>(before.count())));
    end = putNumber(end, event.bytes.size());
    out.append(head.data(), end);
    out.append(event.bytes);
}

std::vector<RawEvent> rawEventsOf(const RecordBlock& block, const RequestRecord& record)
{
    std::vector<RawEvent> events;
    const std::string_view text = block.textOf(record.rawEvents);
    const std::span bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    auto moment = static_cast<std::uint64_t>(record.sent.count());
    std::uint64_t delta = 0;
    std::uint64_t length = 0;
    for (std::size_t at = 0; takeNumber(bytes, at, delta) && takeNumber(bytes, at, length);) {
        moment += unzigzag(delta);
        if (!isNear(moment) || length > text.size() - at)
            break;
        events.push_back({Nanos{static_cast<std::int64_t>(moment)}, text.substr(at, static_cast<std::size_t>(length))});
        at += static_cast<std::size_t>(length);
    }
    return events;
}

}  // namespace inferometer
