// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/presets.h"

#include "ui/base/text.h"
#include "ui/settings/settings.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer::ui {

namespace {

struct Value
{
    std::string_view key;
    std::string_view text;
};

struct BuiltIn
{
    const char* name = "";  // context "presets"
    Evaluation evaluation = Evaluation::Synthetic;
    std::array<Value, 6> values{};  // those without a key are none
};

constexpr Evaluation kClosed = Evaluation::Synthetic;
constexpr Evaluation kOpen = Evaluation::RealWorkload;

constexpr std::array<Value, 6> streams(std::string_view input, std::string_view output, std::string_view requests,
                                       std::string_view streams, std::string_view warmup)
{
    return {Value{"num-input-tokens", input}, Value{"num-output-tokens", output}, Value{"num-requests", requests},
            Value{"num-concurrent-requests", streams}, Value{"warmup-requests", warmup}};
}

constexpr std::array kBuiltIn{
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Quick look"), kClosed, streams("250", "100", "20", "4", "2")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Latency at 1 stream"), kClosed, streams("1000", "250", "50", "1", "2")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Throughput sweep point"), kClosed, streams("1000", "500", "512", "64", "64")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Long prompts"), kClosed, streams("8000", "200", "64", "4", "4")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Long answers"), kClosed, streams("200", "2000", "64", "8", "8")},
    // The examples of the SambaNova kit's README, which has no warm-up.
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Dynamic batching speed"), kClosed, streams("250", "250", "80", "20", "0")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "High input and output tokens"), kClosed,
            streams("2000", "2000", "80", "25", "0")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Many concurrent requests"), kClosed, streams("250", "250", "400", "80", "0")},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Users who come by chance"),
            kOpen,
            {Value{"qps", "5"}, Value{"qps-distribution", "exponential"}, Value{"num-requests", "300"},
             Value{"lengths", "N(480,240)/(300,150)"}, Value{"warmup-requests", "10"}}},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Bursts"),
            kOpen,
            {Value{"qps", "5"}, Value{"qps-distribution", "gamma"}, Value{"burstiness", "0.25"},
             Value{"num-requests", "300"}, Value{"lengths", "N(480,240)/(300,150)"}, Value{"warmup-requests", "10"}}},
    BuiltIn{QT_TRANSLATE_NOOP("presets", "Ramp to the limit"),
            kOpen,
            {Value{"stages", "1-20:2m"}, Value{"qps-distribution", "exponential"}, Value{"num-input-tokens", "500"},
             Value{"num-output-tokens", "200"}}},
};

Preset made(const BuiltIn& row)
{
    Preset preset{QCoreApplication::translate("presets", row.name), true, {}};
    for (const Value& value : row.values)
        if (!value.key.empty())
            preset.values.emplace_back(value.key, value.text);
    return preset;
}

const QString kEvaluation = QStringLiteral("run");  // beside the values of a person's own; as in YAML

// Those of earlier programs say none.
Evaluation evaluationOf(const Settings::Values& values)
{
    const auto said = values.find(kEvaluation);
    const EvaluationRow* row = said == values.end() ? nullptr : findEvaluation(toStd(said->second));
    return row ? row->evaluation : Evaluation::Synthetic;
}

bool isShape(const RunField& field, Evaluation evaluation)
{
    return field.group != "Endpoint" && field.group != "Dataset" && field.group != "Results" && field.isOf(evaluation);
}

}  // namespace

std::vector<Preset> presets(const Settings& settings, std::optional<Evaluation> evaluation)
{
    std::vector<Preset> all;
    for (const BuiltIn& row : kBuiltIn)
        if (row.evaluation == evaluation.value_or(row.evaluation))
            all.push_back(made(row));
    for (const QString& name : settings.presets()) {
        const Settings::Values values = settings.preset(name);
        if (evaluation && evaluationOf(values) != *evaluation)
            continue;
        Preset preset{name, false, {}};
        for (const auto& [key, value] : values)
            if (key != kEvaluation)
                preset.values.emplace_back(toStd(key), toStd(value));
        all.push_back(std::move(preset));
    }
    return all;
}

RunSpec withPreset(const RunSpec& spec, const Preset& preset)
{
    RunSpec shaped = spec;
    const RunSpec defaults = defaultSpec(spec.evaluation);
    for (const RunField& field : runFields()) {
        if (!isShape(field, spec.evaluation))
            continue;
        const auto given = std::find_if(preset.values.begin(), preset.values.end(),
                                        [&](const auto& pair) { return pair.first == field.key; });
        const std::string text = given == preset.values.end() ? fieldText(defaults, field) : given->second;
        // What no longer fits its field stays as it is.
        static_cast<void>(setField(shaped, field, text).ok());
    }
    return shaped;
}

RunSpec startSpec(const Settings& settings, Evaluation evaluation)
{
    const std::vector<Preset> all = presets(settings, evaluation);
    const auto chosen = std::find_if(all.begin(), all.end(),
                                     [&](const Preset& preset) { return preset.name == settings.startPreset(); });
    const RunSpec last = settings.lastSpec(evaluation);
    return chosen == all.end() ? last : withPreset(last, *chosen);
}

bool matches(const RunSpec& spec, const Preset& preset)
{
    const RunSpec shaped = withPreset(spec, preset);
    const std::span<const RunField> fields = runFields();
    return std::all_of(fields.begin(), fields.end(), [&](const RunField& field) {
        return !field.isOf(spec.evaluation) || fieldText(shaped, field) == fieldText(spec, field);
    });
}

void savePreset(Settings& settings, const QString& name, const RunSpec& spec)
{
    const RunSpec defaults = defaultSpec(spec.evaluation);
    const std::set<std::string> refused = refusedFields(spec);
    Settings::Values values;
    for (const RunField& field : runFields()) {
        const std::string text = fieldText(spec, field);
        if (isShape(field, spec.evaluation) && text != fieldText(defaults, field)
            && !refused.contains(std::string{field.key}))
            values.emplace(toQt(field.key), toQt(text));
    }
    values.emplace(kEvaluation, toQt(evaluationName(spec.evaluation)));
    settings.setPreset(name, values);
}

}  // namespace inferometer::ui
