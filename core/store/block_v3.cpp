// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/block_v3.h"

#include "core/store/block_values.h"

#include <algorithm>
#include <initializer_list>

namespace inferometer {

namespace {

constexpr std::size_t kOutcomesThen = 14;
constexpr std::size_t kMetricsThen = 7;

class RecordReader
{
public:
    explicit RecordReader(ByteReader& in) : m_in(in) {}

    void read(RequestRecord& record)
    {
        record.sequence = m_in.number();
        readMoments(record);
        for (Piece* piece : {&record.chunks, &record.error, &record.response, &record.headers})
            count({&piece->offset, &piece->length});
        for (std::int32_t* number : {&record.serverMetrics, &record.tokensRequested, &record.promptTokens,
                                     &record.serverInputTokens, &record.serverOutputTokens, &record.serverCachedTokens,
                                     &record.serverReasoningTokens, &record.streamedTokens, &record.retryAfterMs})
            fit(unzigzag(m_in.number()), *number);
        count({&record.chunkCount, &record.firstChunkTokens, &record.stream, &record.prompt});
        for (std::uint16_t* number : {&record.worker, &record.attempt, &record.httpStatus})
            fit(m_in.number(), *number);
        oneOf(record.outcome, kOutcomesThen);
        oneOf(record.phase, 2);
        oneOf(record.tokenSource, 3);
        for (bool* value : {&record.chunkTokensKnown, &record.staleRetry, &record.complete})
            *value = m_in.byte() != 0;
    }

private:
    void readMoments(RequestRecord& record)
    {
        m_base = Nanos{0};
        moment(record.scheduled);
        m_base = baseOf(record.scheduled);
        for (Nanos* at :
             {&record.connectStart, &record.connected, &record.secured, &record.sent, &record.written,
              &record.firstByte, &record.firstEvent, &record.firstReasoning, &record.firstVisible, &record.end})
            moment(*at);
        for (Arrival* arrival : {&record.firstToken, &record.lastToken}) {
            moment(arrival->at);
            if (!isSet(arrival->at))
                continue;
            if (!boundFrom(m_in.number(), arrival->bound))
                m_in.refuse();
            oneOf(arrival->stamp, 3);
        }
    }

    void moment(Nanos& at)
    {
        if (!momentFrom(m_in.number(), m_base, at))
            m_in.refuse();
    }

    template <typename Code, typename Value>
    void fit(Code code, Value& value)
    {
        value = static_cast<Value>(code);
        if (static_cast<Code>(value) != code)
            m_in.refuse();
    }

    void count(std::initializer_list<std::uint32_t*> values)
    {
        for (std::uint32_t* value : values)
            fit(m_in.number(), *value);
    }

    template <typename Enum>
    void oneOf(Enum& value, std::size_t values)
    {
        const std::uint8_t code = m_in.byte();
        if (code >= values)
            m_in.refuse();
        else
            value = static_cast<Enum>(code);
    }

    ByteReader& m_in;
    Nanos m_base{0};
};

// Every item takes at least a byte, so a wrong count cannot make us allocate more than the bytes allow.
template <typename Item>
void resize(ByteReader& in, std::vector<Item>& items)
{
    const std::uint64_t count = in.number();
    if (count > in.rest().size())
        in.refuse();
    else
        items.resize(static_cast<std::size_t>(count));
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

std::shared_ptr<const RecordBlock> decodeBlockV3(std::string_view bytes)
{
    auto block = std::make_shared<RecordBlock>();
    ByteReader in{bytes};
    resize(in, block->records);
    RecordReader reader{in};
    for (auto record = block->records.begin(); in.ok() && record != block->records.end(); ++record)
        reader.read(*record);
    const std::string_view chunks = in.piece();
    block->chunkBytes.assign(chunks.begin(), chunks.end());
    resize(in, block->serverMetrics);
    for (ServerMetrics& metrics : block->serverMetrics)
        for (std::size_t i = 0; i < kMetricsThen; ++i)
            metrics.values.at(i) = realAt(in.bytes(kRealBytes));
    block->text = in.piece();
    return in.ok() && in.atEnd() && isSound(*block) ? block : nullptr;
}

}  // namespace inferometer
