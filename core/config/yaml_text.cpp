// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml_text.h"

#include <algorithm>
#include <utility>

namespace inferometer {

void appendYaml(std::string_view key, const YamlNode& node, const std::string& indent, std::string& out)
{
    out.append(indent).append(key);
    if (node.kind == YamlNode::Kind::Scalar) {
        out.append(" ").append(yamlScalar(node.text)).append("\n");
        return;
    }
    out.append(node.kind == YamlNode::Kind::Map && node.entries.empty()          ? " {}\n"
                   : node.kind == YamlNode::Kind::Sequence && node.items.empty() ? " []\n"
                                                                                 : "\n");
    for (const YamlEntry& entry : node.entries)
        appendYaml(yamlScalar(entry.key) + ":", entry.value, indent + "  ", out);
    for (const YamlNode& item : node.items)
        appendYaml("-", item, indent + "  ", out);
}

void putYaml(YamlNode& map, std::string_view key, std::string_view value)
{
    map.kind = YamlNode::Kind::Map;
    const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                    [key](const YamlEntry& entry) { return entry.key == key; });
    YamlNode node;
    node.kind = YamlNode::Kind::Scalar;
    node.text = value;
    if (found == map.entries.end())
        map.entries.push_back({std::string{key}, 1, std::move(node)});
    else
        found->value = std::move(node);
}

bool hasYaml(const YamlNode& map, std::string_view key)
{
    return std::any_of(map.entries.begin(), map.entries.end(),
                       [key](const YamlEntry& entry) { return entry.key == key; });
}

}  // namespace inferometer
