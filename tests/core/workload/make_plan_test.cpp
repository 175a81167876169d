// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/plan.h"

#include "tests/core/workload/fake_tokenizers.h"
#include "tests/support/route_server.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace inferometer {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kBytesPerToken = 4;
constexpr std::int64_t kTemplateTokens = 9;

// What an endpoint has beside its API.
struct Pages
{
    bool models = true;
    bool tokenize = true;
    std::size_t longestTokenized = 1'000'000;
    bool usage = true;
    std::int64_t constantUsage = 0;  // not 0: whatever the prompt
    int status = 200;                // of answers
    bool strict = false;             // knows no ignore_eos
    std::string location{};
    int imageStatus = 200;  // of answers to a prompt with an image
};

constexpr std::int64_t kImageTokens = 333;

RouteAnswer completionOf(const Pages& pages, const Json& body)
{
    if (pages.status != 200)
        return {pages.status, R"({"error":{"message":"no such thing"}})",
                pages.location.empty() ? "" : "Location: " + pages.location + "\r\n"};
    if (pages.strict && body.contains("ignore_eos"))
        return {400, R"({"error":{"message":"Unrecognized request argument supplied: ignore_eos"}})"};
    if (!pages.usage)
        return {200, R"({"choices":[]})"};
    if (pages.constantUsage != 0)
        return {200, Json{{"usage", {{"prompt_tokens", pages.constantUsage}}}}.dump()};
    Json content = body["messages"].back()["content"];
    const bool image = content.is_array();
    if (image && pages.imageStatus != 200)
        return {pages.imageStatus, R"({"error":{"message":"tiny is not a multimodal model"}})"};
    if (image)
        content = Json(content[0]["text"]);
    const auto tokens = pieces(content.get<std::string>(), kBytesPerToken) + (image ? kImageTokens : 0);
    return {200, Json{{"usage", {{"prompt_tokens", tokens + kTemplateTokens}}}}.dump()};
}

RouteAnswer answerOf(const Pages& pages, const RouteRequest& request)
{
    if (request.line == "GET /v1/models" && pages.models)
        return {200, R"({"data":[{"id":"tiny"}]})"};
    const Json body = Json::parse(request.body, nullptr, false);
    if (request.line == "POST /tokenize" && pages.tokenize && request.body.size() <= pages.longestTokenized) {
        const auto tokens = pieces(body["content"].get<std::string>(), kBytesPerToken);
        return {200, Json{{"tokens", std::vector<int>(static_cast<std::size_t>(tokens), 1)}}.dump()};
    }
    if (request.line == "POST /v1/chat/completions")
        return completionOf(pages, body);
    return {};
}

class MakePlan : public testing::Test
{
protected:
    explicit MakePlan(const Pages& pages = {})
        : m_server([this](const RouteRequest& request) { return answerOf(m_pages, request); })
    {
        m_pages = pages;
        m_spec.target.baseUrl = m_server.url();
        m_spec.prompts.numInputTokens = 200;
        m_spec.prompts.numOutputTokens = 30;
        m_spec.arrivals.numRequests = 10'000;
        m_spec.edges.warmupRequests = 5;
    }

    std::shared_ptr<const Plan> plan()
    {
        const auto made = makePlan(m_spec, {}, {});
        EXPECT_TRUE(made) << made.error().message;
        return made ? made.value() : nullptr;
    }
    Error error() { return makePlan(m_spec, {}, {}).error(); }

    static Json bodyOf(const Plan& plan, std::uint64_t sequence)
    {
        const bool warmsUp = sequence < plan.warmup;
        std::string body;
        plan.source->next(
            {sequence, warmsUp ? sequence : sequence - plan.warmup, warmsUp ? Phase::Warmup : Phase::Measured}, body);
        return Json::parse(body);
    }
    static std::string promptOf(const Plan& plan, std::uint64_t sequence)
    {
        return bodyOf(plan, sequence)["messages"].back()["content"].get<std::string>();
    }

    Pages m_pages;
    RouteServer m_server;
    RunSpec m_spec;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST_F(MakePlan, ResolvesWhatARunNeeds)
{
    const auto made = plan();
    EXPECT_EQ(made->spec.target.modelNames, "tiny");  // the only one listed
    EXPECT_EQ(made->runId.size(), 36U);
    EXPECT_EQ(made->target.dialect->id, "openai-chat");
    EXPECT_EQ(made->target.url.text(), m_server.url() + "/v1/chat/completions");
    ASSERT_EQ(made->target.addresses.size(), 1U);
    EXPECT_EQ(made->target.addresses[0].text(), m_server.place());
    EXPECT_EQ(made->requests, 10'005U);
    EXPECT_EQ(made->warmup, 5U);
    EXPECT_TRUE(made->exactOutput);
    EXPECT_EQ(made->target.tls, nullptr);
    EXPECT_TRUE(has(made->target.head.reveal(), "Host: " + m_server.place() + "\r\n"));
}

TEST_F(MakePlan, EveryPromptHasExactlyTheTokensAskedAndIsUnique)
{
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Tokenize);
    std::set<std::string> seen;
    for (std::uint64_t sequence = 0; sequence < made->requests; ++sequence) {
        const std::string prompt = promptOf(*made, sequence);
        ASSERT_EQ(pieces(prompt, kBytesPerToken), 200) << prompt;
        EXPECT_TRUE(seen.insert(prompt).second);
    }
    EXPECT_EQ(made->source->prompts()[0].tokens, 200);
    EXPECT_LE(m_server.count("POST /tokenize"), 100U);  // not one a request
    EXPECT_EQ(m_server.count("POST /v1/chat/completions"), 1U) << "the one short answer";
}

TEST_F(MakePlan, BodyAsksForWhatTheSpecSays)
{
    m_spec.prompts.systemPrompt = "Be brief.";
    m_spec.prompts.samplingParams = R"({"temperature":0.5})";
    const Json body = bodyOf(*plan(), 5);
    EXPECT_EQ(body["model"], "tiny");
    EXPECT_EQ(body["stream"], true);
    EXPECT_EQ(body["max_tokens"], 30);
    EXPECT_EQ(body["ignore_eos"], true);
    EXPECT_EQ(body["temperature"], 0.5);
    EXPECT_EQ(body["messages"][0]["content"], "Be brief.");
}

TEST_F(MakePlan, CapDoesNotAskForExactOutput)
{
    m_spec.prompts.outputLength = OutputLength::Cap;
    const auto made = plan();
    EXPECT_FALSE(made->exactOutput);
    EXPECT_FALSE(bodyOf(*made, 5).contains("ignore_eos"));
}

TEST_F(MakePlan, SharedPrefixIsCommonAndTheRestUnique)
{
    m_spec.prompts.promptReuse = PromptReuse::SharedPrefix;
    m_spec.prompts.sharedPrefixPercent = 60;
    const auto made = plan();
    const std::string one = promptOf(*made, 5);
    const std::string other = promptOf(*made, 6);
    const auto differ
        = static_cast<std::size_t>(std::mismatch(one.begin(), one.end(), other.begin()).first - one.begin());
    EXPECT_NEAR(static_cast<double>(pieces(one.substr(0, differ), kBytesPerToken)), 120, 8);
    EXPECT_EQ(pieces(other, kBytesPerToken), 200);
}

TEST_F(MakePlan, SeveralPromptsAllHaveTheLength)
{
    m_spec.prompts.useMultiplePrompts = true;
    const auto made = plan();
    ASSERT_EQ(made->source->prompts().size(), 20U);
    for (std::uint64_t sequence = 0; sequence < 200; ++sequence)
        EXPECT_EQ(pieces(promptOf(*made, sequence), kBytesPerToken), 200);
}

TEST_F(MakePlan, WithoutATokenizerOneProbeCalibrates)
{
    m_pages.tokenize = false;
    m_spec.prompts.numInputTokens = 1000;
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Usage);
    EXPECT_EQ(m_server.count("POST /v1/chat/completions"), 1U);
    const std::int64_t tokens = pieces(promptOf(*made, 7), kBytesPerToken) + kTemplateTokens;
    EXPECT_NEAR(static_cast<double>(tokens), 1000, 30);
    EXPECT_TRUE(has(made->countNote, "prompt_tokens"));
    const std::string probe = m_server.requests().back().body;
    EXPECT_FALSE(has(probe, promptOf(*made, 7).substr(0, 40)));
}

TEST_F(MakePlan, WithoutAnyCountTheLengthIsEstimatedAndSaysSo)
{
    m_pages.tokenize = m_pages.usage = false;
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Estimate);
    EXPECT_TRUE(has(made->countNote, "estimated"));
    EXPECT_EQ(estimateTokens(promptOf(*made, 5)), 200);
}

TEST_F(MakePlan, ACountThatNeverChangesIsNotBelieved)
{
    m_pages.tokenize = false;
    for (const std::int64_t constant : {5, 100'000}) {
        m_pages.constantUsage = constant;
        const auto made = plan();
        EXPECT_EQ(made->countMethod, CountMethod::Estimate) << constant;
        EXPECT_TRUE(has(made->countNote, "do not follow the length")) << made->countNote;
    }
}

TEST_F(MakePlan, AStrictServerGetsACapAndTheRunSaysSo)
{
    EXPECT_EQ(plan()->outputNote, "");
    m_pages.strict = true;
    const auto made = plan();
    EXPECT_FALSE(made->exactOutput);
    EXPECT_FALSE(bodyOf(*made, 5).contains("ignore_eos"));
    EXPECT_TRUE(has(made->outputNote, "--output-length cap")) << made->outputNote;
    EXPECT_TRUE(has(made->outputNote, "Unrecognized request argument")) << made->outputNote;
}

TEST_F(MakePlan, AnImageIsTriedOutAndIsOneThatNoRequestHas)
{
    m_spec.prompts.imageSize = ImageSize::Small;
    const auto made = plan();
    ASSERT_EQ(m_server.count("POST /v1/chat/completions"), 2U);
    const Json asked = Json::parse(m_server.requests().back().body)["messages"].back()["content"];
    const Json sent = bodyOf(*made, 5)["messages"].back()["content"];
    for (const Json& content : {asked, sent}) {
        EXPECT_EQ(content[0]["type"], "text");
        EXPECT_EQ(content[1]["type"], "image_url");
        EXPECT_TRUE(content[1]["image_url"]["url"].get<std::string>().starts_with("data:image/png;base64,iVBORw0KGgo"));
    }
    EXPECT_NE(asked[1], sent[1]);
    EXPECT_TRUE(has(sent[0]["text"].get<std::string>(), "picture"));
    EXPECT_EQ(pieces(sent[0]["text"].get<std::string>(), kBytesPerToken), 200) << "the text alone has the length";
}

TEST_F(MakePlan, TheCountSaysThatItLeavesOutTheImage)
{
    m_spec.prompts.imageSize = ImageSize::Small;
    for (const bool tokenize : {true, false}) {
        m_pages.tokenize = tokenize;
        const std::string note = plan()->countNote;
        const std::size_t at = note.find(" The image is not in these counts: the endpoint counts about ");
        ASSERT_NE(at, std::string::npos) << note;
        EXPECT_NEAR(std::stod(note.substr(note.find("about ", at) + 6)), static_cast<double>(kImageTokens), 5) << note;
    }
    m_pages.usage = false;
    EXPECT_TRUE(has(plan()->countNote, "The image is not in these counts, and the endpoint does not tell"));
}

TEST_F(MakePlan, AModelThatTakesNoImagesIsAnErrorBeforeTheRun)
{
    m_spec.prompts.imageSize = ImageSize::Medium;
    for (const int status : {400, 413, 500}) {
        m_pages.imageStatus = status;
        EXPECT_EQ(error().field, "multimodal-image-size");
        EXPECT_TRUE(has(error().message,
                        "answered a prompt with an image with HTTP " + std::to_string(status)
                            + " (tiny is not a multimodal model); choose a model that takes images"))
            << error().message;
    }
    m_pages.imageStatus = 429;  // may pass
    EXPECT_NE(plan(), nullptr);
    m_spec.prompts.imageSize = ImageSize::Na;
    m_pages.imageStatus = 400;
    EXPECT_NE(plan(), nullptr);
}

TEST_F(MakePlan, AWrongAddressIsAnErrorBeforeTheRun)
{
    for (const int status : {404, 405}) {
        m_pages.status = status;
        EXPECT_EQ(error().field, "base-url");
        EXPECT_TRUE(has(error().message, "/v1/chat/completions answered HTTP " + std::to_string(status)));
        EXPECT_TRUE(has(error().message, "no such thing")) << error().message;
    }
    m_pages.status = 308;
    m_pages.location = "https://elsewhere.example/v1/chat/completions";
    EXPECT_EQ(error().field, "base-url");
    EXPECT_TRUE(has(error().message, "HTTP 308 and points to https://elsewhere.example")) << error().message;
    m_pages.status = 401;
    EXPECT_EQ(error().field, "api-key-env");
    m_pages.status = 503;  // may pass
    EXPECT_NE(plan(), nullptr);
}

TEST_F(MakePlan, ASeedOfZeroIsANewOneForEachRunAndIsRecorded)
{
    const auto one = plan();
    const auto other = plan();
    EXPECT_NE(one->spec.seed, 0);
    EXPECT_NE(promptOf(*one, 5), promptOf(*other, 5));
    m_spec.seed = one->spec.seed;
    EXPECT_EQ(promptOf(*plan(), 5), promptOf(*one, 5));
}

TEST_F(MakePlan, ATokenizerThatFailsOnLongTextsIsGivenUp)
{
    m_pages.longestTokenized = 300;
    EXPECT_EQ(plan()->countMethod, CountMethod::Usage);
}

TEST_F(MakePlan, AnUnknownModelIsRefusedWithThoseThereAre)
{
    m_spec.target.modelNames = "tinny";
    EXPECT_EQ(error().field, "model-names");
    EXPECT_TRUE(has(error().message, m_server.place() + " does not serve the model \"tinny\""));
    EXPECT_TRUE(has(error().message, "did you mean \"tiny\"?"));
    m_pages.models = false;  // an endpoint that lists none is believed
    EXPECT_EQ(plan()->spec.target.modelNames, "tinny");
}

TEST_F(MakePlan, ChecksInOrder)
{
    m_spec.target.modelNames = "a b";
    EXPECT_EQ(error().field, "model-names");
    m_spec.target.modelNames = "unknown";
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_NOT_SET";
    EXPECT_EQ(error().field, "api-key-env");
    m_spec.target.baseUrl = "http://no-such-host.invalid";
    EXPECT_EQ(error().field, "api-key-env");
    m_spec.target.apiKeyEnv.clear();
    EXPECT_EQ(error().field, "base-url");
    EXPECT_TRUE(has(error().message, "no-such-host.invalid"));
    m_spec.arrivals.numRequests = 0;
    EXPECT_EQ(error().field, "num-requests");
    EXPECT_TRUE(m_server.requests().empty());
}

TEST_F(MakePlan, ARefusedConnectionIsAnErrorBeforeTheRun)
{
    {
        const RouteServer gone{[](const RouteRequest&) { return RouteAnswer{}; }};
        m_spec.target.baseUrl = gone.url();
    }
    EXPECT_EQ(error().code, Errc::Network);
    EXPECT_TRUE(has(error().message, "refused the connection"));
}

TEST_F(MakePlan, TooFewTokensForASaltAreRefused)
{
    m_spec.prompts.numInputTokens = 16;
    m_spec.prompts.promptsFile
        = std::filesystem::temp_directory_path() / ("prompts-" + std::to_string(::getpid()) + ".yaml");
    std::ofstream{m_spec.prompts.promptsFile} << "default_prompt:\n  - name: d\n    template: " << std::string(70, 'x')
                                              << " y\n";
    EXPECT_EQ(error().field, "num-input-tokens");
    m_spec.prompts.useMultiplePrompts = true;
    EXPECT_EQ(error().field, "prompts-file");
    std::filesystem::remove(m_spec.prompts.promptsFile);
}

TEST_F(MakePlan, StopEndsIt)
{
    std::jthread idle{[] {}};
    idle.request_stop();
    EXPECT_EQ(makePlan(m_spec, {}, idle.get_stop_token()).error().code, Errc::Cancelled);
}

TEST_F(MakePlan, SaysWhatItDoes)
{
    std::vector<std::string> said;
    ASSERT_TRUE(makePlan(m_spec, [&said](const Sentence& step) { said.push_back(step.text()); }, {}));
    EXPECT_GE(said.size(), 2U);
}

}  // namespace
}  // namespace inferometer
