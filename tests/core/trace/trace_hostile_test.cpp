// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are broken, or meant to break the reader: each is refused in one sentence that names the line, or read.
#include "tests/core/trace/trace_fixture.h"

#include <filesystem>

namespace inferometer {
namespace {

const std::string kLine = R"({"timestamp": 0, "input_length": 10, "output_length": 1})";

TEST_F(TraceTest, WhatIsNoTraceIsRefused)
{
    EXPECT_EQ(errorOf(""), " is empty; choose another.");
    EXPECT_EQ(errorOf("{\"a\": 1}").substr(0, 53), ": it is in none of the formats of traces that are rea");
    EXPECT_EQ(errorOf("a,b\n1,2\n").substr(0, 53), ": it is in none of the formats of traces that are rea");
    EXPECT_EQ(errorOf("\x1F\x8B\x08rest"), ": it is packed; unpack it first.");
    EXPECT_EQ(errorOf("Timestamp,Request tokens,Response tokens\n"), ": it holds no request; choose another file.");
    EXPECT_NE(readTrace(m_folder / "none").error().message.find("No such file"), std::string::npos);
    std::filesystem::create_directory(m_folder / "empty");
    EXPECT_NE(readTrace(m_folder / "empty").error().message.find("is a folder without"), std::string::npos);
    EXPECT_EQ(readTrace(m_folder / "empty", {"azure"}).error().message,
              (m_folder / "empty") + ": it is a folder; this format is one file.");
}

TEST_F(TraceTest, ALineThatIsCutOrNoObjectIsNamed)
{
    EXPECT_EQ(errorOf(kLine + "\n{\"timestamp\": 3, \"input"),
              ", line 2: it is no JSON object; check quotes and braces.");
    EXPECT_EQ(errorOf(kLine + "\n[1]\n"), ", line 2: it is no JSON object; check quotes and braces.");
    EXPECT_EQ(errorOf(kLine + "\n\n{\"timestamp\": NaN, \"input_length\": 1}"),
              ", line 3: it is no JSON object; check quotes and braces.");
    EXPECT_EQ(errorOf(kLine + "\n{\"a\": 1, \"a\": 2}"), ", line 2: it has the key \"a\" twice; remove one.");
    EXPECT_EQ(errorOf(kLine + "\n{\"extra\": " + std::string(500, '[') + "}"),
              ", line 2: it nests more than 128 deep, which no request needs.");
    EXPECT_EQ(errorOf(kLine + "\n{\"text_input\": \"\xFF\"}"),
              ", line 2: it is not valid UTF-8; save the file as UTF-8 text.");
    EXPECT_EQ(errorOf(kLine + "\n\"" + std::string(17'000'000, 'x')),
              ", line 2: this row is longer than the 16 MB that one may have.");
}

TEST_F(TraceTest, ValuesOfMooncakeAreChecked)
{
    const auto second = [&](const std::string& members) { return errorOf(kLine + "\n{" + members + "}"); };
    EXPECT_EQ(second(R"("timestamp": -1, "input_length": 1)"),
              ", line 2: \"timestamp\" must be a time of 0 or more that a trace can last, not -1.");
    EXPECT_EQ(second(R"("timestamp": 1e300, "input_length": 1)"),
              ", line 2: \"timestamp\" must be a time of 0 or more that a trace can last, not 1e+300.");
    EXPECT_EQ(second(R"("timestamp": "1", "input_length": 1)"),
              ", line 2: \"timestamp\" must be a time of 0 or more that a trace can last, not \"1\".");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": -5)"),
              ", line 2: \"input_length\" must be a whole number from 0 to 100000000, not -5.");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 18446744073709551615)"),
              ", line 2: \"input_length\" must be a whole number from 0 to 100000000, not 18446744073709551615.");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1.5)"),
              ", line 2: \"input_length\" must be a whole number from 0 to 100000000, not 1.5.");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": [1])"),
              ", line 2: \"input_length\" must be a whole number from 0 to 100000000, not a list.");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1, "text_input": "a")"),
              R"(, line 2: it must have one of "input_length", "text_input", "messages", "payload".)");
    EXPECT_EQ(second(R"("timestamp": 1, "delay": 1, "input_length": 1)"),
              R"(, line 2: it has a "timestamp" and a "delay"; give it one of them.)");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1, "tools": [])"),
              R"(, line 2: "tools" stand without "messages"; remove them or add those.)");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1, "hash_ids": {"a": 1})"),
              ", line 2: \"hash_ids\" must be a list, not an object.");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1, "hash_ids": [1, "2"])"),
              ", line 2: \"hash_ids\" must be a list of whole numbers; it holds \"2\".");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1, "hash_ids": [1], "block_size": 0)"),
              ", line 2: a block must have from 1 to 1000000 tokens, not 0.");
    EXPECT_EQ(second(R"("timestamp": 1, "input_length": 1, "session_id": {})"),
              ", line 2: \"session_id\" must be a name or a whole number, not an object.");
    EXPECT_EQ(second(R"("timestamp": 400000000000, "input_length": 1)"),
              ": its requests lie 4629 days apart, more than the 3650 that a trace may last.");
}

TEST_F(TraceTest, AMillionBlocksOfARequestAreRefusedAndManyIdsOfOneKeyAreNot)
{
    std::string ids = "1";
    for (int i = 0; i < 1'000'000; ++i)
        ids += ",1";
    EXPECT_EQ(errorOf(R"({"timestamp": 0, "input_length": 10, "hash_ids": [)" + ids + "]}", "mooncake"),
              ", line 1: it has 1000001 prefix blocks, more than the 250000 that a request may have.");
    const Trace trace = read(
        write("t", R"({"timestamp": 0, "input_length": 900, "hash_ids": [-1, 18446744073709551615, 0, 0]})"), "vllm");
    EXPECT_EQ(std::vector<std::uint32_t>(trace.blocks), (std::vector<std::uint32_t>{0, 0, 1, 1}));
}

TEST_F(TraceTest, BlocksThatDoNotFitTheirTokensAreNoted)
{
    const Trace trace = read(write("t", R"({"timestamp": 0, "input_length": 100, "hash_ids": [1, 2, 3]})"), "mooncake");
    ASSERT_EQ(trace.notes.size(), 1U);
    EXPECT_EQ(trace.notes[0].text(),
              "1 requests have more prefix blocks than their tokens fill; are these blocks of 512 tokens?");
}

TEST_F(TraceTest, BailianRefusesAChatTwiceAndLivesWithLostParents)
{
    const auto chat = [](int id, int parent, const std::string& at = "1") {
        return "{\"chat_id\": " + std::to_string(id) + ", \"parent_chat_id\": " + std::to_string(parent)
            + ", \"timestamp\": " + at + ", \"input_length\": 9, \"output_length\": 1, \"hash_ids\": [1]}\n";
    };
    EXPECT_EQ(errorOf(chat(1, -1) + chat(1, -1)), ", line 2: chat 1 stands in the file twice; remove one.");
    EXPECT_EQ(errorOf(chat(-4, -1)).substr(0, 9), ", line 1:");
    EXPECT_EQ(errorOf("{\"chat_id\": 1, \"input_length\": 9}"), ", line 1: it has no \"timestamp\".");
    // A circle, and a chat that is its own parent.
    const Trace trace = read(write("t", chat(1, 2) + chat(2, 1) + chat(3, 3)));
    EXPECT_EQ(trace.sessions, 2U);
    ASSERT_EQ(trace.notes.size(), 1U);
    EXPECT_EQ(trace.notes[0].text(),
              "2 requests go on from a chat that stands nowhere before them; each begins a session of its own.");
}

TEST_F(TraceTest, CsvOfAzureAndBurstGptIsChecked)
{
    const std::string azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    EXPECT_EQ(errorOf(azure + "yesterday,1,2\n"),
              ", line 2: \"TIMESTAMP\" must be a time such as 2026-11-22 14:03:59.123, not yesterday.");
    EXPECT_EQ(errorOf(azure + "2023-11-16 18:17:03,-1,2\n"),
              ", line 2: \"ContextTokens\" must be a whole number from 0 to 100000000, not -1.");
    EXPECT_EQ(errorOf(azure + "2023-11-16 18:17:03,1\n"), ", line 2: it has 2 cells, the head line 3; write as many.");
    EXPECT_EQ(errorOf(azure + "\"2023-11-16 18:17:03,1,2\n"),
              ", line 2: the quote that opens in line 2 is not closed.");
    EXPECT_EQ(errorOf("TIMESTAMP,ContextTokens\n", "azure"),
              ", line 1: its head line has no column \"GeneratedTokens\".");
    const std::string burst = "Timestamp,Request tokens,Response tokens\n";
    for (const char* time : {"nan", "inf", "-3", "1e40", "", "0x10"})
        EXPECT_EQ(errorOf(burst + time + ",1,2\n"),
                  std::string{", line 2: \"Timestamp\" must be a time of 0 or more that a trace can last, not "} + time
                      + ".");
}

TEST_F(TraceTest, WekaIsCheckedDownToItsSubAgents)
{
    const auto weka = [&](const std::string& requests, const std::string& more = "") {
        return errorOf("{\"id\": \"c\", \"block_size\": 64" + more + ", \"requests\": " + requests + "}");
    };
    EXPECT_EQ(weka(R"([{"t": 0, "type": "x", "in": 1, "out": 1}])"),
              ", line 1: \"type\" must be n, s or, outside a sub-agent, subagent.");
    EXPECT_EQ(weka(R"([{"t": 0, "type": "n", "in": 1}])"), ", line 1: it has no \"out\".");
    EXPECT_EQ(weka(R"([{"t": 0, "type": "subagent", "requests": [7]}])"), ", line 1: it has no \"t\".");
    EXPECT_EQ(weka(R"([{"t": 0, "type": "subagent", "requests": [{"t": 0, "type": "subagent", "requests": []}]}])"),
              ", line 1: it has no \"in\".");
    EXPECT_EQ(weka("[", ""), ", line 1: the JSON list breaks off or lacks a comma here; check brackets and quotes.");
    EXPECT_EQ(weka("5"), ", line 1: a list must stand here; check the file's format.");
    EXPECT_EQ(weka("[]", R"(, "hash_id_scope": "global")"), ", line 1: \"hash_id_scope\" must be \"local\".");
    EXPECT_EQ(weka("[]"), ": it holds no request; choose another file.");
    EXPECT_EQ(errorOf(R"({"id": "a", "block_size": 64, "requests": [{"t": 0, "type": "n", "in": 1, "out": 1}]})"
                      "\n"
                      R"({"id": "b", "block_size": 16, "requests": []})"),
              ", line 2: its blocks have 16 tokens, those before it 64; make two traces of them.");
}

TEST_F(TraceTest, TraceLabIsChecked)
{
    EXPECT_EQ(errorOf(R"({"session_id": "a", "input_tokens_total": 1, "timing_events": [{"timestamp": "now"}]})"),
              ", line 1: \"timestamp\" must be a time such as 2026-11-22 14:03:59.123, not \"now\".");
    EXPECT_EQ(errorOf(R"({"session_id": "a", "input_tokens_total": 100000000})"),
              ", line 1: it has more input than a request of a trace may have.");
    // More in the cache than the round before it had is no more than that.
    const Trace trace
        = read(write("t", R"({"session_id": "a", "input_tokens_total": 640, "prefix_tokens": 99999999})"));
    EXPECT_EQ(trace.blockIds, 10U);
}

TEST_F(TraceTest, ServeGenIsChecked)
{
    const auto client = [&](const std::string& windows, const std::string& lengths) {
        const std::string path = write("chunk-1-trace.csv", windows);
        write("chunk-1-dataset.json", lengths);
        const Result<ReadTrace> read = readTrace(path);
        return read ? "" : read.error().message.substr(path.size());
    };
    const std::string lengths = R"({"0": {"input_tokens": "{10: 1}", "output_tokens": "{1: 1}"}})";
    EXPECT_EQ(client("0,1,1,,,\n", lengths),
              ", line 2: a client must have two windows or more: the last lasts as the one before.");
    EXPECT_EQ(client("5,1,1,,,\n5,1,1,,,\n", lengths),
              ", line 2: it begins no later than the window before it; sort the rows.");
    EXPECT_EQ(client("0,1,1,Cauchy,,\n", lengths).substr(0, 29), ", line 1: it must be six cell");
    EXPECT_EQ(client("0,nan,1,,,\n1,1,1,,,\n", lengths).substr(0, 20), ": it is in none of t");
    EXPECT_EQ(client("0,1000000,1,,,\n1000000,1,1,,,\n", lengths),
              ", line 3: its windows come to 1000001000000 requests, more than the 10000000 that a trace may have.");
    for (const char* bad : {"{10: -1}", "{-1: 1}", "{10: 0}", "{}", "10: 1", "{10}", "{10: 1", "{1e99: 1}", "{nan: 1}"})
        EXPECT_NE(client("0,1,1,,,\n9,1,1,,,\n",
                         R"({"0": {"input_tokens": ")" + std::string{bad} + R"(", "output_tokens": "{1: 1}"}})")
                      .find("lengths must be written as"),
                  std::string::npos)
            << bad;
    EXPECT_NE(errorOf("0,1,1,,,\n9,1,1,,,\n").find("a client of ServeGen is named"), std::string::npos);
}

TEST_F(TraceTest, SpansOfOtherShapesAreRefusedOrLeftOut)
{
    const std::string call = R"("attributes": {"gen_ai.usage.input_tokens": 3)";
    EXPECT_EQ(errorOf("{" + call + R"(}, "start_time": "soon"})"),
              ", line 1: \"start_time\" must be a time such as 2026-11-22 14:03:59.123, not \"soon\".");
    EXPECT_EQ(errorOf("{" + call + R"(}, "startTimeUnixNano": "-5"})"),
              ", line 1: its time is negative; write it from the trace's begin on.");
    EXPECT_EQ(errorOf("{" + call + R"(, "gen_ai.input.messages": "x"}, "startTimeUnixNano": 5})"),
              ", line 1: \"gen_ai.input.messages\" must be a list, or the text of one.");
    EXPECT_EQ(errorOf("{" + call + R"(, "gen_ai.input.messages": [{"role": "user"}]}, "startTimeUnixNano": 5})"),
              ", line 1: a message must be an object with a \"role\" and a list \"parts\".");
    EXPECT_EQ(
        errorOf(
            "{" + call
            + R"(, "gen_ai.input.messages": [{"role": "user", "parts": [{"type": "blob"}]}]}, "startTimeUnixNano": 5})"),
        ", line 1: a message has a part of the type \"blob\", which is not sent.");
    for (const char* odd :
         {R"({"resourceSpans": 5})", R"({"resourceSpans": [1, {"scopeSpans": [[{"spans": 1}]]}]})",
          R"({"resourceSpans": [{"scopeSpans": [{"spans": [1, [], {"attributes": [1, {"key": 2}]}]}]}]})"})
        EXPECT_EQ(errorOf(odd), ": it holds no request; choose another file.") << odd;
}

TEST_F(TraceTest, BranchesGoRoundInNoCircleAndLeadSomewhere)
{
    const auto session = [](const std::string& name, const std::string& turn, const std::string& more = "") {
        return "{\"session_id\": \"" + name + "\", \"turns\": [{\"messages\": []" + turn + "}]" + more + "}\n";
    };
    EXPECT_EQ(errorOf(session("a", R"(, "spawns": ["b"])") + session("b", R"(, "spawns": ["a"])")),
              ", line 1: the session \"a\" begins from itself, by a circle of branches.");
    EXPECT_EQ(errorOf(session("a", R"(, "forks": ["a"])")),
              ", line 1: the session \"a\" begins from itself, by a circle of branches.");
    EXPECT_EQ(errorOf(session("x", "") + session("a", R"(, "spawns": ["b"])")),
              ", line 2: the file has no session \"b\", which begins here.");
    EXPECT_EQ(errorOf(session("a", "") + session("a", "")), ", line 2: the session \"a\" stands in the file twice.");
    EXPECT_EQ(errorOf(session("a", R"(, "spawns": ["b", "b"])") + session("b", "")),
              ", line 1: the session \"b\" begins from two places.");
    EXPECT_EQ(errorOf(R"({"session_id": "a", "turns": []})"),
              R"(, line 1: it must have "turns", or be an "orchestrator" and have none.)");
    EXPECT_EQ(errorOf(session("a", R"(, "spawns": [{"children": ["b"], "join_at": 9}])") + session("b", "")),
              ", line 1: \"join_at\" must be a later turn of the conversation.");
    EXPECT_EQ(errorOf(session("a", R"(, "delay": -1)")),
              ", line 1: \"delay\" must be a time of 0 or more that a trace can last, not -1.");
    EXPECT_EQ(errorOf(session("a", R"(, "max_tokens": true)")),
              ", line 1: \"max_tokens\" must be a whole number from 0 to 100000000, not true.");
    EXPECT_EQ(errorOf(session("a", R"(, "spawns": [7, {"children": [8]}])")), ", line 1: it has no \"children\".");
    EXPECT_EQ(errorOf(R"({"session_id": "o", "turns": [], "orchestrator": true, "rounds": 5, "spawns": ["a"]})"
                      "\n"
                      + session("a", "")),
              ", line 1: \"rounds\" must be a list: a number of them sends the same sessions again.");
}

TEST_F(TraceTest, AChainOfAHundredThousandSessionsIsRead)
{
    constexpr int kLong = 100'000;
    std::string chain;
    for (int i = 0; i < kLong; ++i)
        chain += "{\"session_id\": \"" + std::to_string(i) + "\", \"turns\": [{\"messages\": []"
            + (i + 1 < kLong ? ", \"forks\": [\"" + std::to_string(i + 1) + "\"]" : std::string{}) + "}]}\n";
    EXPECT_EQ(read(write("t", chain)).requests.back().parent, kLong - 2U);
}

}  // namespace
}  // namespace inferometer
