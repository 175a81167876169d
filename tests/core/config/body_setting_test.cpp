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

}  // namespace
}  // namespace inferometer
