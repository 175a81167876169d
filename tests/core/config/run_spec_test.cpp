// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/config/run_spec.h"

#include <gtest/gtest.h>

#include <array>
#include <initializer_list>
#include <set>
#include <utility>

namespace inferometer {
namespace {

const RunField& field(std::string_view key)
{
    const RunField* found = findRunField(key);
    EXPECT_NE(found, nullptr) << key;
    return *found;
}

std::string errorOf(const RunSpec& spec)
{
    const Status status = validateSpec(spec);
    return status ? "" : status.error().message;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(RunFields, AreWholeAndHaveKeysOfTheirOwn)
{
    std::set<std::string_view> keys;
    for (const RunField& row : runFields()) {
        EXPECT_TRUE(keys.insert(row.key).second) << row.key;
        EXPECT_FALSE(row.label.empty() || row.group.empty() || row.help.empty()) << row.key;
        EXPECT_EQ(row.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos);
        EXPECT_EQ(findRunField(row.key), &row);
        EXPECT_LE(row.hard.low, row.hard.high);
    }
    EXPECT_EQ(findRunField("no-such-key"), nullptr);
}

TEST(RunFields, DefaultsAreValidAndSuggested)
{
    const RunSpec spec;
    EXPECT_TRUE(validateAll(spec).empty());
    for (const RunField& row : runFields()) {
        const auto* number = std::get_if<RunField::At<std::int64_t>>(&row.member);
        if (number != nullptr && row.suggested.high > 0) {
            EXPECT_GE(static_cast<double>((*number)(spec)), row.suggested.low) << row.key;
            EXPECT_LE(static_cast<double>((*number)(spec)), row.suggested.high) << row.key;
            EXPECT_LE(row.suggested.high, row.hard.high) << row.key;
        }
    }
}

TEST(SetField, NamesFieldRangeAndText)
{
    RunSpec spec;
    const Status status = setField(spec, field("num-requests"), "-1");
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().field, "num-requests");
    EXPECT_TRUE(contains(status.error().message, "num-requests"));
    EXPECT_TRUE(contains(status.error().message, "from 0 to 100000000"));
    EXPECT_TRUE(contains(status.error().message, "\"-1\""));
    EXPECT_EQ(spec.arrivals.numRequests, 10);
    EXPECT_FALSE(setField(spec, field("num-requests"), "10.5"));
    EXPECT_FALSE(setField(spec, field("timeout"), "soon"));
    EXPECT_FALSE(setField(spec, field("timeout"), "nan"));
    EXPECT_FALSE(setField(spec, field("insecure"), "perhaps"));
    EXPECT_FALSE(setField(spec, field("prompt-reuse"), "Unique?"));
    EXPECT_FALSE(setField(spec, field("llm-api"), "openai"));
}

TEST(SetField, RepeatsNothingThatMayBeAKeyOrSteersATerminal)
{
    RunSpec spec;
    const auto said = [&spec](std::string_view key, std::string_view text) {
        return setField(spec, field(key), text).error().message;
    };
    const std::string key = "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6";
    for (const char* name : {"workers", "timeout", "insecure", "prompt-reuse", "llm-api"}) {
        EXPECT_TRUE(contains(said(name, key), "not \"[32 bytes]\"")) << said(name, key);
        EXPECT_TRUE(contains(said(name, "sk-a1b2c3d4e5f6a7b8c9"), "not \"[21 bytes]\""))
            << said(name, "sk-a1b2c3d4e5f6a7b8c9");
        EXPECT_TRUE(contains(said(name, "\x1b[2J\xC2\x9B"), "not \"\\x1b[2J\\u009b\""))
            << said(name, "\x1b[2J\xC2\x9B");
    }
}

TEST(SetField, TakesTextOfEveryType)
{
    RunSpec spec;
    EXPECT_TRUE(setField(spec, field("num-requests"), "20"));
    EXPECT_TRUE(setField(spec, field("timeout"), "1.5"));
    EXPECT_TRUE(setField(spec, field("insecure"), "yes"));
    EXPECT_TRUE(setField(spec, field("prompt-reuse"), "shared-prefix"));
    EXPECT_TRUE(setField(spec, field("model-names"), "a b"));
    EXPECT_EQ(spec.arrivals.numRequests, 20);
    EXPECT_EQ(spec.limits.timeout, 1.5);
    EXPECT_TRUE(spec.target.insecure);
    EXPECT_EQ(spec.prompts.promptReuse, PromptReuse::SharedPrefix);
    EXPECT_EQ(fieldText(spec, field("model-names")), "a b");
}

TEST(ValidateSpec, ChecksRangesOfValuesSetInCode)
{
    RunSpec spec;
    spec.arrivals.numConcurrentRequests = 0;
    EXPECT_TRUE(contains(errorOf(spec), "num-concurrent-requests"));
}

TEST(ValidateSpec, ADatasetIsNamedAndAskedRowByRow)
{
    RunSpec spec = defaultSpec(Evaluation::Custom);
    EXPECT_EQ(errorOf(spec), "input-file-path is not given; name the file that holds the prompts.");
    spec.prompts.inputFilePath = "prompts.jsonl";
    EXPECT_EQ(errorOf(spec), "");
    EXPECT_EQ(commandLine(spec), "inferometer run custom --input-file-path prompts.jsonl");
    spec.arrivals.numRequests = 10;
    EXPECT_EQ(commandLine(spec), "inferometer run custom --input-file-path prompts.jsonl --num-requests 10");
    spec = RunSpec{};
    spec.arrivals.numRequests = 0;
    EXPECT_EQ(errorOf(spec), "num-requests must be at least 1; only a dataset can be asked row by row with 0.");
}

TEST(RunFields, AnEvaluationMayHaveDefaultsAndRangesOfItsOwn)
{
    EXPECT_TRUE(hasOwnDefault(field("num-requests"), Evaluation::Custom));
    EXPECT_TRUE(hasOwnDefault(field("num-output-tokens"), Evaluation::Custom));
    EXPECT_FALSE(hasOwnDefault(field("num-output-tokens"), Evaluation::Synthetic));
    EXPECT_FALSE(hasOwnDefault(field("timeout"), Evaluation::Custom));
    EXPECT_EQ(field("num-output-tokens").of(Evaluation::Custom).suggested.high, 2048);
    EXPECT_EQ(field("num-output-tokens").of(Evaluation::Custom).suggested.low, 1);
    EXPECT_EQ(field("num-concurrent-requests").of(Evaluation::Custom).suggested.high, 100);
    EXPECT_EQ(field("num-concurrent-requests").of(Evaluation::Synthetic).suggested.high, 2000);
    EXPECT_EQ(evaluationName(Evaluation::Custom), "custom");
}

struct KitRow
{
    Evaluation evaluation = Evaluation::Synthetic;
    std::string_view key{};
    Range range{};
    double preset = 0;
};

// The pages of the SambaNova AI Starter Kit: least, most and default of each number.
TEST(RunFields, SuggestTheLimitsAndDefaultsOfTheKit)
{
    using enum Evaluation;
    constexpr std::array kRows{
        KitRow{Synthetic, "num-input-tokens", {50, 10'000}, 1000},
        KitRow{Synthetic, "num-output-tokens", {50, 2'000}, 1000},
        KitRow{Synthetic, "num-requests", {1, 2'000}, 10},
        KitRow{Synthetic, "num-concurrent-requests", {1, 2'000}, 1},
        KitRow{Synthetic, "timeout", {60, 1'800}, 600},
        KitRow{RealWorkload, "num-output-tokens", {50, 2'000}, 1000},
        KitRow{RealWorkload, "qps", {0.5, 10}, 1},
        KitRow{RealWorkload, "timeout", {60, 1'800}, 600},
        KitRow{Custom, "num-output-tokens", {1, 2'048}, 256},
        KitRow{Custom, "num-concurrent-requests", {1, 100}, 1},
        KitRow{Custom, "timeout", {60, 1'800}, 600},
        KitRow{Chat, "num-output-tokens", {50, 2'048}, 256},
    };
    for (const KitRow& row : kRows) {
        const RunField& own = field(row.key);
        EXPECT_EQ(own.of(row.evaluation).suggested.low, row.range.low) << row.key;
        EXPECT_EQ(own.of(row.evaluation).suggested.high, row.range.high) << row.key;
        EXPECT_EQ(fieldText(defaultSpec(row.evaluation), own), formatNumber(row.preset)) << row.key;
    }
    for (const auto& [key, preset] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{{"multimodal-image-size", "na"},
                                                                              {"qps-distribution", "constant"},
                                                                              {"use-multiple-prompts", "false"},
                                                                              {"use-debugging-mode", "false"},
                                                                              {"save-llm-responses", "false"}})
        EXPECT_EQ(fieldText(defaultSpec(RealWorkload), field(key)), preset) << key;
    EXPECT_EQ(field("multimodal-image-size").choices.size(), 4U);
    EXPECT_EQ(field("qps-distribution").choices[1], "uniform");
    EXPECT_EQ(field("qps-distribution").choices[2], "exponential");
}

TEST(ValidateSpec, ChecksTheBaseUrl)
{
    RunSpec spec;
    for (const char* good : {"", "https://api.example.com/v1", "http://[::1]:8000", "HTTP://h"}) {
        spec.target.baseUrl = good;
        EXPECT_EQ(errorOf(spec), "") << good;
    }
    for (const char* bad : {"localhost:8000", "ftp://h", "http://", "http://:80", "http://a b/", "http://u:p@h"}) {
        spec.target.baseUrl = bad;
        EXPECT_TRUE(contains(errorOf(spec), "base-url")) << bad;
    }
    spec.target.baseUrl = "http://user:hunter2@host";
    EXPECT_FALSE(contains(errorOf(spec), "hunter2"));
}

TEST(ValidateSpec, KeysInAQueryStandAsVariables)
{
    RunSpec spec;
    for (const char* good : {"https://h/v1?api-version=2024-10-21", "https://h/v1?api_key=${MY_KEY}&tokens=5",
                             "https://h/${ACCOUNT}/v1?key=", "https://h/v1?a=b;c=d"})
    {
        spec.target.baseUrl = good;
        EXPECT_EQ(errorOf(spec), "") << good;
    }
    for (const char* bad :
         {"https://h/v1?api_key=hunter2", "https://h?x=1&token=hunter2", "https://h/v1?a=1;sig=hunter2",
          "https://h/v1?api%5Fkey=hunter2", "https://h/v1?x=Bearer+hunter2hunter2",
          "https://h/v1?sk-hunter2hunter2hunter2", "https://h/sk-hunter2hunter2hunter2/v1",
          "https://h/v1/sk-hunter2hunter2hunter2", "https://h/v1?key=hunter2${"})
    {
        spec.target.baseUrl = bad;
        EXPECT_TRUE(contains(errorOf(spec), "${NAME}")) << bad << ": " << errorOf(spec);
        EXPECT_FALSE(contains(errorOf(spec), "hunter2")) << bad;
    }
    spec.target.baseUrl = "https://h/v1#chat";
    EXPECT_EQ(errorOf(spec), "base-url may not hold a #fragment, which no server sees; remove it.");
}

TEST(ValidateSpec, KeysInMetadataStandAsVariables)
{
    RunSpec spec;
    spec.keep.metadata = {{"tokens", "5"}, {"auth", "none"}, {"api_key", "${MY_KEY}"}, {"author", "me"}};
    EXPECT_EQ(errorOf(spec), "");
    for (const char* name : {"api_key", "clientSecret", "db password"}) {
        spec.keep.metadata = {{name, "hunter2"}};
        EXPECT_TRUE(contains(errorOf(spec), name)) << errorOf(spec);
        EXPECT_TRUE(contains(errorOf(spec), "${NAME}"));
        EXPECT_FALSE(contains(errorOf(spec), "hunter2"));
    }
}

TEST(ValidateSpec, JsonTextsAreObjectsWithoutOurKeys)
{
    RunSpec spec;
    spec.prompts.samplingParams = R"({"temperature": 0, "stop": ["a"], "x": {"temperature": 1}})";
    EXPECT_EQ(errorOf(spec), "");
    spec.prompts.samplingParams = R"({"max_tokens_to_generate": 7})";
    EXPECT_TRUE(contains(errorOf(spec), "sampling-params"));
    spec.prompts.numOutputTokens = 7;
    EXPECT_EQ(errorOf(spec), "");
    spec.target.extraBody = R"({"messages": []})";
    EXPECT_TRUE(contains(errorOf(spec), "extra-body may not set \"messages\""));
}

TEST(ValidateSpec, DrawnLengthsHaveNoOtherLimit)
{
    RunSpec spec = defaultSpec(Evaluation::RealWorkload);
    spec.prompts.samplingParams = R"({"max_tokens": 200})";
    spec.prompts.lengths = "U(50,100)/D(200)";
    EXPECT_EQ(errorOf(spec), "") << "all are as long";
    spec.prompts.lengths = "U(50,100)/(100,200)";
    EXPECT_EQ(errorOf(spec),
              "sampling-params may not set \"max_tokens\" to 200, for the length of each answer is drawn; remove it.");
    spec.prompts.lengths.clear();
    spec.prompts.numOutputTokens = 200;
    EXPECT_EQ(errorOf(spec), "");
    spec.prompts.outputShape = LengthShape::Normal;
    spec.prompts.outputSpread = 20;
    EXPECT_TRUE(contains(errorOf(spec), "sampling-params may not set"));
}

TEST(ValidateSpec, DebuggingModeHasItsHeaderToItself)
{
    RunSpec spec;
    spec.target.headers = {{"SS-SN-Options", "x"}};
    EXPECT_EQ(errorOf(spec), "");
    spec.prompts.useDebuggingMode = true;
    EXPECT_TRUE(contains(errorOf(spec), "headers may not hold \"SS-SN-Options\", which use-debugging-mode sends"));
    spec.target.headers.clear();
    EXPECT_EQ(errorOf(spec), "");
}

TEST(ValidateSpec, AnImageNeedsAnApiThatCarriesItAndAPromptThatAsksAboutIt)
{
    RunSpec spec;
    spec.prompts.imageSize = ImageSize::Small;
    EXPECT_EQ(errorOf(spec), "");
    spec.target.llmApi = "openai-completions";
    EXPECT_EQ(errorOf(spec),
              "multimodal-image-size must be na with openai-completions, which carries no images; set it to na or "
              "choose another llm-api, such as openai-chat.");
    spec.target.llmApi = "ollama-generate";
    spec.prompts.useMultiplePrompts = true;
    EXPECT_EQ(errorOf(spec),
              "multimodal-image-size must be na with use-multiple-prompts, whose texts ask about no image; turn one of "
              "them off.");
    spec.prompts.imageSize = ImageSize::Na;
    EXPECT_EQ(errorOf(spec), "");
}

TEST(ImageSide, IsThatOfTheKit)
{
    EXPECT_EQ(imageSide(ImageSize::Na), 0);
    EXPECT_EQ(imageSide(ImageSize::Small), 500);
    EXPECT_EQ(imageSide(ImageSize::Medium), 1024);
    EXPECT_EQ(imageSide(ImageSize::Large), 2000);
}

TEST(ValidateSpec, RefusesAKeyInPlaceOfItsVariableWithoutRepeatingIt)
{
    RunSpec spec;
    for (const char* good : {"", "OPENAI_API_KEY", "key2", "_x"}) {
        spec.target.apiKeyEnv = good;
        EXPECT_EQ(errorOf(spec), "") << good;
    }
    for (const char* key : {"sk-abc123", "hf_9aJk2LmNo3PqRs4TuVw5X", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "A B", "a.b"})
    {
        spec.target.apiKeyEnv = key;
        const std::string error = errorOf(spec);
        EXPECT_TRUE(contains(error, "api-key-env")) << key;
        EXPECT_FALSE(contains(error, key)) << error;
    }
}

TEST(ValidateSpec, ProxyIsPlainHttpWithoutUser)
{
    RunSpec spec;
    spec.target.proxy = "http://proxy.example.com:3128";
    EXPECT_EQ(errorOf(spec), "");
    for (const char* bad : {"https://p", "socks5://p", "p", "http://me:secret@p"}) {
        spec.target.proxy = bad;
        EXPECT_FALSE(contains(errorOf(spec), "https://")) << bad;
        EXPECT_TRUE(contains(errorOf(spec), "proxy")) << bad;
        EXPECT_FALSE(contains(errorOf(spec), "secret"));
    }
}

TEST(ValidateSpec, ACaFileNeedsHttps)
{
    RunSpec spec;
    spec.target.caFile = "/etc/ca.pem";
    EXPECT_TRUE(contains(errorOf(spec), "ca-file is for https"));
    spec.target.baseUrl = "https://h";
    EXPECT_EQ(errorOf(spec), "");
}

TEST(ValidateSpec, TextsAreUtf8)
{
    RunSpec spec;
    spec.prompts.systemPrompt = "caf\xE9";
    EXPECT_TRUE(contains(errorOf(spec), "system-prompt"));
}

TEST(ValidateAll, GivesEveryErrorInFieldOrder)
{
    RunSpec spec;
    spec.target.baseUrl = "nowhere";
    spec.arrivals.numRequests = -1;
    spec.target.headers = {{"Bad Name", "x"}, {"X-A", "1"}, {"x-a", "2"}};
    spec.keep.metadata = {{"", "x"}};
    const std::vector<Error> errors = validateAll(spec);
    std::string fields;
    for (const Error& error : errors)
        fields += error.field + " ";
    EXPECT_EQ(fields, "base-url num-requests headers headers metadata ");
}

TEST(CommandLine, SaysOnlyWhatDiffersAndQuotesIt)
{
    RunSpec spec;
    EXPECT_EQ(commandLine(spec), "inferometer run synthetic");
    spec.arrivals.numRequests = 20;
    spec.target.insecure = true;
    spec.keep.saveChunks = false;
    spec.prompts.systemPrompt = "It's $HOME; rm -rf /";
    spec.target.modelNames = "a b";
    spec.keep.resultsDir = "-odd";
    spec.prompts.samplingParams = "{\"top_k\": 1}";
    spec.target.headers = {{"X-Team", "a b"}, {"Authorization", "Bearer ${MY_KEY}"}};
    spec.keep.metadata = {{"model", "foo"}};
    EXPECT_NE(validateSpec(spec).error().message.find("\"model\", which the summary file uses"), std::string::npos);
    spec.keep.metadata = {{"gpu", "H100"}};
    EXPECT_EQ(commandLine(spec),
              "inferometer run synthetic --model-names 'a b' --insecure true --num-requests 20 "
              "--system-prompt 'It'\\''s $HOME; rm -rf /' --sampling-params '{\"top_k\": 1}' --results-dir=-odd "
              "--save-chunks false --header 'X-Team: a b' --header 'Authorization: Bearer ${MY_KEY}' "
              "--metadata gpu=H100");
}

}  // namespace
}  // namespace inferometer
