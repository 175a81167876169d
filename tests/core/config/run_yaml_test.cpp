// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/run_yaml.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace inferometer {
namespace {

std::string errorOf(const std::string& text)
{
    const Result<RunSpec> spec = parseRunYaml(text, "run.yaml");
    return spec ? "" : spec.error().message;
}

// A valid value of each type that is not the default.
template <typename Value>
std::string otherText(const RunField& field, const Value& current)
{
    if constexpr (std::is_same_v<Value, bool>)
        return current ? "false" : "true";
    else if constexpr (std::is_same_v<Value, std::string>)
        return field.choices.empty() ? "a: \"b\"\n#c " + std::string{field.key} : std::string{field.choices.back()};
    else if constexpr (std::is_enum_v<Value>)
        return std::string{field.choices.back()};
    else if constexpr (std::is_same_v<Value, double>)
        return std::to_string(field.hard.low) + "25";
    else
        return std::to_string(static_cast<std::int64_t>(field.hard.high));
}

RunSpec specWithEveryFieldChanged(Evaluation evaluation)
{
    RunSpec spec = defaultSpec(evaluation);
    for (const RunField& field : runFields()) {
        if (!field.isOf(evaluation))
            continue;
        const std::string text = std::visit([&](auto member) { return otherText(field, member(spec)); }, field.member);
        EXPECT_TRUE(setField(spec, field, text)) << field.key << ": " << text;
    }
    spec.target.headers = {{"X-B", "two: \"2\""}, {"X-A", ""}};
    spec.keep.metadata = {{"gpu type", "H100\n80 GB"}, {"n", "8"}};
    return spec;
}

TEST(RunYaml, EveryFieldComesBack)
{
    for (const EvaluationRow& row : evaluations()) {
        const RunSpec spec = specWithEveryFieldChanged(row.evaluation);
        const Result<RunSpec> back = parseRunYaml(toYaml(spec), "run.yaml");
        ASSERT_TRUE(back) << back.error().message;
        const RunSpec defaults = defaultSpec(row.evaluation);
        for (const RunField& field : runFields()) {
            EXPECT_EQ(fieldText(spec, field) != fieldText(defaults, field), field.isOf(row.evaluation)) << field.key;
            EXPECT_EQ(fieldText(back.value(), field), fieldText(spec, field)) << field.key;
        }
        EXPECT_EQ(back.value().evaluation, row.evaluation);
        EXPECT_EQ(back.value().target.headers, spec.target.headers);
        EXPECT_EQ(back.value().keep.metadata, spec.keep.metadata);
    }
}

TEST(RunYaml, TheEvaluationSaysTheDefaultsWhereverItStands)
{
    for (const std::string text : {"version: 2\nrun: custom\nseed: 7\n", "version: 2\nseed: 7\nrun: custom\n"}) {
        const RunSpec spec = parseRunYaml(text, "run.yaml").value();
        EXPECT_EQ(spec.evaluation, Evaluation::Custom);
        EXPECT_EQ(spec.seed, 7);
        EXPECT_EQ(spec.prompts.numOutputTokens, 256);
        EXPECT_EQ(spec.arrivals.numRequests, 0);
    }
    const std::string yaml = toYaml(defaultSpec(Evaluation::Custom));
    EXPECT_TRUE(yaml.starts_with("version: 2\nrun: custom\n"));
    EXPECT_NE(yaml.find("\ninput-file-path: \"\"\n"), std::string::npos) << yaml;
    EXPECT_EQ(yaml.find("num-input-tokens"), std::string::npos);
}

TEST(RunYaml, ReadsVersionOneAndNamesTheEvaluationInVersionTwo)
{
    EXPECT_EQ(errorOf("version: 1\nnum-requests: 3\n"), "");
    EXPECT_EQ(errorOf("version: 2\nrun: synthetic\nnum-requests: 3\n"), "");
    EXPECT_EQ(errorOf("version: 2\nrun: nonsense\n"),
              "run.yaml:2: run must be one of synthetic, real-workload, custom, chat, not \"nonsense\".");
    EXPECT_NE(errorOf("version: 2\nrun: [synthetic]\n"), "");
    EXPECT_NE(errorOf("version: 3\n").find("versions 1 and 2"), std::string::npos);
}

TEST(RunYaml, AKeyOfAnotherEvaluationIsRefused)
{
    EXPECT_EQ(errorOf("version: 2\nqps: 3\nrun: synthetic\n"),
              "run.yaml:2: qps is no setting of run synthetic; remove it.");
    EXPECT_EQ(errorOf("version: 2\nrun: custom\nprompt-reuse: shared\n"),
              "run.yaml:3: prompt-reuse is no setting of run custom; remove it.");
    EXPECT_EQ(errorOf("version: 1\nqps: 3\n"), "run.yaml:2: qps is no setting of run synthetic; remove it.");
    const ReadRun open = readRunYaml("version: 2\nqps: 3\n", "run.yaml", Evaluation::RealWorkload);
    EXPECT_TRUE(open.errors.empty());
    EXPECT_EQ(open.spec.evaluation, Evaluation::RealWorkload) << "as nothing else is said";
    EXPECT_EQ(readRunYaml("version: 2\nrun: custom\n", "run.yaml", Evaluation::RealWorkload).spec.evaluation,
              Evaluation::Custom);
}

TEST(RunFields, OfAnotherEvaluationArePassedOver)
{
    RunSpec spec;
    spec.arrivals.workers = 1000;  // more than the row allows
    std::vector<RunField> rows{*findRunField("seed"), *findRunField("workers")};
    EXPECT_EQ(validateAll(spec, rows).size(), 1U);
    EXPECT_NE(toYaml(spec, rows).find("workers: 1000"), std::string::npos);
    EXPECT_NE(commandLine(spec, rows).find("--workers 1000"), std::string::npos);
    rows[1].evaluations = 0;
    EXPECT_TRUE(validateAll(spec, rows).empty());
    EXPECT_EQ(toYaml(spec, rows), "version: 2\nrun: synthetic\nseed: 0\n");
    EXPECT_EQ(commandLine(spec, rows), "inferometer run synthetic");
}

TEST(RunFields, AreOfTheEvaluationsThatHaveThem)
{
    RunSpec open;
    open.evaluation = Evaluation::RealWorkload;
    const std::string yaml = toYaml(open);
    EXPECT_TRUE(yaml.starts_with("version: 2\nrun: real-workload\n"));
    for (const std::string_view key : {"qps", "qps-distribution", "burstiness", "stages", "max-in-flight", "lengths",
                                       "input-shape", "input-spread", "output-shape", "output-spread"})
    {
        EXPECT_TRUE(findRunField(key)->isOf(Evaluation::RealWorkload)) << key;
        EXPECT_FALSE(findRunField(key)->isOf(Evaluation::Synthetic)) << key;
        EXPECT_NE(yaml.find("\n" + std::string{key} + ": "), std::string::npos) << key;
        EXPECT_EQ(toYaml(RunSpec{}).find("\n" + std::string{key} + ": "), std::string::npos) << key;
    }
    EXPECT_EQ(yaml.find("num-concurrent-requests"), std::string::npos);
    EXPECT_FALSE(findRunField("num-concurrent-requests")->isOf(Evaluation::RealWorkload));
}

TEST(RunYaml, RepeatsARealWorkload)
{
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.arrivals.qps = 2.5;
    spec.arrivals.gaps = GapShape::Gamma;
    spec.arrivals.burstiness = 0.25;
    spec.arrivals.stages = "10:30s, 5-50:2m";
    spec.arrivals.maxInFlight = 12;
    spec.prompts.inputShape = LengthShape::Lognormal;
    spec.prompts.inputSpread = 44;
    spec.prompts.lengths = "N(480,240)/(300,150)";
    const Result<RunSpec> read = parseRunYaml(toYaml(spec), "run.yaml");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(toYaml(read.value()), toYaml(spec));
    EXPECT_EQ(read.value().evaluation, Evaluation::RealWorkload);
    EXPECT_EQ(read.value().arrivals.gaps, GapShape::Gamma);
    EXPECT_EQ(commandLine(spec),
              "inferometer run real-workload --qps 2.5 --qps-distribution gamma --burstiness 0.25 --stages '10:30s, "
              "5-50:2m' --max-in-flight 12 --input-shape lognormal --input-spread 44 --lengths 'N(480,240)/(300,150)'");
    spec.arrivals.stages = "10:30";
    EXPECT_EQ(validateSpec(spec).error().field, "stages");
    spec.arrivals.stages.clear();
    spec.prompts.lengths = "N(480)";
    EXPECT_EQ(validateSpec(spec).error().field, "lengths");
    spec.evaluation = Evaluation::Synthetic;  // not its settings
    EXPECT_TRUE(validateSpec(spec).ok());
}

TEST(RunYaml, BeginsWithTheVersionAndHoldsDefaults)
{
    const std::string yaml = toYaml(RunSpec{});
    EXPECT_TRUE(yaml.starts_with("version: 2\nrun: synthetic\n"));
    EXPECT_NE(yaml.find("\nnum-requests: 10\n"), std::string::npos);
}

TEST(RunYaml, WantsTheVersionFirst)
{
    EXPECT_EQ(errorOf("seed: 2\nversion: 1\n"), "run.yaml:1: The first key must be `version: 2`.");
    EXPECT_NE(errorOf(""), "");
    EXPECT_NE(errorOf("- version: 1"), "");
    EXPECT_NE(errorOf("version: 9\n").find("versions 1 and 2"), std::string::npos);
}

TEST(RunYaml, NamesLineAndKeyOfADuplicate)
{
    const Result<RunSpec> spec = parseRunYaml("version: 1\nseed: 2\nseed: 3\n", "my.yaml");
    ASSERT_FALSE(spec);
    EXPECT_TRUE(spec.error().message.starts_with("my.yaml:3: The key \"seed\""));
    EXPECT_EQ(spec.error().field, "seed");
    EXPECT_NE(errorOf("version: 1\nheaders:\n  X-A: 1\n  X-A: 2\n"), "");
}

TEST(RunYaml, SaysTheNearestKeyOfAMisspelling)
{
    EXPECT_EQ(errorOf("version: 1\nnum-request: 2\n"),
              "run.yaml:2: \"num-request\" is not a setting; did you mean \"num-requests\"?");
    EXPECT_EQ(errorOf("version: 1\nbanana: 2\n"), "run.yaml:2: \"banana\" is not a setting; remove it.");
}

TEST(RunYaml, RefusesWrongTypesAndRanges)
{
    EXPECT_TRUE(errorOf("version: 1\n\nnum-requests: many\n").starts_with("run.yaml:3: num-requests must be a whole"));
    EXPECT_NE(errorOf("version: 1\nnum-requests: -1\n"), "");
    EXPECT_NE(errorOf("version: 1\nnum-requests: 1.5\n"), "");
    EXPECT_NE(errorOf("version: 1\nnum-requests: [1]\n").find("single value"), std::string::npos);
    EXPECT_NE(errorOf("version: 1\nnum-requests:\n").find("no value"), std::string::npos);
    EXPECT_NE(errorOf("version: 1\ninsecure: perhaps\n"), "");
    EXPECT_NE(errorOf("version: 1\noutput-length: precise\n").find("exact, cap"), std::string::npos);
    EXPECT_NE(errorOf("version: 1\nheaders: [a]\n"), "");
    EXPECT_NE(errorOf("version: 1\nmetadata:\n  a: {b: c}\n"), "");
}

TEST(RunYaml, ReadsOnBehindEachFault)
{
    const ReadRun read = readRunYaml("version: 1\nnum-requests: -1\nbanana: 2\ntimeout: 7\nheaders: [a]\n", "run.yaml");
    ASSERT_EQ(read.errors.size(), 3U);
    EXPECT_TRUE(read.errors[0].message.starts_with("run.yaml:2:"));
    EXPECT_TRUE(read.errors[1].message.starts_with("run.yaml:3:"));
    EXPECT_TRUE(read.errors[2].message.starts_with("run.yaml:5:"));
    EXPECT_EQ(read.spec.limits.timeout, 7);
    EXPECT_EQ(readRunYaml("num-requests: -1\n", "run.yaml").errors.size(), 1U) << "not this format at all";
}

TEST(RunYaml, LoadNamesTheFile)
{
    const ReadRun read = readRunFile("/no/such/run.yaml");
    ASSERT_EQ(read.errors.size(), 1U);
    EXPECT_NE(read.errors[0].message.find("/no/such/run.yaml"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
