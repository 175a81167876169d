// SPDX-License-Identifier: GPL-3.0-or-later
// A chat from its first question to its files, against a server that keeps what it is sent and against the simulator.
#include "core/chat/chat_session.h"
#include "core/store/finished_run.h"

#include "tests/support/byte_tokenizer.h"
#include "tests/support/route_server.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

// Answers "Answer n." with reasoning; what holds "fail" is refused.
RouteAnswer answer(const RouteRequest& request)
{
    if (request.line.starts_with("GET"))
        return {200, R"({"object": "list", "data": [{"id": "tiny", "object": "model"}]})"};
    const Json body = Json::parse(request.body, nullptr, false);
    const std::string last = body["messages"].back()["content"].is_string()
        ? body["messages"].back()["content"].get<std::string>()
        : "image";
    if (last.find("fail") != std::string::npos)
        return {400, R"({"error": {"message": "no such thing"}})"};
    const std::string text = "Answer " + std::to_string(body["messages"].size()) + ".";
    return {200,
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
            "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"Let me see.\"}}]}\n\n"
            "data: {\"choices\":[{\"delta\":{\"content\":\""
                + text
                + "\"}}]}\n\n"
                  "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,"
                  "\"completion_tokens\":5}}\n\ndata: [DONE]\n\n",
            "Content-Type: text/event-stream\r\n"};
}

class ChatSessionTest : public testing::Test
{
protected:
    RunSpec specFor(const std::string& url) const
    {
        RunSpec spec = defaultSpec(Evaluation::Chat);
        spec.target.baseUrl = url;
        spec.keep.resultsDir = folder.path();
        return spec;
    }

    void open(const RunSpec& spec)
    {
        Result<std::unique_ptr<ChatSession>> opened = ChatSession::open(spec, {}, {});
        ASSERT_TRUE(opened) << opened.error().message;
        session = std::move(opened).value();
        chat.spec = spec;
    }

    // The turn as the answer's end told it; `seen` has what came before.
    Turn ask(const std::string& question)
    {
        begin(question);
        return awaitEnd();
    }

    void begin(const std::string& question)
    {
        chat.turns.emplace_back().question.text = question;
        seen = {};
        const Status asked = session->ask(chat, chat.turns.size() - 1);
        ASSERT_TRUE(asked) << asked.error().message;
    }

    AnswerNews look()
    {
        AnswerNews news = session->look();
        seen.answer += news.answer;
        seen.reasoning += news.reasoning;
        return news;
    }

    Turn awaitEnd()
    {
        for (const auto until = std::chrono::steady_clock::now() + 30s; std::chrono::steady_clock::now() < until;) {
            if (const AnswerNews news = look(); news.end)
                return chat.turns.back() = *news.end;
            std::this_thread::sleep_for(2ms);
        }
        ADD_FAILURE() << "no end";
        return {};
    }

    const test::TempFolder folder;
    std::unique_ptr<ChatSession> session;
    Conversation chat;
    AnswerNews seen;
};

double figureOf(const Turn& turn, std::string_view key)
{
    for (const TurnFigure& figure : turn.figures)
        if (figure.key == key)
            return figure.value;
    return -1;
}

// A tokenizer at hand counts an answer that the endpoint did not: under the answer as in the files.
TEST_F(ChatSessionTest, CountsAnswersThatNobodyCounted)
{
    const RouteServer server{[](const RouteRequest& request) {
        return request.line.starts_with("GET")
            ? answer(request)
            : RouteAnswer{200,
                          "data: {\"choices\":[{\"delta\":{\"content\":\"Twelve\"}}]}\n\n"
                          "data: {\"choices\":[{\"delta\":{\"content\":\" bytes\"},\"finish_reason\":\"stop\"}]}\n\n"
                          "data: [DONE]\n\n",
                          "Content-Type: text/event-stream\r\n"};
    }};
    RunSpec spec = specFor(server.url());
    open(spec);
    const Turn guessed = ask("How many?");
    EXPECT_EQ(figureOf(guessed, "output_tokens"), 2) << "chunks, without a tokenizer";
    EXPECT_EQ(figureOf(guessed, "token_count_source"), static_cast<double>(TokenSource::Estimate));
    spec.target.tokenizer = test::writeByteTokenizer(folder.path() + "/bytes");
    open(spec);
    chat.turns.clear();
    const Turn turn = ask("How many?");
    EXPECT_EQ(figureOf(turn, "output_tokens"), 12);
    const auto run = session->close();
    ASSERT_TRUE(run && run.value());
    const RecordBlock& block = *run.value()->blocks.front();
    EXPECT_EQ(block.records.front().tokenSource, TokenSource::Tokenizer);
    const std::vector<TurnFigure> kept = turnFigures(block, block.records.front());
    ASSERT_EQ(kept.size(), turn.figures.size());
    for (std::size_t i = 0; i < kept.size(); ++i)
        EXPECT_EQ(kept[i].value, turn.figures[i].value) << kept[i].key;
}

TEST_F(ChatSessionTest, NamesATokenizerThatIsNone)
{
    const RouteServer server{answer};
    RunSpec spec = specFor(server.url());
    spec.target.tokenizer = folder.path() + "/missing.json";
    const auto opened = ChatSession::open(spec, {}, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().field, "tokenizer");
    EXPECT_NE(opened.error().message.find("missing.json"), std::string::npos) << opened.error().message;
}

TEST_F(ChatSessionTest, SendsTheHistoryThatTheScreenShows)
{
    const RouteServer server{answer};
    open(specFor(server.url()));
    EXPECT_EQ(session->model(), "tiny");
    const Turn first = ask("One?");
    EXPECT_EQ(first.state, TurnState::Answered) << first.fault;
    EXPECT_EQ(first.answer, "Answer 1.");
    EXPECT_EQ(first.reasoning, "Let me see.");
    EXPECT_EQ(seen.answer, first.answer);
    EXPECT_EQ(seen.reasoning, first.reasoning);
    EXPECT_EQ(ask("please fail").state, TurnState::Failed);
    EXPECT_NE(chat.turns.back().fault.find("no such thing"), std::string::npos) << chat.turns.back().fault;
    EXPECT_EQ(ask("Two?").answer, "Answer 3.");
    const Json sent = Json::parse(server.requests().back().body, nullptr, false);
    EXPECT_EQ(sent["messages"], Json::parse(R"([{"role": "user", "content": "One?"},
        {"role": "assistant", "content": "Answer 1."}, {"role": "user", "content": "Two?"}])"));
    EXPECT_EQ(sent["max_tokens"], 256);
}

TEST_F(ChatSessionTest, SendsEachQuestionAloneWhenAsked)
{
    const RouteServer server{answer};
    RunSpec spec = specFor(server.url());
    spec.prompts.sendHistory = false;
    open(spec);
    ask("One?");
    EXPECT_EQ(ask("Two?").answer, "Answer 1.");
}

TEST_F(ChatSessionTest, KeepsEveryTurnAsARecordLikeAnyOther)
{
    const RouteServer server{answer};
    open(specFor(server.url()));
    ask("One?");
    ask("please fail");
    ask("Two?");
    const std::string place = session->folder();
    const auto closed = session->close();
    ASSERT_TRUE(closed) << closed.error().message;
    const Result<FinishedRun> read = loadResult(place);
    ASSERT_TRUE(read) << read.error().message;
    const FinishedRun& run = read.value();
    EXPECT_EQ(run.header.spec.evaluation, Evaluation::Chat);
    EXPECT_EQ(run.summary.ok, 2U);
    EXPECT_EQ(run.summary.failed, 1U);
    EXPECT_EQ(run.snapshot->asked, 3U);
    EXPECT_EQ(closed.value()->snapshot->asked, 3U);
    std::size_t turn = 0;
    for (const auto& block : run.blocks)
        for (const RequestRecord& record : block->records) {
            const Turn& shown = chat.turns.at(turn);
            EXPECT_EQ(record.turn, turn);
            EXPECT_EQ(record.conversation, 1U);
            EXPECT_EQ(shown.sequence, record.sequence);
            EXPECT_EQ(shown.runId, run.header.runId);
            const std::vector<TurnFigure> figures = turnFigures(*block, record);
            ASSERT_EQ(figures.size(), shown.figures.size());
            for (std::size_t i = 0; i < figures.size(); ++i) {
                EXPECT_EQ(figures[i].key, shown.figures[i].key);
                EXPECT_EQ(figures[i].value, shown.figures[i].value);
            }
            EXPECT_EQ(run.header.promptText(*block, record), shown.question.text);
            ++turn;
        }
    EXPECT_EQ(turn, 3U);
}

// Who thinks between questions is no fault of the client.
TEST_F(ChatSessionTest, IsNotDoubtedForThePausesOfAPerson)
{
    const RouteServer server{answer};
    open(specFor(server.url()));
    ask("One?");
    std::this_thread::sleep_for(500ms);
    ask("Two?");
    const auto run = session->close();
    ASSERT_TRUE(run);
    for (const VerdictReason& reason : run.value()->facts.verdict.reasons)
        EXPECT_EQ(reason.text.find("in flight"), std::string::npos) << reason.text;
}

TEST_F(ChatSessionTest, LeavesNothingWhereNothingWasAsked)
{
    const RouteServer server{answer};
    open(specFor(server.url()));
    EXPECT_EQ(session->folder(), "");
    const auto closed = session->close();
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed.value(), nullptr);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(ChatSessionTest, StopsOneAnswerAndGoesOn)
{
    SimSpec sim;
    sim.ttft = 0.02;
    sim.itl = 0.01;
    const auto simulator = startSimulator(sim);
    open(specFor(simulator->url()));
    begin("Tell me a long story.");
    while (look().phase != AnswerPhase::Answering)
        std::this_thread::sleep_for(2ms);
    session->stop();
    const Turn stopped = awaitEnd();
    EXPECT_EQ(stopped.state, TurnState::Stopped) << stopped.fault;
    EXPECT_FALSE(stopped.answer.empty());
    EXPECT_EQ(stopped.answer, seen.answer);
    EXPECT_TRUE(stopped.fault.empty());
    chat.spec.prompts.numOutputTokens = 3;
    EXPECT_EQ(ask("Shorter.").state, TurnState::Answered);
    EXPECT_EQ(historyBefore(chat, 2).size(), 4U);
}

TEST_F(ChatSessionTest, TellsWhatAnAnswerWaitsFor)
{
    SimSpec sim;
    sim.ttft = 0.4;
    sim.itl = 0.01;
    sim.reasoningShare = 0.5;
    const auto simulator = startSimulator(sim);
    RunSpec spec = specFor(simulator->url());
    spec.prompts.numOutputTokens = 60;
    open(spec);
    begin("Think.");
    std::vector<AnswerPhase> phases;
    for (std::optional<Turn> end; !end;) {
        const AnswerNews news = look();
        if (phases.empty() || phases.back() != news.phase)
            phases.push_back(news.phase);
        end = news.end;
        std::this_thread::sleep_for(2ms);
    }
    const std::vector<AnswerPhase> tail{phases.end() - 2, phases.end()};
    EXPECT_EQ(tail, (std::vector{AnswerPhase::Reasoning, AnswerPhase::Answering}));
    EXPECT_TRUE(std::find(phases.begin(), phases.end(), AnswerPhase::Queued) != phases.end()
                || std::find(phases.begin(), phases.end(), AnswerPhase::Prefill) != phases.end());
    EXPECT_FALSE(session->isBusy());
    EXPECT_EQ(session->look().phase, AnswerPhase::None);
}

// A question is on its way at once, not at the next tick of 100 ms.
TEST_F(ChatSessionTest, SendsAQuestionAtOnce)
{
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec = specFor(simulator->url());
    spec.prompts.numOutputTokens = 2;
    open(spec);
    double least = 1;
    for (int i = 0; i < 5; ++i) {
        ask("Now.");
        std::this_thread::sleep_for(30ms);
    }
    for (const Turn& turn : chat.turns)
        for (const TurnFigure& figure : turn.figures)
            if (figure.key == "queue_s")
                least = std::min(least, figure.value);
    EXPECT_LT(least, 0.01);
}

TEST_F(ChatSessionTest, RefusesAnImageWhereTheApiTakesNone)
{
    const auto simulator = startSimulator(instantSpec());
    RunSpec spec = specFor(simulator->url());
    spec.target.llmApi = "openai-completions";
    open(spec);
    Turn& turn = chat.turns.emplace_back();
    turn.question = withImage({false, "What is it?"}, "\x89PNG\r\n\x1a\n", "a.png").value();
    const Status asked = session->ask(chat, 0);
    ASSERT_FALSE(asked);
    EXPECT_NE(asked.error().message.find("openai-completions takes no images"), std::string::npos);
    EXPECT_FALSE(session->isBusy());
}

TEST_F(ChatSessionTest, SaysWhatTheEndpointRefusesBeforeTheFirstQuestion)
{
    RunSpec spec = specFor("http://127.0.0.1:1");
    const auto opened = ChatSession::open(spec, {}, {});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("127.0.0.1"), std::string::npos) << opened.error().message;
}

TEST_F(ChatSessionTest, GoesOnWhereTheServerKeepsTheConversation)
{
    const RouteServer server{[](const RouteRequest& request) -> RouteAnswer {
        if (request.line.starts_with("GET"))
            return {200, R"({"data": [{"id": "tiny"}]})"};
        return {200,
                "data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_7\"}}\n\n"
                "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Yes.\"}\n\n"
                "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_7\",\"usage\":{\"input_tokens\":3,"
                "\"output_tokens\":1}}}\n\n",
                "Content-Type: text/event-stream\r\n"};
    }};
    RunSpec spec = specFor(server.url());
    spec.target.llmApi = "openai-responses";
    spec.prompts.serverHistory = true;
    open(spec);
    EXPECT_EQ(ask("One?").responseId, "resp_7");
    EXPECT_EQ(ask("Two?").answer, "Yes.");
    const Json sent = Json::parse(server.requests().back().body, nullptr, false);
    EXPECT_EQ(sent["previous_response_id"], "resp_7");
    EXPECT_EQ(sent["store"], true);
    EXPECT_EQ(sent["input"].size(), 1U);
}

}  // namespace
}  // namespace inferometer
