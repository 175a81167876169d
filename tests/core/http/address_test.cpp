// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/address.h"

#include <gtest/gtest.h>

#include <string>

namespace inferometer {
namespace {

std::string roundTrip(std::string_view text)
{
    const Result<Url> url = parseUrl(text);
    return url ? url.value().text() : "error";
}

std::string joined(std::string_view base, std::string_view path)
{
    return joinPath(parseUrl(base).value(), path).text();
}

TEST(ParseUrl, TakesHttpAndHttps)
{
    EXPECT_EQ(roundTrip("http://127.0.0.1:8000"), "http://127.0.0.1:8000/");
    EXPECT_EQ(roundTrip("HTTPS://Api.example.com/v1?x=1#top"), "https://Api.example.com/v1?x=1");
    EXPECT_EQ(roundTrip("http://h:80/"), "http://h/");
    EXPECT_EQ(roundTrip("https://h:80"), "https://h:80/");
    EXPECT_EQ(roundTrip(" http://h?a=b "), "http://h/?a=b");
    EXPECT_EQ(parseUrl("https://h").value().port, 443);
    EXPECT_TRUE(parseUrl("https://h").value().tls);
}

TEST(ParseUrl, TakesIpv6InBrackets)
{
    const Url url = parseUrl("http://[::1]:8000/v1").value();
    EXPECT_EQ(url.host, "::1");
    EXPECT_EQ(url.port, 8000);
    EXPECT_EQ(url.authority(), "[::1]:8000");
    EXPECT_EQ(url.text(), "http://[::1]:8000/v1");
}

TEST(ParseUrl, RefusesWhatIsNoAddress)
{
    for (const char* bad : {"", "localhost:8000", "ftp://h", "http://", "http://:80", "http://h:0", "http://h:65536",
                            "http://h:x", "http://h:", "http://a b", "http://[::1", "http://[::1]x", "http://h/a\nb"})
        EXPECT_FALSE(parseUrl(bad)) << bad;
}

TEST(ParseUrl, NeverRepeatsAPassword)
{
    for (const char* url : {"http://u:hunter2@h/", "u:hunter2@h:80", "ftp://u:hunter2@h", "http://hunter2@h:99999"}) {
        const Result<Url> parsed = parseUrl(url);
        ASSERT_FALSE(parsed) << url;
        EXPECT_EQ(parsed.error().message.find("hunter2"), std::string::npos) << parsed.error().message;
    }
    EXPECT_TRUE(parseUrl("http://h/@path"));
}

TEST(JoinPath, AStemWithAVersionOrAFolderOfItsOwnGetsNoOther)
{
    for (const char* stem : {"http://h/api/paas/v4", "http://h/v12", "http://h/v1beta/openai/", "http://h/openai",
                             "http://h/v1/projects/p/endpoints/openapi", "http://h/serving-endpoints"})
    {
        std::string whole = stem;
        while (whole.back() == '/')
            whole.pop_back();
        EXPECT_EQ(joined(stem, "/v1/chat/completions"), whole + "/chat/completions");
        EXPECT_EQ(joined(whole + "/chat/completions", "/v1/chat/completions"), whole + "/chat/completions");
    }
    EXPECT_EQ(joined("http://h/openai/deployments/d-1?api-version=2", "/v1/chat/completions"),
              "http://h/openai/deployments/d-1/chat/completions?api-version=2");
    EXPECT_EQ(joined("http://h/v4", "/api/chat"), "http://h/v4/api/chat") << "Ollama's pages have no version";
}

TEST(JoinPath, JoinsOverlapsOnce)
{
    constexpr std::string_view kChat = "/v1/chat/completions";
    EXPECT_EQ(joined("http://h", kChat), "http://h/v1/chat/completions");
    EXPECT_EQ(joined("http://h/", kChat), "http://h/v1/chat/completions");
    EXPECT_EQ(joined("http://h/v1", kChat), "http://h/v1/chat/completions");
    EXPECT_EQ(joined("http://h/v1/", kChat), "http://h/v1/chat/completions");
    EXPECT_EQ(joined("http://h/api/v1", kChat), "http://h/api/v1/chat/completions");
    EXPECT_EQ(joined("http://h/v1/chat/completions", kChat), "http://h/v1/chat/completions");
    EXPECT_EQ(joined("http://h/v1/chat/completions/", kChat), "http://h/v1/chat/completions");
    EXPECT_EQ(joined("http://h/v", kChat), "http://h/v/v1/chat/completions");
    EXPECT_EQ(joined("http://h/vault", kChat), "http://h/vault/v1/chat/completions");
    EXPECT_EQ(joined("http://h/openai/chat/completions", kChat), "http://h/openai/chat/completions");
    EXPECT_EQ(joined("http://h", "/api/chat"), "http://h/api/chat");
    EXPECT_EQ(joined("http://h/api", "/api/chat"), "http://h/api/chat");
    EXPECT_EQ(joined("http://h/chat", "/api/chat"), "http://h/chat/api/chat");
}

TEST(JoinPath, KeepsTheQuery)
{
    EXPECT_EQ(joined("http://h/v1?api-version=2", "/v1/completions"), "http://h/v1/completions?api-version=2");
}

TEST(Resolve, TakesNumericAddressesOfBothFamilies)
{
    const Resolved v4 = resolve("127.0.0.1", 8000).value();
    ASSERT_EQ(v4.addresses.size(), 1U);
    EXPECT_EQ(v4.addresses[0].text(), "127.0.0.1:8000");
    EXPECT_TRUE(v4.addresses[0].isLoopback());
    const Resolved v6 = resolve("::1", 80).value();
    EXPECT_EQ(v6.addresses[0].text(), "[::1]:80");
    EXPECT_TRUE(v6.addresses[0].isLoopback());
    EXPECT_FALSE(resolve("192.0.2.1", 80).value().addresses[0].isLoopback());
}

TEST(Resolve, NamesTheHostThatHasNoAddress)
{
    const Result<Resolved> resolved = resolve("no-such-host.invalid", 80);
    ASSERT_FALSE(resolved);
    EXPECT_EQ(resolved.error().code, Errc::Network);
    EXPECT_NE(resolved.error().message.find("no-such-host.invalid"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
