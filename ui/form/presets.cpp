// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/presets.h"

#include "ui/base/text.h"
#include "ui/settings/settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace inferometer::ui {

namespace {

struct BuiltIn
{
    const char* name;  // context "presets"
    int inputTokens, outputTokens, requests, streams, warmup;
};

constexpr std::array kBuiltIn{
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Quick look"), 250, 100, 20, 4, 2},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Latency at 1 stream"), 1000, 250, 50, 1, 2},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Throughput sweep point"), 1000, 500, 512, 64, 64},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Long prompts"), 8000, 200, 64, 4, 4},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Long answers"), 200, 2000, 64, 8, 8},
};

Preset made(const BuiltIn& row)
{
    const auto number = [](int value) { return std::to_string(value); };
    return {QCoreApplication::translate("presets", row.name),
            true,
            {{"num-input-tokens", number(row.inputTokens)},
             {"num-output-tokens", number(row.outputTokens)},
             {"num-requests", number(row.requests)},
             {"num-concurrent-requests", number(row.streams)},
             {"warmup-requests", number(row.warmup)}}};
}

bool isShape(const RunField& field) { return field.group != "Endpoint" && field.group != "Results"; }

}  // namespace

std::vector<Preset> presets(const Settings& settings)
{
    std::vector<Preset> all;
    std::transform(kBuiltIn.begin(), kBuiltIn.end(), std::back_inserter(all), made);
    for (const QString& name : settings.presets()) {
        Preset preset{name, false, {}};
        for (const auto& [key, value] : settings.preset(name))
            preset.values.emplace_back(toStd(key), toStd(value));
        all.push_back(std::move(preset));
    }
    return all;
}

RunSpec withPreset(const RunSpec& spec, const Preset& preset)
{
    RunSpec shaped = spec;
    const RunSpec defaults;
    for (const RunField& field : runFields()) {
        if (!isShape(field))
            continue;
        const auto given = std::find_if(preset.values.begin(), preset.values.end(),
                                        [&](const auto& pair) { return pair.first == field.key; });
        const std::string text = given == preset.values.end() ? fieldText(defaults, field) : given->second;
        // What no longer fits its field stays as it is.
        static_cast<void>(setField(shaped, field, text).ok());
    }
    return shaped;
}

RunSpec startSpec(const Settings& settings)
{
    const std::vector<Preset> all = presets(settings);
    const auto chosen = std::find_if(all.begin(), all.end(),
                                     [&](const Preset& preset) { return preset.name == settings.startPreset(); });
    return chosen == all.end() ? settings.lastSpec() : withPreset(settings.lastSpec(), *chosen);
}

bool matches(const RunSpec& spec, const Preset& preset)
{
    const RunSpec shaped = withPreset(spec, preset);
    const std::span<const RunField> fields = runFields();
    return std::all_of(fields.begin(), fields.end(),
                       [&](const RunField& field) { return fieldText(shaped, field) == fieldText(spec, field); });
}

void savePreset(Settings& settings, const QString& name, const RunSpec& spec)
{
    const RunSpec defaults;
    const std::set<std::string> refused = refusedFields(spec);
    Settings::Values values;
    for (const RunField& field : runFields()) {
        const std::string text = fieldText(spec, field);
        if (isShape(field) && text != fieldText(defaults, field) && !refused.contains(std::string{field.key}))
            values.emplace(toQt(field.key), toQt(text));
    }
    settings.setPreset(name, values);
}

}  // namespace inferometer::ui
