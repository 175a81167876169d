// SPDX-License-Identifier: GPL-3.0-or-later
// TLS as libcurl sees it: an independent client that verifies the made certificate.
#include "core/http/fetch.h"

#include "tests/support/simulated_endpoint.h"
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace inferometer {
namespace {

struct TlsTest : testing::Test
{
    TlsTest() : path(testing::TempDir() + "certificate-" + std::to_string(getpid()) + ".pem")
    {
        SimSpec spec = instantSpec();
        spec.tls = true;
        spec.certificateFile = path;
        simulator = startSimulator(spec);
    }
    ~TlsTest() override { std::filesystem::remove(path); }
    TlsTest(const TlsTest&) = delete;
    TlsTest& operator=(const TlsTest&) = delete;

    FetchRequest request(std::string body) const
    {
        FetchRequest made;
        made.url = simulator->url() + std::string(body.empty() ? "/v1/models" : kChatPath);
        made.body = std::move(body);
        made.caFile = path;
        return made;
    }

    const std::string path;
    std::unique_ptr<Simulator> simulator;
};

TEST_F(TlsTest, ServesOverACertificateTheClientVerifies)
{
    EXPECT_EQ(simulator->url().substr(0, 8), "https://");
    std::ostringstream written;
    written << std::ifstream(path).rdbuf();
    EXPECT_EQ(written.str(), simulator->certificatePem());
    Fetcher fetcher;
    for (int i = 0; i < 3; ++i) {
        const auto models = fetcher.fetch(request({}));
        ASSERT_TRUE(models) << models.error().message;
        EXPECT_EQ(models.value().status, 200);
    }
    const auto answer = fetcher.fetch(request(chatBody(20000)));  // many TLS records
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_NE(answer.value().body.find("\"completion_tokens\":20000"), std::string::npos);
    EXPECT_NE(answer.value().body.find("[DONE]"), std::string::npos);
}

TEST_F(TlsTest, IsRefusedByAClientThatDoesNotKnowTheCertificate)
{
    FetchRequest unknown = request({});
    unknown.caFile.clear();
    EXPECT_FALSE(Fetcher().fetch(unknown));
    EXPECT_TRUE(Fetcher().fetch(request({}))) << "and goes on serving others";
}

}  // namespace
}  // namespace inferometer
