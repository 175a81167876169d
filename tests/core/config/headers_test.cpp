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
