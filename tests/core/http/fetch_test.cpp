// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/fd.h"
#include "core/http/fetch.h"
#include "core/http/tls.h"

#include "tests/support/compressed.h"
#include "tests/support/loopback_server.h"
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

std::string answer(const std::string& status, const std::string& body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

ServerScript answering(const std::string& status, const std::string& body)
{
    return {ServerStep::expectRequest(), ServerStep::send(answer(status, body))};
}

Result<FetchResponse> get(const std::string& url)
{
    FetchRequest request;
    request.url = url;
    return Fetcher{}.fetch(request);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Fetch, GetsAStatusAndABody)
{
    const LoopbackServer server{answering("404 Not Found", "nothing here")};
    const Result<FetchResponse> response = get(server.url() + "/v1/models");
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response.value().status, 404);
    EXPECT_EQ(response.value().body, "nothing here");
    EXPECT_TRUE(has(server.requests().at(0), "GET /v1/models HTTP/1.1\r\n"));
    EXPECT_TRUE(has(server.requests().at(0), "User-Agent: inferometer/"));
}

TEST(Fetch, ReadsACompressedAnswerThatItDidNotAskFor)
{
    const auto of = [](const std::string& status, const std::string& label, const std::string& body) {
        return ServerScript{ServerStep::expectRequest(),
                            ServerStep::send(answer(status + "\r\nContent-Encoding: " + label, body))};
    };
    const std::string text = "{\"data\":[]}";
    for (const std::string& body : {compressed(text, kGzipForm), text}) {
        const LoopbackServer server{of("404 Not Found", "gzip", body)};
        const Result<FetchResponse> response = get(server.url());
        ASSERT_TRUE(response) << response.error().message;
        EXPECT_EQ(response.value().body, text);
        EXPECT_TRUE(has(server.requests().at(0), "Accept-Encoding: identity\r\n"));
    }
    const LoopbackServer good{of("200 OK", "br", "\x1b\x2a\x01")};
    EXPECT_TRUE(has(get(good.url()).error().message, "br-compressed"));
    const LoopbackServer bad{of("502 Bad Gateway", "br", "\x1b\x2a\x01")};
    EXPECT_EQ(get(bad.url()).value().status, 502);
}

TEST(Fetch, PostsWithHeadersAndKey)
{
    const LoopbackServer server{answering("200 OK", "{}")};
    FetchRequest request;
    request.url = server.url() + "/tokenize";
    request.body = "{\"content\":\"a\"}";
    request.headers = {{"Authorization", "Bearer s3cret"}, {"X-Team", "serving"}, {"X-Empty", ""}};
    ASSERT_TRUE(Fetcher{}.fetch(request));
    const std::string seen = server.requests().at(0);
    EXPECT_TRUE(has(seen, "POST /tokenize HTTP/1.1\r\n"));
    EXPECT_TRUE(has(seen, "Content-Type: application/json\r\n"));
    EXPECT_TRUE(has(seen, "Authorization: Bearer s3cret\r\n"));
    EXPECT_TRUE(has(seen, "X-Team: serving\r\n"));
    EXPECT_TRUE(has(seen, "X-Empty:\r\n"));
    EXPECT_TRUE(seen.ends_with("\r\n\r\n{\"content\":\"a\"}"));
}

TEST(Fetch, BlotsOutSecretsThatTheAnswerRepeats)
{
    const LoopbackServer server{answering("401 Unauthorized", "no such key: s3cret, is s3cret right? abc")};
    FetchRequest request;
    request.url = server.url() + "/v1/models";
    request.secrets = {Secret{"s3cret"}, Secret{"abc"}, Secret{}};
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_TRUE(response);
    EXPECT_EQ(response.value().body, "no such key: [secret], is [secret] right? abc");
}

TEST(Fetch, KeepsItsConnection)
{
    const LoopbackServer server{{ServerStep::expectRequest(), ServerStep::send(answer("200 OK", "1")),
                                 ServerStep::expectRequest(), ServerStep::send(answer("200 OK", "2"))}};
    Fetcher fetcher;
    FetchRequest request;
    request.url = server.url();
    EXPECT_EQ(fetcher.fetch(request).value().body, "1");
    EXPECT_EQ(fetcher.fetch(request).value().body, "2");
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Fetch, SendsOnceWhatIsToBeDoneOnce)
{
    const ServerScript kept{ServerStep::expectRequest(), ServerStep::send(answer("200 OK", "{}")),
                            ServerStep::expectRequest(), ServerStep::close()};
    const LoopbackServer server{{kept, {ServerStep::expectRequest(), ServerStep::close()}}};
    Fetcher fetcher;
    FetchRequest request;
    request.url = server.url();
    request.body = "create";
    ASSERT_TRUE(fetcher.fetch(request));
    request.isOnce = true;
    EXPECT_EQ(fetcher.fetch(request).error().code, Errc::Protocol);
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(Fetch, SignsForAwsNoHeaderButThoseThatItSends)
{
    const LoopbackServer server{answering("200 OK", "{}")};
    FetchRequest request;
    request.url = server.url() + "/";
    request.body = "Action=A";
    request.awsScope = "eu-west-1:ec2";
    request.awsKeys = Secret{"AKIA0000000000000000:secret"};
    ASSERT_TRUE(Fetcher{}.fetch(request));
    EXPECT_TRUE(has(server.requests().at(0), "Credential=AKIA0000000000000000/"));
    EXPECT_TRUE(has(server.requests().at(0), "SignedHeaders=accept;content-type;host;x-amz-date,"));
}

TEST(Fetch, DoesNotFollowARedirectWithTheKey)
{
    const LoopbackServer other{answering("200 OK", "stolen")};
    const std::string away
        = "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url() + "\r\nContent-Length: 0\r\n\r\n";
    const LoopbackServer server{{ServerStep::expectRequest(), ServerStep::send(away)}};
    FetchRequest request;
    request.url = server.url();
    request.headers = {{"Authorization", "Bearer s3cret"}};
    EXPECT_EQ(Fetcher{}.fetch(request).value().status, 307);
    EXPECT_TRUE(other.requests().empty());
}

TEST(Fetch, ARefusedConnectionNamesHostAndPort)
{
    std::uint16_t port = 0;
    {
        const LoopbackServer gone{ServerScript{}};
        port = gone.port();
    }
    FetchRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/v1/models";
    request.headers = {{"Authorization", "Bearer s3cret"}};
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Network);
    EXPECT_TRUE(has(response.error().message, "127.0.0.1:" + std::to_string(port) + " refused the connection"));
    EXPECT_FALSE(has(response.error().message, "s3cret"));
}

TEST(Fetch, AnUnknownHostIsNamed)
{
    const Result<FetchResponse> response = get("http://no-such-host.invalid/");
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Network);
    EXPECT_TRUE(has(response.error().message, "no-such-host.invalid:80 has no address"));
}

TEST(Fetch, SilenceIsATimeout)
{
    const LoopbackServer server{{ServerStep::expectRequest(), ServerStep::stall()}};
    FetchRequest request;
    request.url = server.url();
    request.timeout = 60ms;
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Timeout);
    EXPECT_TRUE(has(response.error().message, "within 0.06 s"));
}

TEST(Fetch, ABrokenAnswerIsAProtocolError)
{
    const LoopbackServer cut{
        {ServerStep::expectRequest(), ServerStep::send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")}};
    EXPECT_EQ(get(cut.url()).error().code, Errc::Protocol);
    const LoopbackServer silent{{ServerStep::expectRequest(), ServerStep::close()}};
    EXPECT_EQ(get(silent.url()).error().code, Errc::Protocol);
    const LoopbackServer strange{{ServerStep::expectRequest(), ServerStep::send("220 mail.example.com\r\n")}};
    EXPECT_EQ(get(strange.url()).error().code, Errc::Protocol);
}

TEST(Fetch, AnAnswerPastTheCapIsRefused)
{
    const LoopbackServer server{answering("200 OK", std::string(5000, 'x'))};
    FetchRequest request;
    request.url = server.url();
    request.maxBody = 4999;
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_FALSE(response);
    EXPECT_TRUE(has(response.error().message, "too large"));
}

TEST(Fetch, AnAnswerThatIsEnoughNeedNotEnd)
{
    const LoopbackServer server{ServerScript{
        ServerStep::expectRequest(),
        ServerStep::send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ndata: the last\n\n"), ServerStep::stall()}};
    FetchRequest request;
    request.url = server.url();
    request.accept = "text/event-stream";
    request.isEnough = [](std::string_view piece) { return piece.ends_with("\n\n"); };
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response.value().status, 200);
    EXPECT_EQ(response.value().body, "data: the last\n\n");
    EXPECT_TRUE(has(server.requests().at(0), "Accept: text/event-stream\r\n"));
}

TEST(Fetch, AGivenHeaderReplacesOurs)
{
    const LoopbackServer server{answering("200 OK", "{}")};
    FetchRequest request;
    request.url = server.url();
    request.body = "{}";
    request.headers = {{"ACCEPT", "application/x-ours"}, {"Content-Type", "application/x-mine"}};
    ASSERT_TRUE(Fetcher{}.fetch(request));
    EXPECT_FALSE(has(server.requests().at(0), "application/json")) << server.requests().at(0);
}

TEST(Fetch, StopCancelsACall)
{
    const LoopbackServer server{{ServerStep::expectRequest(), ServerStep::stall()}};
    std::stop_source stop;
    stop.request_stop();
    FetchRequest request;
    request.url = server.url();
    const Result<FetchResponse> response = Fetcher{}.fetch(request, stop.get_token());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Cancelled);
}

TEST(Fetch, AProxyIsAskedForATunnelWithoutTheKey)
{
    const LoopbackServer proxy{{ServerStep::expectRequest(), ServerStep::send("HTTP/1.1 200 OK\r\n\r\n"),
                                ServerStep::expectRequest(), ServerStep::send(answer("200 OK", "through"))}};
    FetchRequest request;
    request.url = "http://far.example.com:81/x";
    request.proxy = proxy.url();
    request.headers = {{"Authorization", "Bearer s3cret"}};
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response.value().body, "through");
    EXPECT_TRUE(has(proxy.requests().at(0), "CONNECT far.example.com:81 HTTP/1.1\r\n"));
    EXPECT_FALSE(has(proxy.requests().at(0), "s3cret"));
    EXPECT_TRUE(has(proxy.requests().at(1), "s3cret"));
}

TEST(Fetch, TellsWhatAProxySaid)
{
    constexpr std::array<std::pair<const char*, const char*>, 4> kAnswers{{
        {"407 Proxy Authentication Required", "asks for a login (HTTP 407)"},
        {"403 Forbidden", "refused a tunnel to far.example.com:80 (HTTP 403)"},
        {"503 Service Unavailable", "could not reach far.example.com:80 (HTTP 503)"},
        {"405 Method Not Allowed", "knows no CONNECT (HTTP 405)"},
    }};
    for (const auto& [status, said] : kAnswers) {
        const LoopbackServer proxy{answering(status, "")};
        FetchRequest request;
        request.url = "http://far.example.com/";
        request.proxy = proxy.url();
        const Result<FetchResponse> response = Fetcher{}.fetch(request);
        ASSERT_FALSE(response);
        EXPECT_EQ(response.error().field, "proxy");
        EXPECT_TRUE(has(response.error().message, said)) << response.error().message;
        EXPECT_TRUE(has(response.error().message, proxy.url().substr(7))) << response.error().message;
    }
}

// Answers one https request on a loopback address with the certificate made for localhost, 127.0.0.1 and ::1.
class TlsServer
{
public:
    explicit TlsServer(const char* address)
    {
        m_listener = Fd{::socket(AF_INET, SOCK_STREAM, 0)};
        sockaddr_in name{};
        name.sin_family = AF_INET;
        ::inet_pton(AF_INET, address, &name.sin_addr);
        socklen_t length = sizeof name;
        EXPECT_EQ(::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&name), length), 0);
        EXPECT_EQ(::listen(m_listener.get(), 4), 0);
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&name), &length);
        url = std::string{"https://"} + address + ":" + std::to_string(ntohs(name.sin_port));
        std::string pattern = (std::filesystem::temp_directory_path() / "fetch-tls.XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        caFile = m_folder + "/ca.pem";
        std::ofstream{caFile} << m_context->certificatePem();
        m_thread = std::thread{[this] { serveOne(); }};
    }
    ~TlsServer()
    {
        m_thread.join();
        std::filesystem::remove_all(m_folder);
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    std::string url;
    std::string caFile;

private:
    static void sendPending(const Fd& fd, TlsStream& tls)
    {
        while (!tls.pending().empty()) {
            const ssize_t sent = ::send(fd.get(), tls.pending().data(), tls.pending().size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return;
            tls.consume(static_cast<std::size_t>(sent));
        }
    }

    void serveOne() const
    {
        const Fd fd{::accept(m_listener.get(), nullptr, nullptr)};
        const std::unique_ptr<TlsStream> tls = TlsStream::make(m_context, "");
        bool secure = false;
        std::array<char, 4096> bytes{};
        for (ssize_t got = 0; (got = ::recv(fd.get(), bytes.data(), bytes.size(), 0)) > 0;) {
            tls->received({bytes.data(), static_cast<std::size_t>(got)});
            secure = secure || tls->handshake() == TlsStream::Progress::Done;
            if (secure && tls->read(bytes) > 0)
                tls->write(answer("200 OK", "secure"));
            sendPending(fd, *tls);
        }
    }

    std::shared_ptr<TlsContext> m_context = TlsContext::server().value();
    Fd m_listener;
    std::string m_folder;
    std::thread m_thread;
};

TEST(Fetch, TrustsTheCertificateItWasGiven)
{
    const TlsServer server{"127.0.0.1"};
    FetchRequest request;
    request.url = server.url;
    request.caFile = server.caFile;
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response.value().body, "secure");
}

TEST(Fetch, AnUntrustedCertificateAsksForACaFile)
{
    const TlsServer server{"127.0.0.1"};
    const Result<FetchResponse> response = get(server.url);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Network);
    EXPECT_TRUE(has(response.error().message, "is not trusted"));
    EXPECT_TRUE(has(response.error().message, "--ca-file"));
}

TEST(Fetch, ACertificateForAnotherHostSaysSo)
{
    const TlsServer server{"127.0.0.2"};
    FetchRequest request;
    request.url = server.url;
    request.caFile = server.caFile;
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_FALSE(response);
    EXPECT_TRUE(has(response.error().message, "is for another host name")) << response.error().message;
    EXPECT_TRUE(has(response.error().message, "localhost, 127.0.0.1")) << response.error().message;
}

TEST(Fetch, InsecureAcceptsAnyCertificate)
{
    const TlsServer server{"127.0.0.2"};
    FetchRequest request;
    request.url = server.url;
    request.insecure = true;
    EXPECT_EQ(Fetcher{}.fetch(request).value().body, "secure");
}

TEST(Fetch, HttpsToAPlainPortSaysSo)
{
    const LoopbackServer server{{ServerStep::wait(1ms), ServerStep::send("HTTP/1.1 400 Bad Request\r\n\r\n")}};
    const Result<FetchResponse> response = get("https://127.0.0.1:" + std::to_string(server.port()));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Network);
    EXPECT_TRUE(has(response.error().message, "speaks https")) << response.error().message;
}

TEST(Fetch, AMissingCaFileIsNamed)
{
    const LoopbackServer server{ServerScript{ServerStep::stall()}};
    FetchRequest request;
    request.url = "https://127.0.0.1:" + std::to_string(server.port());
    request.caFile = "/no/such/ca.pem";
    const Result<FetchResponse> response = Fetcher{}.fetch(request);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().field, "ca-file");
    EXPECT_TRUE(has(response.error().message, "/no/such/ca.pem"));
}

}  // namespace
}  // namespace inferometer
