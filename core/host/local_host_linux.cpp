// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"
#include "core/host/host.h"
#include "core/machine/errno_text.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <vector>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX declares it nowhere

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{50};  // for a stop
constexpr std::chrono::milliseconds kSilentLook{2};

struct Pipe
{
    Fd read;
    Fd write;
};

// A socket: what nobody reads any more ends no program that writes to it.
bool makeInput(Pipe& made)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return false;
    made = {Fd{ends[0]}, Fd{ends[1]}};
    return true;
}

bool makePipe(Pipe& made)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    made = {Fd{ends[0]}, Fd{ends[1]}};
    return true;
}

Error cannotStart(int error)
{
    return {Errc::Disk,
            sentence("errors", "A script cannot be started on this machine: %1; close other programs.")
                .with(Figure::cause(errnoText(error)))};
}

// A shell of a process group of its own, with the three pipes as its standard streams.
class Shell
{
public:
    // 0, or an errno.
    int start(const std::string& script)
    {
        if (!makeInput(m_in) || !makePipe(m_out) || !makePipe(m_err))
            return errno;
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, m_in.read.get(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&files, m_out.write.get(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&files, m_err.write.get(), STDERR_FILENO);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        sigset_t all;
        sigfillset(&all);
        posix_spawnattr_setsigdefault(&attributes, &all);
        std::string shell = "/bin/sh";
        std::string flag = "-c";
        std::string text = script;
        std::array<char*, 4> words{shell.data(), flag.data(), text.data(), nullptr};
        const int error = posix_spawn(&m_pid, shell.c_str(), &files, &attributes, words.data(), environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        m_in.read.reset();
        m_out.write.reset();
        m_err.write.reset();
        return error;
    }

    Fd& in() { return m_in.write; }
    Fd& out() { return m_out.read; }
    Fd& err() { return m_err.read; }

    // Whether it has ended.
    bool ended()
    {
        int status = 0;
        if (m_hasEnded || ::waitpid(m_pid, &status, WNOHANG) != m_pid)
            return m_hasEnded;
        m_exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return m_hasEnded = true;
    }
    int exit() const { return m_exit; }

    void kill()
    {
        ::kill(-m_pid, SIGKILL);
        while (!ended())
            ::poll(nullptr, 0, 1);
    }

private:
    Pipe m_in;
    Pipe m_out;
    Pipe m_err;
    pid_t m_pid = -1;
    bool m_hasEnded = false;
    int m_exit = -1;
};

// Of one output; closes it at its end.
void take(Fd& from, std::string& to)
{
    std::array<char, 65536> piece{};
    const ssize_t got = ::read(from.get(), piece.data(), piece.size());
    if (got == 0 || (got < 0 && errno != EINTR)) {
        from.reset();
        return;
    }
    if (got > 0 && to.size() < kMostOutput)
        to.append(piece.data(), std::min(static_cast<std::size_t>(got), kMostOutput - to.size()));
}

// Of the input; closes it once all is told, or the script takes no more.
void give(Fd& to, std::string_view& input)
{
    const ssize_t wrote = input.empty() ? 0 : ::send(to.get(), input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (wrote > 0)
        input.remove_prefix(static_cast<std::size_t>(wrote));
    if (input.empty() || (wrote < 0 && errno != EAGAIN && errno != EINTR))
        to.reset();
}

class LocalHost final : public Host
{
public:
    Result<Ran> run(const std::string& script, const HostCall& call, const std::stop_token& stop) override
    {
        Shell shell;
        if (const int error = shell.start(script); error != 0)
            return cannotStart(error);
        const Clock::time_point until = Clock::now() + call.timeout;
        std::string_view input = call.input;
        if (input.empty())
            shell.in().reset();
        Ran ran;
        // What it left running may hold its outputs open: they are read on as long as it lives itself.
        while (!shell.ended() || (shell.out().isOpen() && hasMore(shell.out()))
               || (shell.err().isOpen() && hasMore(shell.err())))
        {
            if (stop.stop_requested() || Clock::now() >= until) {
                shell.kill();
                return stop.stop_requested() ? stoppedMidway() : tooLong(name(), call);
            }
            wait(shell, ran, input);
        }
        ran.exit = shell.exit();
        return ran;
    }

    std::string name() const override { return "this machine"; }
    bool isThisMachine() const override { return true; }
    Result<int> reach(int port) override { return port; }

private:
    static bool hasMore(const Fd& fd)
    {
        pollfd one{fd.get(), POLLIN, 0};
        return ::poll(&one, 1, 0) > 0 && (one.revents & POLLIN) != 0;
    }

    static void wait(Shell& shell, Ran& ran, std::string_view& input)
    {
        std::array<pollfd, 3> all{pollfd{shell.in().get(), POLLOUT, 0}, pollfd{shell.out().get(), POLLIN, 0},
                                  pollfd{shell.err().get(), POLLIN, 0}};
        // Of a script that closed its outputs nothing tells its end.
        const bool isHeard = shell.out().isOpen() || shell.err().isOpen();
        ::poll(all.data(), all.size(), static_cast<int>((isHeard ? kLook : kSilentLook).count()));
        if (all[0].revents != 0)
            give(shell.in(), input);
        if (all[1].revents != 0)
            take(shell.out(), ran.out);
        if (all[2].revents != 0)
            take(shell.err(), ran.err);
    }
};

}  // namespace

std::unique_ptr<Host> localHost() { return std::make_unique<LocalHost>(); }

}  // namespace inferometer
