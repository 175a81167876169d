// SPDX-License-Identifier: GPL-3.0-or-later
// Traces of tests/data/trace, others written for a test in a folder of its own, and what was read of them as text.
#pragma once

#include "core/base/text.h"
#include "core/trace/trace_formats.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <string>

namespace inferometer {

inline std::string traceFile(const std::string& name) { return INFEROMETER_TEST_DATA "/trace/" + name; }

// A line a request: time, session.turn, tokens, blocks, links and text; then joins and notes.
inline std::string textOf(const Trace& trace)
{
    std::string text = std::to_string(trace.requests.size()) + " requests, " + std::to_string(trace.sessions)
        + " sessions, blocks of " + std::to_string(trace.blockTokens) + "\n";
    for (const TraceRequest& one : trace.requests) {
        text += (one.timed ? "" : "after ") + formatNumber(seconds(one.at));
        text += one.waits() ? " +" + formatNumber(seconds(one.delay)) : "";
        text += " s" + std::to_string(one.session) + "." + std::to_string(one.turn) + " in " + std::to_string(one.input)
            + " out " + std::to_string(one.output);
        text += one.images > 0 ? " images " + std::to_string(one.images) : "";
        for (const std::uint32_t id : trace.blocksOf(one))
            text += "," + std::to_string(id);
        if (one.parent != TraceRequest::kNone)
            text += (one.link == TraceLink::Fork ? " fork of " : " spawned by ") + std::to_string(one.parent);
        if (one.body != TraceRequest::kNone) {
            const TraceBody& body = trace.bodies[one.body];
            text += (body.delta ? " delta " : " ") + std::to_string(static_cast<int>(body.kind)) + " " + body.content;
            text += (body.tools.empty() ? "" : " tools " + body.tools)
                + (body.extra.empty() ? "" : " extra " + body.extra);
        }
        text += "\n";
    }
    for (const TraceJoin& join : trace.joins)
        text += std::to_string(join.request) + " waits for s" + std::to_string(join.session) + "\n";
    for (const Sentence& note : trace.notes)
        text += note.text() + "\n";
    return text;
}

class TraceTest : public testing::Test
{
protected:
    std::string write(const std::string& name, const std::string& bytes) const
    {
        test::writeFile(m_folder / name, bytes);
        return m_folder / name;
    }
    static Trace read(const std::string& path, const std::string& format = {})
    {
        Result<ReadTrace> read = readTrace(path, {format});
        EXPECT_TRUE(read) << (read ? "" : read.error().message);
        return read ? std::move(read.value().trace) : Trace{};
    }
    // Behind the file's name.
    std::string errorOf(const std::string& bytes, const std::string& format = {}) const
    {
        const std::string path = write("t", bytes);
        const Result<ReadTrace> read = readTrace(path, {format});
        if (read)
            return "";
        const std::string& said = read.error().message;
        return said.starts_with(path) ? said.substr(path.size()) : said;
    }

    const test::TempFolder m_folder;
};

}  // namespace inferometer
