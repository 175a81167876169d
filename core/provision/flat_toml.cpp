// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/flat_toml.h"

#include "core/base/text.h"
#include "core/config/strict_yaml.h"

#define TOML_EXCEPTIONS 0         // NOLINT(cppcoreguidelines-macro-usage): read by toml++
#define TOML_ENABLE_FORMATTERS 0  // NOLINT(cppcoreguidelines-macro-usage)
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

// Strings and comments are passed over, brackets and the parts of a key counted. What it takes for a string and the
// parser does not is no TOML, and so is never parsed further. Letters beyond ASCII stand in strings alone (TOML 1.0);
// where toml++ skips blanks before any other, what it does is not defined.
class DepthScan
{
public:
    explicit DepthScan(std::string_view text) : m_rest{text}
    {
        constexpr std::string_view kMark = "\xEF\xBB\xBF";
        if (m_rest.starts_with(kMark))
            take(kMark.size());
    }

    // The line that is too deep; 0: none is.
    int tooDeep()
    {
        while (!m_rest.empty()) {
            step();
            if (m_brackets + m_parts > kMostTomlDepth)
                return m_line;
        }
        return 0;
    }

    // The first line with a letter beyond ASCII where none may be; 0: none has. REQUIRES: tooDeep() was 0.
    int foreign() const { return m_foreign; }

private:
    void check(std::size_t at)
    {
        if (at < m_rest.size() && static_cast<unsigned char>(m_rest[at]) > 0x7F && m_foreign == 0)
            m_foreign = m_line;
    }

    void step()
    {
        const char c = m_rest.front();
        if (c == '#')
            return take(std::min(m_rest.find('\n'), m_rest.size()));
        if (c == '"' || c == '\'')
            return takeString(c);
        check(0);
        m_brackets += c == '[' || c == '{' ? 1 : (c == ']' || c == '}') && m_brackets > 0 ? -1 : 0;
        m_parts = c == '.' ? m_parts + 1 : c == '\n' || c == '=' || c == ',' ? 0 : m_parts;
        take(1);
    }

    void takeString(char quote)
    {
        const std::string three(3, quote);
        const bool isLong = m_rest.starts_with(three);
        const std::string_view end = isLong ? std::string_view{three} : std::string_view{three}.substr(0, 1);
        take(end.size());
        while (!m_rest.empty() && !m_rest.starts_with(end) && (isLong || m_rest.front() != '\n')) {
            if (isLong && quote == '"' && m_rest.front() == '\\')  // it may end the line, and what follows be skipped
                check(m_rest.find_first_not_of(" \t\r\n", 1));
            take(quote == '"' && m_rest.front() == '\\' ? 2 : 1);
        }
        if (m_rest.starts_with(end))
            take(end.size());
    }

    void take(std::size_t count)
    {
        const std::string_view taken = m_rest.substr(0, count);
        m_line += static_cast<int>(std::count(taken.begin(), taken.end(), '\n'));
        m_rest.remove_prefix(taken.size());
    }

    std::string_view m_rest;
    int m_line = 1;
    int m_brackets = 0;
    int m_parts = 0;
    int m_foreign = 0;
};

int lineOf(const toml::source_region& source)
{
    return static_cast<int>(std::max<toml::source_index>(1, source.begin.line));
}

TomlEntry entryOf(std::string_view section, std::string_view key, int line, const toml::node& value)
{
    TomlEntry entry{lowered(section), lowered(key), line, TomlEntry::Kind::Other, {}};
    if (const auto* text = value.as_string())
        entry = {entry.section, entry.key, line, TomlEntry::Kind::Text, text->get()};
    else if (const auto* whole = value.as_integer())
        entry = {entry.section, entry.key, line, TomlEntry::Kind::Whole, std::to_string(whole->get())};
    else if (const auto* number = value.as_floating_point())
        entry = {entry.section, entry.key, line, TomlEntry::Kind::Number, formatNumber(number->get())};
    else if (const auto* flag = value.as_boolean())
        entry = {entry.section, entry.key, line, TomlEntry::Kind::Flag, flag->get() ? "true" : "false"};
    return entry;
}

}  // namespace

Result<std::vector<TomlEntry>> readFlatToml(std::string_view text, std::string_view origin)
{
    if (text.size() > kMostTomlBytes)
        return yamlError(origin, 1, sentence("errors", "the file is too large for a bench.toml; is it another one?"));
    DepthScan scan{text};
    if (const int line = scan.tooDeep(); line > 0)
        return yamlError(origin, line, sentence("errors", "brackets or dots nest too deep for a bench.toml."));
    if (const int line = scan.foreign(); line > 0)
        return yamlError(origin, line, sentence("errors", "letters beyond ASCII must stand in quotes."));
    const toml::parse_result file = toml::parse(text);
    if (!file)
        return yamlError(
            origin, lineOf(file.error().source()),
            sentence("errors", "this is no TOML from column %1 on; texts stand in quotes, and each key is given once.")
                .with(file.error().source().begin.column));
    std::vector<TomlEntry> entries;
    for (const auto& [name, value] : file.table()) {
        const int line = lineOf(name.source());
        const toml::table* section = value.as_table();
        if (section == nullptr) {
            entries.push_back(entryOf({}, name.str(), line, value));
            continue;
        }
        entries.push_back({lowered(name.str()), {}, line, TomlEntry::Kind::Other, {}});
        for (const auto& [key, inner] : *section)
            entries.push_back(entryOf(name.str(), key.str(), lineOf(key.source()), inner));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const TomlEntry& a, const TomlEntry& b) { return a.line < b.line; });
    return entries;
}

}  // namespace inferometer
