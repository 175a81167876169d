// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace inferometer {
namespace {

class Tls : public testing::Test
{
protected:
    void SetUp() override
    {
        auto made = TlsContext::server();
        ASSERT_TRUE(made.ok());
        server = made.value();
        caFile = (std::filesystem::temp_directory_path() / ("inferometer-tls-" + std::to_string(::getpid()) + ".pem"))
                     .string();
        std::ofstream{caFile} << server->certificatePem();
    }
    void TearDown() override { std::filesystem::remove(caFile); }

    // Shakes hands in pieces of `piece` bytes; the client's last progress.
    TlsStream::Progress shake(const std::shared_ptr<TlsContext>& client, const std::string& host, std::size_t piece)
    {
        near = TlsStream::make(client, host);
        far = TlsStream::make(server, "");
        auto progress = near->handshake();
        for (int turn = 0; turn < 20000 && progress == TlsStream::Progress::NeedsPeer; ++turn) {
            move(*near, *far, piece);
            far->handshake();
            move(*far, *near, piece);
            progress = near->handshake();
        }
        move(*near, *far, 1U << 20U);
        far->handshake();
        return progress;
    }

    static void move(TlsStream& from, TlsStream& to, std::size_t piece)
    {
        const std::string bytes{from.pending().substr(0, piece)};
        from.consume(bytes.size());
        to.received(bytes);
    }

    std::shared_ptr<TlsContext> trusting() { return TlsContext::client(caFile, false).value(); }

    std::shared_ptr<TlsContext> server;
    std::string caFile;
    std::unique_ptr<TlsStream> near, far;
};

TEST_F(Tls, CarriesBytesBothWays)
{
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1U << 20U}}) {
        ASSERT_EQ(shake(trusting(), "localhost", piece), TlsStream::Progress::Done) << piece;
        const std::string text(100000, 'x');
        ASSERT_TRUE(near->write(text));
        std::string got;
        std::array<char, 4096> buffer{};
        while (!near->pending().empty()) {
            move(*near, *far, 5000);
            for (long n = far->read(buffer); n > 0; n = far->read(buffer))
                got.append(buffer.data(), static_cast<std::size_t>(n));
        }
        EXPECT_EQ(got, text);
    }
}

TEST_F(Tls, AcceptsTheCertificateByAddressToo)
{
    EXPECT_EQ(shake(trusting(), "127.0.0.1", 4096), TlsStream::Progress::Done);
}

TEST_F(Tls, NamesAnUntrustedCertificate)
{
    EXPECT_EQ(shake(TlsContext::client("", false).value(), "localhost", 4096), TlsStream::Progress::Failed);
    EXPECT_NE(near->errorText().find("--ca-file"), std::string::npos) << near->errorText();
}

TEST_F(Tls, NamesACertificateForAnotherHost)
{
    EXPECT_EQ(shake(trusting(), "example.org", 4096), TlsStream::Progress::Failed);
    EXPECT_NE(near->errorText().find("another host: it names localhost, 127.0.0.1, ::1."), std::string::npos)
        << near->errorText();
    EXPECT_EQ(shake(trusting(), "127.0.0.2", 4096), TlsStream::Progress::Failed);
    EXPECT_NE(near->errorText().find("another host"), std::string::npos) << near->errorText();
}

TEST_F(Tls, VerifiesNothingWhenInsecure)
{
    EXPECT_EQ(shake(TlsContext::client("", true).value(), "example.org", 4096), TlsStream::Progress::Done);
}

TEST_F(Tls, NamesACaFileThatCannotBeRead)
{
    const auto client = TlsContext::client("/nonexistent/ca.pem", false);
    ASSERT_FALSE(client.ok());
    EXPECT_EQ(client.error().field, "ca-file");
    EXPECT_NE(client.error().message.find("/nonexistent/ca.pem"), std::string::npos);
}

TEST_F(Tls, KnowsOfPartOfARecord)
{
    ASSERT_EQ(shake(trusting(), "localhost", 4096), TlsStream::Progress::Done);
    std::array<char, 4096> buffer{};
    ASSERT_EQ(far->read(buffer), 0);
    ASSERT_TRUE(near->write("hello"));
    const std::string record{near->pending()};
    far->received(std::string_view{record}.substr(0, 8));
    EXPECT_EQ(far->read(buffer), 0);
    EXPECT_TRUE(far->hasPartial());
    far->received(std::string_view{record}.substr(8));
    EXPECT_EQ(far->read(buffer), 5);
    EXPECT_FALSE(far->hasPartial());
}

}  // namespace
}  // namespace inferometer
