// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/field_options.h"

#include "core/config/run_spec.h"
#include "core/sim/simulator.h"

#include <algorithm>

namespace inferometer::cli {

std::string optionType(std::string_view kind, std::span<const std::string_view> choices)
{
    if (choices.empty())
        return std::string{kind};
    std::string text;
    for (const std::string_view choice : choices)
        text.append(text.empty() ? "" : "|").append(choice);
    return text;
}

bool isBooleanOption(std::string_view argument)
{
    const auto matches = [argument](const auto& field, bool boolean) {
        return boolean && argument.substr(0, 2) == "--" && argument.substr(2) == field.key;
    };
    const std::span<const RunField> ofRun = runFields();
    const std::span<const SimField> ofSim = simFields();
    return std::any_of(ofRun.begin(), ofRun.end(), [&](const RunField& f) { return matches(f, f.isFlag()); })
        || std::any_of(ofSim.begin(), ofSim.end(), [&](const SimField& f) { return matches(f, f.isFlag()); });
}

std::string optionHelp(std::string_view help, std::string_view range, std::string_view unit, std::string_view fallback)
{
    std::string facts{range};
    if (!unit.empty())
        facts.append(facts.empty() ? "" : " ").append(unit);
    if (!fallback.empty())
        facts.append(facts.empty() ? "" : ", ").append("default ").append(fallback);
    std::string text{help};
    return facts.empty() ? text : text.append(" [").append(facts).append("]");
}

namespace detail {

std::string fallbackOf(const RunField& field)
{
    std::string text = fieldText(RunSpec{}, field);
    for (const EvaluationRow& row : evaluations())
        if (hasOwnDefault(field, row.evaluation))
            text.append(", ").append(row.id).append(" ").append(fieldText(defaultSpec(row.evaluation), field));
    return text;
}

}  // namespace detail

}  // namespace inferometer::cli
