// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/sentencepiece_check.h"

#include "tests/core/tokenizer/tokenizer_data.h"

namespace inferometer::test {
namespace {

std::string whyNot(const TempFolder& folder, const std::string& bytes)
{
    writeFile(folder / "tokenizer.model", bytes);
    testing::internal::CaptureStderr();
    const auto tokenizer = openTokenizer(folder.path());
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    return tokenizer.ok() ? std::string{} : tokenizer.error().message;
}

TEST(SentencePiece, OpensItsFileInAFolder)
{
    const TempFolder folder;
    EXPECT_EQ(whyNot(folder, readFile(tokenizerData("bpe.model"))), "");
}

TEST(SentencePiece, RefusesWhatIsNoModel)
{
    const TempFolder folder;
    const std::string model = readFile(tokenizerData("unigram.model"));
    for (const std::string& bytes :
         {std::string{"IQ== 0\nIg== 1\n"}, std::string{"{}"}, model.substr(0, 1000), model.substr(1),
          std::string(64, '\0'), std::string(64, '\xff'), std::string{"\x0a\x00", 2}})
        EXPECT_NE(whyNot(folder, bytes).find("it is no SentencePiece model"), std::string::npos);
    EXPECT_NE(whyNot(folder, "").find("it is empty"), std::string::npos);
}

// The table of the normalizer, as it stands in a file: a piece, then field 3 with field 2 in it.
std::string modelWithTable(const std::string& table)
{
    const auto field = [](char number, const std::string& bytes) {
        std::string size;
        for (std::size_t left = bytes.size(); size.empty() || left > 0; left >>= 7U)
            size += static_cast<char>((left & 0x7FU) | (left > 0x7F ? 0x80U : 0U));
        return std::string{static_cast<char>(number << 3 | 2)} + size + bytes;
    };
    return field(1, field(1, "a")) + field(3, field(2, table));
}

std::string word(std::uint32_t value)
{
    std::string bytes(4, '\0');
    for (unsigned i = 0; i < 4; ++i)
        bytes[i] = static_cast<char>(value >> 8U * i & 0xFFU);
    return bytes;
}

TEST(SentencePiece, FollowsNoTableOutOfItself)
{
    EXPECT_TRUE(isSoundSentencePieceModel(readFile(tokenizerData("unigram.model"))));
    std::string units(1024, '\0');
    const std::string texts{"x\0", 2};
    const auto tableOf
        = [&](const std::string& trie) { return word(static_cast<std::uint32_t>(trie.size())) + trie + texts; };
    EXPECT_TRUE(isSoundSentencePieceModel(modelWithTable(tableOf(units))));
    std::string away = units;
    away.replace(0, 4, word(0x100U << 10U));  // on to units that are not there
    EXPECT_FALSE(isSoundSentencePieceModel(modelWithTable(tableOf(away))));
    std::string value = units;
    value.replace(0, 4, word(1U << 8U | 1U << 10U));  // a value in unit 1
    value.replace(4, 4, word(0x80000002U));           // behind the texts
    EXPECT_FALSE(isSoundSentencePieceModel(modelWithTable(tableOf(value))));
    value.replace(4, 4, word(0x80000001U));
    EXPECT_TRUE(isSoundSentencePieceModel(modelWithTable(tableOf(value))));
    EXPECT_FALSE(isSoundSentencePieceModel(modelWithTable(word(4096) + units + texts)));
    EXPECT_FALSE(isSoundSentencePieceModel(modelWithTable(word(1024) + units + "x")));  // no NUL at the end
    EXPECT_FALSE(isSoundSentencePieceModel(modelWithTable("abc")));
}

// Whatever single byte is damaged: an answer, no crash.
TEST(SentencePiece, SurvivesADamagedFile)
{
    const TempFolder folder;
    const std::string model = readFile(tokenizerData("unigram.model"));
    for (std::size_t at = 0; at < model.size(); at += 97) {
        std::string bytes = model;
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 0xA5U);
        writeFile(folder / "tokenizer.model", bytes);
        const auto tokenizer = openTokenizer(folder.path());
        if (tokenizer.ok()) {
            EXPECT_GE(tokenizer.value()->count("Hello \xEF\xBC\xA1 world. e\xCC\x81"), 0);
        }
    }
}

}  // namespace
}  // namespace inferometer::test
