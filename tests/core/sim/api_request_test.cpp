// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/api_request.h"
#include "core/sim/tokens.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

constexpr std::int64_t kOneMessage = kTokensPerMessage + kTokensPerReply;

// The request in one line, or why it was refused.
std::string read(ApiReader& reader, SimDialect dialect, std::string_view body)
{
    const Result<ApiRequest> result = reader.read(dialect, body);
    if (!result)
        return (result.error().code == Errc::NotFound ? "404 " : "400 ") + result.error().message;
    const ApiRequest& request = result.value();
    return request.model + (request.stream ? " stream" : " whole") + " out=" + std::to_string(request.outputTokens)
        + " in=" + std::to_string(request.promptTokens) + " cached=" + std::to_string(request.cachedTokens);
}

std::string read(SimDialect dialect, std::string_view body)
{
    ApiReader reader("m", false);
    return read(reader, dialect, body);
}

TEST(ApiRequest, ReadsChat)
{
    EXPECT_EQ(read(SimDialect::OpenAiChat,
                   R"({"model":"m","messages":[{"role":"user","content":"one two"}],"max_tokens":9})"),
              "m whole out=9 in=" + std::to_string(2 + kOneMessage) + " cached=0");
    EXPECT_EQ(
        read(
            SimDialect::OpenAiChat,
            R"({"messages":[{"role":"system","content":"one"},{"role":"user","content":[{"type":"text","text":"two three"},
                   {"type":"image_url","image_url":{"url":"data:"}}]},{"role":"assistant","content":null},{"role":"tool"}],
                   "stream":true,"max_tokens":9,"max_completion_tokens":5})"),
        "m stream out=5 in=" + std::to_string(3 + 4 * kTokensPerMessage + kTokensPerReply) + " cached=0");
}

TEST(ApiRequest, CountsImagesInEveryFormThatThereIs)
{
    ApiReader reader("m", true, 100);
    const auto counted = [&reader](SimDialect dialect, std::string_view body) {
        const Result<ApiRequest> result = reader.read(dialect, body);
        return result ? result.value().promptTokens : -1;
    };
    EXPECT_EQ(counted(SimDialect::OpenAiChat,
                      R"({"messages":[{"role":"user","content":[{"type":"text","text":"one two"},
                          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                          {"type":"image_url","image_url":{"url":"https://h/x.png"}}]}]})"),
              2 + 200 + kOneMessage);
    EXPECT_EQ(counted(SimDialect::OllamaChat, R"({"messages":[{"role":"user","content":"one","images":["AAAA"]}]})"),
              1 + 100 + kOneMessage);
    EXPECT_EQ(counted(SimDialect::OllamaGenerate, R"({"prompt":"one two three","images":["AAAA","BBBB"]})"), 3 + 200);
    EXPECT_EQ(counted(SimDialect::OllamaGenerate, R"({"prompt":"one two three","images":null})"), 3);
}

TEST(ApiRequest, RefusesBrokenImages)
{
    EXPECT_EQ(read(SimDialect::OpenAiChat,
                   R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":"AAAA"}]}]})"),
              "400 image_url must be an object with a url.");
    for (const char* images : {"\"AAAA\"", "[1]"}) {
        const std::string body = std::string{R"({"prompt":"x","images":)"} + images + "}";
        EXPECT_EQ(read(SimDialect::OllamaGenerate, body), "400 images must be a list of base64 texts.") << images;
    }
}

TEST(ApiRequest, ReadsCompletions)
{
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({"prompt":"a\nb","max_tokens":null})"),
              "m whole out=0 in=2 cached=0");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({"prompt":["a b c"]})"), "m whole out=0 in=3 cached=0");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({"prompt":[5,6,7,8]})"), "m whole out=0 in=4 cached=0");
}

TEST(ApiRequest, ReadsOllama)
{
    EXPECT_EQ(
        read(SimDialect::OllamaChat, R"({"messages":[{"role":"user","content":"x"}],"options":{"num_predict":3}})"),
        "m stream out=3 in=" + std::to_string(1 + kOneMessage) + " cached=0");
    EXPECT_EQ(read(SimDialect::OllamaGenerate,
                   R"({"prompt":"x y","system":"z","stream":false,"options":{"num_predict":-1}})"),
              "m whole out=0 in=3 cached=0");
}

TEST(ApiRequest, ReadsTheOtherApis)
{
    const std::string chat = "in=" + std::to_string(3 + 2 * kTokensPerMessage + kTokensPerReply) + " cached=0";
    EXPECT_EQ(read(SimDialect::AnthropicMessages,
                   R"({"model":"m","max_tokens":9,"stream":true,"system":"one","messages":[{"role":"user",
                       "content":[{"type":"text","text":"two three"}]}]})"),
              "m stream out=9 " + chat);
    EXPECT_EQ(read(SimDialect::OpenAiResponses,
                   R"({"model":"m","max_output_tokens":9,"instructions":"one","input":[{"role":"user",
                       "content":[{"type":"input_text","text":"two three"}]}]})"),
              "m whole out=9 " + chat);
    EXPECT_EQ(read(SimDialect::OpenAiResponses, R"({"input":"two three"})"),
              "m whole out=0 in=" + std::to_string(2 + kOneMessage) + " cached=0");
    EXPECT_EQ(read(SimDialect::Gemini,
                   R"({"systemInstruction":{"parts":[{"text":"one"}]},"contents":[{"parts":[{"text":"two three"}]}],
                       "generationConfig":{"maxOutputTokens":9}})"),
              "m stream out=9 " + chat);
    EXPECT_EQ(read(SimDialect::LlamaCppCompletion, R"({"prompt":"a b","n_predict":-1,"stream":true})"),
              "m stream out=0 in=2 cached=0");
    EXPECT_EQ(read(SimDialect::SglangGenerate, R"({"text":"a b","sampling_params":{"max_new_tokens":4}})"),
              "m whole out=4 in=2 cached=0");
    EXPECT_EQ(read(SimDialect::TgiGenerate, R"({"inputs":"a b","stream":false,"parameters":{"max_new_tokens":4}})"),
              "m stream out=4 in=2 cached=0");
    EXPECT_EQ(read(SimDialect::SambaStudioV1,
                   R"({"instance":"a b","params":{"max_tokens_to_generate":{"type":"int","value":"4"}}})"),
              "m stream out=4 in=2 cached=0");
    EXPECT_EQ(read(SimDialect::SambaStudioV2,
                   R"({"items":[{"id":"item1","value":"a b"}],"params":{"max_tokens_to_generate":4}})"),
              "m stream out=4 in=2 cached=0");
}

TEST(ApiRequest, CountsTheImagesOfTheOtherApis)
{
    ApiReader reader("m", false, 100);
    const auto counted = [&reader](SimDialect dialect, std::string_view body) {
        const Result<ApiRequest> result = reader.read(dialect, body);
        return result ? result.value().promptTokens : -1;
    };
    EXPECT_EQ(counted(SimDialect::AnthropicMessages,
                      R"({"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image",
                          "source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}]})"),
              1 + 100 + kOneMessage);
    EXPECT_EQ(counted(SimDialect::OpenAiResponses,
                      R"({"input":[{"role":"user","content":[{"type":"input_text","text":"a"},
                          {"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}]})"),
              1 + 100 + kOneMessage);
    EXPECT_EQ(
        counted(SimDialect::Gemini,
                R"({"contents":[{"parts":[{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}]})"),
        1 + 100 + kOneMessage);
}

TEST(ApiRequest, RefusesWhatTheOtherApisCannotServe)
{
    EXPECT_EQ(read(SimDialect::Gemini, "{}"), "400 contents must be given.");
    EXPECT_EQ(read(SimDialect::SambaStudioV1, R"({"instance":"a","params":{"max_tokens_to_generate":4}})"),
              "400 max_tokens_to_generate must be an object with type and value.");
    EXPECT_EQ(read(SimDialect::SambaStudioV1,
                   R"({"instance":"a","params":{"max_tokens_to_generate":{"type":"int","value":"4x"}}})"),
              "400 max_tokens_to_generate must be a whole number from 1 to 131072.");
    ApiReader reader("m", false);
    const Result<ApiRequest> other = reader.read(SimDialect::Gemini, R"({"contents":"a"})", "other");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, Errc::NotFound);
}

TEST(ApiRequest, RefusesWhatItCannotServe)
{
    EXPECT_EQ(read(SimDialect::OpenAiChat, R"({"model":"other","messages":[{"role":"user","content":"x"}]})"),
              "404 The model \"other\" does not exist; this is m.");
    EXPECT_EQ(read(SimDialect::OpenAiChat, R"({"messages":[]})"),
              "400 messages must be a list of at least one message.");
    EXPECT_EQ(read(SimDialect::OpenAiChat, R"({"messages":[{"content":"x"}]})"),
              "400 messages must be objects with a role and a content.");
    EXPECT_EQ(read(SimDialect::OpenAiChat, R"({"messages":[{"role":"user","content":5}]})"),
              "400 content must be a text or a list of parts.");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({})"), "400 prompt must be a text.");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({"prompt":"x","stream":"yes"})"),
              "400 stream must be true or false.");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({"prompt":"x","max_tokens":0})"),
              "400 max_tokens must be a whole number from 1 to 131072.");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, "[]"), "400 The body must be a JSON object.");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, R"({"prompt":)").substr(0, 31), "400 The body is not valid JSON:");
    EXPECT_EQ(read(SimDialect::OpenAiCompletions, "").substr(0, 31), "400 The body is not valid JSON:");
}

TEST(ApiRequest, TakesAnyModelWhenTold)
{
    ApiReader reader("any", false);
    EXPECT_EQ(read(reader, SimDialect::OpenAiCompletions, R"({"model":"other","prompt":"x"})"),
              "other whole out=0 in=1 cached=0");
}

TEST(ApiRequest, TellsCachedPrefixes)
{
    ApiReader reader("m", true);
    std::string words;
    for (int i = 0; i < 33; ++i)
        words += "w" + std::to_string(i) + " ";
    const std::string body = R"({"prompt":")" + words + "\"}";
    EXPECT_EQ(read(reader, SimDialect::OpenAiCompletions, body), "m whole out=0 in=33 cached=0");
    EXPECT_EQ(read(reader, SimDialect::OpenAiCompletions, body), "m whole out=0 in=33 cached=32");
}

TEST(ApiRequest, TokenizesInBothStyles)
{
    ApiReader reader("m", false);
    const auto llama = reader.readTokenize(R"({"content":"one extraordinary"})");
    ASSERT_TRUE(llama);
    EXPECT_TRUE(llama.value().llamaStyle);
    EXPECT_EQ(llama.value().ids, tokenIds("one extraordinary"));
    const auto vllm = reader.readTokenize(R"({"model":"m","prompt":"one extraordinary"})");
    ASSERT_TRUE(vllm);
    EXPECT_FALSE(vllm.value().llamaStyle);
    EXPECT_EQ(vllm.value().ids, tokenIds("one extraordinary"));
    const auto chat = reader.readTokenize(R"({"messages":[{"role":"user","content":"one two"}]})");
    ASSERT_TRUE(chat);
    EXPECT_EQ(static_cast<std::int64_t>(chat.value().ids.size()), 2 + kOneMessage)
        << "what usage says of the same chat";
    EXPECT_FALSE(reader.readTokenize(R"({"text":"x"})"));
}

}  // namespace
}  // namespace inferometer
