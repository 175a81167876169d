// SPDX-License-Identifier: GPL-3.0-or-later
// Azure's traces of LLM inference, 2023 to 2025: CSV, a row a request, the latest with the number of its images.
#include "core/trace/trace_formats.h"

namespace inferometer {

Status readAzure(const TraceSource& source, TraceBuilder& builder)
{
    return eachRow(source.file, builder, {"TIMESTAMP", "ContextTokens", "GeneratedTokens"},
                   [&](TraceColumns& columns) -> Status {
                       TraceRow row{.at = columns.isoMoment("TIMESTAMP")};
                       row.input = columns.whole("ContextTokens");
                       row.output = columns.whole("GeneratedTokens");
                       if (columns.has("NumImages"))
                           row.images = columns.whole("NumImages", kMostTraceImages);
                       if (Status sound = columns.status(); !sound)
                           return sound;
                       const Result<std::uint32_t> added = builder.add(std::move(row));
                       return added ? Status{} : added.error();
                   });
}

}  // namespace inferometer
