// SPDX-License-Identifier: GPL-3.0-or-later
// `trace`: what a trace would ask of a server, and a file of what is made of it.
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/text.h"
#include "core/store/atomic_file.h"
#include "core/trace/trace_edit.h"
#include "core/trace/trace_formats.h"
#include "core/trace/trace_lines.h"
#include "core/trace/trace_summary.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

namespace inferometer::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TraceCommandOptions
{
    std::string path;
    TraceOptions read;
    TraceEdit edit;
    std::string out;
    bool json = false;
};

struct Told
{
    ReadTrace read;
    TraceSummary summary;
};

Json jsonOf(const Told& told)
{
    Json figures = Json::object();
    for (const TraceFigure& figure : traceFigures()) {
        const double value = figure.of(told.summary);
        figures[std::string{figure.id}] = std::isnan(value) ? Json(nullptr) : Json(value);
    }
    Json notes = Json::array();
    for (const Sentence& note : told.read.trace.notes)
        notes.push_back(note.text());
    return {{"format", told.read.format->id},
            {"figures", std::move(figures)},
            {"cache_hits_by", hitsByWords(told.summary.hitsBy)},
            {"notes", std::move(notes)}};
}

void printJson(const Told* told, const Error* error, ExitCode code)
{
    Json errors = Json::array();
    if (error != nullptr)
        errors.push_back({{"message", error->message}, {"field", error->field}});
    const Json whole{{"exit_code", static_cast<int>(code)},
                     {"trace", told == nullptr ? Json(nullptr) : jsonOf(*told)},
                     {"errors", std::move(errors)}};
    print(stdout, whole.dump(2, ' ', true, Json::error_handler_t::replace) + "\n");
}

void printTable(const Told& told)
{
    printLine(stdout, std::string{told.read.format->label} + ":");
    std::vector<TableRow> rows;
    for (const TraceFigure& one : traceFigures()) {
        const double value = one.of(told.summary);
        const std::string text = one.unit == "tokens" || one.unit.empty()
            ? value == std::floor(value) ? grouped(static_cast<std::uint64_t>(value)) : figure(value, "")
            : figure(value, one.unit);
        rows.push_back({std::string{one.label}, text, one.unit == "s" ? "" : std::string{one.unit}});
    }
    print(stdout, alignedTable(rows));
    if (const std::string_view by = hitsByWords(told.summary.hitsBy); !by.empty())
        printLine(stdout, "The share of cache hits is told " + std::string{by} + ".");
    for (const Sentence& note : told.read.trace.notes)
        printLine(stdout, note.text());
}

Status write(Trace& trace, const std::string& path)
{
    const Result<std::vector<Sentence>> losses = lossesInLines(trace);
    if (!losses)
        return losses.error();
    AtomicFile file{path};
    writeTraceLines(trace, [&](std::string_view line) { file.write(line); });
    if (Status done = file.commit(); !done)
        return done;
    trace.notes.insert(trace.notes.end(), losses.value().begin(), losses.value().end());
    return {};
}

Result<Told> make(const TraceCommandOptions& options)
{
    Result<ReadTrace> read = readTrace(options.path, options.read);
    if (!read)
        return read.error();
    TraceEdit edit = options.edit;
    edit.seed = options.read.seed;
    Result<Trace> trace = edited(std::move(read.value().trace), edit);
    if (!trace)
        return trace.error();
    Told told{{std::move(trace.value()), read.value().format}, {}};
    told.summary = summaryOf(told.read.trace);
    if (!options.out.empty())
        if (const Status written = write(told.read.trace, options.out); !written)
            return written.error();
    return told;
}

ExitCode tell(const TraceCommandOptions& options)
{
    const Result<Told> told = make(options);
    const ExitCode code = told ? ExitCode::Done : fail(told.error());
    if (options.json)
        printJson(told ? &told.value() : nullptr, told ? nullptr : &told.error(), code);
    else if (told)
        printTable(told.value());
    return code;
}

std::string formatHelp()
{
    std::string help = "Format of the file, by what stands in it when left out:";
    for (const TraceFormat& format : traceFormats())
        help.append(&format == traceFormats().data() ? " " : "; ").append(format.id).append(": ").append(format.label);
    return help;
}

}  // namespace

Action declareTrace(CLI::App& app)
{
    auto options = std::make_shared<TraceCommandOptions>();
    TraceEdit& edit = options->edit;
    app.add_option("FILE", options->path, "A trace, or a folder of ServeGen's clients")->required();
    const auto number = [&app](const char* name, auto& value, const char* help) {
        app.add_option(name, value, help)->type_name("NUMBER");
    };
    app.add_option("--format", options->read.format, formatHelp());
    number("--from", edit.from, "Leave out what comes before so many seconds");
    number("--to", edit.to, "Leave out what comes from so many seconds on");
    number("--max-gap", edit.maxGap, "Cut pauses in which nothing comes to so many seconds");
    number("--speed", edit.speed, "Let everything come so many times as fast");
    app.add_option("--loop", edit.loops, "Let it come so many times, one after the other")->type_name("INTEGER");
    number("--longer", edit.longer, "Draw a trace like it of so many times its duration");
    number("--denser", edit.denser, "Draw a trace like it of so many times its rate");
    app.add_option("--seed", options->read.seed, "Of what is drawn [default 1]")->type_name("INTEGER");
    app.add_flag("--json", options->json, "One JSON object on standard output and nothing else there");
    app.add_option("--out", options->out, "Write what is made of it as Mooncake's JSON Lines to this file");
    return [options] { return tell(*options); };
}

}  // namespace inferometer::cli
