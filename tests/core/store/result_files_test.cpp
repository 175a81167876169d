// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/visible_text.h"
#include "core/store/result_files.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace inferometer {
namespace {

using Json = nlohmann::ordered_json;
using test::records;
using test::TempFolder;

std::string responsesOf(const FinishedRun& run)
{
    const TempFolder folder;
    EXPECT_TRUE(writeIndividualResponses(folder / "a.json", run));
    return test::readFile(folder / "a.json");
}

std::vector<std::string> keysOf(const Json& object)
{
    std::vector<std::string> keys;
    for (const auto& item : object.items())
        keys.push_back(item.key());
    return keys;
}

const std::vector<std::string> kOurKeys{"request_id",
                                        "outcome",
                                        "http_status",
                                        "scheduled_s",
                                        "sent_s",
                                        "written_s",
                                        "first_byte_s",
                                        "first_token_s",
                                        "last_token_s",
                                        "end_s",
                                        "first_token_stamp",
                                        "first_token_bound_s",
                                        "chunk_arrivals_s",
                                        "chunk_tokens",
                                        "chunk_tokens_known",
                                        "token_count_source",
                                        "tokens_requested",
                                        "tokens_streamed",
                                        "tokens_cached",
                                        "server_queue_s",
                                        "server_prefill_s",
                                        "multimodal_img_size",
                                        "attempt",
                                        "retry_after_s"};

std::vector<std::string> withOurs(std::vector<std::string> keys)
{
    keys.insert(keys.end(), kOurKeys.begin(), kOurKeys.end());
    return keys;
}

TEST(IndividualResponses, HaveTheKitsKeysInItsOrderAndThenOurs)
{
    const Json array
        = Json::parse(responsesOf(test::runOf(test::headerIn("r"), {records("ok 0 0 10 110 11 end=120")})));
    ASSERT_EQ(array.size(), 1U);
    EXPECT_EQ(keysOf(array[0]),
              withOurs({"error_code",
                        "error_msg",
                        "prompt_name",
                        "start_time",
                        "end_time",
                        "server_number_input_tokens",
                        "server_number_output_tokens",
                        "server_number_total_tokens",
                        "server_ttft_s",
                        "server_switching_time",
                        "server_end_to_end_latency_s",
                        "server_output_token_per_s_per_request",
                        "server_total_tokens_per_s_per_request",
                        "server_output_token_after_first_per_s_first_ten_per_request",
                        "batch_size_used",
                        "acceptance_rate",
                        "number_input_tokens",
                        "number_output_tokens",
                        "number_total_tokens",
                        "client_ttft_s",
                        "client_end_to_end_latency_s",
                        "client_output_token_per_s_per_request",
                        "client_total_tokens_per_s_per_request"}));
}

TEST(IndividualResponses, HoldTheFiguresOfARecord)
{
    auto block
        = *records("ok 0 100 200 1100 10 end=1200 in=40 out=10 prompt=30 asked=10 ttft=0.05 cached=8 written=101");
    block.serverMetrics[0].values[ServerMetrics::BatchSize] = 4;
    const Json array = Json::parse(
        responsesOf(test::runOf(test::headerIn("r"), {std::make_shared<const RecordBlock>(std::move(block))})));
    const Json& record = array[0];
    EXPECT_TRUE(record["error_code"].is_null());
    EXPECT_EQ(record["error_msg"], "");
    EXPECT_EQ(record["prompt_name"], "default");
    EXPECT_EQ(record["start_time"].get<std::string>().substr(6), "20.350000");  // 1,700,000,000.25 s + 100 ms
    EXPECT_EQ(record["end_time"].get<std::string>().substr(6), "21.450000");
    EXPECT_EQ(record["server_number_total_tokens"], 50);
    EXPECT_EQ(record["server_ttft_s"], 0.05);
    EXPECT_TRUE(record["server_end_to_end_latency_s"].is_null());
    EXPECT_EQ(record["batch_size_used"].dump(), "4");
    EXPECT_EQ(record["number_input_tokens"], 40);
    EXPECT_EQ(record["client_ttft_s"], 0.1);
    EXPECT_EQ(record["client_end_to_end_latency_s"], 1.1);
    EXPECT_DOUBLE_EQ(record["client_output_token_per_s_per_request"].get<double>(), 10);
    EXPECT_DOUBLE_EQ(record["client_total_tokens_per_s_per_request"].get<double>(), 40 / 1.1);
    EXPECT_EQ(record["request_id"], "0197f000-0000-7000-8000-000000000001-0");
    EXPECT_EQ(record["http_status"], 200);
    EXPECT_EQ(record["scheduled_s"].dump(), "0.0");
    EXPECT_EQ(record["written_s"], 0.101);
    EXPECT_EQ(record["first_token_stamp"], "exact");
    EXPECT_EQ(record["chunk_arrivals_s"].size(), 10U);
    EXPECT_EQ(record["chunk_arrivals_s"][1], 0.3);
    EXPECT_EQ(record["chunk_tokens"][9], 1);
    EXPECT_EQ(record["chunk_tokens_known"], true);
    EXPECT_EQ(record["token_count_source"], "server");
    EXPECT_EQ(record["tokens_requested"], 10);
    EXPECT_EQ(record["multimodal_img_size"], "na");
    EXPECT_EQ(record["tokens_cached"], 8);
}

TEST(IndividualResponses, SayWhetherTheTokensOfChunksAreKnown)
{
    // A token a chunk, what the server counted, what it told of each chunk; then 20 tokens in 10 chunks, and no count.
    const Json array = Json::parse(
        responsesOf(test::runOf(test::headerIn("r"),
                                {records("ok 0 0 10 100 10 out=10\nok 0 0 10 110 10 chunks=10x4,110x6 out=10\n"
                                         "ok 0 0 10 120 10 out=20\nok 0 0 10 130 10 source=estimate")})));
    std::vector<bool> known;
    for (const Json& record : array)
        known.push_back(record["chunk_tokens_known"].get<bool>());
    EXPECT_EQ(known, (std::vector<bool>{true, true, false, false}));
}

TEST(IndividualResponses, HaveRawEventsWhereTheyWereKept)
{
    auto block = *records("ok 0 100 200 1100 10 end=1200\nok 0 100 200 1100 10 end=1300");
    std::string raw;
    appendRawEvent({test::ms(200), "data: {\"\xC3\xA9\"}\n\n"}, test::ms(100), raw);
    appendRawEvent({test::ms(212.5), "\x1b[2J\xff"}, test::ms(200), raw);
    block.records[0].rawEvents
        = {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(raw.size())};
    block.text += raw;
    const std::string text
        = responsesOf(test::runOf(test::headerIn("r"), {std::make_shared<const RecordBlock>(std::move(block))}));
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    const Json array = Json::parse(text);
    const Json& events = array[0]["raw_events"];
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0]["arrival_s"], 0.2);
    EXPECT_EQ(events[0]["text"], "data: {\"\xC3\xA9\"}\n\n");
    EXPECT_EQ(events[1]["arrival_s"], 0.2125);
    EXPECT_EQ(events[1]["text"], "\x1b[2J\xEF\xBF\xBD");
    EXPECT_FALSE(array[1].contains("raw_events"));
}

TEST(IndividualResponses, OfFailuresHaveTheKitsFewKeysAndThenOurs)
{
    const Json array
        = Json::parse(responsesOf(test::runOf(test::headerIn("r"),
                                              {records("rate_limited 0 5 - - 0 end=7 status=429 error=slow_down\n"
                                                       "connect_refused 8 - - - 0 end=9 status=0 error=refused")})));
    ASSERT_EQ(array.size(), 2U);
    EXPECT_EQ(keysOf(array[0]), withOurs({"error_code", "error_msg", "prompt_name", "start_time"}));
    EXPECT_EQ(array[0]["error_code"], 429);
    EXPECT_EQ(array[0]["error_msg"], "slow_down");
    EXPECT_TRUE(array[0]["first_token_s"].is_null());
    EXPECT_TRUE(array[0]["first_token_stamp"].is_null());
    EXPECT_EQ(keysOf(array[1]), withOurs({"error_code", "error_msg", "prompt_name"}));
    EXPECT_EQ(array[1]["error_code"], "connect_refused");
    EXPECT_TRUE(array[1]["http_status"].is_null());
    EXPECT_TRUE(array[1]["sent_s"].is_null());
}

TEST(IndividualResponses, AreInCompletionOrderWithoutWarmup)
{
    const Json array = Json::parse(responsesOf(test::runOf(
        test::headerIn("r"),
        {records("ok 0 0 10 300 3\nok 0 0 10 50 3 phase=warmup\nok 0 0 10 100 3"), records("ok 0 0 10 200 3", 3)})));
    std::vector<std::string> ids;
    for (const Json& record : array)
        ids.push_back(record["request_id"].get<std::string>().substr(37));
    EXPECT_EQ(ids, (std::vector<std::string>{"2", "3", "0"}));
}

TEST(IndividualResponses, LeaveChunksOutWhenSwitchedOff)
{
    RunHeader header = test::headerIn("r");
    header.spec.keep.saveChunks = false;
    const Json array = Json::parse(responsesOf(test::runOf(header, {records("ok 0 0 10 110 11")})));
    EXPECT_FALSE(array[0].contains("chunk_arrivals_s"));
    EXPECT_FALSE(array[0].contains("chunk_tokens"));
    EXPECT_FALSE(array[0].contains("chunk_tokens_known"));
}

TEST(IndividualResponses, AreWrittenAsTheKitWritesThem)
{
    const std::string text = responsesOf(test::runOf(test::headerIn("r"), {records("timeout 0 0 - - 0 end=9")}));
    EXPECT_EQ(text.substr(0, text.find("\"start_time\"")),
              "[\n    {\n        \"error_code\": \"timeout\",\n        \"error_msg\": \"\",\n"
              "        \"prompt_name\": \"default\",\n        ");
    EXPECT_EQ(text.substr(text.size() - 9), "\n    }\n]\n");
    EXPECT_EQ(responsesOf(test::runOf(test::headerIn("r"), {})), "[]\n");
}

TEST(RecordsCsv, HasARowARecordAndQuotesByTheStandard)
{
    const TempFolder folder;
    RunHeader header = test::headerIn("r");
    header.prompts = {{"a, \"b\"", "", 0}};
    const FinishedRun run
        = test::runOf(header, {records("ok 0 1 10 110 11 in=4 phase=warmup ttft=0.25\nempty 2 2 - - 0 end=9")});
    ASSERT_TRUE(writeRecordsCsv(folder / "r.csv", run));
    const std::string text = test::readFile(folder / "r.csv");
    std::istringstream lines{text};
    std::string head;
    std::string first;
    std::string second;
    std::getline(lines, head);
    std::getline(lines, first);
    std::getline(lines, second);
    EXPECT_EQ(head.substr(0, 51), "request_id,sequence,phase,worker,stream,attempt,ret");
    EXPECT_EQ(head.back(), '\r');
    EXPECT_TRUE(second.starts_with(header.runId + "-0,0,warmup,0,0,0,,\"a, \"\"b\"\"\",,ok,200,,0,")) << second;
    EXPECT_NE(second.find(",0.25,"), std::string::npos);
    EXPECT_TRUE(first.starts_with(header.runId + "-1,1,measured,0,0,0,,\"a, \"\"b\"\"\",,empty,200,,0.002,")) << first;
    const auto commas = [](const std::string& line) { return std::count(line.begin(), line.end(), ','); };
    EXPECT_EQ(commas(first), commas(head) + 1);  // one inside the quotes
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
}

TEST(RecordsCsv, NoTextIsAFormula)
{
    const std::vector<std::pair<std::string, std::string>> cells{{"=cmd|'/c calc'!A0", ",'=cmd|'/c calc'!A0,"},
                                                                 {"+1+2", ",'+1+2,"},
                                                                 {"@SUM(A1)", ",'@SUM(A1),"},
                                                                 {"-x,y", ",\"'-x,y\","},
                                                                 {"\t=1", ",\\t=1,"},
                                                                 {"\r=1", ",\\r=1,"},
                                                                 {"-12.5", ",-12.5,"},
                                                                 {"a=b", ",a=b,"}};
    const TempFolder folder;
    for (const auto& [error, cell] : cells) {
        RecordBlock block;
        RequestRecord record;
        record.outcome = Outcome::StreamError;
        block.text = error;
        record.error = {0, static_cast<std::uint32_t>(error.size())};
        block.records.push_back(record);
        const FinishedRun run
            = test::runOf(test::headerIn("r"), {std::make_shared<const RecordBlock>(std::move(block))});
        ASSERT_TRUE(writeRecordsCsv(folder / "r.csv", run));
        EXPECT_NE(test::readFile(folder / "r.csv").find(cell), std::string::npos) << test::readFile(folder / "r.csv");
    }
}

TEST(RecordsCsv, KeepsLatenciesOfFailuresOut)
{
    const TempFolder folder;
    const auto cells = [&](const std::string& line) {
        EXPECT_TRUE(writeRecordsCsv(folder / "r.csv", test::runOf(test::headerIn("r"), {records(line)})));
        const std::string text = test::readFile(folder / "r.csv");
        return text.substr(text.find('\n'));
    };
    EXPECT_NE(cells("ok 0 100 350 850 2 end=900").find(",0.25,"), std::string::npos);
    EXPECT_EQ(cells("reset 0 100 350 850 2 end=900").find(",0.25,"), std::string::npos);
}

TEST(ResponseTexts, HoldAnObjectALine)
{
    const TempFolder folder;
    RunHeader header = test::headerIn("r");
    header.prompts = {{"default", "Say \"hi\".", 0}};
    const FinishedRun run = test::runOf(
        header, {records("ok 0 0 10 110 11 text=first\nreset 0 0 1 2 1 text=cut\nok 0 0 10 50 5 text=second")});
    ASSERT_TRUE(writeResponseTexts(folder / "t.jsonl", run));
    EXPECT_EQ(test::readFile(folder / "t.jsonl"),
              "{\"prompt\": {\"name\": \"default\", \"template\": \"Say \\\"hi\\\".\"}, \"completion\": \"second\"}\n"
              "{\"prompt\": {\"name\": \"default\", \"template\": \"Say \\\"hi\\\".\"}, \"completion\": \"first\"}\n");
    header.prompts[0].saltAt = 4;
    const FinishedRun salted = test::runOf(header, {records("ok 0 0 10 110 11 salt=red_fox_ text=first")});
    ASSERT_TRUE(writeResponseTexts(folder / "t.jsonl", salted));
    EXPECT_NE(test::readFile(folder / "t.jsonl").find("\"template\": \"Say red fox \\\"hi\\\".\""), std::string::npos);
}

TEST(WriteResultFiles, WritesThemAllUnderTheStem)
{
    const TempFolder folder;
    FinishedRun run = test::runOf(test::headerIn("r"), {records("ok 0 0 10 110 11 text=first")});
    ASSERT_TRUE(writeResultFiles(folder.path(), run));
    for (const char* name : {"stem_individual_responses.json", "stem_summary.json", "records.csv", "run.yaml"})
        EXPECT_TRUE(std::filesystem::exists(folder / name)) << name;
    EXPECT_FALSE(std::filesystem::exists(folder / "stem_response_texts.jsonl"));
    run.header.spec.keep.saveLlmResponses = true;
    ASSERT_TRUE(writeResultFiles(folder.path(), run));
    EXPECT_TRUE(std::filesystem::exists(folder / "stem_response_texts.jsonl"));
}

// What an endpoint, or a person, may have put into any of its texts.
TEST(WriteResultFiles, NoFileSteersTheTerminalThatShowsIt)
{
    const TempFolder folder;
    // NOLINTNEXTLINE(misc-misleading-bidirectional): it is what is tested
    const std::string evil = "\x1b[2J\x7f\xC2\x9B\xE2\x80\xAE\xEF\xBB\xBF";
    RunHeader header = test::headerIn("r");
    header.model = header.countNote = header.spec.target.modelNames = "m" + evil;
    header.spec.keep.metadata = {{"team" + evil, evil}};
    header.spec.prompts.samplingParams = nlohmann::json{{"stop" + evil, evil}}.dump();
    header.spec.keep.saveLlmResponses = true;
    header.prompts = {{"p" + evil, evil, 0}};
    RecordBlock block = *records("ok 0 0 10 110 11 text=x\nstream_error 0 0 10 20 2 end=30 error=x");
    for (RequestRecord& record : block.records) {
        const Piece piece{static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(evil.size())};
        block.text += evil;
        (record.outcome == Outcome::Ok ? record.response : record.error) = piece;
    }
    FinishedRun run = test::runOf(header, {std::make_shared<const RecordBlock>(std::move(block))});
    run.facts.verdict.reasons.push_back({VerdictLevel::Suspect, "finish-reason", {evil}, evil});
    run.facts.localFault = LocalFault{evil};
    ASSERT_TRUE(writeResultFiles(folder.path(), run));
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
        std::string text = test::readFile(entry.path());
        std::erase(text, '\r');  // of a CSV's line ends
        EXPECT_EQ(visibleLines(text), text) << entry.path();
        ++files;
    }
    EXPECT_EQ(files, 6);
}

TEST(WriteResultFiles, NamesTheFileItCannotWrite)
{
    const Status status = writeResultFiles("/nonexistent", test::runOf(test::headerIn("r"), {}));
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("/nonexistent/run.yaml"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
