// SPDX-License-Identifier: GPL-3.0-or-later
// Logins by a password, with servers that ask for it in every way, and for more.
#include "core/cloud/ssh_site.h"

#include "tests/support/login_server.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::LoginManner;
using test::LoginQuestion;
using test::LoginServer;
using test::LoginStall;
using test::TempFolder;
using Heard = std::vector<std::string>;

constexpr const char* kRight = "correct horse";
constexpr const char* kWrong = "battery staple 7";
const LoginQuestion kPassword{"Password: "};

class PasswordTest : public ::testing::Test
{
protected:
    PasswordTest()
    {
        ::setenv("HOME", m_folder.path().c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
        ::unsetenv("SSH_AUTH_SOCK");                   // NOLINT(concurrency-mt-unsafe)
    }

    // As a deployment does it: the password is in a variable that its file names.
    Result<std::unique_ptr<Host>> enter(const std::string& place, const std::string& password,
                                        const std::string& jump = {}, const std::stop_token& stop = {}) const
    {
        SiteSpec site{.provider = "ssh", .settings = {{"host", place}, {"known-hosts", m_folder / "known_hosts"}}};
        if (!password.empty())
            site.settings.emplace_back("password-env", "GPU_PASSWORD");
        if (!jump.empty())
            site.settings.emplace_back("jump", jump);
        SiteAccess access;
        access.trust = [](const HostKeyQuestion&) { return true; };
        access.secret = [password](std::string_view name) {
            EXPECT_EQ(name, "GPU_PASSWORD");
            return Result<Secret>{Secret{password}};
        };
        return machineOverSsh(site, access, stop);
    }

    // The sentence in which it ends, with nothing in it that a terminal obeys and no password.
    std::string refusal(const LoginServer& server, const std::string& password, Errc code) const
    {
        const Result<std::unique_ptr<Host>> host = enter(server.place(), password);
        if (host) {
            ADD_FAILURE() << "it was let in";
            return {};
        }
        const std::string& said = host.error().message;
        EXPECT_EQ(host.error().code, code) << said;
        EXPECT_NE(said.find(server.place()), std::string::npos) << said;
        EXPECT_EQ(said.find(kRight), std::string::npos) << said;
        EXPECT_EQ(said.find(kWrong), std::string::npos) << said;
        EXPECT_LT(said.size(), 2000U);
        for (const char c : said)
            EXPECT_GE(static_cast<unsigned char>(c), ' ') << said;
        return said;
    }

    TempFolder m_folder;
};

TEST_F(PasswordTest, TheRightOneLetsIn)
{
    const LoginServer server{{.takesPassword = true}};
    const auto host = enter(server.place(), kRight);
    EXPECT_TRUE(host) << host.error().message;
    EXPECT_EQ(server.heard(), Heard{kRight});
}

TEST_F(PasswordTest, AWrongOneIsSaidSoAndTriedOnce)
{
    const LoginServer server{{.takesPassword = true, .rounds = {{kPassword}}}};
    EXPECT_NE(refusal(server, kWrong, Errc::Auth).find("does not accept the password"), std::string::npos);
    EXPECT_EQ(server.heard(), Heard{kWrong});
}

TEST_F(PasswordTest, NoneIsSentWhereNoneIsGiven)
{
    const LoginServer server{{.takesPassword = true}};
    EXPECT_NE(refusal(server, {}, Errc::Auth).find("or give a password, which it would take"), std::string::npos);
    EXPECT_TRUE(server.heard().empty());
}

TEST_F(PasswordTest, OneQuestionIsAnswered)
{
    // OpenSSH ends with a round without questions.
    for (const std::vector<test::LoginRound>& rounds :
         {std::vector<test::LoginRound>{{kPassword}}, std::vector<test::LoginRound>{{}, {kPassword}, {}}})
    {
        const LoginServer server{{.rounds = rounds}};
        const auto host = enter(server.place(), kRight);
        EXPECT_TRUE(host) << host.error().message;
        EXPECT_EQ(server.heard(), Heard{kRight});
    }
    const LoginServer server{{.rounds = {{kPassword}}}};
    EXPECT_NE(refusal(server, kWrong, Errc::Auth).find("does not accept the password"), std::string::npos);
    EXPECT_EQ(server.heard(), Heard{kWrong});
}

TEST_F(PasswordTest, NoOtherQuestionGetsThePassword)
{
    const LoginQuestion kCode{"Verification code: "};
    const LoginQuestion kShown{"Login: ", true};
    struct Case
    {
        std::vector<test::LoginRound> rounds;
        Heard heard;
    };
    for (const Case& one : {Case{{{kPassword, kCode}}, {}}, Case{{{kShown}}, {}},
                            Case{{{kPassword}, {kCode}}, {kRight}}, Case{{{}, {}, {}, {}, {}, {kPassword}}, {}}})
    {
        const LoginServer server{{.rounds = one.rounds}};
        EXPECT_NE(refusal(server, kRight, Errc::Auth).find("asks for more than a password"), std::string::npos);
        EXPECT_EQ(server.heard(), one.heard);
    }
}

TEST_F(PasswordTest, APasswordThatIsNotEnoughIsSaidSo)
{
    const LoginServer server{{.takesPassword = true, .isPartial = true}};
    EXPECT_NE(refusal(server, kRight, Errc::Auth).find("asks for more than a password"), std::string::npos);
}

TEST_F(PasswordTest, WhatAServerSaysDoesNoHarm)
{
    const std::string evil = "\x1b]0;owned\a\x1b[2J\r\nPassword for root:\n" + std::string(5000, 'A')
        + "\x9b"
          "31m";
    for (const LoginManner& manner : {LoginManner{.takesPassword = true, .banner = evil, .banners = 50},
                                      LoginManner{.rounds = {{LoginQuestion{evil}}}, .words = evil}})
    {
        const LoginServer server{manner};
        refusal(server, kWrong, Errc::Auth);
        const auto host = enter(server.place(), kRight);
        EXPECT_TRUE(host) << host.error().message;
    }
    const LoginServer leaves{{.takesPassword = true, .farewell = evil}};
    EXPECT_NE(refusal(leaves, kRight, Errc::Network).find("while logging in"), std::string::npos);
}

TEST_F(PasswordTest, AMegabyteOfABannerEndsOrIsEndured)
{
    const LoginServer server{{.takesPassword = true, .banner = std::string(1U << 20U, 'B')}};
    const auto host = enter(server.place(), kRight);
    EXPECT_TRUE(host || host.error().code == Errc::Network);
    EXPECT_LT(host ? 0U : host.error().message.size(), 2000U);
}

// Each for as long as it is waited for, at once.
TEST_F(PasswordTest, AServerThatSaysNothingMoreIsLeft)
{
    std::vector<std::future<std::chrono::steady_clock::duration>> waits;
    for (const LoginStall stall : {LoginStall::BeforeKeys, LoginStall::AtLogin, LoginStall::AtPassword})
        waits.push_back(std::async(std::launch::async, [this, stall] {
            const LoginServer server{{.takesPassword = true, .stall = stall}};
            const auto began = std::chrono::steady_clock::now();
            refusal(server, kRight, Errc::Network);
            return std::chrono::steady_clock::now() - began;
        }));
    for (auto& wait : waits)
        EXPECT_LT(wait.get(), 25s);
}

TEST_F(PasswordTest, AStopDoesNotWaitForAServer)
{
    const LoginServer server{{.takesPassword = true, .stall = LoginStall::AtPassword}};
    std::stop_source stop;
    const std::jthread soon{[&stop] {
        std::this_thread::sleep_for(500ms);
        stop.request_stop();
    }};
    const auto began = std::chrono::steady_clock::now();
    const auto host = enter(server.place(), kRight, {}, stop.get_token());
    ASSERT_FALSE(host);
    EXPECT_EQ(host.error().code, Errc::Cancelled) << host.error().message;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

// Whoever is gone through could keep it.
TEST_F(PasswordTest, AJumpHostDoesNotHearThePassword)
{
    const LoginServer jump{{.takesPassword = true, .rounds = {{kPassword}}}};
    EXPECT_FALSE(enter("ada@gpu-1", kRight, jump.place()));
    EXPECT_TRUE(jump.heard().empty());
}

}  // namespace
}  // namespace inferometer
