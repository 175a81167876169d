// SPDX-License-Identifier: GPL-3.0-or-later
// One file of each format, and all that is read of it. After a wanted change: UPDATE_GOLDEN=1 trace_test.
#include "tests/core/trace/trace_fixture.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

namespace inferometer {
namespace {

struct Golden
{
    const char* file;
    const char* format;
};

class TraceFormats : public TraceTest, public testing::WithParamInterface<Golden>
{};

TEST_P(TraceFormats, IsKnownByItsContentAndReadWhole)
{
    // By no name of it: a copy is read.
    const std::string file = GetParam().file;
    const bool isFolder = std::filesystem::is_directory(traceFile(file));
    const std::string path = isFolder ? traceFile(file) : write("x", test::readFile(traceFile(file)));
    const Result<ReadTrace> read = readTrace(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read.value().format->id, GetParam().format);
    const std::string golden = traceFile(file + ".golden");
    const std::string text = textOf(read.value().trace);
    if (std::getenv("UPDATE_GOLDEN") != nullptr)  // NOLINT(concurrency-mt-unsafe): the test has one thread
        test::writeFile(golden, text);
    EXPECT_EQ(text, test::readFile(golden));
}

INSTANTIATE_TEST_SUITE_P(Files, TraceFormats,
                         testing::Values(Golden{"mooncake.jsonl", "mooncake"}, Golden{"extended.jsonl", "mooncake"},
                                         Golden{"vllm.jsonl", "vllm"}, Golden{"bailian.jsonl", "bailian"},
                                         Golden{"azure2023.csv", "azure"}, Golden{"azure2025.csv", "azure"},
                                         Golden{"burstgpt.csv", "burstgpt"},
                                         Golden{"burstgpt_sessions.csv", "burstgpt"}, Golden{"weka.json", "weka"},
                                         Golden{"tracelab.jsonl", "tracelab"}, Golden{"servegen", "servegen"},
                                         Golden{"otlp.json", "otel"}, Golden{"otel_flat.jsonl", "otel"},
                                         Golden{"dag.jsonl", "dag"}),
                         [](const auto& one) {
                             std::string name = one.param.file;
                             std::erase_if(name, [](char c) { return c == '.' || c == '_'; });
                             return name;
                         });

TEST_F(TraceTest, EveryFormatHasAGoldenFileAndANameOfItsOwn)
{
    std::set<std::string_view> ids;
    for (const TraceFormat& format : traceFormats())
        ids.insert(format.id);
    EXPECT_EQ(ids.size(), traceFormats().size());
    EXPECT_EQ(ids,
              (std::set<std::string_view>{"azure", "bailian", "burstgpt", "dag", "mooncake", "otel", "servegen",
                                          "tracelab", "vllm", "weka"}));
}

TEST_F(TraceTest, AFormatThatIsNamedIsNotGuessed)
{
    const std::string line = R"({"timestamp": 3, "input_length": 10, "output_length": 1, "hash_ids": [1]})";
    EXPECT_EQ(read(write("t", line + "\n" + R"({"timestamp": 5, "input_length": 10})")).requests[1].at,
              Nanos{2'000'000});
    const Trace timed = read(write("t", line + "\n" + R"({"timestamp": 5, "input_length": 10})"), "vllm");
    EXPECT_EQ(timed.requests[1].at, std::chrono::seconds{2});
    EXPECT_EQ(timed.blockTokens, 16U);
    EXPECT_EQ(errorOf(line, "azur").substr(0, 38), "There is no format of traces named \"az");
}

TEST_F(TraceTest, MarksLineEndsAndBlankLinesOfOtherSystemsAreTaken)
{
    const Trace trace = read(write("t",
                                   "\xEF\xBB\xBF{\"timestamp\": 0, \"input_length\": 1}\r\n\r\n"
                                   "{\"timestamp\": 1, \"input_length\": 2}"));
    EXPECT_EQ(trace.requests.size(), 2U);
    const Trace csv = read(write("t", "\xEF\xBB\xBFTimestamp,Request tokens,Response tokens\r\n1,2,3\r\n2,3,4\r\n"));
    EXPECT_EQ(csv.requests.size(), 2U);
}

TEST_F(TraceTest, ServeGenDrawsByItsSeed)
{
    const auto drawn = [](std::uint64_t seed) {
        return textOf(readTrace(traceFile("servegen"), {"", seed}).value().trace);
    };
    EXPECT_EQ(drawn(1), drawn(1));
    EXPECT_NE(drawn(1), drawn(2));
}

TEST_F(TraceTest, ServeGenKeepsRatesVariationsAndLengths)
{
    std::filesystem::create_directory(m_folder / "clients");
    write("clients/chunk-0-trace.csv", "0,5,2.0,Gamma,0.25,0.8\n10000,5,2.0,Gamma,0.25,0.8\n");
    write("clients/chunk-0-dataset.json",
          R"({"0": {"input_tokens": "{10: 0.25, 50: 0.75}", "output_tokens": "{3: 1}"}})");
    write("clients/other.txt", "");
    const Trace trace = read(m_folder / "clients");
    EXPECT_NEAR(static_cast<double>(trace.requests.size()), 100'000, 3000);
    double input = 0;
    double squares = 0;
    for (std::size_t i = 1; i < trace.requests.size(); ++i) {
        input += trace.requests[i].input;
        const double gap = seconds(trace.requests[i].at - trace.requests[i - 1].at);
        squares += gap * gap;
    }
    const auto gaps = static_cast<double>(trace.requests.size() - 1);
    EXPECT_NEAR(input / gaps, 40, 0.3);
    EXPECT_NEAR(std::sqrt(squares / gaps * 25 - 1), 2.0, 0.1);
    // A single client is read by its file.
    EXPECT_EQ(read(m_folder / "clients/chunk-0-trace.csv", "servegen").sessions > 0, true);
}

}  // namespace
}  // namespace inferometer
