// SPDX-License-Identifier: GPL-3.0-or-later
// The one list of what the journal keeps of a record: a column's id, and how its codes are made and read.
//
// To keep a new field: a row at the end of visitColumns() with the next free id. Older programs pass over it, and
// records that lack it read as RequestRecord{} has it. An id is never used again for anything else; what has come to
// mean something else gets a new one.
#pragma once

#include "core/metrics/request_record.h"
#include "core/store/block_values.h"

namespace inferometer {

// A kind of column: code() of a record, and set() from a code, which is false when no record can hold that.

template <typename Value>
struct CountColumn
{
    Value RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const { return record.*member; }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        record.*member = static_cast<Value>(code);
        return record.*member == code;
    }
};

struct SignedColumn
{
    std::int32_t RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const { return zigzag(record.*member); }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        record.*member = static_cast<std::int32_t>(unzigzag(code));
        return record.*member == unzigzag(code);
    }
};

// What the other moments are counted from.
struct BaseColumn
{
    Nanos RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const { return momentCode(record.*member, Nanos{0}); }
    bool set(RequestRecord& record, std::uint64_t code) const { return momentFrom(code, Nanos{0}, record.*member); }
};

struct MomentColumn
{
    Nanos RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const
    {
        return momentCode(record.*member, baseOf(record.scheduled));
    }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        return momentFrom(code, baseOf(record.scheduled), record.*member);
    }
};

struct ArrivalColumn
{
    Arrival RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const
    {
        return momentCode((record.*member).at, baseOf(record.scheduled));
    }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        return momentFrom(code, baseOf(record.scheduled), (record.*member).at);
    }
};

struct BoundColumn
{
    Arrival RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const
    {
        return static_cast<std::uint64_t>((record.*member).bound.count());
    }
    bool set(RequestRecord& record, std::uint64_t code) const { return boundFrom(code, (record.*member).bound); }
};

struct StampColumn
{
    Arrival RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const { return static_cast<std::uint64_t>((record.*member).stamp); }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        return enumeratorFrom(code, 3, (record.*member).stamp);
    }
};

// `size` is that of the array which the piece lies in. Where nothing is, it does not matter where: the offset is 0
// then.
struct OffsetColumn
{
    Piece RequestRecord::*member;
    std::size_t size;
    std::uint64_t code(const RequestRecord& record) const
    {
        return (record.*member).length == 0 ? 0 : (record.*member).offset;
    }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        (record.*member).offset = static_cast<std::uint32_t>(code);
        return (record.*member).offset == code && code <= size;
    }
};

// Comes behind the offset's.
struct LengthColumn
{
    Piece RequestRecord::*member;
    std::size_t size;
    std::uint64_t code(const RequestRecord& record) const { return (record.*member).length; }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        (record.*member).length = static_cast<std::uint32_t>(code);
        return code <= size && (record.*member).offset <= size - code;
    }
};

// An index into an array of `size`, or -1.
struct IndexColumn
{
    std::int32_t RequestRecord::*member;
    std::size_t size;
    std::uint64_t code(const RequestRecord& record) const { return zigzag(record.*member); }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        record.*member = static_cast<std::int32_t>(unzigzag(code));
        return record.*member == unzigzag(code) && record.*member >= -1
            && record.*member < static_cast<std::int64_t>(size);
    }
};

template <typename Enum>
struct EnumColumn
{
    Enum RequestRecord::*member;
    std::size_t values;
    std::uint64_t code(const RequestRecord& record) const { return static_cast<std::uint64_t>(record.*member); }
    bool set(RequestRecord& record, std::uint64_t code) const { return enumeratorFrom(code, values, record.*member); }
};

struct FlagColumn
{
    bool RequestRecord::*member;
    std::uint64_t code(const RequestRecord& record) const { return record.*member ? 1 : 0; }
    bool set(RequestRecord& record, std::uint64_t code) const
    {
        record.*member = code != 0;
        return true;
    }
};

template <typename Archive>
void visitArrival(Archive& archive, unsigned id, Arrival RequestRecord::*member)
{
    archive(id, ArrivalColumn{member});
    archive(id + 1, BoundColumn{member});
    archive(id + 2, StampColumn{member});
}

template <typename Archive>
void visitPiece(Archive& archive, unsigned id, Piece RequestRecord::*member, std::size_t size)
{
    archive(id, OffsetColumn{member, size});
    archive(id + 1, LengthColumn{member, size});
}

inline constexpr unsigned kSequenceColumn = 16;  // the ids below are those of the block's arrays

// REQUIRES: the block's arrays are there.
template <typename Archive>
void visitColumns(Archive& archive, const RecordBlock& block)
{
    using R = RequestRecord;
    archive(kSequenceColumn, CountColumn<std::uint64_t>{&R::sequence});
    archive(17, BaseColumn{&R::scheduled});
    archive(18, MomentColumn{&R::connectStart});
    archive(19, MomentColumn{&R::connected});
    archive(20, MomentColumn{&R::secured});
    archive(21, MomentColumn{&R::sent});
    archive(22, MomentColumn{&R::written});
    archive(23, MomentColumn{&R::firstByte});
    archive(24, MomentColumn{&R::firstEvent});
    archive(25, MomentColumn{&R::firstReasoning});
    archive(26, MomentColumn{&R::firstVisible});
    archive(27, MomentColumn{&R::end});
    visitArrival(archive, 28, &R::firstToken);  // 28 - 30
    visitArrival(archive, 31, &R::lastToken);
    visitPiece(archive, 34, &R::chunks, block.chunkBytes.size());  // 34, 35
    visitPiece(archive, 36, &R::error, block.text.size());
    visitPiece(archive, 38, &R::response, block.text.size());
    visitPiece(archive, 40, &R::headers, block.text.size());
    archive(42, IndexColumn{&R::serverMetrics, block.serverMetrics.size()});
    archive(43, CountColumn<std::uint32_t>{&R::chunkCount});
    archive(44, CountColumn<std::uint32_t>{&R::firstChunkTokens});
    archive(45, SignedColumn{&R::tokensRequested});
    archive(46, SignedColumn{&R::promptTokens});
    archive(47, SignedColumn{&R::serverInputTokens});
    archive(48, SignedColumn{&R::serverOutputTokens});
    archive(49, SignedColumn{&R::serverCachedTokens});
    archive(50, SignedColumn{&R::serverReasoningTokens});
    archive(51, SignedColumn{&R::streamedTokens});
    archive(52, SignedColumn{&R::retryAfterMs});
    archive(53, CountColumn<std::uint32_t>{&R::stream});
    archive(54, CountColumn<std::uint32_t>{&R::prompt});
    archive(55, CountColumn<std::uint16_t>{&R::worker});
    archive(56, CountColumn<std::uint16_t>{&R::attempt});
    archive(57, CountColumn<std::uint16_t>{&R::httpStatus});
    archive(58, EnumColumn<Outcome>{&R::outcome, kOutcomes});
    archive(59, EnumColumn<Phase>{&R::phase, 3});
    archive(60, EnumColumn<TokenSource>{&R::tokenSource, kTokenSources});
    archive(61, FlagColumn{&R::chunkTokensKnown});
    archive(62, FlagColumn{&R::staleRetry});
    archive(63, FlagColumn{&R::complete});
    visitPiece(archive, 64, &R::finishReason, block.text.size());  // 64, 65
    archive(66, SignedColumn{&R::disbelievedTokens});
    archive(67, FlagColumn{&R::keptOpen});
    archive(68, CountColumn<std::uint32_t>{&R::conversation});
    archive(69, CountColumn<std::uint32_t>{&R::turn});
    visitPiece(archive, 70, &R::salt, block.text.size());  // 70, 71
    visitPiece(archive, 72, &R::rawEvents, block.text.size());
    archive(74, MomentColumn{&R::ready});
    archive(75, SignedColumn{&R::countedOutputTokens});
}

}  // namespace inferometer
