// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/gcp_key.h"

#include "tests/core/cloud/gcp_sample.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <openssl/rsa.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace inferometer {
namespace {

using Json = nlohmann::json;

const std::string kTokenUrl = "https://oauth2.example/token";

std::string decoded(std::string text)
{
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    const std::size_t padding = (4 - text.size() % 4) % 4;
    text.append(padding, '=');
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size
        = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                          reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    EXPECT_GE(size, 0) << text;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

bool isSignedBy(EVP_PKEY* key, std::string_view text, const std::string& signature)
{
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
    const int good
        = EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                           reinterpret_cast<const unsigned char*>(text.data()), text.size());
    EVP_MD_CTX_free(context);
    return good == 1;
}

Result<GcpKey> keyOf(const std::string& text) { return gcpKeyOf(text, "key.json", "site/key-file"); }

TEST(GcpKey, AnAssertionIsSignedAndGoodForAnHour)
{
    const Result<GcpKey> key = keyOf(sampleKeyFile(kTokenUrl));
    ASSERT_TRUE(key) << key.error().message;
    EXPECT_EQ(key.value().project, "p-1");
    const Result<Secret> assertion = gcpAssertion(key.value(), std::chrono::seconds{1'800'000'000});
    ASSERT_TRUE(assertion) << assertion.error().message;
    const std::string& text = assertion.value().reveal();
    EXPECT_EQ(text.find_first_of("+/= \n"), std::string::npos);
    const std::size_t first = text.find('.');
    const std::size_t second = text.find('.', first + 1);
    EXPECT_EQ(Json::parse(decoded(text.substr(0, first))), (Json{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", "k1"}}));
    EXPECT_EQ(Json::parse(decoded(text.substr(first + 1, second - first - 1))),
              (Json{{"iss", "a@p-1.x"},
                    {"scope", "https://www.googleapis.com/auth/compute"},
                    {"aud", kTokenUrl},
                    {"iat", 1'800'000'000},
                    {"exp", 1'800'003'600}}));
    const std::string signature = decoded(text.substr(second + 1));
    EXPECT_TRUE(isSignedBy(sampleRsa(), text.substr(0, second), signature));
    EXPECT_FALSE(isSignedBy(sampleRsa(), text.substr(0, second - 1), signature));
}

TEST(GcpKey, WhatIsNoneIsSaidInOneSentence)
{
    EVP_PKEY* const small = EVP_RSA_gen(1024);
    EVP_PKEY* const curve = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    const std::string locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC\n-----END ENCRYPTED PRIVATE KEY-----\n";
    const auto without = [](const char* member) {
        Json file = Json::parse(sampleKeyFile(kTokenUrl));
        file.erase(member);
        return file.dump();
    };
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "is no key file"},
        {"[]", "is no key file"},
        {"{\"client_email\":7}", "is no key file"},
        {std::string(200, '['), "is no key file"},
        {"{\"a\":\"" + std::string(100'000, 'x') + "\"}", "is no key file"},
        {without("client_email"), "is no key file"},
        {without("private_key"), "is no key file"},
        {without("token_uri"), "is no https:// address"},
        {sampleKeyFile("http://example.org/"), "is no https:// address"},
        {sampleKeyFile("https://me:pw@example.org/"), "is no https:// address"},
        {sampleKeyFile("ftp://example.org/"), "is no https:// address"},
        {sampleKeyFile(kTokenUrl, "no key"), "is no RSA key"},
        {sampleKeyFile(kTokenUrl, locked), "is no RSA key"},
        {sampleKeyFile(kTokenUrl, pemOf(small)), "is no RSA key"},
        {sampleKeyFile(kTokenUrl, pemOf(curve)), "is no RSA key"},
        {R"({"type":"authorized_user"})", "a person's login"}};
    for (const auto& [text, said] : cases) {
        const Result<GcpKey> key = keyOf(text);
        ASSERT_FALSE(key) << text.substr(0, 300);
        EXPECT_EQ(key.error().code, Errc::Auth);
        EXPECT_EQ(key.error().field, "site/key-file");
        EXPECT_NE(key.error().message.find(said), std::string::npos) << key.error().message;
        EXPECT_EQ(key.error().message.find("PRIVATE"), std::string::npos);
    }
    EVP_PKEY_free(small);
    EVP_PKEY_free(curve);
    EXPECT_TRUE(keyOf(sampleKeyFile("http://127.0.0.1:1/token")));
}

TEST(GcpKey, IsInAFileOrInAVariable)
{
    const std::string path = testing::TempDir() + "gcp-key.json";
    std::ofstream{path} << sampleKeyFile(kTokenUrl);
    std::string held = path;
    const SiteAccess access{[&held](std::string_view name) -> Result<Secret> {
        EXPECT_EQ(name, "GOOGLE_APPLICATION_CREDENTIALS");
        return Secret{held};
    }};
    EXPECT_EQ(gcpKey({"gcp", {}}, access).value().place, path);
    held = "\n" + sampleKeyFile(kTokenUrl);
    EXPECT_EQ(gcpKey({"gcp", {}}, access).value().place, "GOOGLE_APPLICATION_CREDENTIALS");
    EXPECT_EQ(gcpKey({"gcp", {{"key-file", path}}}, {}).value().place, path);
    held = "/nowhere/\x1b[2J.json";
    const Result<GcpKey> none = gcpKey({"gcp", {}}, access);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::NotFound);
    EXPECT_NE(none.error().message.find("/nowhere/\\x1b[2J.json"), std::string::npos) << none.error().message;
}

}  // namespace
}  // namespace inferometer
