// SPDX-License-Identifier: GPL-3.0-or-later
// BurstGPT: CSV, a row a request, later files with the session that it belongs to.
#include "core/base/text.h"
#include "core/trace/trace_formats.h"

namespace inferometer {

Status readBurstGpt(const TraceSource& source, TraceBuilder& builder)
{
    std::uint64_t failed = 0;
    const Status read = eachRow(
        source.file, builder, {"Timestamp", "Request tokens", "Response tokens"}, [&](TraceColumns& columns) -> Status {
            TraceRow row{.at = columns.moment("Timestamp")};
            row.input = columns.whole("Request tokens");
            row.output = columns.whole("Response tokens");
            if (Status sound = columns.status(); !sound)
                return sound;
            if (row.output == 0) {
                ++failed;
                return {};
            }
            if (columns.has("Session ID"))
                if (const std::string_view session = trimmed(columns.text("Session ID")); !session.empty())
                    row.session = builder.session(session);
            const Result<std::uint32_t> added = builder.add(std::move(row));
            return added ? Status{} : added.error();
        });
    if (read && failed > 0)
        builder.note(sentence("errors", "%1 requests without an answer, which had failed, are left out.")
                         .with(Figure::count(failed)));
    return read;
}

}  // namespace inferometer
