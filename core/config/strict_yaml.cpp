// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/strict_yaml.h"

#include "core/base/text.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace inferometer {

namespace {

// Aliases let a small file unfold to a huge tree; a settings file has a few hundred nodes.
constexpr int kMaxNodes = 100'000;
constexpr int kMaxDepth = 32;

class Converter
{
public:
    explicit Converter(std::string_view origin) : m_origin(origin) {}

    Result<YamlNode> convert(const YAML::Node& from, int depth)
    {
        YamlNode node;
        node.line = lineOf(from);
        if (++m_nodes > kMaxNodes || depth > kMaxDepth)
            return yamlError(m_origin, node.line, "The YAML is nested too deep or too large; remove aliases.");
        if (from.IsScalar()) {
            node.kind = YamlNode::Kind::Scalar;
            node.text = from.Scalar();
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
        for (const auto& pair : from) {
            const int line = lineOf(pair.first);
            if (!pair.first.IsScalar())
                return yamlError(m_origin, line, "A key must be a single word.");
            const std::string& key = pair.first.Scalar();
            // yaml-cpp keeps both entries of a duplicate key and answers with the first.
            if (const int first = lineOfKey(node, key); first > 0) {
                return yamlError(m_origin, line,
                                 "The key \"" + key + "\" stands twice (first on line " + std::to_string(first)
                                     + "); remove one.",
                                 key);
            }
            Result<YamlNode> value = convert(pair.second, depth + 1);
            if (!value)
                return value;
            node.entries.push_back({key, line, std::move(value).value()});
        }
        return node;
    }

    static int lineOf(const YAML::Node& node) { return std::max(node.Mark().line, 0) + 1; }

    static int lineOfKey(const YamlNode& map, std::string_view key)
    {
        const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                        [key](const YamlEntry& entry) { return entry.key == key; });
        return found == map.entries.end() ? 0 : found->line;
    }

    std::string_view m_origin;
    int m_nodes = 0;
};

bool isPlain(std::string_view text)
{
    constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
    constexpr std::array<std::string_view, 4> kNulls{"null", "Null", "NULL", "-"};
    return !text.empty() && text.find_first_not_of(kSafe) == std::string_view::npos && !text.starts_with("--")
        && !text.starts_with("..") && std::find(kNulls.begin(), kNulls.end(), text) == kNulls.end();
}

void appendEscaped(char c, std::string& out)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
        out.append(1, '\\').append(1, c);
    else if (c == '\n')
        out += "\\n";
    else if (byte < 0x20 || byte == 0x7F)
        out.append("\\x").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 0xFU]);
    else
        out += c;
}

}  // namespace

Result<YamlNode> parseStrictYaml(std::string_view text, std::string_view origin)
{
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(std::string{text});
        if (documents.size() > 1)
            return yamlError(origin, 1, "The file holds several YAML documents; keep one.");
        if (documents.empty())
            return YamlNode{};
        return Converter{origin}.convert(documents.front(), 0);
    } catch (const YAML::Exception& exception) {
        return yamlError(origin, std::max(exception.mark.line, 0) + 1, "Not valid YAML: " + exception.msg + ".");
    }
}

Result<std::string> readTextFile(const std::string& path)
{
    errno = 0;
    std::ifstream file{path, std::ios::binary};
    std::string text;
    std::array<char, 65536> block{};
    while (file.read(block.data(), block.size()) || file.gcount() > 0)
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (!file.is_open() || file.bad()) {
        const int cause = errno != 0 ? errno : EIO;
        return Error{cause == ENOENT ? Errc::NotFound : Errc::Disk,
                     "Cannot read " + path + ": " + std::generic_category().message(cause) + "; check the path.", ""};
    }
    return text;
}

Error yamlError(std::string_view origin, int line, const std::string& sentence, std::string_view key)
{
    return {Errc::InvalidInput, std::string{origin} + ":" + std::to_string(line) + ": " + sentence, std::string{key}};
}

std::string unknownKeySentence(std::string_view key, std::string_view kind, const std::vector<std::string_view>& known)
{
    std::string sentence = "\"" + std::string{key} + "\" is not a " + std::string{kind};
    if (const auto nearest = nearestWord(key, known))
        return sentence + "; did you mean \"" + std::string{*nearest} + "\"?";
    return sentence + "; remove it.";
}

std::string yamlScalar(std::string_view text)
{
    if (isPlain(text))
        return std::string{text};
    std::string quoted = "\"";
    for (const char c : text)
        appendEscaped(c, quoted);
    return quoted + "\"";
}

}  // namespace inferometer
