// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/ssh_login.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/host/host.h"
#include "core/http/wire.h"
#include "core/machine/errno_text.h"

#include <libssh/libssh.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace inferometer {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kConnect{10};
constexpr long kAnswer = 15;  // s, of the machine to one message
constexpr int kLook = 50;     // ms, for a stop

struct KeyCloser
{
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyCloser>;

Error fault(Errc code, const Sentence& said) { return {code, said, "site"}; }

// One address; 0 or an errno.
int waitForConnect(const Fd& fd, Clock::time_point until, const std::stop_token& stop)
{
    while (!stop.stop_requested() && Clock::now() < until) {
        pollfd one{fd.get(), POLLOUT, 0};
        if (::poll(&one, 1, kLook) <= 0)
            continue;
        int error = 0;
        socklen_t size = sizeof error;
        return ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
    }
    return ETIMEDOUT;
}

// A machine that is gone without a word is noticed within half a minute.
void watch(const Fd& fd)
{
    constexpr int kOn = 1;
    constexpr int kIdle = 15;  // s
    constexpr int kEvery = 5;  // s
    constexpr int kCount = 3;
    constexpr unsigned kLost = 30'000;  // ms
    ::setsockopt(fd.get(), SOL_SOCKET, SO_KEEPALIVE, &kOn, sizeof kOn);
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_KEEPIDLE, &kIdle, sizeof kIdle);
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_KEEPINTVL, &kEvery, sizeof kEvery);
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_KEEPCNT, &kCount, sizeof kCount);
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, &kLost, sizeof kLost);
}

Result<Fd> connectTcp(const std::string& host, int port, const std::stop_token& stop)
{
    const std::string place = host + ":" + std::to_string(port);
    const Result<Resolved> found = resolve(host, static_cast<std::uint16_t>(port));
    if (!found)
        return fault(Errc::Network,
                     sentence("errors", "The host of %1 has no address; check its spelling and this machine's DNS.")
                         .with(visibleText(place)));
    int error = 0;
    const Clock::time_point until = Clock::now() + kConnect;
    for (const SocketAddress& address : found.value().addresses) {
        OpenedSocket opened = startConnect(address);
        error = opened.error != 0 ? opened.error : waitForConnect(opened.fd, until, stop);
        if (stop.stop_requested())
            return stoppedMidway();
        if (error != 0)
            continue;
        watch(opened.fd);
        return std::move(opened.fd);
    }
    return fault(Errc::Network,
                 sentence("errors", "%1 cannot be connected to (%2); check that the machine runs and lets SSH in.")
                     .with(visibleText(place), Figure::cause(errnoText(error))));
}

// What libssh or the machine said last.
std::string wordsOf(ssh_session session) { return visibleText(ssh_get_error(session)); }

class Login
{
public:
    Login(const SshPlace& place, const SshAsk& ask, const HostKeyTrust& trust, const std::stop_token& stop)
        : m_place{place}
        , m_ask{ask}
        , m_trust{trust}
        , m_stop{stop}
        , m_session{ssh_new()}
    {}

    Result<SshHandle> run(Fd through)
    {
        if (!m_session)
            return fault(Errc::Unsupported, sentence("errors", "libssh could not be started; check the installation."));
        if (const Status set = configure(); !set)
            return set.error();
        const Status done = enter(std::move(through));
        if (m_stop.stop_requested())
            return stoppedMidway();
        if (!done)
            return done.error();
        return std::move(m_session);
    }

private:
    ssh_session session() const { return m_session.get(); }
    void set(ssh_options_e option, const std::string& value) const
    {
        if (!value.empty())
            ssh_options_set(session(), option, value.c_str());
    }

    std::string option(ssh_options_e which) const
    {
        char* value = nullptr;
        if (ssh_options_get(session(), which, &value) != SSH_OK || value == nullptr)
            return {};
        std::string text{value};
        ssh_string_free_char(value);
        return text;
    }

    Status configure() const
    {
        const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): nobody sets it
        set(SSH_OPTIONS_HOST, m_place.host);
        if (home != nullptr)
            set(SSH_OPTIONS_SSH_DIR, std::string{home} + "/.ssh");
        if (ssh_options_parse_config(session(), nullptr) != 0)
            return fault(Errc::InvalidInput,
                         sentence("errors", "~/.ssh/config cannot be read by libssh: %1.").with(wordsOf(session())));
        const bool off = false;
        const int on = 1;
        ssh_options_set(session(), SSH_OPTIONS_PROCESS_CONFIG, &off);
        ssh_options_set(session(), SSH_OPTIONS_NODELAY, &on);  // else every token through a tunnel is some 40 ms late
        ssh_options_set(session(), SSH_OPTIONS_TIMEOUT, &kAnswer);
        set(SSH_OPTIONS_USER, m_place.user);
        if (m_place.port != 0)
            ssh_options_set(session(), SSH_OPTIONS_PORT, &m_place.port);
        set(SSH_OPTIONS_KNOWNHOSTS, m_ask.knownHosts);
        return {};
    }

    Status enter(Fd through)
    {
        if (Status connected = connect(std::move(through)); !connected)
            return connected;
        // libssh waits for each answer by itself: a stop takes the connection away.
        const std::stop_callback cut{m_stop, [fd = ssh_get_fd(session())] { ::shutdown(fd, SHUT_RDWR); }};
        if (Status known = checkKey(); !known)
            return known;
        return authenticate();
    }

    Status connect(Fd through)
    {
        unsigned int port = 22;
        ssh_options_get_port(session(), &port);
        // A ProxyJump or ProxyCommand of ~/.ssh/config is libssh's to follow.
        const std::string proxy = option(SSH_OPTIONS_PROXYCOMMAND);
        if (!through.isOpen() && (proxy.empty() || proxy == "none")) {
            Result<Fd> connected = connectTcp(option(SSH_OPTIONS_HOST), static_cast<int>(port), m_stop);
            if (!connected)
                return connected.error();
            through = std::move(connected).value();
        }
        if (through.isOpen()) {
            const socket_t fd = through.release();  // the session closes it
            ssh_options_set(session(), SSH_OPTIONS_FD, &fd);
        }
        if (ssh_connect(session()) != SSH_OK)
            return fault(Errc::Network,
                         sentence("errors", "%1 does not answer as SSH does: %2; check the port.")
                             .with(m_place.text(), wordsOf(session())));
        return {};
    }

    Result<HostKeyQuestion> question() const
    {
        ssh_key raw = nullptr;
        if (ssh_get_server_publickey(session(), &raw) != SSH_OK)
            return fault(Errc::Protocol,
                         sentence("errors", "%1 shows no key; it is no SSH server.").with(m_place.text()));
        const Key key{raw};
        unsigned char* hash = nullptr;
        std::size_t size = 0;
        if (ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != 0)
            return fault(Errc::Protocol, sentence("errors", "The key of %1 cannot be read.").with(m_place.text()));
        char* text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size);
        HostKeyQuestion question{m_place.text(), ssh_key_type_to_char(ssh_key_type(key.get())),
                                 text == nullptr ? "" : text, option(SSH_OPTIONS_KNOWNHOSTS)};
        ssh_string_free_char(text);
        ssh_clean_pubkey_hash(&hash);
        return question;
    }

    Status checkKey() const
    {
        const ssh_known_hosts_e known = ssh_session_is_known_server(session());
        if (known == SSH_KNOWN_HOSTS_OK)
            return {};
        const Result<HostKeyQuestion> asked = question();
        if (!asked)
            return asked.error();
        const HostKeyQuestion& key = asked.value();
        switch (known) {
        case SSH_KNOWN_HOSTS_CHANGED:
        case SSH_KNOWN_HOSTS_OTHER:
            return fault(Errc::Auth,
                         sentence("errors",
                                  "The key of %1 is not the one in %2: it shows %3 now. Somebody may be in between; "
                                  "only if the machine was set up anew, remove it there with ssh-keygen -R.")
                             .with(key.place, key.file, key.type + " " + key.fingerprint));
        case SSH_KNOWN_HOSTS_UNKNOWN:
        case SSH_KNOWN_HOSTS_NOT_FOUND:
            break;
        default:
            return fault(Errc::Auth,
                         sentence("errors", "Whether the key of %1 is known cannot be told by %2: %3.")
                             .with(key.place, key.file, wordsOf(session())));
        }
        if (!m_trust || !m_trust(key))
            return fault(
                Errc::Auth,
                sentence("errors", "The key of %1 is not known: %2. Compare it with the machine's own, then trust it.")
                    .with(key.place, key.type + " " + key.fingerprint));
        if (ssh_session_update_known_hosts(session()) != SSH_OK)
            return fault(Errc::Disk,
                         sentence("errors", "The key of %1 cannot be kept in %2: %3.")
                             .with(key.place, key.file, wordsOf(session())));
        return {};
    }

    Status authenticate() const
    {
        const Clock::time_point began = Clock::now();
        const auto isLost = [this, began] {
            return ssh_is_connected(session()) == 0 || Clock::now() - began >= std::chrono::seconds{kAnswer};
        };
        const int none = ssh_userauth_none(session(), nullptr);
        if (none == SSH_AUTH_SUCCESS)
            return {};
        if (none == SSH_AUTH_ERROR || isLost())
            return lost();
        const int methods = ssh_userauth_list(session(), nullptr);
        const auto takes = [methods](int method) { return (methods & method) != 0; };
        if (takes(SSH_AUTH_METHOD_PUBLICKEY)) {
            const Result<bool> let = tryKeys();
            if (!let)
                return let.error();
            if (let.value())
                return {};
            if (isLost())
                return lost();
        }
        const bool asks = takes(SSH_AUTH_METHOD_PASSWORD) || takes(SSH_AUTH_METHOD_INTERACTIVE);
        if (m_ask.password.empty() || !asks)
            return refused(asks);
        return takes(SSH_AUTH_METHOD_PASSWORD)
            ? judged(ssh_userauth_password(session(), nullptr, m_ask.password.reveal().c_str()))
            : answerQuestions();
    }

    Result<bool> tryKeys() const
    {
        if (m_ask.keyFile.empty())
            return ssh_userauth_publickey_auto(session(), nullptr, nullptr) == SSH_AUTH_SUCCESS;
        ssh_key raw = nullptr;
        if (ssh_pki_import_privkey_file(m_ask.keyFile.c_str(), nullptr, nullptr, nullptr, &raw) != SSH_OK)
            return fault(
                Errc::InvalidInput,
                sentence("errors",
                         "%1 cannot be read as a private key without a passphrase; add an encrypted one to the "
                         "agent and name none.")
                    .with(visibleText(m_ask.keyFile)));
        const Key key{raw};
        return ssh_userauth_publickey(session(), nullptr, key.get()) == SSH_AUTH_SUCCESS;
    }

    // One question, once, that is typed unseen, is for the password; whatever else is asked must not get it.
    Status answerQuestions() const
    {
        constexpr int kMostRounds = 4;
        bool isAnswered = false;
        int said = ssh_userauth_kbdint(session(), nullptr, nullptr);
        for (int round = 0; said == SSH_AUTH_INFO && round < kMostRounds; ++round) {
            const int count = ssh_userauth_kbdint_getnprompts(session());
            char isShown = 0;
            if (count > 0)
                ssh_userauth_kbdint_getprompt(session(), 0, &isShown);
            if (count > 0 && (count > 1 || isShown != 0 || std::exchange(isAnswered, true)))
                return asksMore();
            if (count == 1)
                ssh_userauth_kbdint_setanswer(session(), 0, m_ask.password.reveal().c_str());
            said = ssh_userauth_kbdint(session(), nullptr, nullptr);
        }
        return judged(said);
    }

    // What became of a password.
    Status judged(int said) const
    {
        switch (said) {
        case SSH_AUTH_SUCCESS:
            return {};
        case SSH_AUTH_PARTIAL:
        case SSH_AUTH_INFO:
            return asksMore();
        case SSH_AUTH_DENIED:
            return Error{
                Errc::Auth,
                sentence("errors",
                         "%1 does not accept the password that was given for it; check it, or put a public key "
                         "into its authorized_keys.")
                    .with(m_place.text()),
                "site/password-env"};
        default:
            return lost();
        }
    }

    Error asksMore() const
    {
        return fault(Errc::Auth,
                     sentence("errors",
                              "%1 asks for more than a password, which is not answered here; put a public key into its "
                              "authorized_keys.")
                         .with(m_place.text()));
    }

    Error lost() const
    {
        if (ssh_is_connected(session()) == 0)
            return fault(Errc::Network,
                         sentence("errors", "%1 closed the connection while logging in; see its log of SSH.")
                             .with(m_place.text()));
        return fault(Errc::Network,
                     sentence("errors", "%1 does not go on with the login; see its log of SSH, and try again.")
                         .with(m_place.text()));
    }

    Error refused(bool takesPasswords) const
    {
        const std::string key = m_ask.keyFile.empty() ? "the agent's and ~/.ssh's keys" : m_ask.keyFile;
        if (takesPasswords)
            return fault(
                Errc::Auth,
                sentence(
                    "errors",
                    "%1 lets none of %2 in; put the public key into its authorized_keys, or give a password, which it "
                    "would take.")
                    .with(m_place.text(), visibleText(key)));
        return fault(Errc::Auth,
                     sentence("errors", "%1 lets none of %2 in; put the public key into its authorized_keys.")
                         .with(m_place.text(), visibleText(key)));
    }

    const SshPlace& m_place;
    const SshAsk& m_ask;
    const HostKeyTrust& m_trust;
    const std::stop_token& m_stop;
    SshHandle m_session;
};

}  // namespace

std::string SshPlace::text() const
{
    const bool isV6 = host.find(':') != std::string::npos;
    std::string text = user.empty() ? "" : user + "@";
    text += isV6 && port != 0 ? "[" + host + "]" : host;
    return visibleText(port == 0 ? text : text + ":" + std::to_string(port));
}

namespace {

// "host", "host:port", "[v6]", "[v6]:port", "v6"; false: none of these.
bool splitHost(std::string_view text, std::string& host, std::string_view& port)
{
    const bool isBracketed = text.starts_with('[');
    const std::size_t end = isBracketed ? text.find(']') : text.rfind(':');
    if (isBracketed) {
        if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] != ':'))
            return false;
        host = text.substr(1, end - 1);
        port = text.substr(std::min(end + 1, text.size()));
    } else {
        const bool hasPort = std::count(text.begin(), text.end(), ':') == 1;
        host = text.substr(0, hasPort ? end : text.size());
        port = hasPort ? text.substr(end) : std::string_view{};
    }
    return port.size() != 1;
}

bool isPlainWord(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\'' || c == '"' || c == 0x7f;
    });
}

}  // namespace

Result<SshPlace> parseSshPlace(std::string_view text)
{
    const Error wrong{Errc::InvalidInput,
                      sentence("errors", "\"%1\" is no machine; write [user@]host[:port].").with(visibleText(text)),
                      "site/host"};
    SshPlace place;
    std::string_view rest = trimmed(text);
    const std::size_t at = rest.rfind('@');
    if (at != std::string_view::npos) {
        place.user = rest.substr(0, at);
        rest.remove_prefix(at + 1);
    }
    std::string_view port;  // with its colon
    if ((at != std::string_view::npos && place.user.empty()) || !splitHost(rest, place.host, port) || place.host.empty()
        || place.host.front() == '-' || !isPlainWord(place.host) || !isPlainWord(place.user))
        return wrong;
    if (port.empty())
        return place;
    const std::optional<std::int64_t> number = parseInteger(port.substr(1));
    if (!number || *number < 1 || *number > 65'535)
        return wrong;
    place.port = static_cast<int>(*number);
    return place;
}

Result<std::vector<SshPlace>> parseSshPlaces(std::string_view text)
{
    std::vector<SshPlace> places;
    while (!trimmed(text).empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        Result<SshPlace> place = parseSshPlace(text.substr(0, end));
        if (!place)
            return place.error();
        places.push_back(std::move(place).value());
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return places;
}

void SshCloser::operator()(ssh_session_struct* session) const
{
    ssh_disconnect(session);
    ssh_free(session);
}

Result<SshHandle> logIn(const SshPlace& place, const SshAsk& ask, Fd through, const HostKeyTrust& trust,
                        const std::stop_token& stop)
{
    return Login{place, ask, trust, stop}.run(std::move(through));
}

}  // namespace inferometer
