// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pattern_syntax.h"

#include "core/base/text.h"
#include "core/tokenizer/pattern_classes.h"
#include "core/tokenizer/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

namespace inferometer {

namespace {

struct Refused
{
    std::size_t at;
};

// One pass over the pattern. Throws Refused, which pcrePattern() catches.
class Translator
{
public:
    explicit Translator(std::string_view pattern) : m_in(pattern) {}

    std::string run()
    {
        m_groups.push_back({0, 0});
        while (m_at < m_in.size())
            readPiece();
        if (m_groups.size() != 1)
            refuse();
        closeOptions();
        return std::move(m_out);
    }

private:
    struct Group
    {
        std::size_t begin;  // in m_out
        int options;        // groups of options opened inside, to be closed with it
    };

    [[noreturn]] void refuse() const { throw Refused{m_at}; }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_in.size() ? m_in[m_at + ahead] : '\0'; }
    bool startsWith(std::string_view what) const { return m_in.substr(m_at, what.size()) == what; }

    void readPiece()
    {
        switch (peek()) {
        case '\\':
            return readEscape();
        case '[':
            return atom([this] { readClass(); });
        case '(':
            return openGroup();
        case ')':
            return closeGroup();
        case '|':
            return readBar();
        case '*':
        case '+':
        case '?':
            return readQuantifier(std::string{m_in[m_at++]});
        case '{':
            return readBrace();
        default:
            return readLiteral();
        }
    }

    template <typename Read>
    void atom(Read read)
    {
        m_atom = m_out.size();
        m_quantified = false;
        read();
    }

    void literal(std::uint32_t value)
    {
        const bool plain = value >= 0x80 || (value < 0x80 && std::isalnum(static_cast<int>(value)) != 0);
        if (plain)
            return appendUtf8(value, m_out);
        constexpr std::string_view kDigits = "0123456789abcdef";
        m_out.append("\\x").append(1, kDigits[value >> 4U]).append(1, kDigits[value & 15U]);
    }

    void readLiteral()
    {
        const CodePoint c = codePointAt(m_in, m_at);
        const bool special = c.value == '.' || c.value == '^' || c.value == '$';
        atom([&] { special ? void(m_out += m_in.substr(m_at, c.length)) : literal(c.value); });
        m_at += c.length;
    }

    void readBar()
    {
        ++m_at;
        m_out += '|';
        m_atom = std::string::npos;
    }

    void wrapAtom()
    {
        m_out.insert(m_atom, "(?:");
        m_out += ')';
        m_quantified = false;
    }

    void readQuantifier(const std::string& quantifier)
    {
        if (m_atom == std::string::npos)
            refuse();
        if (m_quantified)
            wrapAtom();
        m_out += quantifier;
        const bool interval = quantifier.back() == '}';
        const bool exact = interval && quantifier.find(',') == std::string::npos;
        m_quantified = true;
        if ((peek() == '?' && !exact) || (peek() == '+' && !interval))
            m_out += m_in[m_at++];
    }

    // "{2}", "{2,}", "{2,3}", "{,3}"; anything else is a brace.
    void readBrace()
    {
        const std::size_t end = m_in.find('}', m_at);
        const std::string_view inside = m_in.substr(m_at + 1, end == std::string_view::npos ? 0 : end - m_at - 1);
        const std::size_t comma = inside.find(',');
        const auto isNumber = [](std::string_view text) {
            return text.size() <= 5
                && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        };
        const std::string_view least = inside.substr(0, comma);
        const std::string_view most = comma == std::string_view::npos ? std::string_view{} : inside.substr(comma + 1);
        if (end == std::string_view::npos || (least.empty() && most.empty()) || !isNumber(least) || !isNumber(most))
            return readLiteral();
        if (!least.empty() && !most.empty() && *parseInteger(least) > *parseInteger(most))
            refuse();
        m_at = end + 1;
        readQuantifier("{" + (least.empty() ? "0" : std::string{least})
                       + (comma == std::string_view::npos ? "" : "," + std::string{most}) + "}");
    }

    void openGroup()
    {
        if (startsWith("(*"))
            refuse();
        if (!startsWith("(?"))
            return pushGroup("(", 1);
        if (startsWith("(?#")) {
            m_at = std::min(m_in.find(')', m_at), m_in.size() - 1) + 1;
            return;
        }
        for (const std::string_view kind : {"(?:", "(?=", "(?!", "(?>", "(?<=", "(?<!"})
            if (startsWith(kind))
                return pushGroup(kind, kind.size());
        if (startsWith("(?<"))
            return openNamed();
        openOptions();
    }

    void pushGroup(std::string_view opening, std::size_t consumed)
    {
        if (m_groups.size() > 100)
            refuse();
        m_groups.push_back({m_out.size(), 0});
        m_out += opening;
        m_at += consumed;
        m_atom = std::string::npos;
    }

    void openNamed()
    {
        const std::size_t end = m_in.find('>', m_at);
        const std::string_view name
            = m_in.substr(m_at + 3, std::min(end, m_in.size()) - std::min(m_at + 3, m_in.size()));
        const bool plain = !name.empty() && name.size() <= 32 && std::isdigit(static_cast<unsigned char>(name[0])) == 0
            && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
        if (end == std::string_view::npos || !plain)
            refuse();
        pushGroup("(?<" + std::string{name} + ">", name.size() + 4);
    }

    // "(?i-m:" opens a group; "(?i)" holds up to the end of the group it stands in, over every "|" of that.
    void openOptions()
    {
        std::string options;
        std::size_t at = m_at + 2;
        for (; at < m_in.size() && std::string_view{"im-"}.find(m_in[at]) != std::string_view::npos; ++at)
            options += m_in[at] == 'm' ? 's' : m_in[at];
        const char end = at < m_in.size() ? m_in[at] : '\0';
        if ((end != ':' && end != ')') || options.empty() || options.size() > 8)
            refuse();
        const std::string opening = "(?" + options + ":";
        if (end == ':')
            return pushGroup(opening, at + 1 - m_at);
        ++m_groups.back().options;
        m_out += opening;
        m_at = at + 1;
        m_atom = std::string::npos;
    }

    void closeOptions() { m_out.append(static_cast<std::size_t>(m_groups.back().options), ')'); }

    void closeGroup()
    {
        if (m_groups.size() == 1)
            refuse();
        closeOptions();
        m_atom = m_groups.back().begin;
        m_quantified = false;
        m_groups.pop_back();
        m_out += ')';
        ++m_at;
    }

    void readEscape()
    {
        const char letter = peek(1);
        if (letter == '\0')
            refuse();
        const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        if (lower == 'b')
            return readBoundary(letter == 'b');
        if (std::string_view{"AzZGRX"}.find(letter) != std::string_view::npos)
            return copyEscape();
        if (std::string_view{"gkKcCMNO"}.find(letter) != std::string_view::npos || (letter >= '1' && letter <= '9'))
            refuse();
        atom([this] {
            const auto [items, negated] = readItems();
            if (!items)
                return literal(readCharacter());
            m_out.append(negated ? "[^" : "[").append(items->in);
            m_out.append(items->in == kWord ? kLatinWord : std::string_view{}).append("]");
        });
    }

    void copyEscape()
    {
        atom([this] { m_out += m_in.substr(m_at, 2); });
        m_at += 2;
    }

    void readBoundary(bool boundary)
    {
        m_at += 2;
        const std::string in = "[" + std::string{kWord} + std::string{kLatinWord} + "]";
        atom([&] {
            m_out += boundary ? "(?:(?<=" + in + ")(?!" + in + ")|(?<!" + in + ")(?=" + in + "))"
                              : "(?:(?<=" + in + ")(?=" + in + ")|(?<!" + in + ")(?!" + in + "))";
        });
    }

    // What "\s", "\P{L}" and their like stand for; nothing, and nothing read, where the escape is one character.
    std::pair<std::optional<ClassItems>, bool> readItems()
    {
        const char letter = peek(1);
        const char lower = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        if (lower == 'p' && peek(2) == '{')
            return readProperty(letter == 'P');
        std::optional<ClassItems> items = itemsOfEscape(lower);
        if (items)
            m_at += 2;
        return {std::move(items), letter != lower};
    }

    std::pair<std::optional<ClassItems>, bool> readProperty(bool negated)
    {
        const std::size_t end = m_in.find('}', m_at);
        if (end == std::string_view::npos)
            refuse();
        std::string_view name = m_in.substr(m_at + 3, end - m_at - 3);
        if (!name.empty() && name.front() == '^') {
            negated = !negated;
            name.remove_prefix(1);
        }
        std::optional<ClassItems> items = itemsOfProperty(name);
        if (!items)
            refuse();
        m_at = end + 1;
        return {std::move(items), negated};
    }

    std::uint32_t digits(std::size_t most, unsigned base)
    {
        std::uint32_t value = 0;
        const std::size_t end = std::min(m_at + most, m_in.size());
        for (; m_at < end; ++m_at) {
            const char c = m_in[m_at];
            const unsigned digit = c >= '0' && c <= '9' ? static_cast<unsigned>(c - '0')
                : std::isxdigit(static_cast<unsigned char>(c)) != 0
                ? static_cast<unsigned>(std::tolower(static_cast<unsigned char>(c)) - 'a') + 10U
                : base;
            if (digit >= base)
                break;
            value = value * base + digit;
        }
        if (value >= 0x110000)
            refuse();
        return value;
    }

    // An escape that is one character.
    std::uint32_t readCharacter()
    {
        const CodePoint c = codePointAt(m_in, m_at + 1);
        m_at += 1 + c.length;
        constexpr std::string_view kLetters = "tnrfvae";
        constexpr std::string_view kValues = "\t\n\r\f\v\a\x1b";
        if (const std::size_t known = kLetters.find(static_cast<char>(c.value));
            c.value < 0x80 && known != std::string_view::npos)
            return static_cast<std::uint32_t>(kValues[known]);
        if (c.value == 'x' && peek() == '{') {
            ++m_at;
            const std::uint32_t value = digits(6, 16);
            if (peek() != '}')
                refuse();
            ++m_at;
            return value;
        }
        if (c.value == 'x' || c.value == 'u')
            return digits(c.value == 'x' ? 2 : 4, 16);
        return c.value == '0' ? digits(2, 8) : c.value;
    }

    void readClass()
    {
        m_out += '[';
        ++m_at;
        if (peek() == '^') {
            m_out += '^';
            ++m_at;
        }
        for (bool first = true; first || peek() != ']'; first = false) {
            if (m_at >= m_in.size())
                refuse();
            readClassItem(first);
        }
        m_out += ']';
        ++m_at;
    }

    void readClassItem(bool first)
    {
        if (startsWith("[:"))
            return readPosixName();
        if (peek() == '[' || startsWith("&&"))
            refuse();
        if (peek() == '\\')
            return readClassEscape();
        if (peek() == '-') {
            m_out += first || peek(1) == ']' ? "\\-" : "-";
            ++m_at;
            return;
        }
        const CodePoint c = codePointAt(m_in, m_at);
        literal(c.value);
        m_at += c.length;
    }

    void readClassEscape()
    {
        if (peek(1) == '\0')
            refuse();
        if (peek(1) == 'b') {
            m_out += "\\x08";
            m_at += 2;
            return;
        }
        const auto [items, negated] = readItems();
        if (!items)
            return literal(readCharacter());
        if (negated && items->out.empty())
            refuse();
        m_out += negated ? items->out : items->in;
    }

    void readPosixName()
    {
        const std::size_t end = m_in.find(":]", m_at);
        if (end == std::string_view::npos)
            refuse();
        const std::string_view name = m_in.substr(m_at + 2, end - m_at - 2);
        const std::optional<ClassItems> items = itemsOfProperty(name);
        if (!items)
            refuse();
        m_out.append(items->in).append(name == "punct" ? R"(\p{S})" : "");
        m_at = end + 2;
    }

    std::string_view m_in;
    std::size_t m_at = 0;
    std::string m_out;
    std::vector<Group> m_groups;
    std::size_t m_atom = std::string::npos;  // where in m_out the last atom begins; npos: nothing to repeat
    bool m_quantified = false;
};

}  // namespace

Result<std::string> pcrePattern(std::string_view oniguruma)
{
    if (oniguruma.size() > kMostPatternBytes)
        return Error::verbatim(Errc::Unsupported, oniguruma.substr(0, 16));
    try {
        return Translator{oniguruma}.run();
    } catch (const Refused& refused) {
        return Error::verbatim(Errc::Unsupported, oniguruma.substr(std::min(refused.at, oniguruma.size()), 16));
    }
}

}  // namespace inferometer
