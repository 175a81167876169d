// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/host.h"

#include "core/base/visible_text.h"

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
    const std::string why = lastLine(ran.value().err);
    return Error{Errc::Unsupported,
                 sentence("errors", "A script failed on %1 with exit code %2: %3.")
                     .with(host.name(), static_cast<std::int64_t>(ran.value().exit),
                           why.empty() ? std::string{"it said nothing"} : why)};
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
