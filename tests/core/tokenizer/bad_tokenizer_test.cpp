// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is no tokenizer, or one that we cannot read: one sentence that names it, the place, and what to do.
#include "tests/core/tokenizer/tokenizer_data.h"
#include <sys/stat.h>

#include <chrono>

namespace inferometer::test {
namespace {

constexpr const char* kNextStep = " Download it again, or choose another tokenizer of this model.";

class BadTokenizer : public testing::Test
{
protected:
    std::string messageOf(const std::string& text, const std::string& name = "tokenizer.json")
    {
        writeFile(m_folder / name, text);
        return messageAt(m_folder / name);
    }
    static std::string messageAt(const std::string& path)
    {
        const auto tokenizer = openTokenizer(path);
        EXPECT_FALSE(tokenizer.ok()) << path;
        return tokenizer.ok() ? std::string{} : tokenizer.error().message;
    }
    // What stands between the file's name and the next step.
    std::string whyOf(const std::string& text, const std::string& name = "tokenizer.json")
    {
        std::string message = messageOf(text, name);
        const std::string front = "The tokenizer " + m_folder / name + " cannot be used: ";
        const std::string back = std::string{"."} + kNextStep;
        EXPECT_EQ(message.substr(0, front.size()), front);
        if (message.size() < front.size() + back.size())
            return message;
        EXPECT_EQ(message.substr(message.size() - back.size()), back);
        return message.substr(front.size(), message.size() - front.size() - back.size());
    }

    TempFolder m_folder;
};

// A whole tokenizer, with one part of it.
std::string with(const std::string& key, const std::string& value)
{
    std::string text = R"("model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]})";
    if (key == "model")
        text = "\"model\":" + value;
    else
        text += ",\"" + key + "\":" + value;
    return "{" + text + "}";
}

std::string withSplit(const std::string& pattern)
{
    return with("pre_tokenizer",
                R"({"type":"Split","pattern":{"Regex":")" + pattern + R"("},"behavior":"Isolated","invert":false})");
}

TEST_F(BadTokenizer, ThatIsNotThere)
{
    for (const std::string& path : {m_folder / "no.json", m_folder.path(), m_folder / "no/such/folder"})
        EXPECT_EQ(messageAt(path),
                  "There is no tokenizer at " + path
                      + ": name a tokenizer.json, a SentencePiece .model, or a folder that holds one.");
}

TEST_F(BadTokenizer, ThatIsNoFile)
{
    const std::string pipe = m_folder / "tokenizer.json";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(messageAt(pipe).substr(0, 24), "There is no tokenizer at");
}

TEST_F(BadTokenizer, ThatIsTooLarge)
{
    writeFile(m_folder / "tokenizer.json", "{");
    std::filesystem::resize_file(m_folder / "tokenizer.json", static_cast<std::uintmax_t>(kTokenizerFileLimit) + 1);
    EXPECT_NE(messageAt(m_folder / "tokenizer.json").find("it holds more than 256 MB"), std::string::npos);
}

TEST_F(BadTokenizer, ThatIsNoJson)
{
    EXPECT_EQ(whyOf(""), "it is empty");
    EXPECT_EQ(whyOf("{\"model\":").substr(0, 15), "it is no JSON (");
    EXPECT_EQ(whyOf("version https://git-lfs.github.com/spec/v1\n").substr(0, 15), "it is no JSON (");
    EXPECT_EQ(whyOf(readFile(tokenizerData("gpt2.json")).substr(0, 5000)).substr(0, 15), "it is no JSON (");
    EXPECT_EQ(whyOf(std::string("{\"a\":\"\xff\"}")).substr(0, 15), "it is no JSON (");
    EXPECT_EQ(whyOf(std::string(200, '[') + std::string(200, ']')), "it nests more than 128 deep");
    EXPECT_EQ(whyOf(std::string(1'000'000, '[')).substr(0, 6), "it is ");
}

TEST_F(BadTokenizer, WhoseModelIsNotWhatItMustBe)
{
    EXPECT_EQ(whyOf("{}"), "\"model\" is missing");
    EXPECT_EQ(whyOf("[]"), "\"model\" is missing");
    EXPECT_EQ(whyOf(with("model", R"({"type":"WordPiece","vocab":{}})")),
              "at model, it asks for WordPiece, which is not supported");
    EXPECT_EQ(whyOf(with("model", R"({"type":"Unigram","vocab":[["a",0]]})")),
              "at model, it asks for Unigram, which is not supported");
    EXPECT_EQ(whyOf(with("model", R"({"type":"BPE","merges":[]})")), "at model, \"vocab\" is missing");
    EXPECT_EQ(whyOf(with("model", R"({"type":"BPE","vocab":{}})")), "at model, \"merges\" is missing");
    EXPECT_EQ(whyOf(with("model", R"({"type":"BPE","vocab":[],"merges":[]})")),
              "at model.vocab, there is a value of another kind than a tokenizer has there");
    EXPECT_EQ(whyOf(with("model", R"({"type":"BPE","vocab":{},"merges":[],"fuse_unk":"yes"})")),
              "at model.fuse_unk, there is a value of another kind than a tokenizer has there");
    EXPECT_EQ(whyOf(with("model", R"({"type":"BPE","dropout":0.1,"vocab":{},"merges":[]})")),
              "at model.dropout, it asks for dropout, which is not supported");
}

TEST_F(BadTokenizer, WhoseNumbersCannotBe)
{
    for (const char* id : {"-1", "4294967296", "16777216", "1.5", "\"0\"", "1e99", "18446744073709551615"}) {
        const std::string model = std::string{R"({"type":"BPE","merges":[],"vocab":{"a":)"} + id + "}}";
        EXPECT_EQ(whyOf(with("model", model)), "at model.vocab, the token \"a\" has no number between 0 and 16777215");
    }
}

TEST_F(BadTokenizer, WhoseMergesNameNoTokens)
{
    const auto merging = [](const std::string& merges) {
        return with("model", R"({"type":"BPE","vocab":{"a":0,"b":1},"merges":[)" + merges + "]}");
    };
    EXPECT_EQ(whyOf(merging("\"a c\"")), "at model, it names the token \"c\", which its vocabulary lacks");
    EXPECT_EQ(whyOf(merging(R"(["c","a"])")), "at model, it names the token \"c\", which its vocabulary lacks");
    EXPECT_EQ(whyOf(merging("\"a b\"")), "at model, it names the token \"ab\", which its vocabulary lacks");
    for (const char* entry : {"\"ab\"", "\"a b c\"", "[\"a\"]", R"(["a","b","c"])", "[1,2]", "7", "null"})
        EXPECT_EQ(whyOf(merging(entry)), "at model.merges, entry 0 is not two tokens") << entry;
    EXPECT_EQ(whyOf(with("model", R"({"type":"BPE","unk_token":"u","vocab":{},"merges":[]})")),
              "at model, it names the token \"u\", which its vocabulary lacks");
}

TEST_F(BadTokenizer, ThatAsksForStepsWeDoNotHave)
{
    EXPECT_EQ(whyOf(with("normalizer", R"({"type":"Precompiled","precompiled_charsmap":"AA=="})")),
              "at normalizer, it asks for Precompiled, which is not supported");
    EXPECT_EQ(whyOf(with("normalizer", R"({"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Nmt"}]})")),
              "at normalizer.normalizers[1], it asks for Nmt, which is not supported");
    EXPECT_EQ(whyOf(with("pre_tokenizer", R"({"type":"BertPreTokenizer"})")),
              "at pre_tokenizer, it asks for BertPreTokenizer, which is not supported");
    EXPECT_EQ(whyOf(with("pre_tokenizer", R"({"type":"Split","pattern":{"String":"a"},"behavior":"Odd"})")),
              "at pre_tokenizer.behavior, it asks for Odd, which is not supported");
    EXPECT_EQ(whyOf(with("pre_tokenizer", R"({"type":"Split"})")), "at pre_tokenizer, \"pattern\" is missing");
    EXPECT_EQ(whyOf(with("pre_tokenizer", R"({"type":"Metaspace","replacement":"__"})")),
              "at pre_tokenizer, \"replacement\" is not one character");
    EXPECT_EQ(whyOf(with("normalizer", "7")), "at normalizer, \"type\" is missing");
}

TEST_F(BadTokenizer, WithMoreStepsThanAnyHas)
{
    std::string steps = R"({"type":"NFC"})";
    for (int i = 0; i < 64; ++i)
        steps += R"(,{"type":"NFC"})";
    EXPECT_EQ(whyOf(with("normalizer", R"({"type":"Sequence","normalizers":[)" + steps + "]}")),
              "at normalizer.normalizers, there are more than the 64 entries that are read");
}

TEST_F(BadTokenizer, WhosePatternIsNone)
{
    EXPECT_EQ(whyOf(withSplit("(a")).substr(0, 51), "at pre_tokenizer.pattern, it holds \"\", which is not");
    EXPECT_EQ(whyOf(withSplit("[a&&b]")), "at pre_tokenizer.pattern, it holds \"&&b]\", which is not understood here");
    EXPECT_EQ(whyOf(withSplit("\\\\p{Nonsense}")),
              "at pre_tokenizer.pattern, it cannot be compiled (unknown property after \\P or \\p)");
    EXPECT_EQ(whyOf(withSplit("(*LIMIT_MATCH=1)a")),
              "at pre_tokenizer.pattern, it holds \"(*LIMIT_MATCH=1)\", which is not understood here");
}

TEST_F(BadTokenizer, WhosePatternNeverEnds)
{
    const auto start = std::chrono::steady_clock::now();
    for (const char* pattern : {"(a+)+$", "(?:\\\\p{L}|[a-z])*\\\\d", "(\\\\s|\\\\n)*x", "(?:(?:a|a?)+)+!!"})
        EXPECT_EQ(whyOf(withSplit(pattern)), "at pre_tokenizer.pattern, it takes far too long on a short text");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{20});
}

TEST_F(BadTokenizer, WhoseAddedTokensAreNone)
{
    EXPECT_EQ(whyOf(with("added_tokens", R"([{"id":0}])")), "at added_tokens[0], \"content\" is missing");
    EXPECT_EQ(whyOf(with("added_tokens", R"([{"content":"a","special":1}])")),
              "at added_tokens[0].special, there is a value of another kind than a tokenizer has there");
    EXPECT_EQ(whyOf(with("added_tokens", R"([{"content":")" + std::string(1025, 'a') + "\"}]")),
              "at added_tokens[0], the token has more than the 1024 bytes that are read");
    EXPECT_EQ(whyOf(with("added_tokens", "{}")),
              "at added_tokens, there is a value of another kind than a tokenizer has there");
}

TEST_F(BadTokenizer, ThatHasNothingButWhatItMust)
{
    writeFile(m_folder / "tokenizer.json", with("normalizer", "null"));
    const auto tokenizer = openTokenizer(m_folder.path());
    ASSERT_TRUE(tokenizer.ok()) << tokenizer.error().message;
    EXPECT_EQ(tokenizer.value()->encode("abcb a"), (std::vector<std::uint32_t>{2, 1, 0}));
}

}  // namespace
}  // namespace inferometer::test
