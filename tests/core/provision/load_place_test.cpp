// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/load_place.h"

#include "tests/support/fake_client.h"
#include "tests/support/rough_host.h"
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace inferometer {
namespace {

using test::FakeClient;
using test::RoughHost;

TEST(LoadPlaces, AreDecidedOnce)
{
    const struct
    {
        LoadChoice choice;
        LoadPlace place;
    } rows[] = {
        {{true, {}, false, true}, LoadPlace::Here},        {{true, {}, true, false}, LoadPlace::Here},
        {{false, {}, false, true}, LoadPlace::Beside},     {{false, {}, false, false}, LoadPlace::Tunnel},
        {{false, {}, true, true}, LoadPlace::Tunnel},      {{false, true, false, true}, LoadPlace::Network},
        {{true, true, false, false}, LoadPlace::Network},  {{false, true, true, true}, LoadPlace::Tunnel},
        {{false, false, false, true}, LoadPlace::Second},  {{true, false, false, true}, LoadPlace::Second},
        {{false, false, false, false}, LoadPlace::Second},  // which says what it lacks, rather than measure elsewhere
        {{false, false, true, true}, LoadPlace::Tunnel},
    };
    for (const auto& row : rows)
        EXPECT_EQ(loadPlace(row.choice), row.place) << &row - rows;
}

TEST(LoadPlaces, TellWhatTheRunIsAimedAt)
{
    const FakeClient client;
    ReachedLoad reached;
    reached.endpoint.baseUrl = "http://127.0.0.1:40001";
    reached.endpoint.port = 8080;
    reached.server = std::make_shared<RoughHost>();
    RunSpec run;
    run.endpoint = "mine";
    run.target.baseUrl = reached.endpoint.baseUrl;
    run.target.modelNames = "m";
    const PlacedRun beside = placedRun(reached, run, false);
    EXPECT_EQ(beside.sender, reached.server);
    EXPECT_EQ(beside.run.target.baseUrl, "http://127.0.0.1:8080");
    EXPECT_EQ(beside.run.endpoint, "");
    reached.client = ClientSpec{{}, "::1"};
    reached.sender = localHost();
    const PlacedRun network = placedRun(reached, run, false);
    EXPECT_EQ(network.place, LoadPlace::Network);
    EXPECT_EQ(network.sender, nullptr);
    EXPECT_EQ(network.run.target.baseUrl, "http://[::1]:8080");
    EXPECT_EQ(network.run.target.modelNames, "m");
    EXPECT_EQ(network.run.keep.metadata, (NamedValues{{"client", "here, over the network"}}));
    const PlacedRun tunnel = placedRun(reached, run, true);
    EXPECT_EQ(tunnel.run.target.baseUrl, reached.endpoint.baseUrl);
    EXPECT_EQ(tunnel.run.endpoint, "mine");
    EXPECT_TRUE(tunnel.doubt.pattern.empty());
}

TEST(LoadPlaces, AreSaidOnce)
{
    const RunSpec spec = withClientAt(withClientAt({}, LoadPlace::Here), LoadPlace::Tunnel);
    EXPECT_EQ(spec.keep.metadata, (NamedValues{{"client", "here, through a tunnel"}}));
    EXPECT_EQ(withClientAt(spec, LoadPlace::Beside, "ada@gpu-1").keep.metadata,
              (NamedValues{{"client", "beside the server on ada@gpu-1"}}));
    EXPECT_EQ(withClientAt(spec, LoadPlace::Second, "ada@loader").keep.metadata,
              (NamedValues{{"client", "on ada@loader, over the network"}}));
}

}  // namespace
}  // namespace inferometer
