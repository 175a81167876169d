// SPDX-License-Identifier: GPL-3.0-or-later
// A setting as text and back, for any table of FieldOf rows: what YAML, forms and the command line hold (C locale).
#pragma once

#include "core/base/result.h"
#include "core/base/text.h"
#include "core/config/field.h"
#include "core/config/secret_names.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace inferometer {

namespace detail {

inline Error fieldError(std::string_view key, const Sentence& said) { return {Errc::InvalidInput, said, key}; }

inline Error flagError(std::string_view key, std::string_view text)
{
    return fieldError(
        key, sentence("errors", "%1 must be true or false, not \"%2\".").with(Figure::setting(key), typedText(text)));
}

inline Error rangeError(std::string_view key, const Range& range, std::string_view unit, std::string_view text,
                        bool whole)
{
    Sentence pattern = whole ? sentence("errors", "%1 must be a whole number from %2 to %3, not \"%4\".")
                             : sentence("errors", "%1 must be a number from %2 to %3, not \"%4\".");
    if (!unit.empty())
        pattern = whole ? sentence("errors", "%1 must be a whole number from %2 to %3 %5, not \"%4\".")
                        : sentence("errors", "%1 must be a number from %2 to %3 %5, not \"%4\".");
    return fieldError(key,
                      pattern.with(Figure::setting(key), Figure::number(range.low), Figure::number(range.high),
                                   typedText(text), Figure::unit(unit)));
}

inline Error choiceError(std::string_view key, std::span<const std::string_view> choices, std::string_view text)
{
    std::string all;
    for (const std::string_view choice : choices)
        all.append(all.empty() ? "" : ", ").append(choice);
    return fieldError(
        key, sentence("errors", "%1 must be one of %2, not \"%3\".").with(Figure::setting(key), all, typedText(text)));
}

inline std::size_t choiceIndex(std::span<const std::string_view> choices, std::string_view text)
{
    std::size_t index = 0;
    while (index < choices.size() && choices[index] != text)
        ++index;
    return index;
}

inline bool within(const Range& range, double value) { return value >= range.low && value <= range.high; }

}  // namespace detail

// The member of a row as text: booleans as true/false, enums by their choice's name.
template <typename Owner, typename... Enums>
std::string memberText(const Owner& owner, const FieldOf<Owner, Enums...>& field)
{
    return std::visit(
        [&](auto member) -> std::string {
            const auto& value = member(owner);
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, bool>)
                return value ? "true" : "false";
            else if constexpr (std::is_same_v<Value, std::int64_t>)
                return std::to_string(value);
            else if constexpr (std::is_same_v<Value, double>)
                return formatNumber(value);
            else if constexpr (std::is_same_v<Value, std::string>)
                return value;
            else
                return std::string{field.choices[static_cast<std::size_t>(value)]};
        },
        field.member);
}

namespace detail {

template <typename Field>
Status assign(bool& value, const Field& field, std::string_view text)
{
    const std::optional<bool> parsed = parseBool(text);
    if (!parsed)
        return flagError(field.key, text);
    value = *parsed;
    return {};
}

template <typename Field>
Status assign(std::int64_t& value, const Field& field, std::string_view text)
{
    const std::optional<std::int64_t> parsed = parseInteger(text);
    if (!parsed || !within(field.hard, static_cast<double>(*parsed)))
        return rangeError(field.key, field.hard, field.unit, text, true);
    value = *parsed;
    return {};
}

template <typename Field>
Status assign(double& value, const Field& field, std::string_view text)
{
    const std::optional<double> parsed = parseNumber(text);
    if (!parsed || !std::isfinite(*parsed) || !within(field.hard, *parsed))
        return rangeError(field.key, field.hard, field.unit, text, false);
    value = *parsed;
    return {};
}

template <typename Field>
Status assign(std::string& value, const Field& field, std::string_view text)
{
    if (!field.choices.empty() && choiceIndex(field.choices, text) == field.choices.size())
        return choiceError(field.key, field.choices, text);
    value = text;
    return {};
}

template <typename Enum, typename Field>
Status assign(Enum& value, const Field& field, std::string_view text)
{
    const std::size_t index = choiceIndex(field.choices, text);
    if (index == field.choices.size())
        return choiceError(field.key, field.choices, text);
    value = static_cast<Enum>(index);
    return {};
}

}  // namespace detail

// Sets the member of a row from text; the error names the key, what is allowed and the text. Checks the hard range.
template <typename Owner, typename... Enums>
Status setMember(Owner& owner, const FieldOf<Owner, Enums...>& field, std::string_view text)
{
    // The owner is not const, so neither is what the row leads to.
    return std::visit(
        [&](auto member) {
            using Value = std::decay_t<decltype(member(owner))>;
            return detail::assign(const_cast<Value&>(member(owner)), field, text);
        },
        field.member);
}

// The hard range and choices of one row, for values that were not set by text.
template <typename Owner, typename... Enums>
Status checkMember(const Owner& owner, const FieldOf<Owner, Enums...>& field)
{
    Owner scratch = owner;
    return setMember(scratch, field, memberText(owner, field));
}

}  // namespace inferometer
