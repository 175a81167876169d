// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/crc32c.h"

#include <gtest/gtest.h>

#include <string>

namespace inferometer {
namespace {

std::string counted(int first, int step)
{
    std::string bytes;
    for (int i = 0; i < 32; ++i)
        bytes.push_back(static_cast<char>(first + i * step));
    return bytes;
}

// RFC 3720, appendix B.4.
TEST(Crc32c, GivesTheStandardsExamples)
{
    EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
    EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
    EXPECT_EQ(crc32c(counted(0, 1)), 0x46DD794EU);
    EXPECT_EQ(crc32c(counted(31, -1)), 0x113FDB5CU);
    std::string command(48, '\0');
    command[0] = '\x01';
    command[1] = '\xC0';
    command[16] = '\x14';
    command[22] = '\x04';
    command[27] = '\x14';
    command[31] = '\x18';
    command[32] = '\x28';
    command[40] = '\x02';
    EXPECT_EQ(crc32c(command), 0xD9963A56U);
}

TEST(Crc32c, OfNothingIsZero) { EXPECT_EQ(crc32c(""), 0U); }

TEST(Crc32c, GoesOnFromAnyCut)
{
    const std::string text = "The quick brown fox jumps over the lazy dog, twice or more.";
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
        EXPECT_EQ(crc32c(text.substr(cut), crc32c(text.substr(0, cut))), crc32c(text));
}

}  // namespace
}  // namespace inferometer
