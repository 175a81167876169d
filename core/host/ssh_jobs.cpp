// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/ssh_jobs.h"

#include "core/base/visible_text.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPiece = 32'768;
constexpr int kMostPieces = 32;  // at a time: who sends without end holds up nobody else
// What a script wrote before it ended may come after its exit.
constexpr std::chrono::milliseconds kTail{300};

// In words that every login shell reads alike. Its first line tells the group that a kill must reach.
std::string commandOf(const std::string& script)
{
    const std::string whole
        = "{ read -r _ _ _ _ inferometer_group _ < /proc/$$/stat; } 2>/dev/null\necho \"${inferometer_group:-0}\"\n"
          "unset inferometer_group\n"
        + script;
    std::string base64(4 * (whole.size() / 3 + 1) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),       // NOLINT
                                     reinterpret_cast<const unsigned char*>(whole.data()),  // NOLINT
                                     static_cast<int>(whole.size()));
    base64.resize(static_cast<std::size_t>(size));
    return "/bin/sh -c 'eval \"$(echo " + base64 + " | base64 -d)\"'";
}

int signalNamed(std::string_view name)
{
    constexpr std::array kNames{
        std::pair{std::string_view{"KILL"}, SIGKILL}, std::pair{std::string_view{"TERM"}, SIGTERM},
        std::pair{std::string_view{"INT"}, SIGINT},   std::pair{std::string_view{"HUP"}, SIGHUP},
        std::pair{std::string_view{"PIPE"}, SIGPIPE}, std::pair{std::string_view{"SEGV"}, SIGSEGV},
        std::pair{std::string_view{"ABRT"}, SIGABRT}, std::pair{std::string_view{"QUIT"}, SIGQUIT}};
    const auto* const found
        = std::find_if(kNames.begin(), kNames.end(), [name](const auto& one) { return one.first == name; });
    return found == kNames.end() ? SIGTERM : found->second;
}

Error lostConnection(const std::string& name, const std::string& why)
{
    return {Errc::Network,
            sentence("errors", "The connection to %1 was lost (%2); try again once the machine can be reached.")
                .with(name, Figure::cause(why.empty() ? "no reason was given" : visibleText(why)))};
}

}  // namespace

ScriptJob::ScriptJob(const std::string& script, std::string_view input, std::string name)
    : m_command{commandOf(script)}
    , m_input{input}
    , m_name{std::move(name)}
{
    m_callbacks.userdata = this;
    m_callbacks.channel_exit_signal_function = heardSignal;
    ssh_callbacks_init(&m_callbacks);
}

// NOLINTNEXTLINE(readability-function-size): as libssh calls it
void ScriptJob::heardSignal(ssh_session /*session*/, ssh_channel /*channel*/, const char* signal, int /*core*/,
                            const char* /*message*/, const char* /*language*/, void* user)
{
    static_cast<ScriptJob*>(user)->m_signal = signalNamed(signal == nullptr ? "" : signal);
}

SshJob::Step ScriptJob::step(ssh_session session)
{
    if (m_isAbandoned && m_state == State::Open)
        return finish(stoppedMidway());  // nothing was begun
    switch (m_state) {
    case State::Open:
    case State::Exec:
        return begin(session);
    case State::Streams:
        break;
    case State::Over:
        return Step::Done;
    }
    const bool moved = static_cast<int>(give()) + static_cast<int>(take(false)) + static_cast<int>(take(true)) > 0;
    if (m_isAbandoned && m_hasGroup)
        return kill();
    if (!hasEnded())
        return moved ? Step::Moved : Step::Waits;
    const int exit = ssh_channel_get_exit_status(m_channel.get());
    if (m_signal == 0 && exit < 0)
        return finish(lostConnection(m_name, ssh_get_error(session)));
    m_ran.exit = m_signal != 0 ? 128 + m_signal : exit;
    return finish(std::move(m_ran));
}

SshJob::Step ScriptJob::begin(ssh_session session)
{
    if (m_state == State::Open && !m_channel) {
        m_channel.reset(ssh_channel_new(session));
        ssh_set_channel_callbacks(m_channel.get(), &m_callbacks);
    }
    const int said = m_state == State::Open ? ssh_channel_open_session(m_channel.get())
                                            : ssh_channel_request_exec(m_channel.get(), m_command.c_str());
    if (said == SSH_AGAIN)
        return Step::Waits;
    if (said != SSH_OK)
        return finish(Error{Errc::Network,
                            sentence("errors", "%1 runs no script over SSH: %2; see what its sshd allows.")
                                .with(m_name, visibleText(ssh_get_error(session)))});
    m_state = m_state == State::Open ? State::Exec : State::Streams;
    return Step::Moved;
}

bool ScriptJob::give()
{
    if (m_gaveAll)
        return false;
    const std::size_t window = ssh_channel_window_size(m_channel.get());
    const std::size_t size = std::min({m_input.size() - m_given, window, kPiece});
    const int wrote
        = size == 0 ? 0 : ssh_channel_write(m_channel.get(), m_input.data() + m_given, static_cast<uint32_t>(size));
    if (wrote > 0)
        m_given += static_cast<std::size_t>(wrote);
    if (m_given == m_input.size() || wrote == SSH_ERROR) {
        ssh_channel_send_eof(m_channel.get());
        m_gaveAll = true;
    }
    return wrote > 0 || m_gaveAll;
}

bool ScriptJob::take(bool isError)
{
    std::array<char, kPiece> piece{};
    std::string& to = isError ? m_ran.err : m_ran.out;
    bool moved = false;
    for (int count = 0; count < kMostPieces; ++count) {
        const int got = ssh_channel_read_nonblocking(m_channel.get(), piece.data(), piece.size(), isError ? 1 : 0);
        if (got <= 0)
            return moved;
        moved = true;
        m_exited = m_exited ? std::optional{Clock::now()} : std::nullopt;
        if (to.size() < kMostOutput)
            to.append(piece.data(), std::min(static_cast<std::size_t>(got), kMostOutput - to.size()));
        if (!isError && !m_hasGroup)
            takeGroup();
    }
    return moved;
}

void ScriptJob::takeGroup()
{
    const std::size_t end = m_ran.out.find('\n');
    if (end == std::string::npos)
        return;
    m_group = m_ran.out.substr(0, end);
    if (m_group.empty() || m_group == "0" || m_group.find_first_not_of("0123456789") != std::string::npos)
        m_group.clear();
    m_ran.out.erase(0, end + 1);
    m_hasGroup = true;
}

// Of what it left running with its outputs open nothing is waited for.
bool ScriptJob::hasEnded()
{
    if (ssh_channel_is_closed(m_channel.get()) != 0)
        return true;
    if (m_signal == 0 && ssh_channel_get_exit_status(m_channel.get()) < 0)
        return false;
    if (!m_exited)
        m_exited = Clock::now();
    return ssh_channel_is_eof(m_channel.get()) != 0 || Clock::now() - *m_exited > kTail;
}

// libssh keeps what is freed until the machine has closed it too, and would call us till then.
void ScriptJob::closeChannel()
{
    if (m_channel)
        ssh_remove_channel_callbacks(m_channel.get(), &m_callbacks);
    m_channel.reset();
}

SshJob::Step ScriptJob::finish(Result<Ran> answer)
{
    m_state = State::Over;
    closeChannel();
    {
        const std::lock_guard lock{m_mutex};
        m_answer.emplace(std::move(answer));
    }
    m_changed.notify_all();
    return Step::Done;
}

void ScriptJob::lose(const std::string& why) { finish(lostConnection(m_name, why)); }

bool ScriptJob::wait(Clock::time_point until, const std::stop_token& stop)
{
    std::unique_lock lock{m_mutex};
    return m_changed.wait_until(lock, stop, until, [this] { return m_answer.has_value(); });
}

SshJob::Step ScriptJob::kill()
{
    if (!m_group.empty())
        m_born.push_back(std::make_shared<ScriptJob>("kill -s KILL -- -" + m_group, std::string_view{}, m_name));
    return finish(stoppedMidway());
}

StreamJob::StreamJob(Fd here, std::string host, int port)
    : m_here{std::move(here)}
    , m_host{std::move(host)}
    , m_port{port}
{}

SshJob::Step StreamJob::step(ssh_session session)
{
    if (!m_isOpen)
        return open(session);
    const bool moved = static_cast<int>(fromHere()) + static_cast<int>(toHere()) > 0;
    if ((m_hereEnded && m_thereEnded && m_waiting.empty()) || ssh_channel_is_closed(m_channel.get()) != 0) {
        m_channel.reset();
        m_here.reset();
        return Step::Done;
    }
    return moved ? Step::Moved : Step::Waits;
}

SshJob::Step StreamJob::open(ssh_session session)
{
    if (!m_channel)
        m_channel.reset(ssh_channel_new(session));
    const int said = ssh_channel_open_forward(m_channel.get(), m_host.c_str(), m_port, "127.0.0.1", 0);
    if (said == SSH_AGAIN)
        return Step::Waits;
    m_isOpen = said == SSH_OK;
    say(m_isOpen ? std::string{} : visibleText(ssh_get_error(session)));
    if (m_isOpen)
        return Step::Moved;
    m_channel.reset();
    m_here.reset();
    return Step::Done;
}

bool StreamJob::fromHere()
{
    const std::size_t window = ssh_channel_window_size(m_channel.get());
    if (m_hereEnded || window == 0)
        return false;
    std::array<char, kPiece> piece{};
    const ssize_t got = ::recv(m_here.get(), piece.data(), std::min(window, piece.size()), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (got > 0) {
        if (ssh_channel_write(m_channel.get(), piece.data(), static_cast<uint32_t>(got)) == got)
            return true;
        m_thereEnded = true;
    } else {
        ssh_channel_send_eof(m_channel.get());
    }
    return m_hereEnded = true;
}

bool StreamJob::toHere()
{
    bool moved = false;
    for (int count = 0; count < kMostPieces; ++count) {
        if (m_waiting.empty() && !fetchFromThere())
            return moved;
        if (m_waiting.empty())  // its end
            return true;
        const ssize_t wrote = ::send(m_here.get(), m_waiting.data(), m_waiting.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (wrote < 0 && (errno == EAGAIN || errno == EINTR))
            return moved;
        if (wrote < 0)
            m_hereEnded = m_thereEnded = true;
        m_waiting.erase(0, wrote < 0 ? m_waiting.size() : static_cast<std::size_t>(wrote));
        moved = true;
    }
    return moved;
}

// Whether there was something: bytes that now wait, or the end, once.
bool StreamJob::fetchFromThere()
{
    if (m_thereEnded)
        return false;
    std::array<char, kPiece> piece{};
    const int got = ssh_channel_read_nonblocking(m_channel.get(), piece.data(), piece.size(), 0);
    if (got > 0) {
        m_waiting.assign(piece.data(), static_cast<std::size_t>(got));
        return true;
    }
    if (got != SSH_ERROR && ssh_channel_is_eof(m_channel.get()) == 0)
        return false;
    m_thereEnded = true;
    ::shutdown(m_here.get(), SHUT_WR);
    return true;
}

void StreamJob::addWakers(std::vector<pollfd>& wakers) const
{
    if (!m_isOpen || !m_here.isOpen())
        return;
    const bool takes = !m_hereEnded && ssh_channel_window_size(m_channel.get()) > 0;
    const int events = (takes ? POLLIN : 0) | (m_waiting.empty() ? 0 : POLLOUT);
    if (events != 0)
        wakers.push_back({m_here.get(), static_cast<short>(events), 0});
}

void StreamJob::say(std::string why)
{
    {
        const std::lock_guard lock{m_mutex};
        if (!m_said)
            m_said = std::move(why);
    }
    m_changed.notify_all();
}

void StreamJob::lose(const std::string& why)
{
    say(why.empty() ? "the connection was lost" : visibleText(why));
    m_channel.reset();
    m_here.reset();
}

Result<std::string> StreamJob::waitUntilOpen(Clock::time_point until, const std::stop_token& stop)
{
    std::unique_lock lock{m_mutex};
    if (!m_changed.wait_until(lock, stop, until, [this] { return m_said.has_value(); }))
        return stop.stop_requested()
            ? stoppedMidway()
            : Error{Errc::Timeout, sentence("errors", "%1 was not reached in time.").with(m_host)};
    return *m_said;
}

SshJob::Step ListenJob::step(ssh_session /*session*/)
{
    for (;;) {
        Fd accepted{::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
        if (!accepted.isOpen())
            return m_born.empty() ? Step::Waits : Step::Moved;
        const int on = 1;
        ::setsockopt(accepted.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_born.push_back(std::make_shared<StreamJob>(std::move(accepted), "127.0.0.1", m_port));
    }
}

}  // namespace inferometer
