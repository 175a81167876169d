// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_xml.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace inferometer {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool isBlank(std::string_view text) { return text.find_first_not_of(kBlanks) == std::string_view::npos; }

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '.' || c == ':';
}

void appendUtf8(std::uint32_t code, std::string& out)
{
    const auto byte = [&out](std::uint32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80)
        return byte(code);
    if (code < 0x800)
        byte(0xC0U | (code >> 6U));
    else if (code < 0x10000) {
        byte(0xE0U | (code >> 12U));
        byte(0x80U | ((code >> 6U) & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U));
        byte(0x80U | ((code >> 12U) & 0x3FU));
        byte(0x80U | ((code >> 6U) & 0x3FU));
    }
    byte(0x80U | (code & 0x3FU));
}

// XML 1.0, 2.2.
bool isXmlCharacter(std::uint32_t code)
{
    return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code < 0xD800)
        || (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code <= 0x10FFFF);
}

bool appendNumbered(std::string_view digits, std::string& out)
{
    const int base = digits.starts_with('x') ? 16 : 10;
    digits.remove_prefix(base == 16 ? 1 : 0);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || !isXmlCharacter(code))
        return false;
    appendUtf8(code, out);
    return true;
}

bool appendEntity(std::string_view name, std::string& out)
{
    constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    if (name.starts_with('#'))
        return appendNumbered(name.substr(1), out);
    const auto* const found
        = std::find_if(kEntities.begin(), kEntities.end(), [name](const auto& row) { return row.first == name; });
    if (found == kEntities.end())
        return false;
    out += found->second;
    return true;
}

class XmlReader
{
public:
    explicit XmlReader(std::string_view text) : m_rest{text} {}

    std::optional<XmlNode> read()
    {
        if (!skipDeclaration())
            return std::nullopt;
        while (!m_rest.empty())
            if (!(m_rest.front() == '<' ? readTag() : readText()))
                return std::nullopt;
        return m_open.empty() ? std::move(m_root) : std::nullopt;
    }

private:
    bool take(std::string_view word)
    {
        const bool isThere = m_rest.starts_with(word);
        m_rest.remove_prefix(isThere ? word.size() : 0);
        return isThere;
    }

    void skipBlanks() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(kBlanks), m_rest.size())); }

    std::string_view takeName()
    {
        const auto* const end = std::find_if_not(m_rest.begin(), m_rest.end(), isNameByte);
        const std::string_view name = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(name.size());
        return name;
    }

    bool skipDeclaration()
    {
        take("\xEF\xBB\xBF");
        skipBlanks();
        if (!take("<?xml"))
            return true;
        const std::size_t end = m_rest.find("?>");
        if (end == std::string_view::npos)
            return false;
        m_rest.remove_prefix(end + 2);
        return true;
    }

    bool readText()
    {
        const std::string_view raw = m_rest.substr(0, m_rest.find('<'));
        m_rest.remove_prefix(raw.size());
        if (m_open.empty())
            return isBlank(raw);
        return appendText(raw, m_open.back().text);
    }

    static bool appendText(std::string_view raw, std::string& out)
    {
        while (!raw.empty()) {
            const std::string_view plain = raw.substr(0, raw.find('&'));
            if (!std::all_of(plain.begin(), plain.end(),
                             [](char c) { return isXmlCharacter(static_cast<unsigned char>(c)); }))
                return false;
            out.append(plain);
            raw.remove_prefix(plain.size());
            if (raw.empty())
                break;
            const std::size_t end = raw.find(';');
            if (end == std::string_view::npos || !appendEntity(raw.substr(1, end - 1), out))
                return false;
            raw.remove_prefix(end + 1);
        }
        return true;
    }

    bool readTag()
    {
        m_rest.remove_prefix(1);
        if (take("/"))
            return readEnd();
        const std::string_view name = takeName();
        if (name.empty() || m_root || m_open.size() == kXmlDepth || ++m_nodes > kXmlNodes || !skipAttributes())
            return false;
        m_open.push_back({std::string{name}, {}, {}});
        if (take("/>"))
            return close();
        return take(">");
    }

    bool readEnd()
    {
        const std::string_view name = takeName();
        skipBlanks();
        return take(">") && !m_open.empty() && m_open.back().name == name && close();
    }

    bool skipAttributes()
    {
        for (skipBlanks(); !m_rest.empty() && isNameByte(m_rest.front()); skipBlanks()) {
            takeName();
            skipBlanks();
            if (!take("="))
                return false;
            skipBlanks();
            const char quote = m_rest.empty() ? ' ' : m_rest.front();
            const std::size_t end = m_rest.find(quote, 1);
            if ((quote != '"' && quote != '\'') || end == std::string_view::npos
                || m_rest.substr(0, end).find('<') < end)
                return false;
            m_rest.remove_prefix(end + 1);
        }
        return true;
    }

    bool close()
    {
        XmlNode node = std::move(m_open.back());
        m_open.pop_back();
        if (!node.children.empty())
            node.text.clear();
        if (m_open.empty())
            m_root = std::move(node);
        else
            m_open.back().children.push_back(std::move(node));
        return true;
    }

    std::string_view m_rest;
    std::vector<XmlNode> m_open;
    std::optional<XmlNode> m_root;
    std::size_t m_nodes = 0;
};

}  // namespace

const XmlNode* XmlNode::find(std::string_view path) const
{
    const XmlNode* node = this;
    while (node != nullptr && !path.empty()) {
        const std::string_view step = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(step.size() + 1, path.size()));
        const auto found = std::find_if(node->children.begin(), node->children.end(),
                                        [step](const XmlNode& child) { return child.name == step; });
        node = found == node->children.end() ? nullptr : &*found;
    }
    return node;
}

std::string_view XmlNode::at(std::string_view path) const
{
    const XmlNode* node = find(path);
    return node == nullptr ? std::string_view{} : std::string_view{node->text};
}

std::span<const XmlNode> XmlNode::items(std::string_view path) const
{
    const XmlNode* node = find(path);
    return node == nullptr ? std::span<const XmlNode>{} : std::span<const XmlNode>{node->children};
}

std::optional<XmlNode> parseXml(std::string_view text)
{
    const std::string valid = toValidUtf8(text);
    return XmlReader{valid}.read();
}

const XmlNode* findParentOf(const XmlNode& root, std::string_view child)
{
    if (root.find(child) != nullptr)
        return &root;
    for (const XmlNode& node : root.children)
        if (const XmlNode* found = findParentOf(node, child); found != nullptr)
            return found;
    return nullptr;
}

}  // namespace inferometer
