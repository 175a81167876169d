// SPDX-License-Identifier: GPL-3.0-or-later
// Options made from a field table: one row, one option, with its help, unit, range and default.
#pragma once

#include "core/base/result.h"
#include "core/config/field_text.h"
#include "core/config/run_spec.h"

#include <CLI/CLI.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace inferometer::cli {

// Settings as they were given: a row and its text, in the order of the table.
template <typename Field>
using Given = std::vector<std::pair<const Field*, std::string>>;

// "NUMBER", "true|false", "TEXT": what stands behind the option's name in --help.
std::string optionType(std::string_view kind, std::span<const std::string_view> choices);

// Whether `argument` is the bare name of a yes-or-no option of any field table.
bool isBooleanOption(std::string_view argument);

// Help, then "[1 to 100000 tokens, default 1000]".
std::string optionHelp(std::string_view help, std::string_view range, std::string_view unit, std::string_view fallback);

namespace detail {

template <typename Owner, typename... Enums>
std::string kindOf(const FieldOf<Owner, Enums...>& field)
{
    if (field.isFlag())
        return "[true|false]";
    if (field.isWhole())
        return "INTEGER";
    return field.isNumber() ? "NUMBER" : "TEXT";
}

template <typename Owner, typename... Enums>
std::string rangeOf(const FieldOf<Owner, Enums...>& field)
{
    return field.isNumber() ? formatNumber(field.hard.low) + " to " + formatNumber(field.hard.high) : std::string{};
}

template <typename Owner, typename... Enums>
std::string fallbackOf(const FieldOf<Owner, Enums...>& field)
{
    return memberText(Owner{}, field);
}
// "10, custom 0" where an evaluation has one of its own.
std::string fallbackOf(const RunField& field);

}  // namespace detail

// Adds the option of one row; what is given is appended to `given`, unchecked. A yes-or-no option may stand alone.
template <typename Field>
CLI::Option* addFieldOption(CLI::App& app, const Field& field, Given<Field>& given)
{
    const CLI::callback_t take = [&field, &given](const CLI::results_t& texts) {
        given.emplace_back(&field, texts.back());
        return true;
    };
    const std::string name = "--" + std::string{field.key};
    const std::string help = optionHelp(field.help, detail::rangeOf(field), field.unit, detail::fallbackOf(field));
    CLI::Option* option = app.add_option(name, take, help);
    option->type_name(optionType(detail::kindOf(field), field.choices))->group(std::string{field.group});
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    if (field.isFlag())
        option->type_size(0)->expected(0);  // a flag that takes "=value" too
    return option;
}

// Sets every given field that fits; the others are the errors.
template <typename Field>
std::vector<Error> applyGiven(typename Field::OwnerType& owner, const Given<Field>& given)
{
    std::vector<Error> errors;
    for (const auto& [field, text] : given) {
        if (const Status set = setMember(owner, *field, text); !set)
            errors.push_back(set.error());
    }
    return errors;
}

}  // namespace inferometer::cli
