// SPDX-License-Identifier: GPL-3.0-or-later
// One file of each format, and what is read of it.
#include "tests/core/workload/dataset_fixture.h"
#include <nlohmann/json.hpp>

#include <vector>

namespace inferometer {
namespace {

using Json = nlohmann::json;

class DatasetFormats : public DatasetTest
{
protected:
    static std::vector<std::string> textsOf(const Dataset& dataset)
    {
        std::vector<std::string> texts;
        for (const DatasetRow& row : dataset.rows)
            texts.emplace_back(row.text);
        return texts;
    }
    static std::vector<std::int32_t> lengthsOf(const Dataset& dataset)
    {
        std::vector<std::int32_t> lengths;
        for (const DatasetRow& row : dataset.rows)
            lengths.push_back(row.outputTokens);
        return lengths;
    }
    static std::vector<std::uint32_t> numbersOf(const Dataset& dataset)
    {
        std::vector<std::uint32_t> numbers;
        for (const DatasetRow& row : dataset.rows)
            numbers.push_back(row.number);
        return numbers;
    }
};

TEST_F(DatasetFormats, PromptsOfTheKit)
{
    const auto dataset = load(datasetFile("prompts.jsonl"));
    EXPECT_EQ(dataset->format, DatasetFormat::Prompts);
    EXPECT_EQ(
        textsOf(*dataset),
        (std::vector<std::string>{"Name three rivers of France.", "Explain what a prefix cache is, in two sentences.",
                                  "Écris un haïku sur la pluie.\nEn français.", R"(Say "hello" in ten languages.)"}));
    EXPECT_EQ(lengthsOf(*dataset), (std::vector<std::int32_t>{-1, -1, -1, -1}));
    EXPECT_EQ(numbersOf(*dataset), (std::vector<std::uint32_t>{1, 2, 3, 4}));
    EXPECT_EQ(dataset->rows[0].inputTokens, 6);
    EXPECT_EQ(dataset->fileName(), "prompts.jsonl");
    EXPECT_TRUE(dataset->inLines);
    EXPECT_FALSE(dataset->holdsMembers());
    EXPECT_EQ(dataset->shown(dataset->rows[0]), "Name three rivers of France.");
}

TEST_F(DatasetFormats, ImagesAreReadOnceAndRelativeToTheFolder)
{
    const auto dataset = load(datasetFile("images.jsonl"));
    EXPECT_EQ(dataset->format, DatasetFormat::Prompts);
    ASSERT_EQ(dataset->images.size(), 2U);
    EXPECT_EQ(dataset->images[0].path, "images/red.png");
    EXPECT_EQ(dataset->images[0].mediaType, "image/png");
    EXPECT_TRUE(dataset->images[0].base64.starts_with("iVBORw0KGgo"));
    EXPECT_EQ(dataset->rows[0].image, 0);
    EXPECT_EQ(dataset->rows[1].image, 1);
    EXPECT_EQ(dataset->rows[2].image, 0);
}

TEST_F(DatasetFormats, PromptsWithLengthsOfVllm)
{
    const auto dataset = load(datasetFile("vllm.jsonl"));
    EXPECT_EQ(dataset->format, DatasetFormat::PromptsWithLengths);
    EXPECT_EQ(lengthsOf(*dataset), (std::vector<std::int32_t>{12, 400, -1}));
    EXPECT_EQ(dataset->rows[2].text, "Answer yes or no: is water wet?");
    EXPECT_EQ(dataset->notSent, std::set<std::string>{"id"});
}

TEST_F(DatasetFormats, MessagesKeepWhatBelongsToTheQuestion)
{
    const auto dataset = load(datasetFile("messages.jsonl"));
    EXPECT_EQ(dataset->format, DatasetFormat::Messages);
    ASSERT_EQ(dataset->rows.size(), 3U);
    EXPECT_TRUE(dataset->holdsMembers());
    const auto members = [&](std::size_t row) { return Json::parse("{" + std::string{dataset->rows[row].text} + "}"); };
    EXPECT_EQ(members(0)["messages"].size(), 2U);
    EXPECT_TRUE(dataset->rows[0].ownSystem);
    EXPECT_FALSE(dataset->rows[1].ownSystem);
    EXPECT_EQ(members(1)["tools"][0]["function"]["name"], "weather");
    EXPECT_EQ(members(1)["tool_choice"], "auto");
    EXPECT_FALSE(members(1).contains("max_tokens")) << "that is the run's to say";
    EXPECT_EQ(members(2)["messages"].size(), 1U) << "the answer is not asked again";
    EXPECT_EQ(lengthsOf(*dataset), (std::vector<std::int32_t>{-1, 40, 7}));
    EXPECT_EQ(dataset->notSent, std::set<std::string>{"category"});
    EXPECT_EQ(dataset->shown(dataset->rows[0]), "Hi there.");
    EXPECT_EQ(dataset->counted(dataset->rows[0]), "Be brief.\nHi there.");
    EXPECT_EQ(dataset->rows[0].inputTokens, 6) << "of all its messages";
    EXPECT_EQ(dataset->shown(dataset->rows[2]), "Translate: good morning");
    for (const DatasetRow& row : dataset->rows)
        EXPECT_TRUE(row.text.starts_with("\"messages\":["));
}

TEST_F(DatasetFormats, ConversationsOfShareGptGiveTheirFirstQuestion)
{
    const auto dataset = load(datasetFile("sharegpt.json"));
    EXPECT_EQ(dataset->format, DatasetFormat::ShareGpt);
    EXPECT_EQ(textsOf(*dataset), (std::vector<std::string>{"How do I boil an egg?", "Then I ask: why?"}));
    EXPECT_EQ(lengthsOf(*dataset), (std::vector<std::int32_t>{9, 2})) << "those of the answers";
    EXPECT_EQ(numbersOf(*dataset), (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(dataset->leftOut, 2U);
    EXPECT_FALSE(dataset->inLines);
}

TEST_F(DatasetFormats, PayloadsOfAiperfAreSentButForWhatTheRunSets)
{
    const auto dataset = load(datasetFile("inputs.json"), {"", {"temperature"}});
    EXPECT_EQ(dataset->format, DatasetFormat::Payloads);
    ASSERT_EQ(dataset->rows.size(), 3U);
    EXPECT_EQ(Json::parse("{" + std::string{dataset->rows[0].text} + "}"),
              Json::parse(R"({"messages":[{"role":"user","content":"First question?"}]})"));
    EXPECT_EQ(Json::parse("{" + std::string{dataset->rows[2].text} + "}")["min_p"], 0.1);
    EXPECT_EQ(lengthsOf(*dataset), (std::vector<std::int32_t>{25, -1, -1}));
    EXPECT_EQ(numbersOf(*dataset), (std::vector<std::uint32_t>{1, 2, 2}));
    EXPECT_TRUE(load(datasetFile("inputs.json"))->rows[0].text.ends_with("\"temperature\":0.5"));
}

TEST_F(DatasetFormats, CsvGivesAColumn)
{
    const auto dataset = load(datasetFile("prompts.csv"), {"question", {}});
    EXPECT_EQ(dataset->format, DatasetFormat::Csv);
    EXPECT_EQ(dataset->columns, (std::vector<std::string>{"id", "question", "output_tokens"}));
    EXPECT_EQ(dataset->column, "question");
    EXPECT_EQ(textsOf(*dataset),
              (std::vector<std::string>{R"(What is a "quote", and a comma?)", "Two\nlines?", "Plain é text"}));
    EXPECT_EQ(lengthsOf(*dataset), (std::vector<std::int32_t>{20, -1, 7}));
    EXPECT_EQ(numbersOf(*dataset), (std::vector<std::uint32_t>{2, 3, 5})) << "a row may have several lines";
}

TEST_F(DatasetFormats, TheNameSaysNothing)
{
    EXPECT_EQ(load(write("a.csv", "{\"prompt\": \"x\"}\n"))->format, DatasetFormat::Prompts);
    EXPECT_EQ(load(write("a.jsonl", "prompt\nx\n"))->format, DatasetFormat::Csv);
    EXPECT_EQ(load(write("b.csv", R"( [ {"prompt":"x","output_tokens":3} , {"prompt":"y"} ] )"))->format,
              DatasetFormat::PromptsWithLengths);
    EXPECT_EQ(load(write("c", "\xEF\xBB\xBF\r\n{\"prompt\": \"x\"}\r\n\r\n{\"prompt\": \"y\"}"))->rows[1].number, 4U);
}

TEST_F(DatasetFormats, CsvAsItIsWrittenElsewhere)
{
    EXPECT_EQ(textsOf(*load(write("d", "text\n\"a,b\"\n\nc\n"))), (std::vector<std::string>{"a,b", "c"}));
    EXPECT_EQ(textsOf(*load(write("d", "id,Prompt\n1,a\n2,b"))), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(textsOf(*load(write("d", "a,b\n1,\"x\r\"\r\n2,\"\"\"\"\n"), {"b", {}})),
              (std::vector<std::string>{"x\r", "\""}));
    EXPECT_EQ(textsOf(*load(write("d", "prompt,note\nx,\n"))), std::vector<std::string>{"x"}) << "an empty last cell";
}

// Blocks of the reader end anywhere.
TEST_F(DatasetFormats, RowsAcrossBlocks)
{
    for (const std::size_t length : {262'120U, 262'130U, 262'144U, 300'000U, 800'000U}) {
        std::string text(length, 'x');
        for (std::size_t at = 0; at < length; at += 101)
            text[at] = ' ';
        const std::string row = R"({"prompt":")" + text + R"(\"\\","output_tokens":5})";
        std::string lines;
        lines.append(row).append("\n").append(row).append("\n");
        std::string list = "[";
        list.append(row).append(",").append(row).append("]");
        for (const std::string& file : {lines, list}) {
            const auto dataset = load(write("d", file));
            ASSERT_EQ(dataset->rows.size(), 2U);
            EXPECT_EQ(dataset->rows[0].text, text + "\"\\");
            EXPECT_EQ(dataset->rows[1].text, dataset->rows[0].text);
            EXPECT_EQ(dataset->rows[1].outputTokens, 5);
        }
        std::string table = "prompt\n\"";
        table.append(text).append("\"\"\"\n").append(text).append("\n");
        const auto csv = load(write("d", table));
        EXPECT_EQ(csv->rows[0].text, text + "\"");
        EXPECT_EQ(csv->rows[1].text, text);
    }
}

// What 100,000 rows take: their texts once, and 32 to 40 bytes each beside them.
TEST_F(DatasetFormats, MemoryIsThatOfTheTexts)
{
    constexpr std::size_t kRows = 100'000;
    std::size_t bytes = 0;
    {
        std::ofstream file{(m_folder / "large"), std::ios::binary};
        for (std::size_t i = 0; i < kRows; ++i) {
            const std::string text = "Question " + std::to_string(i) + std::string(i % 400, 'x');
            bytes += text.size();
            file << R"({"prompt": ")" << text << "\"}\n";
        }
    }
    const auto dataset = load((m_folder / "large"));
    ASSERT_EQ(dataset->rows.size(), kRows);
    EXPECT_EQ(dataset->rows[99'999].text.substr(0, 14), "Question 99999");
    EXPECT_LE(dataset->texts.bytes(), bytes + bytes / 20);
    EXPECT_LE(sizeof(DatasetRow), 40U);
}

TEST_F(DatasetFormats, StopEndsTheReading)
{
    std::stop_source stop;
    stop.request_stop();
    const auto dataset = loadDataset(datasetFile("prompts.jsonl"), {}, stop.get_token());
    ASSERT_FALSE(dataset);
    EXPECT_EQ(dataset.error().code, Errc::Cancelled);
}

}  // namespace
}  // namespace inferometer
