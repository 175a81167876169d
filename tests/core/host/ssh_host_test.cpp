// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/ssh_host.h"

#include "tests/support/ssh_server.h"
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::SshServer;
using test::TempFolder;

class SshTest : public ::testing::Test
{
protected:
    SshTest()
    {
        std::ofstream{m_folder / "known_hosts"} << m_server.knownHost();
        ::setenv("HOME", m_folder.path().c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
        ::unsetenv("SSH_AUTH_SOCK");                   // NOLINT(concurrency-mt-unsafe)
    }

    SshAsk ask() const
    {
        return {.place = parseSshPlace(m_server.place()).value(),
                .keyFile = m_server.keyFile(),
                .knownHosts = m_folder / "known_hosts"};
    }

    std::unique_ptr<Host> host() const
    {
        Result<std::unique_ptr<Host>> made = sshHost(ask());
        EXPECT_TRUE(made) << made.error().message;
        return made ? std::move(made).value() : nullptr;
    }

    TempFolder m_folder;
    SshServer m_server;
};

TEST_F(SshTest, RunsScriptsAsOnThisMachine)
{
    const auto there = host();
    ASSERT_TRUE(there);
    EXPECT_FALSE(there->isThisMachine());
    EXPECT_EQ(there->name(), m_server.place());
    const Result<Ran> ran = there->run("echo \"it's\"; echo err >&2; exit 7");
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_EQ(ran.value().out, "it's\n");
    EXPECT_EQ(ran.value().err, "err\n");
    EXPECT_EQ(ran.value().exit, 7);
    EXPECT_EQ(there->run("kill -TERM $$").value().exit, 128 + SIGTERM);
    EXPECT_EQ(there->run("true").value().out, "");
    // What it leaves running with its outputs open is not waited for.
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(there->run("sleep 30 & echo left").value().out, "left\n");
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

TEST_F(SshTest, CarriesMoreThanAWindow)
{
    const auto there = host();
    ASSERT_TRUE(there);
    std::string much(3'000'000, 'x');
    for (std::size_t i = 0; i < much.size(); i += 7)
        much[i] = static_cast<char>(i * 31);
    const Result<Ran> ran = there->run("cat", {.input = much});
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_TRUE(ran.value().out == much);
    EXPECT_EQ(there->run("head -c 20000000 /dev/zero").value().out.size(), kMostOutput);
    EXPECT_EQ(there->run("exit 3", {.input = much}).value().exit, 3);
    EXPECT_TRUE(putFile(*there, m_folder / "put/file", "bytes", 0600));
    EXPECT_EQ(outputOf(*there, "cat " + shellWord(m_folder / "put/file")).value(), "bytes");
}

// Whether a process of this machine was started with such a text among its arguments.
bool isRunning(const std::string& text)
{
    for (const auto& process : std::filesystem::directory_iterator{"/proc"}) {
        std::ifstream file{process.path() / "cmdline"};
        const std::string arguments{std::istreambuf_iterator<char>{file}, {}};
        if (arguments.find(text) != std::string::npos)
            return true;
    }
    return false;
}

TEST_F(SshTest, KillsWhatIsNotDoneInTimeOrStopped)
{
    const auto there = host();
    ASSERT_TRUE(there);
    const std::string script = "sleep 60; : " + (m_folder / "mark");
    const Result<Ran> late = there->run("sh -c '" + script + "'", {.timeout = 300ms});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, Errc::Timeout);
    std::stop_source stop;
    std::jthread stopper{[&stop] {
        std::this_thread::sleep_for(200ms);
        stop.request_stop();
    }};
    const Result<Ran> stopped = there->run(script, {}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, Errc::Cancelled);
    EXPECT_EQ(there->run("echo on").value().out, "on\n");
    // Whoever kills must log in first.
    for (int i = 0; i < 200 && isRunning(m_folder / "mark"); ++i)
        std::this_thread::sleep_for(100ms);
    EXPECT_FALSE(isRunning(m_folder / "mark"));
}

TEST_F(SshTest, RunsSeveralAtOnce)
{
    const auto there = host();
    ASSERT_TRUE(there);
    std::vector<std::jthread> threads;
    std::atomic<int> right{0};
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&, i] {
            const Result<Ran> ran = there->run("sleep 0.2; echo " + std::to_string(i));
            right += ran && ran.value().out == std::to_string(i) + "\n" ? 1 : 0;
        });
    threads.clear();
    EXPECT_EQ(right, 6);
}

// Answers every line with the same.
class EchoServer
{
public:
    EchoServer() : m_fd{::socket(AF_INET, SOCK_STREAM, 0)}
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const raw = reinterpret_cast<sockaddr*>(&address);  // NOLINT
        EXPECT_EQ(::bind(m_fd, raw, size), 0);
        ::listen(m_fd, 16);
        ::getsockname(m_fd, raw, &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread{[this] {
            for (int fd = ::accept(m_fd, nullptr, nullptr); fd >= 0; fd = ::accept(m_fd, nullptr, nullptr)) {
                std::array<char, 4096> bytes{};
                for (ssize_t got = ::read(fd, bytes.data(), bytes.size()); got > 0;
                     got = ::read(fd, bytes.data(), bytes.size()))
                    ::send(fd, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
                ::close(fd);
            }
        }};
    }
    ~EchoServer()
    {
        ::shutdown(m_fd, SHUT_RDWR);
        m_thread.join();
        ::close(m_fd);
    }
    EchoServer(const EchoServer&) = delete;
    EchoServer& operator=(const EchoServer&) = delete;
    int port() const { return m_port; }

private:
    int m_fd;
    int m_port = 0;
    std::jthread m_thread;
};

// What comes back of `bytes` from that port of loopback until it is closed.
std::string echoed(int port, const std::string& bytes)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);  // NOLINT
    std::jthread writer{[&] {
        for (std::size_t at = 0; at < bytes.size();) {
            const ssize_t wrote = ::send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (wrote <= 0)
                break;
            at += static_cast<std::size_t>(wrote);
        }
        ::shutdown(fd, SHUT_WR);
    }};
    std::string back;
    std::array<char, 65536> piece{};
    for (ssize_t got = ::read(fd, piece.data(), piece.size()); got > 0; got = ::read(fd, piece.data(), piece.size()))
        back.append(piece.data(), static_cast<std::size_t>(got));
    writer.join();
    ::close(fd);
    return back;
}

TEST_F(SshTest, PortsOfTheMachineArePortsOfHere)
{
    const EchoServer echo;
    const auto there = host();
    ASSERT_TRUE(there);
    const Result<int> port = there->reach(echo.port());
    ASSERT_TRUE(port);
    EXPECT_NE(port.value(), echo.port());
    EXPECT_EQ(there->reach(echo.port()).value(), port.value());
    EXPECT_EQ(echoed(port.value(), "hello"), "hello");
    const std::string much(5'000'000, 'y');
    EXPECT_TRUE(echoed(port.value(), much) == much);
    // Where nobody listens there, the connection ends.
    const Result<int> nobody = there->reach(1);
    ASSERT_TRUE(nobody);
    EXPECT_EQ(echoed(nobody.value(), "hello"), "");
    EXPECT_EQ(there->run("echo on").value().out, "on\n");
}

TEST_F(SshTest, GoesOnAfterTheConnectionWasLost)
{
    const EchoServer echo;
    const auto there = host();
    ASSERT_TRUE(there);
    const int port = there->reach(echo.port()).value();
    std::jthread cutter{[this] {
        std::this_thread::sleep_for(300ms);
        m_server.stop();
        std::this_thread::sleep_for(700ms);
        m_server.start();
    }};
    const Result<Ran> cut = there->run("sleep 5");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, Errc::Network) << cut.error().message;
    const Result<Ran> again = there->run("echo again", {.timeout = 20s, .isRepeatable = true});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again.value().out, "again\n");
    EXPECT_EQ(echoed(port, "hello"), "hello");
}

TEST_F(SshTest, AnUnknownKeyIsAskedForAndKept)
{
    SshAsk asked = ask();
    asked.knownHosts = m_folder / "fresh";
    const auto refused = sshHost(asked);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::Auth);
    EXPECT_NE(refused.error().message.find(m_server.fingerprint()), std::string::npos) << refused.error().message;
    std::string seen;
    const HostKeyTrust no = [&seen](const HostKeyQuestion& question) {
        seen = question.type + " " + question.fingerprint + " " + question.place;
        return false;
    };
    EXPECT_FALSE(sshHost(asked, no));
    EXPECT_EQ(seen, "ssh-ed25519 " + m_server.fingerprint() + " " + m_server.place());
    ASSERT_TRUE(sshHost(asked, [](const HostKeyQuestion&) { return true; }));
    EXPECT_TRUE(sshHost(asked));
}

TEST_F(SshTest, AChangedKeyIsRefusedWhateverIsTrusted)
{
    m_server.stop();
    m_server.changeKey();
    m_server.start();
    const auto refused = sshHost(ask(), [](const HostKeyQuestion&) { return true; });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::Auth);
    EXPECT_NE(refused.error().message.find("Somebody may be in between"), std::string::npos) << refused.error().message;
}

TEST_F(SshTest, GoesThroughOtherMachines)
{
    const SshServer stranger;
    SshServer inner{&m_server};
    SshAsk asked = ask();
    asked.jumps = {asked.place};
    asked.place = parseSshPlace(inner.place()).value();
    const auto unknown = sshHost(asked);
    ASSERT_FALSE(unknown);
    EXPECT_NE(unknown.error().message.find("is not known"), std::string::npos) << unknown.error().message;
    std::ofstream{asked.knownHosts, std::ios::app} << inner.knownHost() << stranger.knownHost();
    const auto there = sshHost(asked);
    ASSERT_TRUE(there) << there.error().message;
    EXPECT_EQ(there.value()->name(), inner.place());
    const Result<Ran> ran = there.value()->run("echo $SSH_CONNECTION");
    ASSERT_TRUE(ran) << ran.error().message;
    EXPECT_NE(ran.value().out.find(" " + std::to_string(inner.port()) + "\n"), std::string::npos) << ran.value().out;
    EXPECT_EQ(there.value()->run("cat", {.input = std::string(500'000, 'z')}).value().out.size(), 500'000U);

    inner.stop();
    for (int i = 0; i < 2; ++i) {
        const Result<Ran> cut = there.value()->run("echo $SSH_CONNECTION");
        ASSERT_FALSE(cut) << "it ran on the machine in between: " << cut.value().out;
        EXPECT_EQ(cut.error().code, Errc::Network);
    }
    inner.start();
    EXPECT_TRUE(there.value()->run("true"));

    asked.place = parseSshPlace(stranger.place()).value();
    const auto locked = sshHost(asked);
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error().code, Errc::Auth);
    EXPECT_NE(locked.error().message.find("authorized_keys"), std::string::npos) << locked.error().message;
    asked.place.port = 1;
    const auto closed = sshHost(asked);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, Errc::Network);
}

TEST(SshPlaces, AreReadAsPeopleWriteThem)
{
    const auto read = [](std::string_view text) {
        const Result<SshPlace> place = parseSshPlace(text);
        return place ? place.value().user + "|" + place.value().host + "|" + std::to_string(place.value().port)
                     : "wrong";
    };
    EXPECT_EQ(read("gpu-1"), "|gpu-1|0");
    EXPECT_EQ(read("ada@gpu-1:2222"), "ada|gpu-1|2222");
    EXPECT_EQ(read("ada@[::1]:22"), "ada|::1|22");
    EXPECT_EQ(read("fe80::1"), "|fe80::1|0");
    for (const char* wrong :
         {"", "@host", "host:", "host:0", "host:65536", "host:x", "-oProxyCommand=x", "a b", "[::1", "[::1]x"})
        EXPECT_EQ(read(wrong), "wrong") << wrong;
    EXPECT_EQ(parseSshPlaces("a@b:1, c").value().size(), 2U);
    EXPECT_TRUE(parseSshPlaces("").value().empty());
    EXPECT_FALSE(parseSshPlaces("a,b c"));
}

}  // namespace
}  // namespace inferometer
