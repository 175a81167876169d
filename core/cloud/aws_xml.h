// SPDX-License-Identifier: GPL-3.0-or-later
// XML as AWS answers in it: elements and text. Attributes are passed over; comments, CDATA, processing instructions
// behind the first line and document types are refused, and so are entities of one's own.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Beyond what any answer of AWS nests and holds.
inline constexpr std::size_t kXmlDepth = 64;
inline constexpr std::size_t kXmlNodes = 200'000;

struct XmlNode
{
    std::string name;
    std::string text;  // empty where it has children
    std::vector<XmlNode> children;

    // The first element at a path of names, "placement/availabilityZone"; null: there is none.
    const XmlNode* find(std::string_view path) const;
    // Its text; empty: there is none.
    std::string_view at(std::string_view path) const;
    // What stands in the element at the path: the items of a list.
    std::span<const XmlNode> items(std::string_view path) const;
};

// The root element, or nothing of a text that is no such XML, nests deeper or holds more.
std::optional<XmlNode> parseXml(std::string_view text);

// The first element, the root too, in the order of the text, that has a child of that name; null: there is none.
const XmlNode* findParentOf(const XmlNode& root, std::string_view child);

}  // namespace inferometer
