// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a trace file and what stands in them, checked. A value that is not what it must be is a fault that names it;
// the first one of a row is kept, so that a reader asks for all it needs and then once whether it got it.
#pragma once

#include "core/base/time.h"
#include "core/machine/row_file.h"
#include "core/trace/trace_builder.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

using TraceJson = nlohmann::ordered_json;

// A member; a null value where there is none, or where `object` is none.
const TraceJson& memberOf(const TraceJson& object, std::string_view key);

// Of an object: a member that is null is none.
class TraceFields
{
public:
    explicit TraceFields(const TraceJson& object) : m_object(object) {}

    bool has(std::string_view key) const { return find(key) != nullptr; }
    void require(std::string_view key);
    // From `least` to `most`; `least` - 1 where there is none.
    std::int64_t whole(std::string_view key, std::int64_t most = kMostTraceTokens, std::int64_t least = 0);
    // A number of `unit` seconds; kUnset where there is none.
    Nanos moment(std::string_view key, double unit);
    // As parseIsoTime() takes it.
    Nanos isoMoment(std::string_view key);
    // A string, or a whole number as its digits; empty where there is none.
    std::string name(std::string_view key);
    // Whole numbers of any size.
    std::vector<std::uint64_t> ids(std::string_view key);
    // A list or an object; a null value where there is none.
    const TraceJson& list(std::string_view key);
    const TraceJson& object(std::string_view key);
    // The members that are none of these, left with the builder.
    void leaveOthers(std::initializer_list<std::string_view> used, TraceBuilder& builder) const;

    void blame(const Sentence& said);
    Status status() const { return m_fault ? Status{*m_fault} : Status{}; }

private:
    const TraceJson* find(std::string_view key) const;
    const TraceJson& ofType(std::string_view key, TraceJson::value_t type, std::string_view kind);

    const TraceJson& m_object;
    std::optional<Error> m_fault;
};

// Seconds as nanoseconds; nothing for what no trace may last or no clock of ours can hold, and for what is negative.
std::optional<Nanos> momentOf(double value, double unit);

// Of CSV, by the names in its head line, whatever their case.
class TraceColumns
{
public:
    explicit TraceColumns(const std::vector<std::string>& names);

    bool has(std::string_view name) const { return placeOf(name) < m_names.size(); }
    // Where the cells of a row are from now on; the error says how many there must be.
    Status setCells(const std::vector<std::string>& cells);
    // REQUIRES: has(name). As TraceFields has them.
    std::int64_t whole(std::string_view name, std::int64_t most = kMostTraceTokens);
    Nanos moment(std::string_view name);
    Nanos isoMoment(std::string_view name);
    const std::string& text(std::string_view name) const { return (*m_cells)[placeOf(name)]; }
    Status status() const { return m_fault ? Status{*m_fault} : Status{}; }

private:
    std::size_t placeOf(std::string_view name) const;

    std::vector<std::string> m_names;
    const std::vector<std::string>* m_cells = nullptr;
    std::optional<Error> m_fault;
};

// Each line that is not blank, an object; the builder is told the line.
using TakeObject = std::function<Status(const TraceJson& object)>;
Status eachObject(RowFile& file, TraceBuilder& builder, const TakeObject& take);
// Each element of a list that comes next, likewise.
Status eachElement(RowFile& file, TraceBuilder& builder, const TakeObject& take);
// Each record from here on.
using TakeRecord = std::function<Status(const std::vector<std::string>& cells)>;
Status eachRecord(RowFile& file, TraceBuilder& builder, const TakeRecord& take);
// The head line, and then each record with the columns' cells set.
using TakeColumns = std::function<Status(TraceColumns& columns)>;
Status eachRow(RowFile& file, TraceBuilder& builder, std::initializer_list<std::string_view> needed,
               const TakeColumns& take);

}  // namespace inferometer
