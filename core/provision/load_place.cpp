// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/load_place.h"

#include "core/config/user_folders.h"
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

// Here as in a tunnel the endpoint is reached as it is.
std::string urlAt(LoadPlace place, const ReachedLoad& reached)
{
    switch (place) {
    case LoadPlace::Here:
    case LoadPlace::Tunnel:
        break;
    case LoadPlace::Beside:
        return reached.endpoint.urlThere();
    case LoadPlace::Network:
    case LoadPlace::Second:
        return urlFromClient(*reached.client, reached.endpoint.port);
    }
    return reached.endpoint.baseUrl;
}

std::optional<bool> isClientHere(const ReachedLoad& reached)
{
    return reached.sender ? std::optional{reached.sender->isThisMachine()} : std::nullopt;
}

}  // namespace

LoadPlace loadPlace(const LoadChoice& choice)
{
    if (choice.isClientHere && !choice.fromHere)
        return *choice.isClientHere ? LoadPlace::Network : LoadPlace::Second;
    if (choice.isServerHere)
        return LoadPlace::Here;
    return choice.fromHere || !choice.hasCopy ? LoadPlace::Tunnel : LoadPlace::Beside;
}

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

Result<ReachedLoad> reachLoad(Deployment& deployment, bool fromHere, const std::stop_token& stop)
{
    Result<DeployedEndpoint> endpoint = deployment.reach(stop);
    if (!endpoint)
        return endpoint.error();
    ReachedLoad reached{std::move(endpoint).value(), deployment.host(),           deployment.spec().client, nullptr,
                        deployment.notes(),          deployment.runMachine(false)};
    if (!reached.client || fromHere)
        return reached;
    Result<std::shared_ptr<Host>> sender = deployment.client(stop);
    if (!sender)
        return sender.error();
    reached.sender = std::move(sender).value();
    reached.senderIs = deployment.runMachine(true);
    return reached;
}

PlacedRun placedRun(const ReachedLoad& reached, RunSpec run, bool fromHere)
{
    const Result<std::string> copy = findPortableClient();
    PlacedRun placed;
    placed.place = loadPlace({reached.server->isThisMachine(), isClientHere(reached), fromHere, copy.ok()});
    if (placed.place == LoadPlace::Beside)
        placed.sender = reached.server;
    else if (placed.place == LoadPlace::Second)
        placed.sender = reached.sender;
    else if (placed.place == LoadPlace::Tunnel && !fromHere)
        placed.doubt = copy.error().said;
    if (const std::string url = urlAt(placed.place, reached); run.target.baseUrl != url) {
        run.endpoint.clear();
        run.target.baseUrl = url;
    }
    placed.run = withClientAt(std::move(run), placed.place, placed.sender ? placed.sender->name() : std::string{});
    placed.home = {resultsFolder(placed.run.keep), reached.notes,
                   placed.place == LoadPlace::Second ? reached.senderIs : reached.serverIs};
    return placed;
}

Result<PlacedRun> placeRun(Deployment& deployment, RunSpec run, bool fromHere, const std::stop_token& stop)
{
    const Result<ReachedLoad> reached = reachLoad(deployment, fromHere, stop);
    if (!reached)
        return reached.error();
    return placedRun(reached.value(), aimedAt(std::move(run), reached.value().endpoint, deployment.spec().name),
                     fromHere);
}

}  // namespace inferometer
