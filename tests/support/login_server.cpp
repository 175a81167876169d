// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/login_server.h"

#include <arpa/inet.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

namespace inferometer::test {

namespace {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
std::string passwordIn(ssh_message_struct* message) { return ssh_message_auth_password(message); }
#pragma GCC diagnostic pop

}  // namespace

LoginServer::LoginServer(LoginManner manner)
    : m_manner{std::move(manner)}
    , m_listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const raw = reinterpret_cast<sockaddr*>(&address);  // NOLINT: as the system asks for it
    if (::bind(m_listener.get(), raw, size) != 0 || ::listen(m_listener.get(), 8) != 0
        || ::getsockname(m_listener.get(), raw, &size) != 0)
        throw std::runtime_error{"no port to listen on"};
    m_port = ntohs(address.sin_port);
    ssh_key key = nullptr;
    ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key);
    m_key.reset(key, ssh_key_free);
    m_thread = std::thread{[this] { serve(); }};
}

LoginServer::~LoginServer()
{
    m_isEnding = true;
    ::shutdown(m_listener.get(), SHUT_RDWR);
    if (const int fd = m_open; fd >= 0)
        ::shutdown(fd, SHUT_RDWR);
    m_thread.join();
}

std::string LoginServer::place() const { return "ada@127.0.0.1:" + std::to_string(m_port); }

std::vector<std::string> LoginServer::heard() const
{
    const std::lock_guard lock{m_mutex};
    return m_heard;
}

void LoginServer::note(const std::string& said)
{
    const std::lock_guard lock{m_mutex};
    m_heard.push_back(said);
}

void LoginServer::serve()
{
    while (!m_isEnding) {
        const int fd = ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        m_open = fd;
        serveOne(fd);
        m_open = -1;
    }
}

// Until the other side gives up.
void LoginServer::waitForEnd() const
{
    char byte = 0;
    while (::recv(m_open, &byte, 1, 0) > 0 && !m_isEnding) {
    }
}

void LoginServer::serveOne(int fd)
{
    if (m_manner.stall == LoginStall::BeforeKeys) {
        waitForEnd();
        ::close(fd);
        return;
    }
    const std::unique_ptr<ssh_bind_struct, decltype(&ssh_bind_free)> bind{ssh_bind_new(), ssh_bind_free};
    ssh_bind_options_set(bind.get(), SSH_BIND_OPTIONS_IMPORT_KEY, ssh_key_dup(m_key.get()));
    const std::unique_ptr<ssh_session_struct, decltype(&ssh_free)> session{ssh_new(), ssh_free};
    if (ssh_bind_accept_fd(bind.get(), session.get(), fd) != SSH_OK || ssh_handle_key_exchange(session.get()) != SSH_OK)
        return;
    m_round = 0;
    bool goesOn = true;
    while (goesOn && !m_isEnding) {
        ssh_message message = ssh_message_get(session.get());
        if (message == nullptr)
            break;
        goesOn = answer(session.get(), message);
        ssh_message_free(message);
    }
    ssh_disconnect(session.get());
}

int LoginServer::methods() const
{
    unsigned all = 0;
    if (m_manner.takesPassword)
        all |= SSH_AUTH_METHOD_PASSWORD;
    if (!m_manner.rounds.empty())
        all |= SSH_AUTH_METHOD_INTERACTIVE;
    return static_cast<int>(all);
}

bool LoginServer::answer(ssh_session_struct* session, ssh_message_struct* message)
{
    if (ssh_message_type(message) != SSH_REQUEST_AUTH) {
        ssh_message_reply_default(message);
        return true;
    }
    if (m_manner.stall == LoginStall::AtLogin) {
        waitForEnd();
        return false;
    }
    ssh_message_auth_set_methods(message, methods());
    switch (ssh_message_subtype(message)) {
    case SSH_AUTH_METHOD_PASSWORD:
        if (m_manner.stall == LoginStall::AtPassword) {
            waitForEnd();
            return false;
        }
        if (!m_manner.farewell.empty()) {
            ssh_session_set_disconnect_message(session, m_manner.farewell.c_str());
            return false;
        }
        return judge(message, passwordIn(message));
    case SSH_AUTH_METHOD_INTERACTIVE:
        return ssh_message_auth_kbdint_is_response(message) != 0 ? takeAnswers(session, message) : ask(message);
    default:
        if (!m_manner.banner.empty()) {
            ssh_string text = ssh_string_new(m_manner.banner.size());
            ssh_string_fill(text, m_manner.banner.data(), m_manner.banner.size());
            for (int i = 0; i < m_manner.banners; ++i)
                ssh_send_issue_banner(session, text);
            ssh_string_free(text);
        }
        ssh_message_reply_default(message);
        return true;
    }
}

bool LoginServer::judge(ssh_message_struct* message, const std::string& password)
{
    note(password);
    if (password == m_manner.password)
        ssh_message_auth_reply_success(message, m_manner.isPartial ? 1 : 0);
    else
        ssh_message_reply_default(message);
    return true;
}

bool LoginServer::ask(ssh_message_struct* message)
{
    const LoginRound& round = m_manner.rounds[m_round];
    std::vector<const char*> prompts;
    std::string echo;
    for (const LoginQuestion& question : round) {
        prompts.push_back(question.prompt.c_str());
        echo += question.isShown ? '\1' : '\0';
    }
    return ssh_message_auth_interactive_request(message, m_manner.words.c_str(), m_manner.words.c_str(),
                                                static_cast<unsigned>(round.size()), prompts.data(), echo.data())
        == SSH_OK;
}

bool LoginServer::takeAnswers(ssh_session_struct* session, ssh_message_struct* message)
{
    bool isRight = true;
    for (int i = 0; i < ssh_userauth_kbdint_getnanswers(session); ++i) {
        const std::string said = ssh_userauth_kbdint_getanswer(session, static_cast<unsigned>(i));
        note(said);
        isRight = isRight && said == m_manner.password;
    }
    if (!isRight) {
        m_round = 0;
        ssh_message_reply_default(message);
        return true;
    }
    if (++m_round < m_manner.rounds.size())
        return ask(message);
    ssh_message_auth_reply_success(message, m_manner.isPartial ? 1 : 0);
    return true;
}

}  // namespace inferometer::test
