// SPDX-License-Identifier: GPL-3.0-or-later
// Channels that hold anything. What really runs is in tests/doubles/kubernetes_test.py.
#include "core/host/kube_exec.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::string message(char channel, const std::string& bytes) { return std::string(1, channel) + bytes; }

Result<Ran> answered(const std::string& status)
{
    KubeExecAnswer answer{"the pod x"};
    EXPECT_FALSE(answer.ended().has_value());
    answer.take(message(1, "12\nou"));
    answer.take(message(2, "err"));
    answer.take(message(1, "t"));
    answer.take(message(3, status));
    EXPECT_EQ(answer.group(), "12");
    return answer.ended().value();
}

TEST(KubeExec, AnEndIsToldByItsStatus)
{
    const Result<Ran> done = answered(R"({"status":"Success"})");
    ASSERT_TRUE(done);
    EXPECT_EQ(done.value().exit, 0);
    EXPECT_EQ(done.value().out, "out");
    EXPECT_EQ(done.value().err, "err");
    const Result<Ran> failed = answered(
        R"({"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[1,{"reason":"ExitCode","message":"137"}]}})");
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed.value().exit, 137);
}

TEST(KubeExec, AStatusThatSaysNoEndIsAnError)
{
    for (
        const char* status :
        {"", "[]", "7", R"({"status":7})", R"({"status":"Failure","reason":"NonZeroExitCode"})",
         R"({"status":"Failure","reason":"NonZeroExitCode","details":7})",
         R"({"status":"Failure","reason":"NonZeroExitCode","details":{"causes":7}})",
         R"({"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"-1"}]}})",
         R"({"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"256"}]}})",
         R"({"status":"Failure","message":"exec: \"/bin/sh\": not found \u001b[31m"})"})
    {
        const Result<Ran> ran = answered(status);
        ASSERT_FALSE(ran) << status;
        EXPECT_EQ(ran.error().message.find('\x1b'), std::string::npos);
    }
}

TEST(KubeExec, OfAnOutputTheFirstBytesAreKept)
{
    KubeExecAnswer answer{"the pod x"};
    answer.take(message(1, "1; rm -rf /\n"));
    EXPECT_EQ(answer.group(), "0") << "no group but a number is killed";
    for (int i = 0; i < 200; ++i)
        answer.take(message(1, std::string(60'000, static_cast<char>('a' + i % 26))));
    answer.take(message(9, "a channel that nobody knows"));
    answer.take({});
    answer.take(message(3, R"({"status":"Succ)"));
    answer.take(message(3, R"(ess"})"));
    const Result<Ran> ran = answer.ended().value();
    ASSERT_TRUE(ran);
    EXPECT_EQ(ran.value().out.size(), kMostOutput);
    EXPECT_EQ(ran.value().out.front(), 'a');
}

TEST(KubeExec, AQueryHoldsNothingButItsWords)
{
    const std::string query = kubeExecQuery("echo 'a&b=c' # \n", 5, "engine");
    EXPECT_TRUE(
        query.starts_with("?container=engine&stdout=true&stderr=true&stdin=true&command=%2Fbin%2Fsh&command=-c&"));
    EXPECT_EQ(query.find('\n'), std::string::npos);
    EXPECT_EQ(query.find("a&b"), std::string::npos);
    EXPECT_EQ(kubeExecQuery("x", 0, "engine").find("stdin"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
