// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ssh_server.h"

#include <netinet/in.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX declares it nowhere

namespace inferometer::test {

namespace {

void require(bool isDone, const std::string& what)
{
    if (!isDone)
        throw std::runtime_error("no server: " + what);
}

int freePort()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const raw = reinterpret_cast<sockaddr*>(&address);  // NOLINT
    ::bind(fd, raw, size);
    ::getsockname(fd, raw, &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

bool isListening(int port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool is = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;  // NOLINT
    ::close(fd);
    return is;
}

std::vector<pid_t> childrenOf(pid_t parent)
{
    std::vector<pid_t> children;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        std::ifstream file{entry.path() / "stat"};  // what has ended meanwhile cannot be read
        std::string stat;
        std::getline(file, stat);
        int of = 0;
        const std::size_t end = stat.rfind(") ");  // of its name, then its state
        if (end != std::string::npos && std::sscanf(stat.c_str() + end + 2, "%*c %d", &of) == 1 && of == parent)
            children.push_back(static_cast<pid_t>(std::stol(stat)));
    }
    return children;
}

void makeKey(const std::string& path)
{
    const std::string command
        = "rm -f '" + path + "' '" + path + ".pub' && ssh-keygen -q -t ed25519 -N '' -f '" + path + "'";
    require(std::system(command.c_str()) == 0, command);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace

SshServer::SshServer(const SshServer* friendly) : m_port{freePort()}
{
    makeKey(m_folder / "host");
    makeKey(m_folder / "user");
    std::ofstream{m_folder / "sshd_config"}
        << "Port " << m_port << "\nListenAddress 127.0.0.1\nHostKey " << (m_folder / "host") << "\nAuthorizedKeysFile "
        << (friendly != nullptr ? friendly : this)->keyFile() << ".pub\nStrictModes no\nUsePAM no\nPidFile none\n";
    ::mkdir("/run/sshd", 0755);  // where sshd's own process without rights lives
    start();
}

SshServer::~SshServer() { stop(); }

void SshServer::start()
{
    std::string program = "/usr/sbin/sshd";
    std::string config = m_folder / "sshd_config";
    std::string log = m_folder / "log";
    std::array<char, 3> flags{'-', 'D', '\0'};
    std::array<char, 3> configFlag{'-', 'f', '\0'};
    std::array<char, 3> logFlag{'-', 'E', '\0'};
    std::array<char*, 7> words{program.data(), flags.data(), configFlag.data(), config.data(), logFlag.data(),
                               log.data(),     nullptr};
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    require(posix_spawn(&m_pid, program.c_str(), nullptr, &attributes, words.data(), environ) == 0, program);
    posix_spawnattr_destroy(&attributes);
    for (int look = 0; look < 200 && !isListening(m_port); ++look)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    require(isListening(m_port), readFile(log));
}

void SshServer::stop()
{
    if (m_pid <= 0)
        return;
    // Its sessions are processes of their own group each, whose parent it is.
    for (const pid_t child : childrenOf(m_pid))
        ::kill(child, SIGKILL);
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
}

void SshServer::changeKey() const { makeKey(m_folder / "host"); }

std::string SshServer::place() const
{
    return std::string{::getpwuid(::getuid())->pw_name} + "@127.0.0.1:" + std::to_string(m_port);  // NOLINT
}

std::string SshServer::knownHost() const
{
    const std::string key = readFile(m_folder / "host.pub");
    return "[127.0.0.1]:" + std::to_string(m_port) + " " + key.substr(0, key.rfind(' ')) + "\n";
}

std::string SshServer::fingerprint() const
{
    const std::string command
        = "ssh-keygen -lf '" + (m_folder / "host.pub") + "' | cut -d ' ' -f 2 > '" + (m_folder / "print") + "'";
    [[maybe_unused]] const int done = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe)
    const std::string text = readFile(m_folder / "print");
    return text.substr(0, text.find('\n'));
}

}  // namespace inferometer::test
