// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/provider.h"
#include "core/provision/deployment_spec.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

constexpr const char* kWhole = R"(version: 1
name: tiny
site: {provider: local}
engine:
  recipe: llamacpp
  program: /opt/llama-server
  port: 8080
  arguments: {ctx-size: 8192, no-webui: true}
  environment: {HF_TOKEN: "${HF_TOKEN}"}
model: /models/tiny.gguf
limits: {ttl: 2h, ready: 10m, stall: 90s}
run: runs/run.yaml
)";

std::vector<std::string> errorsOf(const std::string& text)
{
    std::vector<std::string> messages;
    for (const Error& error : parseDeployment(text, "d.yaml").errors)
        messages.push_back(error.message);
    return messages;
}

std::string errorOf(const std::string& text)
{
    const std::vector<std::string> messages = errorsOf(text);
    return messages.empty() ? "none" : messages.front();
}

const std::string kSmall = "version: 1\nname: tiny\nmodel: m.gguf\nengine: {recipe: llamacpp}\n";

TEST(DeploymentSpec, IsReadWhole)
{
    const ReadDeployment read = parseDeployment(kWhole, "/home/ada/d.yaml");
    ASSERT_TRUE(read.errors.empty()) << read.errors.front().message;
    EXPECT_EQ(read.spec.name, "tiny");
    EXPECT_EQ(read.spec.site.provider, "local");
    EXPECT_EQ(read.spec.engine.recipe, "llamacpp");
    EXPECT_EQ(read.spec.engine.program, "/opt/llama-server");
    EXPECT_EQ(read.spec.engine.port, 8080);
    EXPECT_EQ(read.spec.engine.arguments, (NamedValues{{"ctx-size", "8192"}, {"no-webui", "true"}}));
    EXPECT_EQ(read.spec.engine.environment, (NamedValues{{"HF_TOKEN", "${HF_TOKEN}"}}));
    EXPECT_EQ(read.spec.limits.ttl, 7200);
    EXPECT_EQ(read.spec.limits.ready, 600);
    EXPECT_EQ(read.spec.limits.stall, 90);
    EXPECT_EQ(read.spec.runFile, "/home/ada/runs/run.yaml");
    EXPECT_EQ(aliasOf(read.spec), "tiny");
    EXPECT_EQ(errorOf(kSmall), "none");
}

TEST(DeploymentSpec, EveryFaultIsNamedByItsLine)
{
    EXPECT_EQ(errorsOf("version: 2\nname: a b\nengine: {recipe: llamacpp, prot: 1, port: 70000}\nlimits: {ttl: soon}\n"
                       "model: []\nsite: {provider: moon}\n"),
              (std::vector<std::string>{
                  "d.yaml:1: version must be 1; this program knows no other.",
                  "d.yaml:2: name must be 1 to 60 letters, digits, - and _.",
                  "d.yaml:3: \"engine/prot\" is not a setting of a deployment; did you mean \"engine/port\"?",
                  "d.yaml:3: engine/port must be a port from 1 to 65535, or 0 for a free one.",
                  "d.yaml:4: limits/ttl must be a time from 1s to 30d, such as 90s, 10m or 2h.",
                  "d.yaml:5: model must be a single value.",
                  "d.yaml:6: site/provider must be one of: " + providerNames() + "."}));
    EXPECT_EQ(errorOf("- a\n"), "d.yaml:1: A deployment must be a map that begins with `version: 1`.");
    EXPECT_EQ(
        errorsOf("version: 1\n"),
        (std::vector<std::string>{"d.yaml:1: name is missing; add it.", "d.yaml:1: engine/recipe is missing; add it.",
                                  "d.yaml:1: model is missing; add it."}));
    EXPECT_EQ(errorOf("version: 1\nname: a\nmodel: m\nengine: {recipe: vllmm}\n"),
              "d.yaml:1: There is no recipe \"vllmm\"; there are: llamacpp, ollama, sglang, vllm.");
}

TEST(DeploymentSpec, NamesTheMachineThatSendsTheLoad)
{
    const ReadDeployment read
        = parseDeployment(kSmall + "client: {provider: ssh, host: ada@loader, server: 10.0.0.5}\n", "d.yaml");
    ASSERT_TRUE(read.errors.empty()) << read.errors.front().message;
    ASSERT_TRUE(read.spec.client);
    EXPECT_EQ(read.spec.client->site, (SiteSpec{"ssh", {{"host", "ada@loader"}}}));
    EXPECT_EQ(read.spec.client->server, "10.0.0.5");
    EXPECT_FALSE(parseDeployment(kSmall, "d.yaml").spec.client);

    EXPECT_EQ(errorOf(kSmall + "client: {provider: local}\n"), "d.yaml:1: client/server is missing; add it.");
    EXPECT_EQ(errorOf(kSmall + "client: {provider: ssh, server: gpu-1}\n").substr(0, 35),
              "d.yaml:1: The site \"ssh\" needs host");
    EXPECT_EQ(
        errorOf(kSmall + "client: {provider: runpod, gpu: NVIDIA L4, server: gpu-1}\n"),
        "d.yaml:1: client/provider must be a site where no machine is made: local, ssh, or deployment for that of "
        "another one.");
    for (const char* server : {"http://gpu-1", "-x", "a b", "a/b"})
        EXPECT_EQ(
            errorOf(kSmall + "client: {provider: local, server: \"" + server + "\"}\n"),
            "d.yaml:5: client/server must be a name or an address at which the client reaches the engine's machine.");
}

TEST(DeploymentSpec, HoldsNoSecret)
{
    EXPECT_NE(errorOf(kSmall + "site: {provider: local}\n").find("none"), std::string::npos);
    const std::string environment = "version: 1\nname: t\nmodel: m\nengine:\n  recipe: llamacpp\n";
    EXPECT_EQ(errorOf(environment + "  environment: {HF_TOKEN: hf_abcdefghijklmnopqrstuvwxyz012345}\n"),
              "d.yaml:6: HF_TOKEN holds a credential; put it into an environment variable and write ${NAME} here.");
    const std::string argument = errorOf(environment + "  arguments: {api-key: \"${KEY}\"}\n");
    EXPECT_NE(argument.find("api-key takes a value of the environment into the engine's arguments"), std::string::npos)
        << argument;
}

TEST(ParseSpan, ReadsTimesAsPeopleWriteThem)
{
    for (const auto& [text, value] : {std::pair{"90", 90.0}, std::pair{"90s", 90.0}, std::pair{"1.5 h", 5400.0},
                                      std::pair{"10min", 600.0}, std::pair{"2m", 120.0}, std::pair{"1d", 86400.0}})
        EXPECT_EQ(parseSpan(text), value) << text;
    for (const char* text : {"", "h", "soon", "1 year", "-5s", "1h30m", "nan", "1e3"})
        EXPECT_FALSE(parseSpan(text).has_value()) << text;
}

}  // namespace
}  // namespace inferometer
