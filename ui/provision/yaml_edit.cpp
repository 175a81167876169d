// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/yaml_edit.h"

#include "core/base/text.h"
#include "core/config/strict_yaml.h"

#include <algorithm>
#include <vector>

namespace inferometer::ui {

namespace {

constexpr int kIndent = 2;

std::vector<YamlEntry>::const_iterator entryOf(const YamlNode& map, std::string_view key)
{
    return std::find_if(map.entries.begin(), map.entries.end(),
                        [key](const YamlEntry& entry) { return entry.key == key; });
}

std::pair<std::string_view, std::string_view> split(std::string_view path)
{
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? std::pair{path, std::string_view{}}
                                           : std::pair{path.substr(0, slash), path.substr(slash + 1)};
}

void append(const YamlNode& node, int indent, std::string& out);

void appendItems(const YamlNode& node, int indent, std::string& out)
{
    const std::string room(static_cast<std::size_t>(indent), ' ');
    for (const YamlNode& item : node.items) {
        out += room + "-";
        append(item, indent + kIndent, out);
    }
}

void appendEntries(const YamlNode& node, int indent, std::string& out)
{
    const std::string room(static_cast<std::size_t>(indent), ' ');
    for (const YamlEntry& entry : node.entries) {
        out += room + yamlScalar(entry.key) + ":";
        append(entry.value, indent + kIndent, out);
    }
}

// What stands behind a key or a dash, with the end of its line.
void append(const YamlNode& node, int indent, std::string& out)
{
    using Kind = YamlNode::Kind;
    if (node.kind == Kind::Null)
        out += "\n";
    else if (node.kind == Kind::Scalar)
        out += " " + yamlScalar(node.text) + "\n";
    else if (node.items.empty() && node.entries.empty())
        out += node.kind == Kind::Map ? " {}\n" : " []\n";
    else {
        out += "\n";
        appendItems(node, indent, out);
        appendEntries(node, indent, out);
    }
}

YamlNode ofKind(YamlNode::Kind kind)
{
    YamlNode node;
    node.kind = kind;
    return node;
}

bool isEmpty(const YamlNode& node) { return node.text.empty() && node.items.empty() && node.entries.empty(); }

void setIn(YamlNode& map, std::string_view path, const YamlNode& value)
{
    const auto [key, rest] = split(path);
    auto found = std::find_if(map.entries.begin(), map.entries.end(),
                              [key = key](const YamlEntry& entry) { return entry.key == key; });
    if (rest.empty() && isEmpty(value)) {
        if (found != map.entries.end())
            map.entries.erase(found);
        return;
    }
    if (found == map.entries.end()) {
        if (isEmpty(value))
            return;
        map.entries.push_back({std::string{key}, 0, {}});
        found = map.entries.end() - 1;
    }
    YamlNode& node = found->value;
    if (!rest.empty()) {
        if (node.kind != YamlNode::Kind::Map)
            node = ofKind(YamlNode::Kind::Map);
        setIn(node, rest, value);
        if (node.entries.empty())
            map.entries.erase(found);
        return;
    }
    node = value;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from) + "\n");
        from = end + 1;
    }
    return lines;
}

bool isRemark(const std::string& line)
{
    const std::string_view words = trimmed(line);
    return words.empty() || words.front() == '#';
}

// The lines [first, last) of an entry of the top level, without remarks that belong to the next one. False: it shares
// its lines with others.
struct Lines
{
    std::size_t first = 0;
    std::size_t last = 0;
};
bool placeOf(const YamlNode& root, std::vector<YamlEntry>::const_iterator entry, const std::vector<std::string>& lines,
             Lines& place)
{
    const auto next = entry + 1;
    place.first = static_cast<std::size_t>(entry->line) - 1;
    place.last = next == root.entries.end() ? lines.size() : static_cast<std::size_t>(next->line) - 1;
    if (place.first >= place.last || place.last > lines.size())
        return false;
    const std::string_view head = lines[place.first];
    if (!head.starts_with(entry->key) && !head.starts_with('"') && !head.starts_with('\''))
        return false;
    while (place.last > place.first + 1 && isRemark(lines[place.last - 1]))
        --place.last;
    return true;
}

std::string joined(const std::vector<std::string>& lines, std::size_t from, std::size_t to)
{
    std::string text;
    for (std::size_t i = from; i < to; ++i)
        text += lines[i];
    return text;
}

YamlNode scalarOf(std::string_view text)
{
    YamlNode node = ofKind(YamlNode::Kind::Scalar);
    node.text = text;
    return node;
}

// Null: there is none.
YamlNode nodeAt(std::string_view text, std::string_view path)
{
    const Result<YamlNode> root = parseStrictYaml(text, {});
    const YamlNode* node = root ? &root.value() : nullptr;
    for (std::string_view rest = path; node != nullptr && !rest.empty();) {
        const auto [key, left] = split(rest);
        const auto found = entryOf(*node, key);
        node = found == node->entries.end() ? nullptr : &found->value;
        rest = left;
    }
    return node != nullptr ? *node : YamlNode{};
}

std::string withYamlNode(const std::string& text, std::string_view path, const YamlNode& value)
{
    const Result<YamlNode> read = parseStrictYaml(text, {});
    if (!read || read.value().kind != YamlNode::Kind::Map)
        return text;
    const YamlNode& root = read.value();
    YamlNode changed = root;
    setIn(changed, path, value);

    const std::string_view key = split(path).first;
    const auto before = entryOf(root, key);
    const auto after = entryOf(changed, key);
    std::string entry;
    if (after != changed.entries.end()) {
        YamlNode alone = ofKind(YamlNode::Kind::Map);
        alone.entries.push_back(*after);
        appendEntries(alone, 0, entry);
    }
    const std::vector<std::string> lines = linesOf(text);
    if (before == root.entries.end())
        return joined(lines, 0, lines.size()) + entry;
    Lines place;
    if (placeOf(root, before, lines, place))
        return joined(lines, 0, place.first) + entry + joined(lines, place.last, lines.size());
    std::string whole;
    appendEntries(changed, 0, whole);
    return whole;
}

}  // namespace

std::string yamlValue(std::string_view text, std::string_view path)
{
    const YamlNode node = nodeAt(text, path);
    return node.kind == YamlNode::Kind::Scalar ? node.text : std::string{};
}

NamedValues yamlPairs(std::string_view text, std::string_view path)
{
    NamedValues pairs;
    for (const YamlEntry& entry : nodeAt(text, path).entries) {
        if (entry.value.kind != YamlNode::Kind::Scalar && entry.value.kind != YamlNode::Kind::Null)
            return {};
        pairs.emplace_back(entry.key, entry.value.text);
    }
    return pairs;
}

std::string withYamlValue(const std::string& text, std::string_view path, std::string_view value)
{
    return withYamlNode(text, path, scalarOf(value));
}

std::string withYamlPairs(const std::string& text, std::string_view path, const NamedValues& pairs)
{
    YamlNode map = ofKind(YamlNode::Kind::Map);
    for (const auto& [name, value] : pairs)
        map.entries.push_back({name, 0, scalarOf(value)});
    return withYamlNode(text, path, map);
}

}  // namespace inferometer::ui
