// SPDX-License-Identifier: GPL-3.0-or-later
// `ask`: one request as a run would send it, and all that went over the wire.
#include "app/cli/commands.h"
#include "app/cli/interrupts.h"
#include "app/cli/json_report.h"
#include "app/cli/run_options.h"
#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "core/base/text.h"
#include "core/load/exchange.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace inferometer::cli {
namespace {

std::string valueText(const ExchangeFact& fact)
{
    if (const auto* time = std::get_if<double>(&fact.value))
        return figure(*time, "s");
    if (const auto* count = std::get_if<std::int64_t>(&fact.value))
        return grouped(static_cast<std::uint64_t>(*count));
    return std::get<std::string>(fact.value);
}

std::string outcomeText(const Exchange& exchange)
{
    const RequestRecord& record = exchange.record();
    std::string text{outcomeName(record.outcome)};
    if (record.httpStatus != 0)
        text += " (HTTP " + std::to_string(record.httpStatus) + ")";
    const std::string_view error = exchange.block->textOf(record.error);
    return error.empty() ? text : text.append(": ").append(error);
}

void printPart(const std::string& title, const std::string& text)
{
    printLine(stdout, title);
    std::string indented = "  ";
    for (const char c : text) {
        indented += c;
        if (c == '\n')
            indented += "  ";
    }
    print(stdout, indented.substr(0, indented.find_last_not_of(" \n") + 1) + "\n\n");
}

std::string factsText(const std::vector<ExchangeFact>& facts)
{
    std::size_t width = 0;
    for (const ExchangeFact& fact : facts)
        width = std::max(width, fact.label.text().size());
    std::string lines;
    for (const ExchangeFact& fact : facts) {
        std::string label = fact.label.text();
        label.resize(width + 2, ' ');
        lines += label + valueText(fact) + "\n";
    }
    return lines;
}

void tell(const Exchange& exchange)
{
    for (const ExchangePart& part : exchange.parts)
        printPart(part.title.text(), part.text);
    printPart("Outcome", outcomeText(exchange) + "\n" + factsText(exchange.facts));
    if (const Sentence note = noteOf(exchange); !note.pattern.empty())
        printLine(stderr, note.text());
}

// What was not sent, of which standard error has been told.
ExitCode giveUp(const std::vector<Error>& errors, ExitCode code, bool json)
{
    if (json)
        print(stdout, exchangeJson(nullptr, errors, code) + "\n");
    return code;
}

ExitCode ask(const RunOptions& options)
{
    const ReadRun read = readRun(options);
    // What could not be read is told first: without it, rules would fail that were kept.
    if (const std::vector<Error> errors = read.errors.empty() ? validateAll(read.spec) : read.errors; !errors.empty())
        return giveUp(errors, fail(errors), options.json);
    const Interrupts interrupts;
    const Result<Exchange> exchange = askOnce(
        read.spec, [](const Sentence& step) { printLine(stderr, step.text()); }, interrupts.token());
    const bool isStopped = interrupts.count() > 0;
    if (!exchange)
        return giveUp({exchange.error()}, isStopped ? interrupts.code() : fail(exchange.error()), options.json);
    const ExitCode code = isStopped                        ? interrupts.code()
        : exchange.value().record().outcome == Outcome::Ok ? ExitCode::Done
                                                           : ExitCode::NoneSucceeded;
    if (options.json)
        print(stdout, exchangeJson(&exchange.value(), {}, code) + "\n");
    else
        tell(exchange.value());
    return code;
}

}  // namespace

Action declareAsk(CLI::App& app)
{
    auto options = std::make_shared<RunOptions>();
    addAskOptions(app, *options);
    return [options] { return ask(*options); };
}

}  // namespace inferometer::cli
