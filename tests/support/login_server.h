// SPDX-License-Identifier: GPL-3.0-or-later
// An SSH server on a port of loopback that asks for passwords as it is told to, and misbehaves as it is told to. It
// lets in, and does nothing else.
#pragma once

#include "core/base/fd.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct ssh_session_struct;
struct ssh_message_struct;
struct ssh_key_struct;

namespace inferometer::test {

// What is asked in one round of keyboard-interactive.
struct LoginQuestion
{
    std::string prompt;
    bool isShown = false;  // while it is typed
};
using LoginRound = std::vector<LoginQuestion>;

enum class LoginStall : std::uint8_t { Never, BeforeKeys, AtLogin, AtPassword };

struct LoginManner
{
    bool takesPassword = false;
    std::vector<LoginRound> rounds{};  // none: keyboard-interactive is not offered
    std::string password = "correct horse";
    std::string words{};     // before each round: its name and its instruction
    std::string banner{};    // sent before anything is asked for
    int banners = 1;         // how often
    bool isPartial = false;  // the right password is not enough
    LoginStall stall = LoginStall::Never;
    std::string farewell{};  // leaves with these words at the first try of a password
};

class LoginServer
{
public:
    explicit LoginServer(LoginManner manner);
    ~LoginServer();
    LoginServer(const LoginServer&) = delete;
    LoginServer& operator=(const LoginServer&) = delete;

    int port() const { return m_port; }
    // "ada@127.0.0.1:2222"
    std::string place() const;
    // Every password that was sent, and every answer. Thread-safe: yes.
    std::vector<std::string> heard() const;

private:
    void serve();
    void serveOne(int fd);
    bool answer(ssh_session_struct* session, ssh_message_struct* message);
    bool judge(ssh_message_struct* message, const std::string& password);
    bool ask(ssh_message_struct* message);
    bool takeAnswers(ssh_session_struct* session, ssh_message_struct* message);
    int methods() const;
    void note(const std::string& said);
    void waitForEnd() const;

    const LoginManner m_manner;
    Fd m_listener;
    int m_port = 0;
    std::shared_ptr<ssh_key_struct> m_key;
    std::atomic<bool> m_isEnding{false};
    std::atomic<int> m_open{-1};
    std::size_t m_round = 0;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_heard;
    std::thread m_thread;
};

}  // namespace inferometer::test
