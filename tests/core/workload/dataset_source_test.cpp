// SPDX-License-Identifier: GPL-3.0-or-later
// What requests over a dataset send, in which order.
#include "core/workload/dataset_source.h"

#include "tests/core/workload/dataset_fixture.h"
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace inferometer {
namespace {

using Json = nlohmann::json;

class DatasetSourceTest : public DatasetTest
{
protected:
    DatasetSourceTest() { m_spec.prompts.numOutputTokens = 256; }

    DatasetSource over(const std::string& path)
    {
        m_dataset = load(path, {m_column, {"model", "stream", "stream_options", "max_tokens"}});
        const BodyParts parts{.model = "m",
                              .systemPrompt = m_spec.prompts.systemPrompt,
                              .samplingParams = m_spec.prompts.samplingParams,
                              .outputTokens = 256,
                              .exactOutput = m_exact};
        return DatasetSource{m_dataset,
                             m_spec,
                             {findDialect(m_dialect), parts, m_spec.prompts.promptPrefix},
                             std::vector<std::int32_t>(m_dataset->rows.size(), 5)};
    }
    static Slot slot(std::uint64_t number, Phase phase = Phase::Measured) { return {number, number, phase}; }
    static Json bodyOf(DatasetSource& source, const Slot& slot)
    {
        std::string body;
        source.next(slot, body);
        return Json::parse(body);
    }
    static std::string promptOf(DatasetSource& source, const Slot& slot)
    {
        return bodyOf(source, slot)["messages"].back()["content"].get<std::string>();
    }

    RunSpec m_spec = defaultSpec(Evaluation::Custom);
    const char* m_dialect = "openai-chat";
    std::string m_column;
    bool m_exact = false;
    std::shared_ptr<const Dataset> m_dataset;
};

TEST_F(DatasetSourceTest, RowsComeInTheFilesOrderAndBeginAgain)
{
    DatasetSource source = over(datasetFile("prompts.jsonl"));
    for (std::uint64_t number = 0; number < 10; ++number)
        EXPECT_EQ(promptOf(source, slot(number)), m_dataset->rows[number % 4].text);
    std::string body;
    const Shape shape = source.next(slot(5), body);
    EXPECT_EQ(shape.prompt, 2U) << "the line";
    EXPECT_EQ(shape.promptTokens, 5);
    EXPECT_EQ(shape.outputTokens, 256);
    ASSERT_EQ(source.prompts().size(), 1U);
    EXPECT_EQ(source.prompts()[0].name, "custom_prompt");
    EXPECT_EQ(source.salt(slot(3)), "Say \"hello\" in ten languages.");
}

TEST_F(DatasetSourceTest, ShuffledBySeedIsEachRowOnceAPass)
{
    std::string file;
    for (int i = 0; i < 100; ++i)
        file += R"({"prompt": "row )" + std::to_string(i) + "\"}\n";
    const std::string path = write("many", file);
    m_spec.prompts.datasetOrder = DatasetOrder::Shuffled;
    std::map<std::int64_t, std::vector<std::string>> orders;
    for (const std::int64_t seed : {1, 2, 1}) {
        m_spec.seed = seed;
        DatasetSource source = over(path);
        std::vector<std::string> order;
        for (std::uint64_t number = 0; number < 100; ++number)
            order.push_back(promptOf(source, slot(number)));
        EXPECT_EQ((std::set<std::string>{order.begin(), order.end()}).size(), 100U);
        EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));
        EXPECT_EQ(promptOf(source, slot(103)), order[3]);
        const auto [known, fresh] = orders.emplace(seed, order);
        EXPECT_EQ(known->second, order) << "the same seed";
    }
    EXPECT_NE(orders[1], orders[2]);
}

TEST_F(DatasetSourceTest, RowsGiveTheLengthOfTheirAnswers)
{
    for (const bool exact : {false, true}) {
        m_exact = exact;
        DatasetSource source = over(datasetFile("vllm.jsonl"));
        EXPECT_TRUE(source.followsLengths());
        const std::vector<int> lengths{12, 400, 256};
        for (std::uint64_t number = 0; number < 3; ++number) {
            const Json body = bodyOf(source, slot(number));
            EXPECT_EQ(body["max_tokens"], lengths[number]);
            EXPECT_EQ(body.value("min_tokens", -1), exact ? lengths[number] : -1);
        }
    }
}

TEST_F(DatasetSourceTest, ALimitOfTheSamplingParametersStandsForAll)
{
    m_spec.prompts.samplingParams = R"({"max_tokens_to_generate": 256})";
    DatasetSource source = over(datasetFile("vllm.jsonl"));
    EXPECT_FALSE(source.followsLengths());
    std::string body;
    EXPECT_EQ(source.next(slot(1), body).outputTokens, 256);
    EXPECT_EQ(Json::parse(body)["max_tokens"], 256);
}

TEST_F(DatasetSourceTest, EveryDialectLimitsAnswersRowByRow)
{
    for (const Dialect& dialect : dialects()) {
        m_dialect = dialect.id.data();
        DatasetSource source = over(datasetFile("vllm.jsonl"));
        EXPECT_TRUE(source.followsLengths()) << dialect.id;
        EXPECT_NE(bodyOf(source, slot(1)).dump().find("400"), std::string::npos) << dialect.id;
    }
}

TEST_F(DatasetSourceTest, ImagesGoAsWhatTheyAre)
{
    write("a.png", "\x89PNG\r\n\x1a\npixels");
    write("b", "\xFF\xD8\xFF\xE0 pixels");
    write("c.png", "RIFF....WEBPVP8 ");
    DatasetSource source = over(write("d",
                                      R"({"prompt": "1", "image_path": "a.png"})"
                                      "\n"
                                      R"({"prompt": "2", "image_path": "b"})"
                                      "\n"
                                      R"({"prompt": "3", "image_path": "c.png"})"
                                      "\n{\"prompt\": \"4\"}\n"));
    const auto urlOf = [&](std::uint64_t number) {
        return bodyOf(source, slot(number))["messages"][0]["content"][1]["image_url"]["url"].get<std::string>();
    };
    EXPECT_EQ(urlOf(0), "data:image/png;base64,iVBORw0KGgpwaXhlbHM=");
    EXPECT_EQ(urlOf(1), "data:image/jpeg;base64,/9j/4CBwaXhlbHM=");
    EXPECT_EQ(urlOf(2), "data:image/webp;base64,UklGRi4uLi5XRUJQVlA4IA==");
    EXPECT_EQ(bodyOf(source, slot(3))["messages"][0]["content"], "4") << "a row without one";
    m_dialect = "ollama-chat";
    DatasetSource ollama = over((m_folder / "d"));
    EXPECT_EQ(bodyOf(ollama, slot(1))["messages"][0]["images"][0], "/9j/4CBwaXhlbHM=");
}

TEST_F(DatasetSourceTest, MessagesStandInTheBodyWithWhatTheRunSets)
{
    m_spec.prompts.systemPrompt = "You are \"terse\".";
    DatasetSource source = over(datasetFile("messages.jsonl"));
    const Json own = bodyOf(source, slot(0));
    EXPECT_EQ(own["messages"].size(), 2U) << "its own system prompt stays";
    EXPECT_EQ(own["messages"][0]["content"], "Be brief.");
    EXPECT_EQ(own["model"], "m");
    EXPECT_EQ(own["stream"], true);
    EXPECT_EQ(own["stream_options"]["include_usage"], true);
    EXPECT_EQ(own["max_tokens"], 256);
    const Json tools = bodyOf(source, slot(1));
    EXPECT_EQ(tools["messages"], Json::parse(R"([{"role":"system","content":"You are \"terse\"."},
                                                 {"role":"user","content":"What is the weather in Lyon?"}])"));
    EXPECT_EQ(tools["tools"][0]["function"]["name"], "weather");
    EXPECT_EQ(tools["max_tokens"], 40);
    EXPECT_TRUE(source.salt(slot(1)).starts_with(R"({"messages":[{"role":"user")"));
}

TEST_F(DatasetSourceTest, PayloadsAreTheBodyButForTheRunsOwn)
{
    DatasetSource source = over(datasetFile("inputs.json"));
    EXPECT_EQ(bodyOf(source, slot(0)), Json::parse(R"({"messages":[{"role":"user","content":"First question?"}],
        "temperature":0.5,"model":"m","stream":true,"stream_options":{"include_usage":true},"max_tokens":25})"));
}

TEST_F(DatasetSourceTest, APrefixStandsInFrontOfEveryPrompt)
{
    m_spec.prompts.promptPrefix = "Answer \"briefly\". Ask: ";
    DatasetSource source = over(datasetFile("prompts.jsonl"));
    EXPECT_EQ(promptOf(source, slot(0)), "Answer \"briefly\". Ask: Name three rivers of France.");
    EXPECT_EQ(source.salt(slot(0)), "Answer \"briefly\". Ask: Name three rivers of France.");
    DatasetSource messages = over(datasetFile("messages.jsonl"));
    EXPECT_EQ(promptOf(messages, slot(0)), "Hi there.");
}

TEST_F(DatasetSourceTest, WarmUpKnowsNoMeasuredPrompt)
{
    m_spec.edges.warmupRequests = 4;
    for (const char* file : {"prompts.jsonl", "messages.jsonl", "images.jsonl"}) {
        DatasetSource source = over(datasetFile(file));
        std::set<std::string> measured;
        for (std::uint64_t number = 0; number < m_dataset->rows.size(); ++number)
            measured.insert(bodyOf(source, slot(number)).dump());
        for (std::uint64_t number = 0; number < 4; ++number) {
            const Json body = bodyOf(source, slot(number, Phase::Warmup));
            const Json& content = body["messages"].back()["content"];
            const auto text = (content.is_array() ? content[0]["text"] : content).get<std::string>();
            EXPECT_TRUE(text.starts_with("Again: ")) << text;
            EXPECT_EQ(source.salt(slot(number, Phase::Warmup)), text);
            for (const std::string& other : measured)
                EXPECT_EQ(content.is_array() && other.find(content[1].dump()) != std::string::npos, false)
                    << "its image";
        }
    }
}

TEST(NumberedText, HasItsPlacesWhereTheNumberStands)
{
    const NumberedText two
        = NumberedText::of([](std::int64_t n) { return "a" + std::to_string(n) + "bb" + std::to_string(n); });
    std::string out = "x";
    two.append(7, out);
    EXPECT_EQ(out, "xa7bb7");
    EXPECT_TRUE(two.hasPlace());
    const NumberedText none = NumberedText::of([](std::int64_t /*n*/) { return std::string{"1111111111"}; });
    EXPECT_FALSE(none.hasPlace());
    out.clear();
    none.append(7, out);
    EXPECT_EQ(out, "1111111111");
}

}  // namespace
}  // namespace inferometer
