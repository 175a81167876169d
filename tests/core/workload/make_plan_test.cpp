// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/workload/plan_fixture.h"
#include "tests/support/byte_tokenizer.h"
#include "tests/support/temp_folder.h"
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace inferometer {
namespace {

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

TEST_F(MakePlan, OfARealWorkloadHasItsScheduleAndItsLengths)
{
    m_spec.evaluation = Evaluation::RealWorkload;
    m_spec.seed = 5;
    m_spec.arrivals.qps = 10;
    m_spec.arrivals.gaps = GapShape::Exponential;
    m_spec.arrivals.numRequests = 500;
    m_spec.arrivals.maxInFlight = 7;
    m_spec.prompts.lengths = "U(60,300)/N(20,15)";
    const auto made = plan();
    EXPECT_TRUE(made->openLoop);
    EXPECT_EQ(made->streams, 7U);
    EXPECT_EQ(made->requests, 505U);
    EXPECT_EQ(made->warmup, 5U);
    EXPECT_TRUE(has(made->scheduleNote, "505 requests")) << made->scheduleNote;
    EXPECT_EQ(made->arrivals()->progress().requests, 505U);
    EXPECT_LE(m_server.count("POST /tokenize"), 150U);  // not one a request, and not one a length
    EXPECT_TRUE(has(made->countNote, "Lengths are drawn from U(60,300)/N(20,15) tokens.")) << made->countNote;
    EXPECT_TRUE(has(made->countNote, "were drawn beyond what is possible")) << made->countNote;
    std::set<std::int64_t> lengths;
    for (std::uint64_t sequence = 5; sequence < 505; ++sequence) {
        const std::int64_t counted = pieces(promptOf(*made, sequence), kBytesPerToken);
        lengths.insert(counted);
        EXPECT_GE(counted, 56);
        EXPECT_LE(counted, 304);
        const Json body = bodyOf(*made, sequence);
        EXPECT_EQ(body["max_tokens"], body["min_tokens"]);
        EXPECT_GE(body["max_tokens"], 1);
    }
    EXPECT_GT(lengths.size(), 100U);
}

TEST_F(MakePlan, SaysThatTheTimeoutEndsTheSchedule)
{
    m_spec.evaluation = Evaluation::RealWorkload;
    m_spec.arrivals.stages = "1:20m";
    EXPECT_TRUE(has(plan()->scheduleNote, "WARNING: the timeout of 600 s"));
}

TEST_F(MakePlan, OfOneLengthIsExactInARealWorkloadToo)
{
    m_spec.evaluation = Evaluation::RealWorkload;
    m_spec.arrivals.numRequests = 50;
    m_spec.prompts.lengths = "D(150)/U(5,9)";
    const auto made = plan();
    for (std::uint64_t sequence = 5; sequence < 55; ++sequence) {
        EXPECT_EQ(pieces(promptOf(*made, sequence), kBytesPerToken), 150);
        EXPECT_LE(bodyOf(*made, sequence)["max_tokens"], 9);
    }
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

TEST_F(MakePlan, ATokenizerThatIsGivenCountsAndIsHeldAgainstTheEndpoint)
{
    const test::TempFolder folder;
    m_spec.target.tokenizer = test::writeByteTokenizer(folder.path());
    m_spec.prompts.numInputTokens = 1000;
    m_pages.bytesPerToken = 0;
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Local);
    EXPECT_EQ(m_server.count("POST /tokenize"), 0U);
    EXPECT_EQ(m_server.count(kAsk), 2U);
    ASSERT_NE(made->tokenizer, nullptr);
    for (std::uint64_t sequence = 5; sequence < 25; ++sequence)
        EXPECT_EQ(promptOf(*made, sequence).size(), 1000U);
    EXPECT_TRUE(has(made->countNote, "Prompts are counted by the tokenizer " + folder.path())) << made->countNote;
    EXPECT_TRUE(has(made->countNote, "counts the same text alike")) << made->countNote;
    EXPECT_DOUBLE_EQ(made->countedMore, 0);
    EXPECT_FALSE(has(m_server.requests().back().body, promptOf(*made, 7).substr(0, 40)));
}

TEST_F(MakePlan, ATokenizerOfAnotherModelIsFoundOut)
{
    const test::TempFolder folder;
    m_spec.target.tokenizer = test::writeByteTokenizer(folder.path());
    m_spec.prompts.numInputTokens = 1000;
    const auto made = plan();  // the endpoint's tokens have four bytes
    EXPECT_NEAR(made->countedMore, -0.74, 0.02);
    EXPECT_TRUE(has(made->countNote, "% fewer tokens for the same text")) << made->countNote;
    m_pages.usage = false;
    EXPECT_TRUE(std::isnan(plan()->countedMore));
}

TEST_F(MakePlan, ATokenizerThatCannotBeReadIsAnErrorOfItsField)
{
    const test::TempFolder folder;
    m_spec.target.tokenizer = folder / "none.json";
    EXPECT_EQ(error().field, "tokenizer");
    EXPECT_TRUE(has(error().message, folder.path())) << error().message;
    test::writeFile(folder / "broken.json", "{");
    m_spec.target.tokenizer = folder / "broken.json";
    EXPECT_EQ(error().field, "tokenizer");
    EXPECT_EQ(m_server.count(kAsk), 0U);
}

TEST_F(MakePlan, WithoutATokenizerProbesCalibrate)
{
    m_pages.tokenize = false;
    m_spec.prompts.numInputTokens = 1000;
    const auto made = plan();
    EXPECT_EQ(made->countMethod, CountMethod::Usage);
    EXPECT_LE(m_server.count(kAsk), 4U);
    EXPECT_NEAR(static_cast<double>(pieces(promptOf(*made, 7), kBytesPerToken)), 1000, 10);
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
    m_pages.refused = {"ignore_eos"};
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
                        "answered HTTP " + std::to_string(status)
                            + " (tiny is not a multimodal model) to a prompt with an image; choose a model that takes"))
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

TEST_F(MakePlan, ChecksInOrder)
{
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
    ASSERT_NE(plan(), nullptr);
    EXPECT_GE(std::count(m_said.begin(), m_said.end(), '\n'), 2);
}

}  // namespace
}  // namespace inferometer
