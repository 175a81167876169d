// SPDX-License-Identifier: GPL-3.0-or-later
// Every file format of traces, a row each, and the one way to read a file of any. A format is told by what stands in
// the file, never by its name. To add one: a reader in a file of its own, and a row in trace_formats.cpp.
#pragma once

#include "core/trace/trace.h"
#include "core/trace/trace_rows.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// The beginning of a file.
struct TraceHead
{
    bool isJson = false;  // its first value is an object
    std::vector<std::string>
        names;        // of that object's members, or the cells of the first line, as far as they are seen
    TraceJson first;  // the first line, where it is an object; else discarded

    bool has(std::string_view name) const;
    // Whether the cells of the first line are these columns among others, whatever their case.
    bool hasColumns(std::initializer_list<std::string_view> columns) const;
};

struct TraceSource
{
    RowFile& file;
    const std::string& path;
    std::uint64_t seed = 0;  // of formats that say how requests are drawn
};

struct TraceFormat
{
    std::string_view id;
    std::string_view label;
    bool ordered;  // a file of it has requests by time
    bool (*knows)(const TraceHead& head);
    Status (*read)(const TraceSource& source, TraceBuilder& builder);
    // A folder that holds a trace in several files; nullptr: the format is one file.
    Status (*readFolder)(const std::string& path, std::uint64_t seed, TraceBuilder& builder) = nullptr;
};

std::span<const TraceFormat> traceFormats();

struct TraceOptions
{
    std::string format{};    // an id; empty: by what stands in the file
    std::uint64_t seed = 1;  // for formats that say how requests are drawn
};

struct ReadTrace
{
    Trace trace;
    const TraceFormat* format = nullptr;
};

// Reads and checks the whole file. The error names file, line and rule. Blocks: reads the disk. Thread-safe.
Result<ReadTrace> readTrace(const std::string& path, const TraceOptions& options = {});

// The readers; each is told what the rows of its table say.
Status readMooncake(const TraceSource& source, TraceBuilder& builder);
Status readVllmTrace(const TraceSource& source, TraceBuilder& builder);
Status readBailian(const TraceSource& source, TraceBuilder& builder);
Status readAzure(const TraceSource& source, TraceBuilder& builder);
Status readBurstGpt(const TraceSource& source, TraceBuilder& builder);
Status readWeka(const TraceSource& source, TraceBuilder& builder);
Status readTraceLab(const TraceSource& source, TraceBuilder& builder);
Status readServeGen(const TraceSource& source, TraceBuilder& builder);
Status readServeGenFolder(const std::string& path, std::uint64_t seed, TraceBuilder& builder);
Status readOtel(const TraceSource& source, TraceBuilder& builder);
Status readDag(const TraceSource& source, TraceBuilder& builder);

}  // namespace inferometer
