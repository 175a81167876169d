// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/strict_yaml.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <unordered_map>

namespace inferometer {

namespace {

// Aliases let a small file unfold to a huge tree; a settings file has a few hundred nodes.
constexpr int kMaxNodes = 100'000;
constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxBytes = 64'000'000;  // of all texts, each as often as aliases name it

Error tooLarge(std::string_view origin, int line)
{
    return yamlError(origin, line, sentence("errors", "The YAML is nested too deep or too large; remove aliases."));
}

class Converter
{
public:
    explicit Converter(std::string_view origin) : m_origin(origin) {}

    Result<YamlNode> convert(const YAML::Node& from, int depth)
    {
        YamlNode node;
        node.line = lineOf(from);
        if (++m_nodes > kMaxNodes || depth > kMaxDepth)
            return tooLarge(m_origin, node.line);
        if (from.IsScalar()) {
            node.kind = YamlNode::Kind::Scalar;
            m_bytes += from.Scalar().size();
            if (m_bytes > kMaxBytes)
                return tooLarge(m_origin, node.line);
            node.text = from.Scalar();
            if (holdsNul(node.text))
                return nulError(node.line);
        } else if (from.IsSequence()) {
            return convertSequence(from, std::move(node), depth);
        } else if (from.IsMap()) {
            return convertMap(from, std::move(node), depth);
        }
        return node;
    }

private:
    Result<YamlNode> convertSequence(const YAML::Node& from, YamlNode node, int depth)
    {
        node.kind = YamlNode::Kind::Sequence;
        for (const auto& item : from) {
            Result<YamlNode> converted = convert(item, depth + 1);
            if (!converted)
                return converted;
            node.items.push_back(std::move(converted).value());
        }
        return node;
    }

    Result<YamlNode> convertMap(const YAML::Node& from, YamlNode node, int depth)
    {
        node.kind = YamlNode::Kind::Map;
        std::unordered_map<std::string, int> lines;  // of each key
        for (const auto& pair : from) {
            const int line = lineOf(pair.first);
            if (!pair.first.IsScalar())
                return yamlError(m_origin, line, sentence("errors", "A key must be a single word."));
            const std::string& key = pair.first.Scalar();
            if (holdsNul(key))
                return nulError(line);
            // yaml-cpp keeps both entries of a duplicate key and answers with the first.
            if (const auto [first, isNew] = lines.emplace(key, line); !isNew) {
                return yamlError(m_origin, line,
                                 sentence("errors", "The key \"%1\" stands twice (first on line %2); remove one.")
                                     .with(shownName(key), first->second),
                                 key);
            }
            Result<YamlNode> value = convert(pair.second, depth + 1);
            if (!value)
                return value;
            node.entries.push_back({key, line, std::move(value).value()});
        }
        return node;
    }

    // Whoever takes a text for a C string would see the half of it.
    static bool holdsNul(std::string_view text) { return text.find('\0') != std::string_view::npos; }
    Error nulError(int line) const
    {
        return yamlError(m_origin, line, sentence("errors", "A text may not hold NUL bytes; remove them."));
    }

    static int lineOf(const YAML::Node& node) { return std::max(node.Mark().line, 0) + 1; }

    std::string_view m_origin;
    int m_nodes = 0;
    std::size_t m_bytes = 0;
};

bool isPlain(std::string_view text)
{
    constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
    constexpr std::array<std::string_view, 4> kNulls{"null", "Null", "NULL", "-"};
    return !text.empty() && text.find_first_not_of(kSafe) == std::string_view::npos && !text.starts_with("--")
        && !text.starts_with("..") && std::find(kNulls.begin(), kNulls.end(), text) == kNulls.end();
}

void appendQuoted(char c, std::string& out)
{
    if (c == '"' || c == '\\')
        out += '\\';
    out += c;
}

void appendEscape(std::uint32_t code, std::string& out)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    if (code == '\n') {
        out += "\\n";
        return;
    }
    const unsigned digits = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
    out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
    for (unsigned shift = 4 * digits; shift > 0; shift -= 4)
        out += kDigits[code >> (shift - 4) & 0xFU];
}

}  // namespace

Result<YamlNode> parseStrictYaml(std::string_view text, std::string_view origin)
{
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(std::string{text});
        if (documents.size() > 1)
            return yamlError(origin, 1, sentence("errors", "The file holds several YAML documents; keep one."));
        if (documents.empty())
            return YamlNode{};
        return Converter{origin}.convert(documents.front(), 0);
    } catch (const YAML::DeepRecursion& exception) {
        return tooLarge(origin, std::max(exception.mark.line, 0) + 1);
    } catch (const YAML::Exception& exception) {
        return yamlError(origin, std::max(exception.mark.line, 0) + 1,
                         sentence("errors", "Not valid YAML: %1.").with(exception.msg));
    }
}

Result<std::string> readTextFile(const std::string& path, std::size_t most)
{
    errno = 0;
    std::ifstream file{path, std::ios::binary};
    std::string text;
    std::array<char, 65536> block{};
    while (text.size() <= most && (file.read(block.data(), block.size()) || file.gcount() > 0))
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > most)
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 holds more than the %2 MB that such a file may have; check the path.")
                         .with(path, Figure::number(static_cast<double>(most) / 1e6))};
    if (!file.is_open() || file.bad()) {
        const int cause = errno != 0 ? errno : EIO;
        return Error{cause == ENOENT ? Errc::NotFound : Errc::Disk,
                     sentence("errors", "Cannot read %1: %2; check the path.")
                         .with(path, Figure::cause(std::generic_category().message(cause))),
                     ""};
    }
    return text;
}

Error yamlError(std::string_view origin, int line, const Sentence& said, std::string_view key)
{
    return {Errc::InvalidInput, sentence("errors", "%1:%2: %3").with(origin, line, said), key};
}

Sentence unknownKeySentence(std::string_view key, const UnknownKey& patterns,
                            const std::vector<std::string_view>& known)
{
    const auto nearest = nearestWord(key, known);
    return nearest ? patterns.nearest.with(shownName(key), *nearest) : patterns.none.with(shownName(key));
}

std::string yamlScalar(std::string_view text)
{
    if (isPlain(text))
        return std::string{text};
    std::string quoted = "\"";
    for (const char c : text)
        appendQuoted(c, quoted);
    return visibleBy(quoted, appendEscape) + "\"";
}

}  // namespace inferometer
