// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/headers.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::optional<std::string> lookup(const std::string& name)
{
    if (name == "TEAM_KEY")
        return "s3cret";
    if (name == "BROKEN")
        return "a\r\nX-Injected: 1";
    return std::nullopt;
}

TEST(CheckHeader, TakesOrdinaryHeaders)
{
    EXPECT_TRUE(checkHeader("X-Team", "serving, \"quoted\"; a=b"));
    EXPECT_TRUE(checkHeader("ss-sn-options", "accuracy_debug"));
    EXPECT_TRUE(checkHeader("Authorization", "Bearer ${TEAM_KEY}"));
    EXPECT_TRUE(checkHeader("X-Price", "$5"));
}

TEST(CheckHeader, RefusesBadNamesAndValues)
{
    EXPECT_FALSE(checkHeader("", "x"));
    EXPECT_FALSE(checkHeader("X Team", "x"));
    EXPECT_FALSE(checkHeader("X-Team:", "x"));
    EXPECT_FALSE(checkHeader("X-Team", "a\r\nHost: evil"));
    EXPECT_FALSE(checkHeader("X-Team", std::string_view{"a\0b", 3}));
    EXPECT_FALSE(checkHeader("X-Team", "${NOT CLOSED"));
    EXPECT_FALSE(checkHeader("X-Team", "${A}${1B}"));
    EXPECT_FALSE(checkHeader("Content-Length", "3"));
    EXPECT_FALSE(checkHeader("X-Request-Id", "3"));
}

TEST(CheckHeader, RefusesALiteralCredentialWithoutRepeatingIt)
{
    const Status status = checkHeader("authorization", "Bearer s3cret");
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("--api-key-env"), std::string::npos);
    EXPECT_EQ(status.error().message.find("s3cret"), std::string::npos);
    EXPECT_FALSE(checkHeader("X-API-Key", "abc"));
    for (const char* name : {"Ocp-Apim-Subscription-Key", "X-Amz-Security-Token", "apikey", "X-Token", "X-Auth",
                             "X-Secret", "Cookie", "X-Anything"})
    {
        const Status plain = checkHeader(name, "Bearer s3cretly-given");
        ASSERT_FALSE(plain) << name;
        EXPECT_NE(plain.error().message.find("${NAME}"), std::string::npos) << name;
        EXPECT_EQ(plain.error().message.find("s3cret"), std::string::npos) << name;
        EXPECT_TRUE(checkHeader(name, "Bearer ${TEAM_KEY}")) << name;
    }
    const Status line = checkHeader("Authorization Bearer s3cretly-given", "x");
    ASSERT_FALSE(line);
    EXPECT_NE(line.error().message.find("\"Authorization\""), std::string::npos);
    EXPECT_EQ(line.error().message.find("s3cret"), std::string::npos);
}

TEST(ExpandVariables, PutsInValuesAndNamesWhatIsMissing)
{
    EXPECT_EQ(expandVariables("Bearer ${TEAM_KEY}!", lookup).value(), "Bearer s3cret!");
    EXPECT_EQ(expandVariables("plain $x", lookup).value(), "plain $x");
    const Result<std::string> missing = expandVariables("${NOT_SET}", lookup);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("NOT_SET"), std::string::npos);
}

TEST(ExpandVariables, RefusesAValueThatWouldAddAHeader)
{
    const Result<std::string> broken = expandVariables("${BROKEN}", lookup);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().message.find("Injected"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
