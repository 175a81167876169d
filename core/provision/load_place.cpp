// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/load_place.h"

#include "core/provision/client_copy.h"

#include <string>
#include <utility>

namespace inferometer {

namespace {

std::string placeText(LoadPlace place, const std::string& host)
{
    switch (place) {
    case LoadPlace::Here:
        return "here";
    case LoadPlace::Network:
        return "here, over the network";
    case LoadPlace::Tunnel:
        return "here, through a tunnel";
    case LoadPlace::Beside:
        return "beside the server on " + host;
    case LoadPlace::Second:
        return "on " + host + ", over the network";
    }
    return {};
}

// From the second machine, which may be this one.
Status placeOnClient(Deployment& deployment, PlacedRun& placed, DeployedEndpoint& endpoint, const std::stop_token& stop)
{
    Result<std::shared_ptr<Host>> client = deployment.client(stop);
    if (!client)
        return client.error();
    endpoint.baseUrl = urlFromClient(*deployment.spec().client, endpoint.port);
    const bool isHere = client.value()->isThisMachine();
    placed.place = isHere ? LoadPlace::Network : LoadPlace::Second;
    if (!isHere)
        placed.sender = std::move(client).value();
    return {};
}

// Beside the engine, or here.
void placeAtServer(const Deployment& deployment, PlacedRun& placed, DeployedEndpoint& endpoint, bool fromHere)
{
    const bool isHere = deployment.host()->isThisMachine();
    placed.place = isHere ? LoadPlace::Here : LoadPlace::Tunnel;
    if (isHere || fromHere)
        return;
    if (const Result<std::string> copy = findPortableClient(); !copy) {
        placed.doubt = copy.error().said;
        return;
    }
    placed.place = LoadPlace::Beside;
    placed.sender = deployment.host();
    endpoint.baseUrl = endpoint.urlThere();
}

}  // namespace

std::string urlFromClient(const ClientSpec& client, int port)
{
    const bool isSix = client.server.find(':') != std::string::npos;
    return "http://" + (isSix ? "[" + client.server + "]" : client.server) + ":" + std::to_string(port);
}

RunSpec withClientAt(RunSpec spec, LoadPlace place, const std::string& host)
{
    NamedValues& metadata = spec.keep.metadata;
    std::erase_if(metadata, [](const auto& one) { return one.first == "client"; });
    metadata.emplace_back("client", placeText(place, host));
    return spec;
}

Result<PlacedRun> placeRun(Deployment& deployment, RunSpec run, bool fromHere, const std::stop_token& stop)
{
    Result<DeployedEndpoint> endpoint = deployment.reach(stop);
    if (!endpoint)
        return endpoint.error();
    PlacedRun placed;
    if (!deployment.spec().client || fromHere)
        placeAtServer(deployment, placed, endpoint.value(), fromHere);
    else if (const Status on = placeOnClient(deployment, placed, endpoint.value(), stop); !on)
        return on.error();
    placed.run = aimedAt(std::move(run), endpoint.value(), deployment.spec().name);
    placed.run
        = withClientAt(std::move(placed.run), placed.place, placed.sender ? placed.sender->name() : std::string{});
    return placed;
}

}  // namespace inferometer
