// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/block_codec.h"

#include <algorithm>
#include <array>
#include <bit>

namespace inferometer {

namespace {

class BlockWriter
{
public:
    explicit BlockWriter(std::string& out) : m_out(out) {}

    // What is still in the buffer. Call last.
    void flush()
    {
        m_out.append(m_buffer.data(), m_used);
        m_used = 0;
    }

    template <typename Count>
    void count(const Count& value)
    {
        number(static_cast<std::uint64_t>(value));
    }
    void mayBeNegative(const std::int32_t& value) { number(zigzag(value)); }
    void moment(const Nanos& at) { number(isSet(at) ? zigzag(at.count() - m_base.count()) + 1 : 0); }
    // What later moments are counted from.
    void base(const Nanos& at)
    {
        m_base = Nanos{0};
        moment(at);
        m_base = isSet(at) ? at : Nanos{0};
    }
    template <typename Enum>
    void oneOf(const Enum& value, std::size_t /*values*/)
    {
        put(static_cast<char>(value));
    }
    void flag(const bool& value) { put(value ? '\1' : '\0'); }
    void real(const double& value)
    {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (unsigned shift = 0; shift < 64; shift += 8)
            put(static_cast<char>(bits >> shift));
    }
    template <typename Bytes>
    void bytes(const Bytes& value)
    {
        number(value.size());
        flush();
        m_out.append(value.begin(), value.end());
    }
    template <typename Item>
    void size(const std::vector<Item>& items)
    {
        number(items.size());
    }

private:
    static std::uint64_t zigzag(std::int64_t value)
    {
        const auto bits = static_cast<std::uint64_t>(value);
        return (bits << 1U) ^ (0 - (bits >> 63U));
    }
    void number(std::uint64_t value)
    {
        for (; value >= 0x80U; value >>= 7U)
            put(static_cast<char>(value | 0x80U));
        put(static_cast<char>(value));
    }

    void put(char byte)
    {
        if (m_used == m_buffer.size())
            flush();
        m_buffer[m_used++] = byte;
    }

    std::string& m_out;
    std::array<char, 1024> m_buffer{};
    std::size_t m_used = 0;
    Nanos m_base{0};
};

// Once something does not fit, ok() is false and everything reads as 0.
class BlockReader
{
public:
    explicit BlockReader(std::string_view bytes) : m_rest(bytes) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_rest.empty(); }

    template <typename Count>
    void count(Count& value)
    {
        const std::uint64_t read = number();
        value = static_cast<Count>(read);
        m_ok = m_ok && value == read;
    }
    void mayBeNegative(std::int32_t& value)
    {
        const std::int64_t read = unzigzag(number());
        value = static_cast<std::int32_t>(read);
        m_ok = m_ok && value == read;
    }
    void moment(Nanos& at)
    {
        const std::uint64_t code = number();
        at = code == 0 ? kUnset : Nanos{unzigzag(code - 1) + m_base.count()};
    }
    void base(Nanos& at)
    {
        m_base = Nanos{0};
        moment(at);
        m_base = isSet(at) ? at : Nanos{0};
    }
    template <typename Enum>
    void oneOf(Enum& value, std::size_t values)
    {
        const std::uint8_t read = byte();
        m_ok = m_ok && read < values;
        value = m_ok ? static_cast<Enum>(read) : Enum{};
    }
    void flag(bool& value) { value = byte() != 0; }
    void real(double& value)
    {
        std::uint64_t bits = 0;
        for (unsigned shift = 0; shift < 64; shift += 8)
            bits |= std::uint64_t{byte()} << shift;
        value = std::bit_cast<double>(bits);
    }
    template <typename Bytes>
    void bytes(Bytes& value)
    {
        const std::size_t length = checkedSize();
        value.assign(m_rest.begin(), m_rest.begin() + static_cast<std::ptrdiff_t>(length));
        m_rest.remove_prefix(length);
    }
    // Every item takes at least a byte, so a wrong size cannot make us allocate more than the entry is long.
    template <typename Item>
    void size(std::vector<Item>& items)
    {
        items.resize(checkedSize());
    }

private:
    static std::int64_t unzigzag(std::uint64_t code)
    {
        return static_cast<std::int64_t>((code >> 1U) ^ (0 - (code & 1U)));
    }
    std::uint8_t byte()
    {
        if (!m_ok || m_rest.empty()) {
            m_ok = false;
            return 0;
        }
        const auto value = static_cast<std::uint8_t>(m_rest.front());
        m_rest.remove_prefix(1);
        return value;
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint64_t part = byte();
            value |= (part & 0x7FU) << shift;
            if (part < 0x80U)
                return value;
        }
        m_ok = false;
        return 0;
    }
    std::size_t checkedSize()
    {
        const std::uint64_t length = number();
        m_ok = m_ok && length <= m_rest.size();
        return m_ok ? static_cast<std::size_t>(length) : 0;
    }

    std::string_view m_rest;
    Nanos m_base{0};
    bool m_ok = true;
};

// The one list of what is kept, for both directions.

template <typename Archive, typename Moment>
void visitArrival(Archive& archive, Moment& arrival)
{
    archive.moment(arrival.at);
    if (!isSet(arrival.at))
        return;
    auto bound = static_cast<std::uint64_t>(arrival.bound.count());
    archive.count(bound);
    if constexpr (!std::is_const_v<Moment>)
        arrival.bound = Nanos{static_cast<std::int64_t>(bound)};
    archive.oneOf(arrival.stamp, 3);
}

template <typename Archive, typename Slice>
void visitPiece(Archive& archive, Slice& piece)
{
    archive.count(piece.offset);
    archive.count(piece.length);
}

template <typename Archive, typename Record>
void visitMoments(Archive& archive, Record& record)
{
    archive.base(record.scheduled);
    for (auto* at : {&record.connectStart, &record.connected, &record.secured, &record.sent, &record.written,
                     &record.firstByte, &record.firstEvent, &record.firstReasoning, &record.firstVisible, &record.end})
        archive.moment(*at);
    visitArrival(archive, record.firstToken);
    visitArrival(archive, record.lastToken);
}

template <typename Archive, typename Record>
void visitRecord(Archive& archive, Record& record)
{
    archive.count(record.sequence);
    visitMoments(archive, record);
    for (auto* piece : {&record.chunks, &record.error, &record.response, &record.headers})
        visitPiece(archive, *piece);
    for (auto* number : {&record.serverMetrics, &record.tokensRequested, &record.promptTokens,
                         &record.serverInputTokens, &record.serverOutputTokens, &record.serverCachedTokens,
                         &record.serverReasoningTokens, &record.streamedTokens, &record.retryAfterMs})
        archive.mayBeNegative(*number);
    for (auto* number : {&record.chunkCount, &record.firstChunkTokens, &record.stream, &record.prompt})
        archive.count(*number);
    for (auto* number : {&record.worker, &record.attempt, &record.httpStatus})
        archive.count(*number);
    archive.oneOf(record.outcome, kOutcomes);
    archive.oneOf(record.phase, 2);
    archive.oneOf(record.tokenSource, 3);
    for (auto* value : {&record.chunkTokensKnown, &record.staleRetry, &record.complete})
        archive.flag(*value);
}

template <typename Archive, typename Block>
void visitBlock(Archive& archive, Block& block)
{
    archive.size(block.records);
    for (auto& record : block.records)
        visitRecord(archive, record);
    archive.bytes(block.chunkBytes);
    archive.size(block.serverMetrics);
    for (auto& metrics : block.serverMetrics)
        for (auto& value : metrics.values)
            archive.real(value);
    archive.bytes(block.text);
}

bool lies(Piece piece, std::size_t size) { return piece.offset <= size && piece.length <= size - piece.offset; }

bool isSound(const RecordBlock& block)
{
    return std::ranges::all_of(block.records, [&block](const RequestRecord& record) {
        return lies(record.chunks, block.chunkBytes.size()) && lies(record.error, block.text.size())
            && lies(record.response, block.text.size()) && lies(record.headers, block.text.size())
            && record.serverMetrics >= -1
            && record.serverMetrics < static_cast<std::int64_t>(block.serverMetrics.size());
    });
}

}  // namespace

void appendEncoded(const RecordBlock& block, std::string& out)
{
    BlockWriter writer{out};
    visitBlock(writer, block);
    writer.flush();
}

std::shared_ptr<const RecordBlock> decodeBlock(std::string_view bytes)
{
    BlockReader reader{bytes};
    auto block = std::make_shared<RecordBlock>();
    visitBlock(reader, *block);
    return reader.ok() && reader.atEnd() && isSound(*block) ? block : nullptr;
}

}  // namespace inferometer
