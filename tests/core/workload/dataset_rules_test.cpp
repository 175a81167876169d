// SPDX-License-Identifier: GPL-3.0-or-later
// Every rule of a dataset with its sentence: what is wrong, in which row, and nothing is sent.
#include "core/machine/row_file.h"
#include "core/workload/dataset_images.h"

#include "tests/core/workload/dataset_fixture.h"
#include <sys/stat.h>

namespace inferometer {
namespace {

using DatasetRules = DatasetTest;

const std::string kFirst = "{\"prompt\": \"a\"}\n";

TEST_F(DatasetRules, OfTheKitInItsWords)
{
    const std::string columns = ": All rows in input file must contain the same first column name \"prompt\" and its "
                                "respective text value.";
    EXPECT_EQ(errorOf(kFirst + R"({"text": "a"})"), ", line 2" + columns);
    EXPECT_EQ(errorOf(R"({"image_path": "a.png", "prompt": "a"})"), ", line 1" + columns);
    EXPECT_EQ(errorOf(kFirst + "{\"prompt\": 7}"), ", line 2" + columns);
    EXPECT_EQ(errorOf("{}"), ", line 1" + columns);
    EXPECT_EQ(
        errorOf(kFirst + kFirst + R"({"prompt": "a", "image": "b.png"})"),
        ", line 3: If input file has two columns, all rows in input file must contain the same second column name "
        "\"image_path\" and its respective text value.");
    EXPECT_EQ(
        errorOf(kFirst + R"({"prompt": "a", "image_path": 1})"),
        ", line 2: If input file has two columns, all rows in input file must contain the same second column name "
        "\"image_path\" and its respective text value.");
    EXPECT_EQ(errorOf(kFirst + R"({"prompt": "a", "image_path": "b.png", "id": 1})"),
              ", line 2: Input file can not contain more then two columns.");
    EXPECT_EQ(errorOf(kFirst + R"({"prompt": "a", "image_path": "http://h/b.png"})"),
              ", line 2: Urls are not supported for image_path. Please provide local image paths.");
    EXPECT_EQ(errorOf(kFirst + R"({"prompt": " \n"})"),
              ", line 2: \"prompt\" holds no text; give it some or remove the row.");
}

TEST_F(DatasetRules, OfJson)
{
    const std::string noObject = ": it is no JSON object; check quotes and braces.";
    EXPECT_EQ(errorOf(kFirst + "\n{\"prompt\": \"a\""), ", line 3" + noObject);
    EXPECT_EQ(errorOf(kFirst + "[1]"), ", line 2" + noObject);
    EXPECT_EQ(errorOf(kFirst + "{'prompt': 'a'}"), ", line 2" + noObject);
    EXPECT_EQ(errorOf(kFirst + R"({"prompt": "a", "prompt": "b"})"),
              ", line 2: it has the key \"prompt\" twice; remove one.");
    EXPECT_EQ(errorOf(kFirst + "{\"prompt\": \"\xFF\xFE\"}"),
              ", line 2: it is not valid UTF-8; save the file as UTF-8 text.");
    EXPECT_EQ(errorOf(kFirst + std::string{"{\"prompt\": \"a\0b\"}", 17}),
              ", line 2: it holds a NUL byte; save the file as UTF-8 text.");
    EXPECT_EQ(errorOf(kFirst + "{\"prompt\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}"),
              ", line 2: it nests more than 128 deep, which no request needs.");
}

TEST_F(DatasetRules, OfJsonLists)
{
    const std::string broken = ": the JSON list breaks off or lacks a comma here; check brackets and quotes.";
    EXPECT_EQ(errorOf(R"([{"prompt":"a"} {"prompt":"b"}])"), ", entry 2" + broken);
    EXPECT_EQ(errorOf(R"([{"prompt":"a"},)"), ", entry 2" + broken);
    EXPECT_EQ(errorOf(R"([{"prompt":"a"},{"prompt":"b)"), ", entry 2" + broken);
    EXPECT_EQ(errorOf("[" + std::string(1000, '[')), ", entry 1" + broken);
    EXPECT_EQ(errorOf(R"([{"prompt":"a"},"b"])"), ", entry 2: it is no JSON object; check quotes and braces.");
    EXPECT_EQ(errorOf(R"([{"prompt":"a"}] x)"), ", entry 1: something stands behind the end of the JSON; remove it.");
    EXPECT_TRUE(errorOf("[]").ends_with(" holds no row that can be sent; choose another file."));
    EXPECT_TRUE(errorOf(R"([{"conversations":[]}])").ends_with(" holds no row that can be sent; choose another file."));
    EXPECT_TRUE(errorOf(R"({"data":[]})").ends_with(" holds no row that can be sent; choose another file."));
    EXPECT_EQ(errorOf("{\"data\":[{\"payloads\":[{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}]}],\n\"more\""),
              ", line 2" + broken);
    EXPECT_EQ(errorOf("{\"data\":[],\n\n\"more\": \"and"), ", line 3" + broken);
    EXPECT_EQ(errorOf("{\"data\":[]}\nx"), ", line 2: something stands behind the end of the JSON; remove it.");
}

TEST_F(DatasetRules, OfLengths)
{
    const std::string row = R"({"prompt": "a", "output_tokens": )";
    for (const std::string value : {"0", "-1", "1.5", "\"7\"", "1e308", "1000001", "null", "99999999999999999999"}) {
        std::string text = row + "3}\n";
        text.append(row).append(value).append("}");
        const std::string said = errorOf(text);
        EXPECT_TRUE(said.starts_with(", line 2: \"output_tokens\" must be a whole number from 1 to 1000000, not "))
            << value << said;
    }
    EXPECT_EQ(errorOf(row + "3}\n{\"text\": \"a\"}"),
              ", line 2: it has no \"prompt\", which the first row of this file has; mend or remove the row.");
}

TEST_F(DatasetRules, OfMessages)
{
    const std::string first = R"({"messages":[{"role":"user","content":"a"}]})"
                              "\n";
    EXPECT_EQ(errorOf(first + R"({"prompt":"a"})"),
              ", line 2: it has no \"messages\", which the first row of this file has; mend or remove the row.");
    for (const char* messages : {"[]", "\"a\"", "{}", "null"})
        EXPECT_EQ(errorOf(first + "{\"messages\":" + messages + "}"),
                  ", line 2: \"messages\" must be a list of messages, each with \"role\" and \"content\".");
    for (const char* message : {"1", "{}", R"({"role":1})", R"({"role":""})"})
        EXPECT_EQ(errorOf(first + "{\"messages\":[" + message + "]}"),
                  ", line 2: each of \"messages\" must be an object with a \"role\" such as \"user\".");
    EXPECT_EQ(errorOf(first + R"({"messages":[{"role":"user","content":"a"}],"max_tokens":0})"),
              ", line 2: \"max_tokens\" must be a whole number from 1 to 1000000, not 0.");
}

TEST_F(DatasetRules, OfConversationsAndPayloads)
{
    EXPECT_EQ(errorOf(R"([{"conversations":{}}])"),
              ", entry 1: \"conversations\" must be a list of objects with \"from\" and \"value\".");
    EXPECT_EQ(errorOf(R"([{"conversations":[1]}])"),
              ", entry 1: \"conversations\" must be a list of objects with \"from\" and \"value\".");
    EXPECT_EQ(errorOf(R"([{"conversations":[]},{"id":1}])"),
              ", entry 2: it has no \"conversations\", which the first row of this file has; mend or remove the row.");
    EXPECT_EQ(errorOf(R"({"data":[{"payloads":1}]})"),
              ", entry 1: each entry of AIPerf's inputs.json must have a list of \"payloads\".");
    EXPECT_EQ(errorOf(R"({"data":[{"payloads":[1]}]})"),
              ", entry 1: each of \"payloads\" must be an object, the body of a request.");
}

TEST_F(DatasetRules, OfCsv)
{
    EXPECT_EQ(errorOf("a,b\n1,2\n"),
              ", line 1: it names the columns \"a\", \"b\"; choose the one to send as dataset-column.");
    EXPECT_EQ(errorOf("a,b\n1,2\n", {"c", {}}),
              ", line 1: there is no column \"c\"; choose one of \"a\", \"b\" as dataset-column.");
    EXPECT_EQ(errorOf("prompt,b\n1,2\n1,2,3\n"),
              ", line 3: it has 3 cells where the head line has 2; put cells that hold commas in quotes.");
    EXPECT_EQ(errorOf("prompt\n\"a\nb\n"), ", line 2: the quote that opens in line 2 is not closed.");
    EXPECT_EQ(errorOf("prompt\n\"a\" b\n"),
              ", line 2: text stands behind the closing quote of a cell; write a quote inside a cell twice.");
    EXPECT_EQ(errorOf("prompt,b\n ,2\n"), ", line 2: \"prompt\" holds no text; give it some or remove the row.");
    EXPECT_EQ(errorOf("prompt\n\xFF\n"), ", line 2: it is not valid UTF-8; save the file as UTF-8 text.");
    EXPECT_EQ(errorOf(std::string{"prompt\na\0\n", 10}), ", line 2: it holds a NUL byte; save the file as UTF-8 text.");
    EXPECT_EQ(errorOf("prompt,output_tokens\na,many\n"),
              ", line 2: \"output_tokens\" must be a whole number from 1 to 1000000, not many.");
    EXPECT_TRUE(errorOf("prompt\n").ends_with(" holds no row that can be sent; choose another file."));
    EXPECT_TRUE(errorOf("prompt,image_path\na,https://h/i.png\n").starts_with(", line 2: Urls are not supported"));
}

TEST_F(DatasetRules, OfSize)
{
    const std::string tooLong = ": this row is longer than the 16 MB that one may have.";
    const std::string letters(kMostRowBytes + 1, 'x');
    EXPECT_EQ(errorOf(kFirst + letters), ", line 2" + tooLong);
    EXPECT_EQ(errorOf("[{\"prompt\":\"" + letters), ", entry 1" + tooLong);
    EXPECT_EQ(errorOf("[" + letters), ", entry 1" + tooLong);
    EXPECT_EQ(errorOf("prompt\n\"" + letters), ", line 2" + tooLong);
    EXPECT_EQ(errorOf("prompt\n" + letters), ", line 2" + tooLong);
    EXPECT_EQ(errorOf("prompt\n" + std::string(100'000, ',')), ", line 2" + tooLong) << "as many cells";
}

TEST_F(DatasetRules, OfNames)
{
    const std::string name(100'000, 'n');
    const std::string shown = std::string(57, 'n') + "...";
    EXPECT_EQ(errorOf("{\"prompt\":\"a\",\"" + name + "\":1,\"" + name + "\":2}"),
              ", line 1: it has the key \"" + shown + "\" twice; remove one.");
    EXPECT_EQ(errorOf(name + "\n \n"), ", line 2: \"" + shown + "\" holds no text; give it some or remove the row.");
    EXPECT_EQ(errorOf("{\"prompt\":\"a\",\"image_path\":\"" + name + "\"}").size(),
              errorOf("{\"prompt\":\"a\",\"image_path\":\"" + name + "n\"}").size());
    std::string many = "{\"prompt\":\"a\"";
    for (int i = 0; i < 100'000; ++i)
        many.append(",\"k").append(std::to_string(i)).append("\":0");
    EXPECT_EQ(errorOf(many + "}"),
              ", line 1: it has more members than any request needs; 20000 in one object is the most.");
}

TEST_F(DatasetRules, OfFiles)
{
    const auto said = [](const std::string& path) { return loadDataset(path).error().message; };
    EXPECT_EQ(said((m_folder / "none")),
              "Cannot read " + (m_folder / "none") + ": No such file or directory; check the path.");
    EXPECT_EQ(said(m_folder.path()), m_folder.path() + " is no file; choose another.");
    EXPECT_EQ(said(write("empty", "")), (m_folder / "empty") + " is empty; choose another.");
    for (const std::string blank : {"\n", " \r\n\t", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"})
        EXPECT_EQ(said(write("blank", blank)), (m_folder / "blank") + " is empty; choose one that holds prompts.");
    ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(said((m_folder / "pipe")), (m_folder / "pipe") + " is no file; choose another.");
    write("sparse", "x");
    std::filesystem::resize_file((m_folder / "sparse"), 5'000'000'000);
    EXPECT_EQ(said((m_folder / "sparse")),
              (m_folder / "sparse") + " holds 5000 MB, more than the 4000 MB that a file of rows may have; split it.");
    EXPECT_EQ(loadDataset((m_folder / "none")).error().field, "input-file-path");
}

TEST_F(DatasetRules, OfImages)
{
    const auto said
        = [this](const std::string& path) { return errorOf(R"({"prompt": "a", "image_path": ")" + path + "\"}"); };
    EXPECT_EQ(said("none.png"),
              ", line 1: the image none.png cannot be read: No such file or directory; paths are relative to the "
              "dataset's folder.");
    write("text.png", "not an image");
    EXPECT_EQ(said("text.png"), ", line 1: the image text.png is no PNG, JPEG or WebP file.");
    EXPECT_EQ(said(m_folder.path()), ", line 1: the image " + m_folder.path() + " is no file.");
    write("large.png", "\x89PNG\r\n\x1a\n");
    std::filesystem::resize_file((m_folder / "large.png"), kMostImageBytes + 1'000'000);
    EXPECT_EQ(said("large.png"), ", line 1: the image large.png holds 51 MB, more than the 50 MB that one may have.");
    write("good", "\xFF\xD8\xFF\xE0 jpeg");
    EXPECT_EQ(said("good"), "");
    EXPECT_EQ(said((m_folder / "good")), "") << "an absolute path";
}

TEST(ImageType, IsToldByTheFirstBytes)
{
    EXPECT_EQ(imageTypeOf("\x89PNG\r\n\x1a\n..."), "image/png");
    EXPECT_EQ(imageTypeOf("\xFF\xD8\xFF\xE1.."), "image/jpeg");
    EXPECT_EQ(imageTypeOf("RIFF....WEBPVP8 "), "image/webp");
    EXPECT_EQ(imageTypeOf("RIFF....WAVE"), "");
    EXPECT_EQ(imageTypeOf("RIFF"), "");
    EXPECT_EQ(imageTypeOf("GIF89a"), "");
    EXPECT_EQ(imageTypeOf(""), "");
}

}  // namespace
}  // namespace inferometer
