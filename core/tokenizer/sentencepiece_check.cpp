// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/sentencepiece_check.h"

#include <cstdint>
#include <cstring>
#include <optional>

namespace inferometer {

namespace {

struct WireField
{
    std::uint64_t number = 0;
    std::string_view bytes;  // of one that has a length; empty of numbers
};

std::optional<std::uint64_t> takeVarint(std::string_view& in)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(in.front());
        in.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80)
            return value;
    }
    return std::nullopt;
}

std::optional<std::string_view> takeBytes(std::string_view& in, std::uint64_t count)
{
    if (count > in.size())
        return std::nullopt;
    const std::string_view taken = in.substr(0, count);
    in.remove_prefix(count);
    return taken;
}

std::optional<WireField> takeField(std::string_view& in)
{
    const auto tag = takeVarint(in);
    if (!tag || *tag < 8)
        return std::nullopt;
    WireField field{*tag >> 3U, {}};
    switch (*tag & 7U) {
    case 0:
        return takeVarint(in) ? std::optional{field} : std::nullopt;
    case 1:
        return takeBytes(in, 8) ? std::optional{field} : std::nullopt;
    case 5:
        return takeBytes(in, 4) ? std::optional{field} : std::nullopt;
    case 2:
        break;
    default:
        return std::nullopt;
    }
    const auto length = takeVarint(in);
    const auto bytes = length ? takeBytes(in, *length) : std::nullopt;
    if (!bytes)
        return std::nullopt;
    field.bytes = *bytes;
    return field;
}

std::uint32_t wordAt(std::string_view bytes, std::size_t index)
{
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + 4 * index, 4);
    return word;
}

bool isSoundTrie(std::string_view trie, std::size_t texts)
{
    const std::size_t units = trie.size() / 4;
    for (std::size_t i = 0; i < units; ++i) {
        const std::uint32_t unit = wordAt(trie, i);
        if (unit >> 31U != 0)
            continue;  // a value: no way leads on from it
        const std::size_t children = i ^ (std::size_t{unit >> 10U} << ((unit & 1U << 9U) >> 6U));
        if ((children | 0xFFU) >= units)
            return false;
        const bool hasValue = (unit >> 8U & 1U) != 0;
        if (hasValue && (wordAt(trie, children) & 0x7FFFFFFFU) >= texts)
            return false;
    }
    return true;
}

bool isSoundTable(std::string_view table)
{
    if (table.empty())
        return true;
    if (table.size() <= 4)
        return false;
    const std::size_t size = wordAt(table, 0);
    table.remove_prefix(4);
    // The root is followed before anything is compared.
    return size >= 4 && size % 4 == 0 && size < table.size() && table.back() == '\0'
        && isSoundTrie(table.substr(0, size), table.size() - size);
}

bool isSoundNormalizer(std::string_view spec)
{
    constexpr std::uint64_t kTable = 2;
    while (!spec.empty()) {
        const auto field = takeField(spec);
        if (!field || (field->number == kTable && !isSoundTable(field->bytes)))
            return false;
    }
    return true;
}

}  // namespace

bool isSoundSentencePieceModel(std::string_view file)
{
    constexpr std::uint64_t kPiece = 1;
    constexpr std::uint64_t kNormalizer = 3;
    constexpr std::uint64_t kDenormalizer = 5;
    bool hasPieces = false;
    while (!file.empty()) {
        const auto field = takeField(file);
        if (!field)
            return false;
        hasPieces = hasPieces || field->number == kPiece;
        const bool isNormalizer = field->number == kNormalizer || field->number == kDenormalizer;
        if (isNormalizer && !isSoundNormalizer(field->bytes))
            return false;
    }
    return hasPieces;
}

}  // namespace inferometer
