// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/json_writer.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <limits>

namespace inferometer {
namespace {

std::string writtenBy(const std::function<void(JsonWriter&)>& write)
{
    const test::TempFolder folder;
    AtomicFile file{folder / "a"};
    JsonWriter json{file};
    write(json);
    json.endDocument();
    EXPECT_TRUE(file.commit());
    return test::readFile(folder / "a");
}

TEST(JsonWriter, LooksAsPythonsDoesWithIndentFour)
{
    const std::string text = writtenBy([](JsonWriter& json) {
        json.beginArray();
        json.beginObject();
        json.key("a").value(1);
        json.key("b").value(std::string_view{"x \"quoted\"\n"});
        json.key("empty").beginObject();
        json.endObject();
        json.endObject();
        json.beginObject();
        json.key("c").null();
        json.endObject();
        json.endArray();
    });
    EXPECT_EQ(text,
              "[\n    {\n        \"a\": 1,\n        \"b\": \"x \\\"quoted\\\"\\n\",\n        \"empty\": {}\n    },\n"
              "    {\n        \"c\": null\n    }\n]\n");
}

TEST(JsonWriter, EscapesWhatATerminalWouldObey)
{
    // NOLINTNEXTLINE(misc-misleading-bidirectional): it is what is tested
    const std::string told = "\x1b[2J\x7f \xC2\x9B \xE2\x80\xAE \xF3\xA0\x81\x81 \xC3\xA9";
    const std::string text = writtenBy([&told](JsonWriter& json) {
        json.beginObject();
        json.key(told).value(std::string_view{told});
        json.endObject();
    });
    const std::string spelled = "\"\\u001b[2J\\u007f \\u009b \\u202e \\udb40\\udc41 \xC3\xA9\"";
    EXPECT_EQ(text, "{\n    " + spelled + ": " + spelled + "\n}\n");
    EXPECT_EQ(nlohmann::json::parse(text).at(told), told);
}

TEST(JsonWriter, KeepsListsOfNumbersOnOneLine)
{
    const std::string text = writtenBy([](JsonWriter& json) {
        json.beginObject();
        json.key("a").values(std::vector<double>{0.5, 2});
        json.key("b").values(std::vector<std::uint32_t>{});
        json.endObject();
    });
    EXPECT_EQ(text, "{\n    \"a\": [0.5, 2.0],\n    \"b\": []\n}\n");
}

TEST(AppendJsonNumber, WritesAsPythonDoes)
{
    const auto text = [](double number) {
        std::string out;
        appendJsonNumber(number, out);
        return out;
    };
    EXPECT_EQ(text(1), "1.0");
    EXPECT_EQ(text(0), "0.0");
    EXPECT_EQ(text(0.1), "0.1");
    EXPECT_EQ(text(659.0229147024718), "659.0229147024718");
    EXPECT_EQ(text(-2.5), "-2.5");
    EXPECT_EQ(text(1e300), "1e+300");
    EXPECT_EQ(text(-2.2250738585072014e-308), "-2.2250738585072014e-308");
    EXPECT_EQ(text(99'999'999'999'999'984.0), "99999999999999984.0");
    EXPECT_EQ(text(std::numeric_limits<double>::quiet_NaN()), "null");
    EXPECT_EQ(text(std::numeric_limits<double>::infinity()), "null");
}

}  // namespace
}  // namespace inferometer
