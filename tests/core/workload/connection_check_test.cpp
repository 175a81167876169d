// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/connection_check.h"

#include "tests/support/loopback_server.h"
#include "tests/support/route_server.h"
#include "tests/support/simulated_endpoint.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace inferometer {
namespace {

using Outcome = ConnectionStepResult::Outcome;

struct Checked
{
    std::vector<ConnectionStepResult> steps;
    Status status;

    // "DNS ok, Connect ok, TLS skipped"
    std::string text() const
    {
        constexpr std::array kNames{"DNS", "Connect", "TLS", "Model list", "First token"};
        std::string all;
        for (const ConnectionStepResult& step : steps) {
            all.append(all.empty() ? "" : ", ").append(kNames.at(static_cast<std::size_t>(step.step)));
            all += step.outcome == Outcome::Passed ? " ok" : step.outcome == Outcome::Skipped ? " skipped" : " failed";
        }
        return all;
    }
    bool says(std::string_view part) const
    {
        return !status && status.error().message.find(part) != std::string::npos
            && (steps.empty() || steps.back().error.text() == status.error().message);
    }
};

Checked check(const RunSpec& spec, const Secret& key = {}, std::stop_token stop = {})
{
    Checked checked;
    checked.status = checkConnection(
        spec, key, [&checked](const ConnectionStepResult& step) { checked.steps.push_back(step); }, std::move(stop));
    return checked;
}

RunSpec specFor(const std::string& url)
{
    RunSpec spec;
    spec.target.baseUrl = url;
    return spec;
}

constexpr auto kList = R"({"data":[{"id":"big"}]})";

// A model list, and one answer for the chat.
RouteServer::Route chat(RouteAnswer answer)
{
    return [answer = std::move(answer)](const RouteRequest& request) {
        return request.line == "GET /v1/models" ? RouteAnswer{200, kList} : answer;
    };
}

TEST(ConnectionCheck, PassesEveryStepOfAPlainEndpoint)
{
    SimSpec sim;
    sim.ttft = 0.05;
    const auto simulator = startSimulator(sim);
    for (const std::string_view api : findRunField("llm-api")->choices) {
        RunSpec spec = specFor(simulator->url());
        spec.target.llmApi = api;
        if (api == "sambastudio")
            spec.target.baseUrl += "/v1/chat/completions";
        const Checked checked = check(spec);
        ASSERT_TRUE(checked.status) << api << ": " << checked.status.error().message;
        EXPECT_EQ(checked.text(), "DNS ok, Connect ok, TLS skipped, Model list ok, First token ok") << api;
        EXPECT_GE(checked.steps.back().took, std::chrono::milliseconds{50}) << api;
        EXPECT_NE(checked.steps[3].note.text().find("simulated"), std::string::npos) << api;
    }
}

TEST(ConnectionCheck, VerifiesTheCertificate)
{
    const test::TempFolder folder;
    SimSpec sim = instantSpec();
    sim.tls = true;
    const auto simulator = startSimulator(sim);
    RunSpec spec = specFor("https://localhost:" + std::to_string(simulator->port()));
    const Checked stranger = check(spec);
    EXPECT_EQ(stranger.text(), "DNS ok, Connect ok, TLS failed");
    EXPECT_TRUE(stranger.says("CA file")) << stranger.status.error().message;
    test::writeFile(folder / "ca.pem", simulator->certificatePem());
    spec.target.caFile = folder / "ca.pem";
    const Checked known = check(spec);
    EXPECT_EQ(known.text(), "DNS ok, Connect ok, TLS ok, Model list ok, First token ok");
    EXPECT_EQ(known.steps[2].note.text(), "certificate verified");
    spec.target.caFile.clear();
    spec.target.insecure = true;
    EXPECT_EQ(check(spec).steps.at(2).note.text(), "certificate not verified");
}

TEST(ConnectionCheck, NamesWhatCannotBeReached)
{
    EXPECT_TRUE(check(specFor("http://nowhere.invalid")).says("nowhere.invalid has no address"));
    std::string url;
    {
        const RouteServer gone{chat({})};
        url = gone.url();
    }
    const Checked refused = check(specFor(url));
    EXPECT_EQ(refused.text(), "DNS ok, Connect failed");
    EXPECT_TRUE(refused.says("check that the server runs"));
    const LoopbackServer plain{ServerScript{ServerStep::send("HTTP/1.1 400 Bad Request\r\n\r\n")}};
    const Checked noTls = check(specFor("https://127.0.0.1:" + std::to_string(plain.port())));
    EXPECT_EQ(noTls.text(), "DNS ok, Connect ok, TLS failed");
    EXPECT_TRUE(noTls.says("Check that the port speaks https")) << noTls.status.error().message;
}

TEST(ConnectionCheck, AWrongSettingComesBeforeAnyStep)
{
    RunSpec spec = specFor("nowhere");
    EXPECT_EQ(check(spec).text(), "");
    EXPECT_EQ(check(spec).status.error().field, "base-url");
    spec = specFor("http://127.0.0.1:1");
    spec.target.apiKeyEnv = "INFEROMETER_TEST_NOT_SET";
    EXPECT_TRUE(check(spec).says("INFEROMETER_TEST_NOT_SET"));
}

TEST(ConnectionCheck, DoesNotRepeatTheKeyThatIsRefused)
{
    const std::string key = "sk-canary-4f7Qz1LmXw9vT2bR8nKc5dHy0sAe3gJ";
    const RouteServer server{chat({401, R"({"error":{"message":"wrong )" + std::string(260, '.') + key + "\"}}"})};
    const Checked refused = check(specFor(server.url()), Secret{key});
    EXPECT_TRUE(refused.says("[secret]")) << refused.status.error().message;
    EXPECT_FALSE(refused.says("canary"));
}

TEST(ConnectionCheck, SaysWhatTheModelListLacks)
{
    const RouteServer server{chat({})};
    RunSpec spec = specFor(server.url());
    spec.target.modelNames = "bog";
    EXPECT_EQ(check(spec).text(), "DNS ok, Connect ok, TLS skipped, Model list ok, First token failed");
    EXPECT_TRUE(check(spec).says("did you mean \"big\"?"));
    EXPECT_EQ(check(spec).steps.at(3).note.text(), "1 listed, without bog; asking it all the same");
    const RouteServer locked{[](const RouteRequest&) { return RouteAnswer{401, "{}"}; }};
    EXPECT_TRUE(check(specFor(locked.url())).says("HTTP 401); check the API key"));
}

TEST(ConnectionCheck, GoesOnWithoutAListWhenTheModelIsNamed)
{
    const RouteServer server{[](const RouteRequest& request) {
        return request.line == "GET /v1/models"
            ? RouteAnswer{}
            : RouteAnswer{200, "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n"};
    }};
    RunSpec spec = specFor(server.url());
    spec.target.modelNames = "big small";
    const Checked checked = check(spec);
    EXPECT_EQ(checked.text(), "DNS ok, Connect ok, TLS skipped, Model list skipped, First token ok");
    EXPECT_EQ(checked.steps.back().note.text(), "big");
    const std::string body = server.requests().back().body;
    EXPECT_NE(body.find("\"max_tokens\":1"), std::string::npos) << body;
}

TEST(ConnectionCheck, QuotesTheRefusalOfARequest)
{
    const auto answered = [](RouteAnswer answer) {
        const RouteServer server{chat(std::move(answer))};
        return check(specFor(server.url()));
    };
    const Checked refused = answered({400, R"({"error":{"message":"top_q is unknown"}})"});
    EXPECT_EQ(refused.text(), "DNS ok, Connect ok, TLS skipped, Model list ok, First token failed");
    EXPECT_TRUE(refused.says("HTTP 400 (top_q is unknown)"));
    EXPECT_TRUE(answered({403, "{}"}).says("check the API key"));
    EXPECT_TRUE(answered({404, ""}).says("check the base URL"));
    EXPECT_TRUE(answered({200, "data: {\"error\":{\"message\":\"out of memory\"}}\n\n"}).says("(out of memory)"));
    EXPECT_TRUE(answered({200, "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\ndata: [DONE]\n\n"})
                    .says("without a token"));
}

TEST(ConnectionCheck, SendsTheKeyAndTheHeaders)
{
    const RouteServer server{chat({400, "{}"})};
    RunSpec spec = specFor(server.url());
    spec.target.headers = {{"X-Team", "blue"}};
    check(spec, Secret{"s3cret"});
    ASSERT_EQ(server.requests().size(), 2U);
    for (const RouteRequest& request : server.requests()) {
        EXPECT_NE(request.head.find("Bearer s3cret"), std::string::npos);
        EXPECT_NE(request.head.find("X-Team: blue"), std::string::npos);
    }
}

TEST(ConnectionCheck, IsCancelledWhileItWaits)
{
    LoopbackServer silent{ServerScript{ServerStep::expectRequest(), ServerStep::stall()}};
    std::stop_source stop;
    RunSpec spec = specFor("https://127.0.0.1:" + std::to_string(silent.port()));  // never shakes hands
    const Nanos before = monotonicNow();
    std::jthread canceller{[&] {
        while (silent.connections() == 0)
            std::this_thread::yield();
        stop.request_stop();
    }};
    const Checked checked = check(spec, {}, stop.get_token());
    EXPECT_EQ(checked.status.error().code, Errc::Cancelled);
    EXPECT_EQ(checked.text(), "DNS ok");
    EXPECT_LT(monotonicNow() - before, std::chrono::seconds{5});
}

}  // namespace
}  // namespace inferometer
