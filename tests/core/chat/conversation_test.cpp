// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/conversation.h"
#include "core/chat/conversation_file.h"
#include "core/chat/conversation_text.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace inferometer {
namespace {

// Turns what follows it around. Not one literal: an editor would turn the line as well.
const std::string kTurnAround{'\xE2', '\x80', '\xAE'};

TurnFigure figureOf(std::string_view key, double value)
{
    TurnFigure figure = *findTurnFigure(key);
    figure.value = value;
    return figure;
}

Turn turnOf(std::string question, std::string answer, TurnState state = TurnState::Answered)
{
    Turn turn;
    turn.question.text = std::move(question);
    turn.answer = std::move(answer);
    turn.state = state;
    return turn;
}

Conversation sample()
{
    Conversation chat;
    chat.id = uuidV7();
    chat.model = "tiny";
    chat.spec = defaultSpec(Evaluation::Chat);
    chat.spec.prompts.systemPrompt = "Be brief.";
    Turn first = turnOf("What is\n2 + 2?", "**4**");
    first.reasoning = "Two and two";
    first.responseId = "resp_1";
    first.question.image = "iVBORw0K";
    first.question.imageType = "image/png";
    first.imageName = "sum.png";
    first.figures = {figureOf("client_ttft_s", 0.123456), figureOf("client_output_token_per_s_per_request", 40),
                     figureOf("client_end_to_end_latency_s", 1.5),
                     figureOf("token_count_source", static_cast<double>(TokenSource::Tokenizer))};
    first.runId = "run";
    first.sequence = 3;
    Turn failed = turnOf("And?", "", TurnState::Failed);
    failed.fault = "HTTP 500: out of order";
    chat.turns = {first, failed, turnOf("Go on.", "Half an ans", TurnState::Stopped)};
    return chat;
}

TEST(Conversation, SendsWhatWasSaid)
{
    Conversation chat = sample();
    const std::vector<Message> history = historyBefore(chat, 3);
    ASSERT_EQ(history.size(), 4U) << "what failed without a word was never said";
    EXPECT_EQ(history[0].text, "What is\n2 + 2?");
    EXPECT_EQ(history[0].image, "iVBORw0K");
    EXPECT_TRUE(history[1].isAnswer);
    EXPECT_EQ(history[1].text, "**4**") << "reasoning is not said again";
    EXPECT_EQ(history[3].text, "Half an ans");
    EXPECT_TRUE(historyBefore(chat, 0).empty());
    EXPECT_EQ(historyBefore(chat, 1).size(), 2U);
}

TEST(Conversation, GoesOnBehindAnAnswerThatTheServerHasWhole)
{
    Conversation chat = sample();
    EXPECT_EQ(previousResponse(chat, 0), "");
    EXPECT_EQ(previousResponse(chat, 1), "resp_1");
    EXPECT_EQ(previousResponse(chat, 2), "resp_1") << "past what failed";
    EXPECT_EQ(previousResponse(chat, 3), "") << "the last answer was cut";
}

TEST(Conversation, IsCalledByItsFirstQuestion)
{
    Conversation chat = sample();
    EXPECT_EQ(titleOf(chat), "What is 2 + 2?");
    chat.name = "Sums";
    EXPECT_EQ(titleOf(chat), "Sums");
    EXPECT_EQ(titleOf(Conversation{}), "");
    chat.name = "Su" + kTurnAround + "ms\x1B[2J";
    EXPECT_EQ(titleOf(chat).find(kTurnAround), std::string::npos);
    EXPECT_EQ(titleOf(chat).find('\x1B'), std::string::npos);
}

TEST(Conversation, TakesImagesByTheirFirstBytes)
{
    const Result<Message> png = withImage({}, "\x89PNG\r\n\x1a\nrest", "a.jpg");
    ASSERT_TRUE(png);
    EXPECT_EQ(png.value().imageType, "image/png");
    EXPECT_EQ(png.value().image, "iVBORw0KGgpyZXN0");
    const Result<Message> text = withImage({}, "words", std::string(500, 'n') + ".png");
    ASSERT_FALSE(text);
    EXPECT_NE(text.error().message.find("PNG, JPEG or WebP"), std::string::npos);
    EXPECT_LT(text.error().message.size(), 200U);
    const Result<Message> large = withImage({}, "\x89PNG\r\n\x1a\n" + std::string(kMostChatImageBytes, 'x'), "l.png");
    ASSERT_FALSE(large);
    EXPECT_NE(large.error().message.find("200 MB"), std::string::npos) << large.error().message;
}

TEST(Conversation, ShowsTheKitsSentences)
{
    const Conversation chat = sample();
    EXPECT_EQ(kitFigures(chat.turns[0]),
              "Time to first token: 0.1235 seconds\nThroughput: 40 tokens/second\nLatency: 1.5 seconds\n");
    EXPECT_EQ(kitFigures(chat.turns[1]), "");
    const std::string view = kitView(chat);
    EXPECT_NE(view.find("user: What is\n2 + 2?\n\nassistant: **4**\n\nPerformance metrics\n"), std::string::npos)
        << view;
    EXPECT_NE(view.find("assistant: Error: HTTP 500: out of order"), std::string::npos) << view;
}

TEST(Conversation, ReadsWellAsMarkdown)
{
    const std::string text = chatMarkdown(sample());
    EXPECT_TRUE(text.starts_with("# What is 2 + 2?\n\nModel: tiny\n\n> What is\n> 2 + 2?\n")) << text;
    EXPECT_NE(text.find("(with the image sum.png)"), std::string::npos);
    EXPECT_NE(text.find("**4**\n\n- Time to first token: 0.1235 s\n"), std::string::npos) << text;
    EXPECT_NE(text.find("*Stopped.*"), std::string::npos);
}

TEST(Conversation, IsWholeAgainFromItsFile)
{
    const test::TempFolder folder;
    const Conversation chat = sample();
    ASSERT_TRUE(writeChat(folder.path(), chat));
    const Result<Conversation> read = readChat(folder.path(), chat.id);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(chatJson(read.value()), chatJson(chat));
    Conversation foreign = chat;
    foreign.turns[0].answer = kTurnAround + " \xC3\xA9";
    const std::string json = chatJson(foreign);
    EXPECT_TRUE(std::all_of(json.begin(), json.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
    EXPECT_EQ(chatOf(json).value().turns[0].answer, foreign.turns[0].answer);
    EXPECT_EQ(read.value().spec.prompts.systemPrompt, "Be brief.");
    ASSERT_EQ(read.value().turns[0].figures.size(), 4U);
    EXPECT_EQ(turnFigureText(read.value().turns[0].figures[3]), "by a tokenizer");
    EXPECT_NE(json.find("\"token_count_source\": \"tokenizer\""), std::string::npos) << json;
    EXPECT_EQ(read.value().turns[0].sequence, 3U);
    const std::vector<ChatCard> cards = keptChats(folder.path());
    ASSERT_EQ(cards.size(), 1U);
    EXPECT_EQ(cards[0].title, "What is 2 + 2?");
    EXPECT_EQ(cards[0].turns, 3U);
    ASSERT_TRUE(removeChat(folder.path(), chat.id));
    EXPECT_TRUE(keptChats(folder.path()).empty());
}

TEST(Conversation, TakesNothingFromAHostileFile)
{
    for (const std::string_view text :
         {std::string_view{""}, std::string_view{"[]"}, std::string_view{"{\"version\": 2}"},
          std::string_view{"{\"version\": \"1\"}"}, std::string_view{"{\"version\": 1e300}"}})
        EXPECT_FALSE(chatOf(text)) << text;
    EXPECT_FALSE(chatOf("{\"version\": 1, \"turns\": " + std::string(100'000, '[')));
    const Result<Conversation> odd = chatOf(R"({"version": 1, "id": "../../etc", "name": 7, "run": "run: synthetic",
        "turns": [1, {"question": [], "state": "flying", "image": {"type": "text/html", "data": "aaaa"},
                      "figures": {"client_ttft_s": "1", "other": 2, "tpot_s": 0.5, "token_count_source": "the moon"},
                      "sequence": -1}]})");
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd.value().id.size(), 36U);
    EXPECT_EQ(odd.value().spec.evaluation, Evaluation::Chat);
    ASSERT_EQ(odd.value().turns.size(), 1U);
    EXPECT_EQ(odd.value().turns[0].state, TurnState::Stopped);
    EXPECT_EQ(odd.value().turns[0].question.image, "");
    EXPECT_EQ(odd.value().turns[0].figures.size(), 1U);
    const test::TempFolder folder;
    EXPECT_FALSE(readChat(folder.path(), "../x"));
    EXPECT_FALSE(removeChat(folder.path(), ".."));
    EXPECT_TRUE(std::filesystem::exists(folder.path()));
}

TEST(Conversation, WarnsAsTheKitDoes)
{
    RunSpec spec = defaultSpec(Evaluation::Chat);
    EXPECT_TRUE(chatWarnings(spec, false, false).empty());
    spec.prompts.useDebuggingMode = true;
    EXPECT_EQ(chatWarnings(spec, true, true).size(), 3U);
}

}  // namespace
}  // namespace inferometer
