// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/line_file.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

namespace inferometer {
namespace {

using test::readFile;
using test::TempFolder;
using test::writeFile;

TEST(LineFile, AddsALineAndMendsATornOne)
{
    const TempFolder folder;
    const std::string path = folder / "lines";
    EXPECT_EQ(appendLine(path, "none"), ENOENT) << "it was made";
    writeFile(path, "");
    EXPECT_EQ(appendLine(path, "one"), 0);
    std::ofstream{path, std::ios::app} << "tor";
    EXPECT_EQ(appendLine(path, "two"), 0);
    EXPECT_EQ(appendLine(path, "three"), 0);
    EXPECT_EQ(readFile(path), "one\ntor\ntwo\nthree\n");
}

TEST(LineFile, GoesThroughNoLink)
{
    const TempFolder folder;
    const std::string path = folder / "lines";
    writeFile(path, "");
    std::filesystem::create_symlink(path, folder / "link");
    EXPECT_EQ(appendLine(folder / "link", "one"), ELOOP);
    EXPECT_EQ(readFile(path), "");
}

TEST(LinesOf, LeavesEmptyOnesOut)
{
    EXPECT_EQ(linesOf("a\n\nbc\nhalf"), (std::vector<std::string_view>{"a", "bc", "half"}));
    EXPECT_TRUE(linesOf("\n\n").empty());
    EXPECT_TRUE(linesOf("").empty());
}

}  // namespace
}  // namespace inferometer
