// SPDX-License-Identifier: GPL-3.0-or-later
// What a session's thread does at once: each job takes a step whenever something has moved, and blocks in none.
#pragma once

#include "core/base/fd.h"
#include "core/host/host.h"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <poll.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct ChannelCloser
{
    void operator()(ssh_channel channel) const { ssh_channel_free(channel); }
};
using Channel = std::unique_ptr<ssh_channel_struct, ChannelCloser>;

class SshJob
{
public:
    SshJob() = default;
    virtual ~SshJob() = default;
    SshJob(const SshJob&) = delete;
    SshJob& operator=(const SshJob&) = delete;

    enum class Step { Waits, Moved, Done };
    virtual Step step(ssh_session session) = 0;
    // Descriptors of its own that wake it.
    virtual void addWakers(std::vector<pollfd>& /*wakers*/) const {}
    // The session has ended; `why` in libssh's words.
    virtual void lose(const std::string& /*why*/) {}
    // Jobs that it began meanwhile.
    virtual std::vector<std::shared_ptr<SshJob>> born() { return {}; }
};

// A script by the machine's shell.
class ScriptJob final : public SshJob
{
public:
    ScriptJob(const std::string& script, std::string_view input, std::string name);
    ~ScriptJob() override { closeChannel(); }

    Step step(ssh_session session) override;
    void lose(const std::string& why) override;

    // Of the thread that asked: until it is done, or `until` is over, or stopped.
    bool wait(std::chrono::steady_clock::time_point until, const std::stop_token& stop);
    // Nothing until wait() said true.
    const std::optional<Result<Ran>>& answer() const { return m_answer; }
    // Of the session's thread: nobody waits for it, and it is to be killed as soon as it is known what to kill.
    void abandon() { m_isAbandoned = true; }
    std::vector<std::shared_ptr<SshJob>> born() override { return std::move(m_born); }

private:
    Step begin(ssh_session session);
    bool give();
    bool take(bool isError);
    bool hasEnded();
    void takeGroup();
    Step finish(Result<Ran> answer);
    Step kill();
    void closeChannel();

    static void heardSignal(ssh_session session, ssh_channel channel, const char* signal, int core, const char* message,
                            const char* language, void* user);

    enum class State { Open, Exec, Streams, Over };
    const std::string m_command;
    const std::string m_input;
    const std::string m_name;
    std::size_t m_given = 0;
    bool m_gaveAll = false;
    State m_state = State::Open;
    ssh_channel_callbacks_struct m_callbacks{};  // outlives the channel
    Channel m_channel;
    Ran m_ran;
    int m_signal = 0;
    std::string m_group;  // of its processes; its first line told it
    bool m_hasGroup = false;
    bool m_isAbandoned = false;
    std::vector<std::shared_ptr<SshJob>> m_born;
    std::optional<std::chrono::steady_clock::time_point> m_exited;

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Result<Ran>> m_answer;
};

// A stream between a descriptor of here and a port as the machine sees it.
class StreamJob final : public SshJob
{
public:
    StreamJob(Fd here, std::string host, int port);

    Step step(ssh_session session) override;
    void addWakers(std::vector<pollfd>& wakers) const override;
    void lose(const std::string& why) override;

    // Of the thread that asked, once it was begun: empty, or why it could not be.
    Result<std::string> waitUntilOpen(std::chrono::steady_clock::time_point until, const std::stop_token& stop);

private:
    Step open(ssh_session session);
    bool fromHere();
    bool toHere();
    bool fetchFromThere();
    void say(std::string why);

    Fd m_here;
    const std::string m_host;
    const int m_port;
    Channel m_channel;
    bool m_isOpen = false;
    bool m_hereEnded = false;
    bool m_thereEnded = false;
    std::string m_waiting;  // for here to take it

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<std::string> m_said;
};

// A port of here whose every connection becomes a stream.
class ListenJob final : public SshJob
{
public:
    ListenJob(Fd listener, int port) : m_listener{std::move(listener)}, m_port{port} {}

    Step step(ssh_session session) override;
    void addWakers(std::vector<pollfd>& wakers) const override { wakers.push_back({m_listener.get(), POLLIN, 0}); }
    std::vector<std::shared_ptr<SshJob>> born() override { return std::move(m_born); }

private:
    Fd m_listener;
    const int m_port;
    std::vector<std::shared_ptr<SshJob>> m_born;
};

}  // namespace inferometer
