// SPDX-License-Identifier: GPL-3.0-or-later
// TLS servers that are not ours: one of TLS 1.2 that wants another handshake in the middle of an answer, as those do
// that ask for a certificate on some pages only, and one for HTTP/2 alone.
#include "core/http/connection.h"
#include "core/http/fetch.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include <thread>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

template <auto Free>
struct Freed
{
    template <typename T>
    void operator()(T* pointer) const
    {
        Free(pointer);
    }
};
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freed<SSL_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

Context oldServer()
{
    std::string curve = "P-256";
    const Key key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.data())};
    const Certificate certificate{X509_new()};
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    Context context{SSL_CTX_new(TLS_server_method())};
    SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    return context;
}

// Asked, sends "one", wants another handshake, and sends "two" once that is done.
void serve(const Fd& fd, bool& renewed)
{
    const timeval patience{0, 20000};
    setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const Context context = oldServer();
    const Session session{SSL_new(context.get())};
    SSL* ssl = session.get();
    SSL_set_fd(ssl, fd.get());
    const Nanos end = monotonicNow() + 3s;
    while (SSL_accept(ssl) != 1 && monotonicNow() < end) {
    }
    char byte = 0;
    while (SSL_read(ssl, &byte, 1) != 1 && monotonicNow() < end) {
    }
    SSL_write(ssl, "one", 3);
    SSL_renegotiate(ssl);
    SSL_do_handshake(ssl);
    while (SSL_renegotiate_pending(ssl) != 0 && monotonicNow() < end)
        SSL_read(ssl, &byte, 1);
    renewed = SSL_renegotiate_pending(ssl) == 0;
    if (renewed)
        SSL_write(ssl, "two", 3);
}

// A connection that verifies nothing, and sends "?" as soon as it stands.
struct Asking
{
    ConnectionTarget target;
    Poller poller;
    StampClock clock;
    ReadBuffer buffer;
    Connection connection;

    explicit Asking(std::uint16_t port)
    {
        target.addresses = resolve("127.0.0.1", port).value().addresses;
        target.tls = TlsContext::client("", true).value();
        target.tlsName = "localhost";
    }

    // Until `onReady` returns false, the connection breaks or 5 s have passed.
    template <typename OnReady>
    void drive(OnReady&& onReady)
    {
        const Nanos end = monotonicNow() + 5s;
        bool more = connection.open(target, poller, 0);
        while (more && monotonicNow() < end) {
            for (const Poller::Ready& ready : poller.wait(end)) {
                if (connection.state() == Connection::State::Ready) {
                    more = onReady(ready);
                    continue;
                }
                more = connection.advance(ready, buffer, clock) != Connection::State::Closed;
                Nanos begun{0};
                if (connection.state() == Connection::State::Ready)
                    connection.send("?", begun);
            }
        }
    }
};

TEST(TlsPeers, AnswersAServerThatWantsAnotherHandshake)
{
    const Listener listener = listenOn(0, true).value();
    bool renewed = false;
    std::thread server{[&] {
        Fd fd;
        while (!fd.isOpen())
            fd = Fd{accept4(listener.fd.get(), nullptr, nullptr, SOCK_CLOEXEC)};
        serve(fd, renewed);
    }};
    Asking asking{listener.port};
    std::string got;
    asking.drive([&](const Poller::Ready&) {
        const ReadResult read = asking.connection.read(asking.buffer, 0, asking.clock);
        got.append(asking.buffer.plain.data(), read.kind == ReadResult::Kind::Bytes ? read.bytes : 0);
        return got != "onetwo" && read.kind != ReadResult::Kind::Closed && read.kind != ReadResult::Kind::Failed;
    });
    EXPECT_EQ(got, "onetwo") << asking.connection.errorText();
    EXPECT_FALSE(asking.connection.sendWaits());
    asking.connection.close();
    server.join();
    EXPECT_TRUE(renewed);
}

// NOLINTNEXTLINE(readability-function-size): OpenSSL's signature
int refuseAlpn(SSL* /*ssl*/, const unsigned char** /*out*/, unsigned char* /*length*/, const unsigned char* /*offered*/,
               unsigned int /*offeredLength*/, void* /*data*/)
{
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

TEST(TlsPeers, SaysThatAPortSpeaksHttp2Alone)
{
    const Listener listener = listenOn(0, true).value();
    std::thread server{[&] {
        Context context = oldServer();
        SSL_CTX_set_alpn_select_cb(context.get(), refuseAlpn, nullptr);
        for (int asked = 0; asked < 2; ++asked) {
            Fd fd;
            while (!fd.isOpen())
                fd = Fd{accept4(listener.fd.get(), nullptr, nullptr, SOCK_CLOEXEC)};
            const Session session{SSL_new(context.get())};
            SSL_set_fd(session.get(), fd.get());
            SSL_accept(session.get());
        }
    }};
    Asking asking{listener.port};
    asking.drive([](const Poller::Ready&) { return false; });
    EXPECT_EQ(asking.connection.fault(), ConnectFault::Tls);
    EXPECT_NE(asking.connection.errorText().find("speaks no HTTP/1.1"), std::string::npos)
        << asking.connection.errorText();

    FetchRequest request;
    request.url = "https://127.0.0.1:" + std::to_string(listener.port) + "/";
    request.insecure = true;
    const auto fetched = Fetcher{}.fetch(request);
    server.join();
    ASSERT_FALSE(fetched);
    EXPECT_NE(fetched.error().message.find("speaks no HTTP/1.1"), std::string::npos) << fetched.error().message;
    EXPECT_EQ(fetched.error().message.find("http://"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
