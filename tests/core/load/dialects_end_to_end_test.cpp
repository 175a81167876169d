// SPDX-License-Identifier: GPL-3.0-or-later
// Every form of every dialect, between the client and the simulated endpoint: equal counts, the same text, and a first
// token that is one.
#include "core/sim/tokens.h"

#include "tests/support/load_plan.h"
#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <string>

namespace inferometer {
namespace {

constexpr std::int64_t kOutput = 12;
constexpr std::int64_t kReasoning = 3;
constexpr double kTtft = 0.06;
constexpr double kGap = 0.004;

struct FormCase
{
    std::string_view api;
    std::string_view path{};  // of the base URL
    bool reasoning = false;   // told from the rest
    bool counted = false;     // the tokens of each chunk are told
};

constexpr FormCase kForms[]{
    {"openai-chat", {}, true},
    {"openai-completions"},
    {"ollama-chat", {}, true},
    {"ollama-generate", {}, true},
    {"sncloud", {}, true},
    {"sambastudio", "/v1/chat/completions", true},
    {"sambastudio", "/api/predict/generic/project/endpoint"},
    {"sambastudio", "/api/v2/predict/generic/project/endpoint"},
    {"anthropic-messages", {}, true},
    {"openai-responses", {}, true},
    {"llamacpp-completion", {}, false, true},
    {"gemini", {}, true, true},
    {"gemini", "/v1beta/models/simulated:streamGenerateContent", true, true},
    {"sglang-generate", {}, false, true},
    {"tgi-generate", {}, false, true},
};

class EveryForm : public testing::TestWithParam<FormCase>
{
protected:
    void start(const SimSpec& sim)
    {
        m_simulator = startSimulator(sim);
        m_spec.target.llmApi = GetParam().api;
        m_spec.target.baseUrl = m_simulator->url() + std::string{GetParam().path};
        m_spec.target.modelNames = "simulated";
        m_spec.prompts.numInputTokens = 60;
        m_spec.prompts.numOutputTokens = kOutput;
        m_spec.arrivals.numRequests = 4;
        m_spec.arrivals.numConcurrentRequests = 2;
        m_spec.keep.saveLlmResponses = true;
    }

    Finished run()
    {
        const auto plan = makePlan(m_spec, {}, {});
        if (!plan)
            throw std::runtime_error(plan.error().message);
        return runPlan(plan.value());
    }

    std::unique_ptr<Simulator> m_simulator;
    RunSpec m_spec;
};

SimSpec paced()
{
    SimSpec sim;
    sim.ttft = kTtft;
    sim.itl = kGap;
    sim.reasoningShare = static_cast<double>(kReasoning) / kOutput;
    return sim;
}

TEST_P(EveryForm, CountsWhatTheServerCounts)
{
    start(paced());
    const Finished run = this->run();
    ASSERT_EQ(run.records.size(), 4U);
    for (std::size_t i = 0; i < run.records.size(); ++i) {
        const RequestRecord& record = run.records[i];
        ASSERT_EQ(record.outcome, Outcome::Ok) << run.error(i);
        EXPECT_EQ(record.serverOutputTokens, kOutput);
        EXPECT_EQ(record.streamedTokens, kOutput);
        EXPECT_EQ(record.chunkCount, static_cast<std::uint32_t>(kOutput)) << "one token an event";
        EXPECT_EQ(countTokens(run.answer(i)), kOutput) << run.answer(i);
        EXPECT_GE(record.serverInputTokens, m_spec.prompts.numInputTokens);
        EXPECT_LE(record.serverInputTokens, m_spec.prompts.numInputTokens + kTokensPerMessage + kTokensPerReply);
        EXPECT_EQ(record.chunkTokensKnown, GetParam().counted);
        if (GetParam().reasoning && !GetParam().api.starts_with("ollama")) {
            EXPECT_EQ(record.serverReasoningTokens, kReasoning);
        }
    }
}

TEST_P(EveryForm, StampsTheFirstPayload)
{
    start(paced());
    const Finished run = this->run();
    for (const RequestRecord& record : run.records) {
        EXPECT_GE(seconds(record.firstToken.at - record.sent), kTtft) << "the role and the like are no token";
        EXPECT_GT(record.lastToken.at, record.firstToken.at);
        EXPECT_EQ(isSet(record.firstReasoning), GetParam().reasoning);
        EXPECT_TRUE(isSet(record.firstVisible));
    }
}

// Four at once, served one by one: what the client sees is what the server says of its queue and its prefill.
TEST_P(EveryForm, SplitsTheTimeToTheFirstToken)
{
    SimSpec sim = paced();
    sim.maxBatch = 1;
    start(sim);
    m_spec.arrivals.numConcurrentRequests = 4;
    const Finished run = this->run();
    const std::string_view api = GetParam().api;
    const bool isOpenAi = api == "openai-chat" || api == "openai-completions" || api == "sncloud"
        || GetParam().path.ends_with("/chat/completions");
    const bool tellsQueue = isOpenAi || api == "sglang-generate";
    const bool tellsPrefill = tellsQueue || api == "llamacpp-completion" || api.starts_with("ollama");
    double longest = 0;
    for (std::size_t i = 0; i < run.records.size(); ++i) {
        const TtftParts parts = run.ttftParts(i);
        EXPECT_EQ(!std::isnan(parts.of(TtftPart::ServerQueue)), tellsQueue);
        EXPECT_EQ(!std::isnan(parts.of(TtftPart::Prefill)), tellsPrefill);
        if (tellsPrefill) {
            EXPECT_NEAR(parts.of(TtftPart::Prefill), kTtft, 0.02);
        }
        if (tellsQueue) {
            EXPECT_GE(parts.of(TtftPart::Network), 0);
            EXPECT_LT(parts.of(TtftPart::Network), 0.02);
            EXPECT_NEAR(parts.of(TtftPart::Unexplained), 0, 1e-5);
            longest = std::max(longest, parts.of(TtftPart::ServerQueue));
        }
    }
    if (tellsQueue) {
        EXPECT_GE(longest, 3 * kTtft) << "the last of four waits for three";
    }
}

TEST_P(EveryForm, NamesWhatFails)
{
    SimSpec sim = instantSpec();
    sim.streamErrorRate = 0.5;
    sim.malformedRate = 0.5;
    sim.seed = 3;
    const FormCase& form = GetParam();
    start(instantSpec());
    const auto plan = makePlan(m_spec, {}, {});  // asked before anything fails
    ASSERT_TRUE(plan) << plan.error().message;
    const auto failing = startSimulator(sim);
    auto toFailing = std::make_shared<Plan>(*plan.value());
    toFailing->target.addresses = resolve("127.0.0.1", failing->port()).value().addresses;
    toFailing->spec.arrivals.numRequests = 30;
    toFailing->setClosedLoop();
    const Finished run = runPlan(toFailing);
    int streamErrors = 0;
    int malformed = 0;
    for (std::size_t i = 0; i < run.records.size(); ++i) {
        streamErrors += run.records[i].outcome == Outcome::StreamError ? 1 : 0;
        malformed += run.records[i].outcome == Outcome::Malformed ? 1 : 0;
        if (run.records[i].outcome == Outcome::StreamError) {
            EXPECT_EQ(run.error(i), "The simulated engine failed in this answer.") << form.api;
        }
    }
    EXPECT_GT(streamErrors, 0);
    EXPECT_GT(malformed, 0);
    EXPECT_EQ(streamErrors + malformed, 30) << form.api << form.path;
}

std::string formName(const testing::TestParamInfo<FormCase>& form)
{
    std::string name = std::string{form.param.api}.append(form.param.path);
    for (char& c : name)
        c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Dialects, EveryForm, testing::ValuesIn(kForms), formName);

TEST(EveryForm, IsOfADialectAndEveryDialectIsThere)
{
    for (const Dialect& dialect : dialects()) {
        EXPECT_TRUE(std::any_of(std::begin(kForms), std::end(kForms), [&dialect](const FormCase& form) {
            return form.api == dialect.id;
        })) << dialect.id;
    }
}

}  // namespace
}  // namespace inferometer
