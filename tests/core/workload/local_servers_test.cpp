// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/local_servers.h"

#include "tests/core/workload/plan_fixture.h"

#include <chrono>

namespace inferometer {
namespace {

using namespace std::chrono_literals;

ServerTemplate at(const std::string& url, std::string_view name = "mine", std::string_view api = "openai-chat")
{
    return {name, api, url, "", true};
}

TEST(LocalServers, ThoseThatListModelsAreFound)
{
    const RouteServer vllm{[](const RouteRequest& request) {
        return request.line == "GET /v1/models" ? RouteAnswer{200, R"({"data":[{"id":"a b"},{"id":"c"}]})"}
                                                : RouteAnswer{404, ""};
    }};
    const RouteServer ollama{[](const RouteRequest& request) {
        return request.line == "GET /api/tags" ? RouteAnswer{200, R"({"models":[{"name":"llama3:latest"}]})"}
                                               : RouteAnswer{404, ""};
    }};
    const RouteServer other{[](const RouteRequest&) { return RouteAnswer{200, "<html>A router's page</html>"}; }};
    const std::string urls[]{vllm.url(), other.url(), ollama.url(), "http://127.0.0.1:1"};
    const ServerTemplate candidates[]{at(urls[0], "vLLM"), at(urls[1]), at(urls[2], "Ollama", "ollama-chat"),
                                      at(urls[3])};
    const std::vector<LocalServer> found = findLocalServers(candidates, 5s);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].usual, "vLLM");
    EXPECT_EQ(found[0].models, (std::vector<std::string>{"a b", "c"}));
    EXPECT_EQ(found[0].entry.target.modelNames, "\"a b\"");
    EXPECT_EQ(found[0].entry.target.baseUrl, urls[0]);
    EXPECT_EQ(found[1].entry.target.llmApi, "ollama-chat");
    EXPECT_EQ(found[1].models, std::vector<std::string>{"llama3:latest"});
    for (const RouteRequest& request : vllm.requests())
        EXPECT_FALSE(has(request.head, "uthorization"));
}

TEST(LocalServers, OneThatHangsHoldsUpNobody)
{
    const RouteServer slow{[](const RouteRequest&) {
        std::this_thread::sleep_for(1500ms);
        return RouteAnswer{200, R"({"data":[{"id":"late"}]})"};
    }};
    const std::string url = slow.url();
    const ServerTemplate candidates[]{at(url)};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(findLocalServers(candidates, 200ms).empty());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 1400ms);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(findLocalServers(candidates, 60s, stop.get_token()).empty());
}

TEST(LocalServers, HostileListsAreCut)
{
    std::string page = R"({"data":[{"id":")" + std::string(100'000, 'x') + "\"}";
    for (int i = 0; i < 500; ++i)
        page += R"(,{"id":"m)" + std::to_string(i) + "\"}";
    const RouteServer server{[page = page + "]}"](const RouteRequest&) { return RouteAnswer{200, page}; }};
    const std::string url = server.url();
    const ServerTemplate candidates[]{at(url)};
    const std::vector<LocalServer> found = findLocalServers(candidates, 5s);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].models.size(), kMostLocalModels);
    EXPECT_EQ(found[0].models.front(), "m0");
}

TEST(LocalServers, NobodyElseIsAsked)
{
    const std::string far = "http://192.0.2.1:8000";
    const std::string named = "https://api.example.com";
    const ServerTemplate candidates[]{at(far), at(named)};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(findLocalServers(candidates, 60s).empty());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
}

}  // namespace
}  // namespace inferometer
