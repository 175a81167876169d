// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/endpoint_access.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace inferometer {
namespace {

class Access : public testing::Test
{
protected:
    void SetUp() override
    {
        ::setenv("INFEROMETER_TEST_KEY", "s3cret\n", 1);  // NOLINT(concurrency-mt-unsafe): the test has one thread
        ::setenv("INFEROMETER_TEST_EMPTY", "", 1);        // NOLINT(concurrency-mt-unsafe)
        ::setenv("INFEROMETER_TEST_SPLIT", "a\nb", 1);    // NOLINT(concurrency-mt-unsafe)
        ::setenv("INFEROMETER_TEST_TOKEN", "t0ken", 1);   // NOLINT(concurrency-mt-unsafe)
        m_spec.target.baseUrl = "https://api.example.com:8443/v1";
    }

    EndpointAccess access() const
    {
        const Result<EndpointAccess> access = accessOf(m_spec);
        EXPECT_TRUE(access) << access.error().message;
        return access.value();
    }
    Error error() const { return accessOf(m_spec).error(); }

    RunSpec m_spec;
};

TEST_F(Access, EveryApiOfTheFieldTableIsADialectAndTheOtherWayRound)
{
    const RunField* field = findRunField("llm-api");
    ASSERT_EQ(field->choices.size(), dialects().size());
    for (const std::string_view choice : field->choices)
        EXPECT_NE(findDialect(choice), nullptr) << choice;
}

TEST_F(Access, AnImageIsRefusedForJustTheDialectsThatCarryNone)
{
    m_spec.prompts.imageSize = ImageSize::Small;
    m_spec.target.baseUrl = "http://h/v1/chat/completions";
    for (const Dialect& dialect : dialects()) {
        m_spec.target.llmApi = dialect.id;
        EXPECT_EQ(accessOf(m_spec).ok(), dialect.takesImages) << dialect.id;
    }
    m_spec.target.llmApi = "sambastudio";
    m_spec.target.baseUrl = "http://h/api/predict/generic/p/e";
    EXPECT_EQ(error().field, "multimodal-image-size");
    EXPECT_TRUE(error().message.find("SambaStudio generic v1") != std::string::npos) << error().message;
}

TEST_F(Access, ReadsTheKeyFromTheEnvironment)
{
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_KEY";
    EXPECT_EQ(access().key.reveal(), "s3cret");
    EXPECT_EQ(callTo(access(), access().url, {}).headers.front(),
              (std::pair<std::string, std::string>{"Authorization", "Bearer s3cret"}));
}

TEST_F(Access, AMissingKeyIsAnErrorThatNamesTheVariable)
{
    for (const char* name : {"INFEROMETER_TEST_NOT_SET", "INFEROMETER_TEST_EMPTY", "INFEROMETER_TEST_SPLIT"}) {
        m_spec.target.apiKeyEnv = name;
        EXPECT_EQ(error().code, Errc::Auth);
        EXPECT_EQ(error().field, "api-key-env");
        EXPECT_NE(error().message.find(name), std::string::npos);
    }
}

TEST_F(Access, TakesTheKeyThatWasReadFromTheKeyring)
{
    m_spec.target.apiKeyKeyring = "lab";
    EXPECT_EQ(accessOf(m_spec, Secret{"ring\n"}).value().key.reveal(), "ring");
    const Error split = accessOf(m_spec, Secret{"ri ng"}).error();
    EXPECT_NE(split.message.find("The keyring holds blanks"), std::string::npos);
    EXPECT_EQ(split.message.find("ri ng"), std::string::npos);
    EXPECT_EQ(error().code, Errc::Auth);
    EXPECT_NE(error().message.find("\"lab\" is in the desktop's keyring"), std::string::npos);
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_KEY";
    EXPECT_EQ(accessOf(m_spec, Secret{"ring"}).value().key.reveal(), "s3cret");
}

TEST_F(Access, KnowsWhatMustNotBeTold)
{
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_KEY";
    m_spec.target.headers = {{"X-Team", "serving"}, {"X-Token", "Bearer ${INFEROMETER_TEST_TOKEN}"}};
    const EndpointAccess found = access();
    ASSERT_EQ(found.secrets.size(), 2U);
    EXPECT_EQ(found.secrets[0].reveal(), "t0ken");
    EXPECT_EQ(found.secrets[1].reveal(), "s3cret");
    EXPECT_EQ(callTo(found, found.url, {}).secrets.size(), 2U);
    ::setenv("INFEROMETER_TEST_TEAM", "data", 1);  // NOLINT(concurrency-mt-unsafe)
    m_spec.target.headers = {{"X-Team", "${INFEROMETER_TEST_TEAM}"}};
    EXPECT_EQ(access().secrets.size(), 1U);
}

TEST_F(Access, PutsVariablesIntoWhatIsSentAlone)
{
    ::setenv("INFEROMETER_TEST_QUERY", "a/b c&d\n", 1);  // NOLINT(concurrency-mt-unsafe)
    m_spec.target.baseUrl = "http://h/v1?key=${INFEROMETER_TEST_QUERY}&x=1";
    m_spec.target.extraBody = R"({"token": "${INFEROMETER_TEST_QUERY}"})";
    const EndpointAccess found = access();
    EXPECT_EQ(found.url.text(), "http://h/v1/chat/completions?key=${INFEROMETER_TEST_QUERY}&x=1");
    EXPECT_TRUE(
        requestHead(found).reveal().starts_with("POST /v1/chat/completions?key=a%2Fb%20c%26d&x=1 HTTP/1.1\r\n"));
    EXPECT_EQ(callTo(found, pageBeside(found, "/models"), {}).url, "http://h/v1/models?key=a%2Fb%20c%26d&x=1");
    EXPECT_EQ(withoutSecrets("GET /v1?key=a%2Fb%20c%26d&x=1", found.secrets), "GET /v1?key=[secret]&x=1");
    m_spec.target.extraBody = R"({"token": "x ${INFEROMETER_TEST_KEY}"})";
    EXPECT_EQ(access().extraBody.reveal(), R"({"token":"x s3cret"})");
    m_spec.target.baseUrl = "http://h/v1?key=${INFEROMETER_TEST_NOT_SET}";
    EXPECT_EQ(error().message,
              "The environment variable INFEROMETER_TEST_NOT_SET, named in base-url, is not set; export it first.");
}

TEST_F(Access, ChecksTheSpecBeforeTheEnvironment)
{
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_NOT_SET";
    m_spec.arrivals.numRequests = 0;
    EXPECT_EQ(error().field, "num-requests");
    m_spec.arrivals.numRequests = 1;
    m_spec.target.baseUrl = "http://h:99999";
    EXPECT_EQ(error().field, "base-url");
}

TEST_F(Access, FindsThePagesOfTheEndpoint)
{
    const auto pages = [this](const char* base, const char* api) {
        m_spec.target.baseUrl = base;
        m_spec.target.llmApi = api;
        const EndpointAccess found = access();
        return found.url.path + " " + pageBeside(found, "/models").path + " " + pageAbove(found, "/tokenize").path;
    };
    EXPECT_EQ(pages("http://h", "openai-chat"), "/v1/chat/completions /v1/models /tokenize");
    EXPECT_EQ(pages("http://h/v1/", "openai-completions"), "/v1/completions /v1/models /tokenize");
    EXPECT_EQ(pages("http://h/x/v1?a=b", "openai-chat"), "/x/v1/chat/completions?a=b /x/v1/models?a=b /x/tokenize?a=b");
    EXPECT_EQ(pages("http://h/openai/chat/completions", "openai-chat"),
              "/openai/chat/completions /openai/models /tokenize");
    EXPECT_EQ(pages("http://h", "ollama-generate"), "/api/generate /api/models /tokenize");
}

TEST_F(Access, ADialectMayHaveAPathOfOnePart)
{
    Dialect dialect = *findDialect("openai-chat");
    dialect.path = "/generate_stream";
    EndpointAccess found = access();
    found.dialect = &dialect;
    found.url.path = "/x/generate_stream";
    EXPECT_EQ(pageBeside(found, "/models").path, "/x/models");
    found.url.path = "/elsewhere";
    EXPECT_EQ(pageBeside(found, "/models").path, "/elsewhere/models");
}

TEST_F(Access, HeadHasOurHeadersAndTheCustomOnes)
{
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_KEY";
    m_spec.target.headers = {{"X-Team", "serving"}};
    EXPECT_EQ(requestHead(access()).reveal(),
              "POST /v1/chat/completions HTTP/1.1\r\n"
              "Host: api.example.com:8443\r\n"
              "User-Agent: inferometer/" INFEROMETER_VERSION "\r\n"
              "Accept: text/event-stream\r\n"
              "Accept-Encoding: identity\r\n"
              "Content-Type: application/json\r\n"
              "Authorization: Bearer s3cret\r\n"
              "X-Team: serving\r\n");
}

TEST_F(Access, EachDialectSendsTheKeyAndItsOwnHeader)
{
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_KEY";
    const auto head = [this](const char* api, const char* base) {
        m_spec.target.llmApi = api;
        m_spec.target.baseUrl = base;
        const std::string all = requestHead(access()).reveal();
        return all.substr(all.find("application/json\r\n") + 18);
    };
    EXPECT_EQ(head("anthropic-messages", "http://h"), "x-api-key: s3cret\r\nanthropic-version: 2023-06-01\r\n");
    EXPECT_EQ(callTo(access(), access().url, {}).headers.size(), 2U) << "the list of models needs them too";
    EXPECT_EQ(head("gemini", "http://h"), "x-goog-api-key: s3cret\r\n");
    EXPECT_EQ(head("sambastudio", "http://h/api/predict/generic/p/e"), "key: s3cret\r\n");
    EXPECT_EQ(head("sambastudio", "http://h/x/chat/completions"), "Authorization: Bearer s3cret\r\n");
    m_spec.target.headers = {{"Anthropic-Version", "2099-01-01"}};
    EXPECT_EQ(head("anthropic-messages", "http://h"), "x-api-key: s3cret\r\nAnthropic-Version: 2099-01-01\r\n");
}

TEST_F(Access, AUrlNamesTheModelWhereItHasAPlaceForIt)
{
    m_spec.target.llmApi = "gemini";
    m_spec.target.baseUrl = "https://h/v1beta";
    EXPECT_EQ(pageOfModel(access(), "models/gem-2").path, "/v1beta/models/gem-2:streamGenerateContent?alt=sse");
    EXPECT_EQ(pageOfModel(access(), "a/b").path, "/v1beta/models/a%2Fb:streamGenerateContent?alt=sse");
    EXPECT_EQ(pageBeside(access(), "/models").path, "/v1beta/models");
    EndpointAccess named = access();
    named.url = pageOfModel(named, "gem-2");
    EXPECT_EQ(pageBeside(named, "/models").path, "/v1beta/models") << "as well once it is named";
}

TEST_F(Access, ACustomHeaderReplacesOursOfTheSameName)
{
    ::setenv("INFEROMETER_TEST_TOKEN", "t0ken", 1);  // NOLINT(concurrency-mt-unsafe)
    m_spec.target.apiKeyEnv = "INFEROMETER_TEST_KEY";
    m_spec.target.headers = {{"host", "other"}, {"authorization", "Basic ${INFEROMETER_TEST_TOKEN}"}};
    const std::string head = requestHead(access()).reveal();
    EXPECT_EQ(head.find("Host:"), std::string::npos);
    EXPECT_EQ(head.find("Bearer"), std::string::npos);
    EXPECT_NE(head.find("host: other\r\nauthorization: Basic t0ken\r\n"), std::string::npos);
    EXPECT_EQ(callTo(access(), access().url, {}).headers.size(), 2U) << "the custom ones alone";
}

TEST_F(Access, DebuggingModeAddsItsHeaderToEveryCall)
{
    const auto calls = [this] { return callTo(access(), access().url, {}).headers; };
    EXPECT_EQ(requestHead(access()).reveal().find("ss-sn-options"), std::string::npos);
    EXPECT_TRUE(calls().empty());
    m_spec.prompts.useDebuggingMode = true;
    EXPECT_NE(requestHead(access()).reveal().find("\r\nss-sn-options: accuracy_debug\r\n"), std::string::npos);
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls().front(), (std::pair<std::string, std::string>{"ss-sn-options", "accuracy_debug"}));
}

TEST_F(Access, AMissingHeaderVariableIsNamed)
{
    m_spec.target.headers = {{"X-Key", "${INFEROMETER_TEST_NOT_SET}"}};
    EXPECT_EQ(error().field, "headers");
    EXPECT_NE(error().message.find("INFEROMETER_TEST_NOT_SET"), std::string::npos);
}

TEST_F(Access, ProxyHeadAsksForATunnel)
{
    EXPECT_EQ(proxyHead(access()), "");
    m_spec.target.proxy = "http://proxy.example.com:3128";
    m_spec.target.baseUrl = "https://[::1]";
    EXPECT_EQ(proxyHead(access()),
              "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\n"
              "User-Agent: inferometer/" INFEROMETER_VERSION "\r\n\r\n");
}

}  // namespace
}  // namespace inferometer
