// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/commands.h"
#include "app/cli/field_options.h"
#include "app/cli/help_formatter.h"
#include "app/cli/json_report.h"
#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/config/secret_names.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer::cli {
namespace {

constexpr const char* kFooter
    = "Exit codes: 0 done; 1 usage or settings; 2 finished, but requests failed; 3 none succeeded;\n"
      "4 a gate failed; 5 a local fault ended the run; 6 something started here may still run;\n"
      "130 / 143 interrupted. What was measured is saved.";

// The command that was being parsed when the error came: the last one recognised.
const CLI::App* currentApp(const CLI::App& app)
{
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? &app : chosen.back();
}

// "Did you mean" for a misspelt option or command; empty when nothing is near.
std::string suggestion(const CLI::App& app, std::string_view word)
{
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    }
    if (app.get_parent() == nullptr) {
        for (const Command& command : commands())
            names.emplace_back(command.name);
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto nearest = nearestWord(word, views);
    return nearest ? " Did you mean " + std::string{*nearest} + "?" : std::string{};
}

// The yes-or-no option that this word stands behind in the command, else empty: "--insecure maybe".
std::string booleanBefore(const std::string& word, const std::vector<std::string>& arguments)
{
    const auto found = std::find(arguments.begin(), arguments.end(), word);
    const bool hasOption = found != arguments.end() && found + 1 != arguments.end() && isBooleanOption(*(found + 1));
    return hasOption ? (found + 1)->substr(2) : std::string{};  // the arguments stand last first
}

std::string strangerText(const CLI::App& app, const std::string& argument, const std::vector<std::string>& arguments)
{
    if (const std::string option = booleanBefore(argument, arguments); !option.empty())
        return option + " must be true or false, not \"" + argument + "\".";
    if (looksLikeCredential(argument))  // a key, behind the wrong option
        return "There is one argument too many, which looks like a key; export it and name it by --api-key-env.";
    const std::string word = argument.substr(0, argument.find('='));
    const char* kind = "There is one argument too many: ";
    if (word.rfind('-', 0) == 0)
        kind = "There is no option ";
    else if (app.get_parent() == nullptr)
        kind = "There is no command ";
    return kind + word + "." + suggestion(app, word);
}

std::string wordingOf(const CLI::ParseError& error, const CLI::App& app, const std::vector<std::string>& arguments)
{
    const std::vector<std::string> strangers = app.remaining();
    const bool isStranger = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr
        || dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    if (isStranger && !strangers.empty())
        return strangerText(app, strangers.front(), arguments);
    std::string text = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr)
        return text.substr(0, text.find(':')) + " needs a value.";
    while (!text.empty() && (text.back() == '\n' || text.back() == '.'))
        text.pop_back();
    return text + ".";
}

ExitCode refuse(const CLI::ParseError& error, const CLI::App& root, const std::vector<std::string>& arguments)
{
    const CLI::App* app = currentApp(root);
    if (app == &root && root.remaining().empty()) {
        print(stderr, root.help());
        return ExitCode::Usage;
    }
    const std::string command = app == &root ? "inferometer" : "inferometer " + app->get_name();
    const std::string message = wordingOf(error, *app, arguments) + " See " + command + " --help.";
    if (std::find(arguments.begin(), arguments.end(), "--json") != arguments.end()) {
        JsonReport report;
        report.addError(Error::verbatim(Errc::InvalidInput, message));
        print(stdout, report.text(ExitCode::Usage) + "\n");
    }
    complain(message);
    return ExitCode::Usage;
}

// The arguments in the order the parser takes them, last first. "--insecure no" becomes "--insecure=no": a yes-or-no
// option may stand alone, so the parser itself would take any word behind it, or none.
std::vector<std::string> argumentsOf(int argc, char** argv)
{
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (!arguments.empty() && isBooleanOption(arguments.back()) && parseBool(word))
            arguments.back().append("=").append(word);
        else
            arguments.emplace_back(word);
    }
    std::reverse(arguments.begin(), arguments.end());
    return arguments;
}

ExitCode parseAndRun(CLI::App& app, int argc, char** argv)
{
    Action chosen;
    for (const Command& command : commands()) {
        CLI::App* sub = app.add_subcommand(std::string{command.name}, std::string{command.help});
        sub->callback([&chosen, action = command.declare(*sub)] { chosen = action; });
    }
    const std::vector<std::string> arguments = argumentsOf(argc, argv);
    try {
        app.parse(std::vector{arguments});
    } catch (const CLI::Success& wish) {  // --help and --version
        app.exit(wish);
        return ExitCode::Done;
    } catch (const CLI::ParseError& error) {
        return refuse(error, app, arguments);
    }
    try {
        return chosen();
    } catch (const std::bad_alloc&) {  // what was held is free again by now
        complain(
            "This machine has no memory left; ask for fewer streams or shorter prompts, or keep no answers. What was "
            "measured is in the run's journal: the next run with this results folder finishes its files.");
        return ExitCode::LocalFault;
    }
}

}  // namespace

int runCommandLine(int argc, char** argv)
{
    // A closed pipe must not end a run: what was measured would be lost.
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): cannot fail for a valid signal
    // A file that may grow no further is an error of its writing, as a full disk is.
    std::signal(SIGXFSZ, SIG_IGN);  // NOLINT(cert-err33-c): cannot fail for a valid signal
    CLI::App app{"Measures how a large language model is served.", "inferometer"};
    app.set_version_flag("--version", "inferometer " INFEROMETER_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help");
    app.formatter(makeHelpFormatter());
    app.footer(kFooter);
    app.require_subcommand(1);
    const ExitCode code = parseAndRun(app, argc, argv);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        complain("Standard output could not be written; what was measured is in the results folder.");
        return static_cast<int>(ExitCode::LocalFault);
    }
    return static_cast<int>(code);
}

}  // namespace inferometer::cli
