// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"

#include "tests/support/without_call.h"
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>

namespace inferometer {
namespace {

TEST(WriteAll, GivesUpWhereNothingIsTaken)
{
    const Fd file{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    int said = -1;
    if (!withoutCall(
            __NR_write, [&] { said = writeAll(file.get(), "text"); }, 0))
        GTEST_SKIP() << "no filter of system calls here";
    EXPECT_EQ(said, EIO);
}

}  // namespace
}  // namespace inferometer
