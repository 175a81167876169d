// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/user_folders.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace inferometer {
namespace {

class UserFolders : public testing::Test
{
protected:
    void SetUp() override
    {
        ::setenv("HOME", "/home/me", 1);  // NOLINT(concurrency-mt-unsafe): the test has one thread
        ::unsetenv("XDG_CONFIG_HOME");    // NOLINT(concurrency-mt-unsafe)
        ::unsetenv("XDG_DATA_HOME");      // NOLINT(concurrency-mt-unsafe)
    }
    static void set(const char* name, const char* value) { ::setenv(name, value, 1); }  // NOLINT(concurrency-mt-unsafe)
};

TEST_F(UserFolders, FollowTheDesktopsRule)
{
    EXPECT_EQ(configFolder(), "/home/me/.config/inferometer");
    EXPECT_EQ(dataFolder(), "/home/me/.local/share/inferometer");
    set("XDG_CONFIG_HOME", "/elsewhere");
    set("XDG_DATA_HOME", "/data");
    EXPECT_EQ(configFolder(), "/elsewhere/inferometer");
    EXPECT_EQ(dataFolder(), "/data/inferometer");
    set("XDG_CONFIG_HOME", "relative");
    set("XDG_DATA_HOME", "relative");
    EXPECT_EQ(configFolder(), "/home/me/.config/inferometer");
    EXPECT_EQ(dataFolder(), "/home/me/.local/share/inferometer");
}

TEST_F(UserFolders, ResultsGoWhereItWasSaidElseToTheUsersData)
{
    EXPECT_EQ(resultsFolder({}), "/home/me/.local/share/inferometer/results");
    KeepSpec keep;
    keep.resultsDir = "here";
    EXPECT_EQ(resultsFolder(keep), "here");
    ::unsetenv("HOME");  // NOLINT(concurrency-mt-unsafe)
    EXPECT_EQ(dataFolder(), "");
    EXPECT_EQ(resultsFolder({}), "results");
}

}  // namespace
}  // namespace inferometer
