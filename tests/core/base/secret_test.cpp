// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"
#include "core/base/text.h"

#include <gtest/gtest.h>

#include <vector>

namespace inferometer {
namespace {

const std::string kKey = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ";

std::string cleaned(const std::string& text, const std::string& secret = kKey)
{
    const std::vector<Secret> secrets{Secret{secret}};
    return withoutSecrets(text, secrets);
}

TEST(Secret, IsComparedWithoutBeingRevealed)
{
    EXPECT_EQ(Secret{kKey}, Secret{kKey});
    EXPECT_NE(Secret{kKey}, Secret{kKey + "x"});
    EXPECT_NE(Secret{kKey}, Secret{});
    EXPECT_EQ(Secret{}, Secret{});
}

TEST(WithoutSecrets, SaysWhereThePiecesOfTheTextBegin)
{
    const std::vector<Secret> secrets{Secret{kKey}};
    const std::string text = "one " + kKey + " two three";
    std::vector<std::size_t> begins{0, 4, 10, 20, 45, 46, text.size()};
    EXPECT_EQ(withoutSecrets(text, secrets, begins), "one [secret] two three");
    EXPECT_EQ(begins, (std::vector<std::size_t>{0, 4, 4, 4, 12, 13, 22}));
    std::vector<std::size_t> same{0, 3};
    EXPECT_EQ(withoutSecrets("nothing", secrets, same), "nothing");
    EXPECT_EQ(same, (std::vector<std::size_t>{0, 3}));
}

TEST(WithoutSecrets, TakesTheKeyOutOfAValueThatHoldsMore)
{
    ASSERT_EQ(kKey.size(), 41U);
    EXPECT_EQ(cleaned("no such key: " + kKey + ".", "Bearer " + kKey), "no such key: [secret].");
    EXPECT_EQ(cleaned("got Bearer " + kKey + "!", "Bearer " + kKey), "got [secret]!");
    EXPECT_EQ(cleaned("cookie " + kKey, "theme=dark; session=" + kKey + "; x"), "cookie [secret]");
    EXPECT_EQ(cleaned("pass " + kKey, "me:" + kKey), "pass [secret]");
    EXPECT_EQ(cleaned("a Bearer token is missing", "Bearer " + kKey), "a Bearer token is missing");
    EXPECT_EQ(cleaned("key " + kKey, "\n " + kKey + " \n"), "key [secret]");
}

TEST(WithoutSecrets, KnowsAKeyInOtherSpellings)
{
    std::string json;
    std::string url;
    std::string html;
    for (const char c : kKey) {
        constexpr std::string_view kHex = "0123456789abcdef";
        const std::string hex{kHex[static_cast<unsigned char>(c) >> 4U], kHex[c & 15]};
        json += "\\u00" + hex;
        url += "%" + hex;
        html += "&#x" + hex + ";";
    }
    for (const std::string& spelled : {json, url, html, lowered(kKey)})
        EXPECT_EQ(cleaned("<" + spelled + ">"), "<[secret]>") << spelled;
    EXPECT_EQ(cleaned(R"(a\/b\"c+d%2Fe&amp;f)", R"(a/b"c+d/e&f)"), "[secret]");
    EXPECT_EQ(cleaned("100% & C:\\temp %zz \\u12 &#; &"), "100% & C:\\temp %zz \\u12 &#; &");
}

TEST(WithoutSecrets, KnowsWhatBase64Hides)
{
    for (const char* user : {"", "u:", "me:", "you:", "someone:"}) {
        std::string given;
        appendBase64(user + kKey, given);
        EXPECT_EQ(cleaned("login " + std::string{user} + kKey, "Basic " + given).find(kKey), std::string::npos) << user;
        const std::string left = cleaned("sent " + given + " here");
        EXPECT_NE(left.find("[secret]"), std::string::npos) << user;
        EXPECT_EQ(left.find(given.substr(12, 20)), std::string::npos) << user;
    }
}

TEST(WithoutSecrets, LeavesNoPieceOfAKeyWhereTheTextIsCut)
{
    for (std::size_t kept = 0; kept <= kKey.size(); ++kept) {
        const std::string text = "wrong: " + kKey.substr(0, kept);
        EXPECT_EQ(cleaned(text), kept < 4 ? text : "wrong: [secret]") << kept;
    }
    EXPECT_EQ(cleaned("wrong: sk%2Dcana%7", "sk-canary"), "wrong: [secret]");
    EXPECT_EQ(cleaned("wrong: sk%2Dcana%7z", "sk-canary"), "wrong: sk%2Dcana%7z");
    EXPECT_EQ(cleaned("wrong: sk%2Dcana%", "sk-canary"), "wrong: [secret]");
}

TEST(WithoutSecrets, FindsAllAndKeepsTheRest)
{
    const std::vector<Secret> secrets{Secret{"s3cret"}, Secret{"abc"}, Secret{}, Secret{"s3cret-longer"}};
    EXPECT_EQ(withoutSecrets("s3cret, S3CRET-longer; abc s3 s3cret", secrets), "[secret], [secret]; abc s3 [secret]");
    EXPECT_EQ(withoutSecrets("", secrets), "");
    EXPECT_EQ(withoutSecrets("nothing here", secrets), "nothing here");
    EXPECT_EQ(withoutSecrets("any text", {}), "any text");
}

TEST(Secret, WhatIsComposedHasNoTraces)
{
    EXPECT_TRUE(Secret::composed("POST / HTTP/1.1").traces().empty());
    EXPECT_TRUE(Secret{"abc"}.traces().empty());
    EXPECT_EQ(Secret{"abcd"}.traces().size(), 1U);
    EXPECT_TRUE(Secret{"1000000"}.traces().empty());
    EXPECT_EQ(cleaned("12345678", "12345678"), "[secret]");
}

}  // namespace
}  // namespace inferometer
