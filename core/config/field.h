// SPDX-License-Identifier: GPL-3.0-or-later
// Settings without plumbing: a row describes a setting; form, flags, YAML keys, tooltip and --help are made from rows.
// To add a setting: one struct member and one row in its table.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace inferometer {

// Where the form shows a field: Main always, Advanced when unfolded, Hidden never (an editor of its own, or CLI only).
enum class FieldPlace : std::uint8_t { Main, Advanced, Hidden };

// What a text is, so that a form can offer the right editor for it.
enum class TextKind : std::uint8_t { Line, Lines, File, Folder };

// A closed range; `hard` binds everywhere, `suggested` only makes the form warn.
struct Range
{
    double low = 0;
    double high = 0;
};

template <typename Owner, typename... Enums>
struct FieldOf
{
    using OwnerType = Owner;
    // How to get at the value, wherever in the owner it stands.
    template <typename Value>
    using At = const Value& (*)(const Owner&);
    using Member = std::variant<At<bool>, At<std::int64_t>, At<double>, At<std::string>, At<Enums>...>;

    std::string_view key;    // kebab-case: the flag without its dashes, the YAML key, the form's object name
    std::string_view label;  // sentence case, for the form
    std::string_view unit;   // "tokens", "s", or empty
    std::string_view group;  // heading it stands under: "Endpoint", "Load", ...
    std::string_view help;   // meaning, and the effect of extremes; one or two sentences
    Member member;
    Range hard{};                                 // numbers only
    Range suggested{};                            // numbers only; {0, 0} for none
    std::span<const std::string_view> choices{};  // enums: names in the order of their values; strings: what is allowed
    FieldPlace place = FieldPlace::Main;
    std::string_view brief{};        // label where unit and heading say the rest; empty: the label
    TextKind kind = TextKind::Line;  // texts only
    std::string_view words{};        // others that it is looked for by, "sla threshold"

    constexpr bool isFlag() const { return std::holds_alternative<At<bool>>(member); }
    constexpr bool isWhole() const { return std::holds_alternative<At<std::int64_t>>(member); }
    constexpr bool isNumber() const { return isWhole() || std::holds_alternative<At<double>>(member); }
    constexpr bool isText() const { return std::holds_alternative<At<std::string>>(member); }
};

// The member that a path of member pointers leads to, as a row names it:
// memberAt<RunSpec, &RunSpec::prompts, &PromptSpec::numInputTokens>.
template <typename Owner, auto... Path>
constexpr const auto& memberAt(const Owner& owner)
{
    return (owner.*....*Path);
}

}  // namespace inferometer
