// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/host.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace inferometer {

namespace {

std::string lastLine(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    const std::size_t before = text.rfind('\n');
    return visibleText(before == std::string_view::npos ? text : text.substr(before + 1));
}

}  // namespace

Error stoppedMidway() { return {Errc::Cancelled, sentence("errors", "It was stopped.")}; }

Error tooLong(std::string_view host, const HostCall& call)
{
    return {Errc::Timeout,
            sentence("errors", "A script on %1 was not done after %2 s.")
                .with(host, Figure::number(std::chrono::duration<double>{call.timeout}.count()))};
}

std::string shellWord(std::string_view text)
{
    std::string word = "'";
    for (const char c : text)
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    return word + "'";
}

Result<std::string> outputOf(Host& host, const std::string& script, const HostCall& call, const std::stop_token& stop)
{
    Result<Ran> ran = host.run(script, call, stop);
    if (!ran)
        return ran.error();
    if (ran.value().exit == 0)
        return std::move(ran.value().out);
    return scriptError(host.name(), ran.value());
}

Error scriptError(std::string_view host, const Ran& ran)
{
    for (const std::string_view full : {"No space left on device", "Disk quota exceeded"})
        if (ran.err.find(full) != std::string::npos)
            return {Errc::Disk,
                    sentence("errors", "The disk of %1 is full: %2; free some space there and start again.")
                        .with(host, full)};
    const std::string why = lastLine(ran.err);
    return {Errc::Unsupported,
            sentence("errors", "A script failed on %1 with exit code %2: %3.")
                .with(host, static_cast<std::int64_t>(ran.exit), why.empty() ? std::string{"it said nothing"} : why)};
}

std::vector<std::string> outputLines(std::string_view output)
{
    std::vector<std::string> lines;
    while (!output.empty()) {
        const std::size_t end = std::min(output.find('\n'), output.size());
        if (const std::string_view line = trimmed(output.substr(0, end)); !line.empty())
            lines.push_back(visibleText(line));
        output.remove_prefix(std::min(end + 1, output.size()));
    }
    return lines;
}

Status putFile(Host& host, const std::string& path, std::string_view bytes, int mode, const std::stop_token& stop)
{
    std::array<char, 8> octal{};
    std::snprintf(octal.data(), octal.size(), "%03o", static_cast<unsigned>(mode) & 0777U);
    const std::string word = shellWord(path);
    const std::string part = shellWord(path + ".part");
    const std::string script = "set -e\numask 077\nmkdir -p -- \"$(dirname -- " + word + ")\"\ncat > " + part
        + "\nchmod " + octal.data() + " " + part + "\nmv -f -- " + part + " " + word + "\n";
    const Result<std::string> done = outputOf(host, script, {.input = bytes}, stop);
    return done ? Status{} : Status{done.error()};
}

}  // namespace inferometer
