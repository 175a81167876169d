// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

namespace inferometer {
namespace {

bool isOpenInKernel(int fd) { return ::fcntl(fd, F_GETFD) != -1; }

TEST(Fd, ClosesItselfAndMovesItsDescriptor)
{
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const Fd write{ends[1]};
    {
        Fd read{ends[0]};
        Fd moved = std::move(read);
        EXPECT_FALSE(read.isOpen());  // NOLINT(bugprone-use-after-move): that is the contract
        EXPECT_EQ(moved.get(), ends[0]);
        EXPECT_TRUE(isOpenInKernel(ends[0]));
    }
    EXPECT_FALSE(isOpenInKernel(ends[0]));
    EXPECT_TRUE(isOpenInKernel(ends[1]));
}

TEST(Fd, AssignmentClosesWhatItHeld)
{
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    Fd first{ends[0]};
    first = Fd{ends[1]};
    EXPECT_FALSE(isOpenInKernel(ends[0]));
    EXPECT_EQ(first.get(), ends[1]);
}

TEST(WriteAll, SaysWhatTheSystemSays)
{
    const Fd full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
    EXPECT_EQ(writeAll(full.get(), "text"), ENOSPC);
    EXPECT_EQ(writeAll(-1, "text"), EBADF);
    EXPECT_EQ(writeAll(-1, ""), 0);
}

}  // namespace
}  // namespace inferometer
