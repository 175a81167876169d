// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents.h"

#include "core/config/run_spec.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace inferometer::cli {
namespace {

std::vector<const CLI::App*> commandsOf(const CLI::App& root)
{
    // Those without a group are not for people.
    return root.get_subcommands([](const CLI::App* app) { return !app->get_group().empty(); });
}

std::string longName(const CLI::Option& option)
{
    return option.get_lnames().empty() ? std::string{} : "--" + option.get_lnames().front();
}

// "a|b|c" or "[true|false]" as words; none for a type that is not a choice.
std::vector<std::string> choicesOf(const CLI::Option& option)
{
    std::string type = option.get_type_name();
    if (type.find('|') == std::string::npos)
        return {};
    std::vector<std::string> words{""};
    for (const char letter : type) {
        if (letter == '|')
            words.emplace_back();
        else if (letter != '[' && letter != ']')
            words.back() += letter;
    }
    return words;
}

// Whether the option takes a word behind it.
bool takesValue(const CLI::Option& option)
{
    return !option.get_type_name().empty() && option.get_type_name().front() != '['
        && option.get_items_expected_max() > 0;
}

bool takesPath(const CLI::Option& option)
{
    const std::string type = option.get_type_name();
    const std::string name = longName(option);
    const auto endsWith = [&](std::string_view tail) {
        return name.size() >= tail.size() && std::string_view{name}.substr(name.size() - tail.size()) == tail;
    };
    return type.rfind("FILE", 0) == 0 || type == "FOLDER" || endsWith("-file") || endsWith("-dir") || endsWith("-log");
}

void replaceAll(std::string& text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

// Text as man(7) takes it: no line may begin with a dot or a quote, and a hyphen stays one.
std::string roff(std::string_view text)
{
    std::string out{text};
    replaceAll(out, "\\", "\\e");
    replaceAll(out, "-", "\\-");
    replaceAll(out, "\n.", "\n\\&.");
    replaceAll(out, "\n'", "\n\\&'");
    return !out.empty() && (out.front() == '.' || out.front() == '\'') ? "\\&" + out : out;
}

void appendOption(const CLI::Option& option, std::string& page)
{
    const bool positional = longName(option).empty();
    page += ".TP\n.B " + roff(positional ? option.get_name(true) : longName(option));
    if (!option.get_type_name().empty() && !positional)
        page += " \\fR" + roff(option.get_type_name());
    page += "\n" + roff(option.get_description()) + "\n";
}

void appendCommand(const CLI::App& app, std::string& page)
{
    page += ".SS \"inferometer " + app.get_name() + "\"\n" + roff(app.get_description()) + ".\n";
    std::string group;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group() != group) {
            group = option->get_group();
            page += ".PP\n.I " + roff(group) + "\n";
        }
        appendOption(*option, page);
    }
}

constexpr const char* kManHead
    = ".TH INFEROMETER 1 \"\" \"Inferometer " INFEROMETER_VERSION "\" \"User Commands\"\n"
      ".ad l\n"  // a notation is not spread over a line
      ".SH NAME\ninferometer \\- measure how a large language model is served\n"
      ".SH SYNOPSIS\n.B inferometer\n.I COMMAND\n.RI [ OPTIONS ]\n"
      ".SH DESCRIPTION\n"
      "Sends requests to an endpoint that serves a large language model and measures time to "
      "first token, the gaps between tokens, throughput and errors.\n"
      "Chunks are stamped by the kernel when their bytes arrive; every run judges itself.\n"
      ".SH COMMANDS\n";

constexpr const char* kManTail
    = ".SH \"EXIT STATUS\"\n"
      ".TP\n0\nDone.\n.TP\n1\nUsage or settings.\n.TP\n2\nFinished, but requests failed.\n"
      ".TP\n3\nNone succeeded.\n.TP\n4\nA gate failed.\n.TP\n5\nA local fault ended the run.\n"
      ".TP\n130, 143\nInterrupted.\n.PP\nWhat was measured is saved in every case.\n"
      ".SH FILES\n.TP\n.I $XDG_CONFIG_HOME/inferometer/endpoints.yaml\nSaved endpoints, shared with the workbench; "
      "never a key.\n"
      ".TP\n.I $XDG_DATA_HOME/inferometer/prompts.yaml\nYour own prompts, shared with the workbench; used where a run "
      "names no prompts file.\n"
      ".SH EXAMPLES\n.nf\ninferometer simulate \\-\\-port 8000 \\-\\-ttft 0.2 \\-\\-itl 0.02\n"
      "inferometer run synthetic \\-\\-base\\-url http://127.0.0.1:8000 \\-\\-num\\-requests 200\n.fi\n"
      ".SH \"SEE ALSO\"\n.BR inferometer\\-workbench (1)\n";

std::string evaluationNames()
{
    std::string names;
    for (const EvaluationRow& row : evaluations())
        if (!row.byHand)
            names.append(names.empty() ? "" : " ").append(row.id);
    return names;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

// The options of a command, those that take a path and those that take a choice, as cases of bash.
std::string bashCases(const CLI::App& app)
{
    std::vector<std::string> names;
    std::string values;
    for (const CLI::Option* option : app.get_options()) {
        const std::string name = longName(*option);
        if (name.empty())
            continue;
        names.push_back(name);
        const std::vector<std::string> choices = choicesOf(*option);
        const std::string key = "    " + app.get_name() + ":" + name + ") ";
        if (takesValue(*option) && !choices.empty())
            values += key + "COMPREPLY=($(compgen -W '" + joined(choices) + "' -- \"$word\")); return ;;\n";
        else if (takesValue(*option) && takesPath(*option))
            values += key + "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n";
        else if (takesValue(*option))
            values += key + "return ;;\n";
    }
    return values + "    " + app.get_name() + ":*) options='" + joined(names) + "' ;;\n";
}

std::string fishQuoted(std::string text)
{
    replaceAll(text, "\\", "\\\\");
    replaceAll(text, "'", "\\'");
    return "'" + text + "'";
}

// Up to the first full stop: a completion has one line.
std::string firstSentence(const std::string& help)
{
    return help.substr(0, std::min(help.find(". "), help.find(" [")));
}

std::string fishOption(const CLI::App& app, const CLI::Option& option)
{
    std::string line = "complete -c inferometer -n '__fish_seen_subcommand_from " + app.get_name() + "' -l "
        + longName(option).substr(2) + " -d " + fishQuoted(firstSentence(option.get_description()));
    if (!takesValue(option))
        return line + "\n";
    const std::vector<std::string> choices = choicesOf(option);
    line += takesPath(option) ? " -r -F" : " -x";
    return choices.empty() ? line + "\n" : line + " -a " + fishQuoted(joined(choices)) + "\n";
}

}  // namespace

std::string manPage(const CLI::App& root)
{
    std::string page = kManHead;
    for (const CLI::App* app : commandsOf(root))
        appendCommand(*app, page);
    return page + kManTail;
}

std::string bashCompletion(const CLI::App& root)
{
    std::vector<std::string> names;
    std::string cases;
    for (const CLI::App* app : commandsOf(root)) {
        names.push_back(app->get_name());
        cases += bashCases(*app);
    }
    return "# bash completion of inferometer; made by the build\n"
           "_inferometer() {\n"
           "  local word=$2 before=$3 command=${COMP_WORDS[1]} options=\n"
           "  COMPREPLY=()\n"
           "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "    COMPREPLY=($(compgen -W '"
        + joined(names) + " --help --version' -- \"$word\"))\n"
        + "    return\n  fi\n"
          "  case $command:$before in\n"
        + cases
        + "  esac\n"
          "  if [[ $word == -* ]]; then\n"
          "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
          "  else\n"
          "    compopt -o filenames 2>/dev/null\n"
          "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
          "    [[ $command != run && $command != ask ]] || COMPREPLY+=($(compgen -W '"
        + evaluationNames()
        + "' -- \"$word\"))\n"
          "  fi\n"
          "}\n"
          "complete -F _inferometer inferometer\n";
}

std::string fishCompletion(const CLI::App& root)
{
    std::string text = "# fish completion of inferometer; made by the build\n";
    for (const CLI::App* app : commandsOf(root))
        text += "complete -c inferometer -n __fish_use_subcommand -f -a " + app->get_name() + " -d "
            + fishQuoted(app->get_description()) + "\n";
    text += "complete -c inferometer -n '__fish_seen_subcommand_from run ask' -a '" + evaluationNames() + "'\n";
    for (const CLI::App* app : commandsOf(root)) {
        for (const CLI::Option* option : app->get_options()) {
            if (!longName(*option).empty())
                text += fishOption(*app, *option);
        }
    }
    return text;
}

}  // namespace inferometer::cli
