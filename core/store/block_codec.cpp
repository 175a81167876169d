// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/block_codec.h"

#include "core/store/record_columns.h"

#include <algorithm>
#include <array>
#include <limits>

namespace inferometer {

namespace {

// Forms of a column.
constexpr unsigned kSame = 0;
constexpr unsigned kEach = 1;
constexpr unsigned kBytes = 2;
constexpr unsigned kFormBits = 2;

// Ids of the block's arrays.
constexpr unsigned kChunkBytes = 1;
constexpr unsigned kText = 2;
constexpr unsigned kMetricsCount = 3;
constexpr unsigned kFirstMetric = 4;
static_assert(kFirstMetric + ServerMetrics::kFields <= kSequenceColumn);

constexpr unsigned kIds = 128;  // beyond every id in use

class BlockWriter
{
public:
    BlockWriter(const RecordBlock& block, std::string& out) : m_block(block), m_out(out), m_codes(block.records.size())
    {
        appendNumber(block.records.size(), out);
    }

    void bytes(unsigned id, std::string_view value)
    {
        if (value.empty())
            return;
        key(id, kBytes);
        appendNumber(value.size(), m_out);
        m_out += value;
    }
    void single(unsigned id, std::uint64_t code)
    {
        key(id, kSame);
        appendNumber(code, m_out);
    }

    template <typename Column>
    void operator()(unsigned id, const Column& column)
    {
        if (m_codes.empty())
            return;
        std::transform(m_block.records.begin(), m_block.records.end(), m_codes.begin(),
                       [&column](const RequestRecord& record) { return column.code(record); });
        const std::uint64_t first = m_codes.front();
        // Sequences always stand one by one: each record then takes a byte at least, which bounds what a reader makes.
        if (id == kSequenceColumn
            || std::any_of(m_codes.begin(), m_codes.end(), [first](std::uint64_t code) { return code != first; }))
            each(id);
        else if (first != column.code(RequestRecord{}))
            single(id, first);
    }

private:
    void each(unsigned id)
    {
        std::size_t length = 0;
        for (const std::uint64_t code : m_codes)
            length += numberLength(code);
        key(id, kEach);
        appendNumber(length, m_out);
        const std::size_t at = m_out.size();
        m_out.resize(at + length);
        char* out = m_out.data() + at;
        for (const std::uint64_t code : m_codes)
            out = putNumber(code, out);
    }

    void key(unsigned id, unsigned form)
    {
        appendNumber(std::uint64_t{id - m_lastId} << kFormBits | form, m_out);
        m_lastId = id;
    }

    const RecordBlock& m_block;
    std::string& m_out;
    std::vector<std::uint64_t> m_codes;  // of the column being written
    unsigned m_lastId = 0;
};

// Once something does not fit, ok() is false.
class BlockReader
{
public:
    BlockReader(std::string_view bytes, RecordBlock& block) : m_block(block)
    {
        ByteReader in{bytes};
        const std::uint64_t count = in.number();
        if (count > in.rest().size())
            in.refuse();
        else
            block.records.resize(static_cast<std::size_t>(count));
        for (std::uint64_t id = 0; in.ok() && !in.atEnd();)
            readHead(in, id);
        m_ok = in.ok();
    }

    bool ok() const { return m_ok; }
    void refuse() { m_ok = false; }

    std::string_view bytes(unsigned id)
    {
        const Head& head = m_heads.at(id);
        m_ok = m_ok && (!head.present || head.form == kBytes);
        return m_ok ? head.bytes : std::string_view{};
    }
    std::uint64_t single(unsigned id)
    {
        const Head& head = m_heads.at(id);
        m_ok = m_ok && (!head.present || head.form == kSame);
        return m_ok ? head.code : 0;
    }

    template <typename Column>
    void operator()(unsigned id, const Column& column)
    {
        const Head& head = m_heads.at(id);
        if (!m_ok || !head.present)
            return;
        if (head.form == kEach)
            return each(head.bytes, column);
        m_ok = head.form == kSame;
        for (auto record = m_block.records.begin(); m_ok && record != m_block.records.end(); ++record)
            m_ok = column.set(*record, head.code);
    }

private:
    struct Head
    {
        bool present = false;
        unsigned form = kSame;
        std::uint64_t code = 0;  // of every record
        std::string_view bytes;
    };

    void readHead(ByteReader& in, std::uint64_t& id)
    {
        const std::uint64_t key = in.number();
        const std::uint64_t step = key >> kFormBits;
        if (step == 0 || step > std::numeric_limits<std::uint32_t>::max())
            return in.refuse();
        id += step;
        Head head;
        head.present = true;
        head.form = static_cast<unsigned>(key) & ((1U << kFormBits) - 1);
        if (head.form == kSame)
            head.code = in.number();
        else
            head.bytes = in.piece();
        if (id < kIds)
            m_heads.at(static_cast<std::size_t>(id)) = head;
    }

    template <typename Column>
    void each(std::string_view bytes, const Column& column)
    {
        ByteReader in{bytes};
        for (RequestRecord& record : m_block.records)
            if (!column.set(record, in.number()))
                in.refuse();
        m_ok = in.ok() && in.atEnd();
    }

    RecordBlock& m_block;
    std::array<Head, kIds> m_heads{};
    bool m_ok = true;
};

std::string_view viewOf(const std::vector<std::uint8_t>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void writeMetrics(const std::vector<ServerMetrics>& all, BlockWriter& writer)
{
    if (all.empty())
        return;
    writer.single(kMetricsCount, all.size());
    std::string column;
    for (unsigned field = 0; field < ServerMetrics::kFields; ++field) {
        column.clear();
        for (const ServerMetrics& metrics : all)
            appendReal(metrics.values.at(field), column);
        writer.bytes(kFirstMetric + field, column);
    }
}

void readMetrics(BlockReader& reader, std::vector<ServerMetrics>& all)
{
    const std::uint64_t count = reader.single(kMetricsCount);
    for (unsigned field = 0; field < ServerMetrics::kFields; ++field) {
        const std::string_view column = reader.bytes(kFirstMetric + field);
        if (column.size() % kRealBytes != 0 || (!column.empty() && column.size() / kRealBytes != count))
            return reader.refuse();
        all.resize(std::max(all.size(), column.size() / kRealBytes));
        for (std::size_t i = 0; i < column.size() / kRealBytes; ++i)
            all[i].values.at(field) = realAt(column.substr(i * kRealBytes, kRealBytes));
    }
}

}  // namespace

void appendEncoded(const RecordBlock& block, std::string& out)
{
    BlockWriter writer{block, out};
    writer.bytes(kChunkBytes, viewOf(block.chunkBytes));
    writer.bytes(kText, block.text);
    writeMetrics(block.serverMetrics, writer);
    visitColumns(writer, block);
}

std::shared_ptr<const RecordBlock> decodeBlock(std::string_view bytes)
{
    auto block = std::make_shared<RecordBlock>();
    BlockReader reader{bytes, *block};
    const std::string_view chunks = reader.bytes(kChunkBytes);
    block->chunkBytes.assign(chunks.begin(), chunks.end());
    block->text = reader.bytes(kText);
    readMetrics(reader, block->serverMetrics);
    visitColumns(reader, *block);
    return reader.ok() ? block : nullptr;
}

}  // namespace inferometer
