// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/body_setting.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::string errorOf(const std::string& text)
{
    const Status status = checkBodySetting("extra-body", text, 1000);
    return status ? "" : status.error().message;
}

TEST(BodySetting, TakesAnyObject)
{
    for (const char* good : {"", "{}", R"({"temperature": 0, "stop": ["a"], "x": {"temperature": 1, "model": 2}})"})
        EXPECT_EQ(errorOf(good), "") << good;
    for (const char* bad : {"{", "[1]", "3", "{'a': 1}"})
        EXPECT_NE(errorOf(bad).find("JSON object"), std::string::npos) << bad;
    EXPECT_NE(errorOf(R"({"a": 1, "a": 2})").find("\"a\" twice"), std::string::npos);
}

TEST(BodySetting, NamesTheSettingThatSaysItAlready)
{
    EXPECT_EQ(errorOf(R"({"max_tokens": 7})"),
              "extra-body may not set \"max_tokens\" to 7; give the length of answers as num-output-tokens.");
    EXPECT_EQ(errorOf(R"({"model": "x"})"), "extra-body may not set \"model\"; name it as model-names.");
    for (const char* length : {"max_tokens_to_generate", "max_completion_tokens", "num_predict", "n_predict"})
        EXPECT_NE(errorOf("{\"" + std::string{length} + "\": 7}").find("num-output-tokens"), std::string::npos);
    for (const char* exact : {R"({"ignore_eos": false})", R"({"min_tokens": 3})"})
        EXPECT_NE(errorOf(exact).find("output-length"), std::string::npos) << exact;
    for (const char* text : {R"({"messages": []})", R"({"prompt": "x"})"})
        EXPECT_NE(errorOf(text).find("prompts-file"), std::string::npos) << text;
    EXPECT_NE(errorOf(R"({"images": []})").find("multimodal-image-size"), std::string::npos);
    EXPECT_NE(errorOf(R"({"stream": false})"), "");
    EXPECT_NE(errorOf(R"({"stream_options": {"include_usage": false}})"), "");
    EXPECT_NE(errorOf(R"({"options": {"num_predict": 7}})").find("num-output-tokens"), std::string::npos);
}

TEST(BodySetting, LengthMayBeSaidByAnotherNameOrNotAtAll)
{
    EXPECT_EQ(errorOf(R"({"max_tokens": null, "max_completion_tokens": 1000, "ignore_eos": null})"), "");
    EXPECT_EQ(errorOf(R"({"stream_options": {"include_usage": true, "continuous_usage_stats": true}})"), "");
    EXPECT_EQ(errorOf(R"({"stream_options": null, "options": {"num_ctx": 8192, "num_predict": 1000}})"), "");
}

TEST(BodySetting, LengthsThatAreDrawnAreNotOverruled)
{
    for (const char* text : {R"({"max_tokens": 1000})", R"({"max_tokens": null})", R"({"n_predict": 1000})",
                             R"({"options": {"num_predict": 1000}})"})
    {
        const Status status = checkBodySetting("extra-body", text, std::nullopt);
        ASSERT_FALSE(status) << text;
        EXPECT_NE(status.error().message.find("for the length of each answer is drawn; remove it."), std::string::npos);
    }
    EXPECT_TRUE(checkBodySetting("extra-body", R"({"ignore_eos": null, "top_p": 1})", std::nullopt));
}

TEST(BodySetting, LengthsAreFoundWhereDialectsHaveThem)
{
    for (const char* text :
         {R"({"parameters": {"max_new_tokens": 7}})", R"({"sampling_params": {"max_new_tokens": 7}})",
          R"({"generationConfig": {"maxOutputTokens": 7}})", R"({"params": {"max_tokens_to_generate": 7}})",
          R"({"max_output_tokens": 7})"})
        EXPECT_NE(errorOf(text).find("num-output-tokens"), std::string::npos) << text;
    EXPECT_EQ(errorOf(R"({"parameters": {"max_new_tokens": 1000, "top_k": 3}})"), "");
}

TEST(BodySetting, SecretsStandAsVariables)
{
    for (const char* plain :
         {R"({"api_key": "hunter2-long"})", R"({"mcp": [{"headers": {"Authorization": "Bearer hunter2-long"}}]})",
          R"({"auth": ["hunter2-long"]})", R"({"note": "Bearer hunter2-long"})"})
    {
        const std::string error = errorOf(plain);
        EXPECT_NE(error.find("in plain text; write ${NAME}"), std::string::npos) << plain;
        EXPECT_EQ(error.find("hunter2"), std::string::npos) << error;
    }
    for (const char* fine :
         {R"({"api_key": "${LAB_KEY}"})", R"({"stop_token": "</s>", "prompt_cache_key": "a", "token": 3, "key": null})",
          R"({"schema": {"properties": {"password": {"type": "string"}}, "required": ["password"]}})",
          R"({"grammar": "${not a name}"})"})
        EXPECT_EQ(errorOf(fine), "") << fine;
}

TEST(BodySetting, VariablesArePutInWhereNamesSaySecret)
{
    const auto lookup = [](const std::string& name) -> std::optional<std::string> {
        return name == "LAB_KEY" ? std::optional<std::string>{"k\"1"} : std::nullopt;
    };
    const auto expanded
        = [&](const std::string& text) { return expandBodySetting("extra-body", text, lookup).value(); };
    EXPECT_EQ(expanded(""), "");
    EXPECT_EQ(expanded(R"({"b": {"token": "x ${LAB_KEY}"}, "a": "${LAB_KEY}"})"),
              R"({"b":{"token":"x k\"1"},"a":"${LAB_KEY}"})");
    EXPECT_EQ(expanded(R"({ "grammar": "${x y}" })"), R"({ "grammar": "${x y}" })");
    const auto missing = expandBodySetting("extra-body", R"({"key": "${NOT_SET}"})", lookup);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().message,
              "The environment variable NOT_SET, named in extra-body, is not set; export it first.");
}

TEST(BodySetting, RefusesWhatNestsWithoutEnd)
{
    const auto nested = [](int depth, const char* open, const char* close) {
        std::string text = R"({"a": )";
        for (int i = 0; i < depth; ++i)
            text += open;
        text += "1";
        for (int i = 0; i < depth; ++i)
            text += close;
        return text + "}";
    };
    EXPECT_NE(errorOf(nested(20'000, "[", "]")).find("nests more than 128 deep"), std::string::npos);
    EXPECT_NE(errorOf(nested(20'000, R"({"a":)", "}")).find("nests more than 128 deep"), std::string::npos);
    EXPECT_EQ(errorOf(nested(100, "[", "]")), "");
}

}  // namespace
}  // namespace inferometer
