// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployed_endpoint.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/config/model_names.h"
#include "core/config/strict_yaml.h"
#include "core/host/host.h"
#include "core/load/exchange.h"
#include "core/provision/engine_recipe.h"
#include "core/store/atomic_file.h"

#include <cmath>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

Json toJson(const DeployedEndpoint& endpoint)
{
    Json phases = Json::array();
    for (const PhaseTime& phase : endpoint.phases)
        phases.push_back({{"name", phase.name}, {"seconds", phase.seconds}});
    return {{"resource", endpoint.resource},
            {"base_url", endpoint.baseUrl},
            {"port", endpoint.port},
            {"model", endpoint.model},
            {"weights", endpoint.weights},
            {"api", endpoint.api},
            {"recipe", endpoint.recipe},
            {"engine", endpoint.engine},
            {"machine", endpoint.machine},
            {"gpu", endpoint.gpu},
            {"gpus", endpoint.gpus},
            {"price_per_hour", std::isnan(endpoint.pricePerHour) ? Json(nullptr) : Json(endpoint.pricePerHour)},
            {"currency", endpoint.currency},
            {"choice", endpoint.choice},
            {"command", endpoint.command},
            {"phases", std::move(phases)},
            {"warnings", endpoint.warnings}};
}

std::vector<PhaseTime> phasesOf(const Json& list)
{
    std::vector<PhaseTime> phases;
    for (const Json& phase : list)
        if (phase.is_object() && phase.value("name", Json{}).is_string() && phase.value("seconds", Json{}).is_number())
            phases.push_back({phase["name"].get<std::string>(), phase["seconds"].get<double>()});
    return phases;
}

std::optional<DeployedEndpoint> endpointOfText(std::string_view text)
{
    const Json json = parseForeignJson<Json>(text);
    if (!json.is_object())
        return std::nullopt;
    DeployedEndpoint endpoint;
    const std::pair<const char*, std::string*> texts[]
        = {{"resource", &endpoint.resource}, {"base_url", &endpoint.baseUrl}, {"model", &endpoint.model},
           {"api", &endpoint.api},           {"engine", &endpoint.engine},    {"machine", &endpoint.machine}};
    for (const auto& [key, to] : texts) {
        const auto found = json.find(key);
        if (found == json.end() || !found->is_string())
            return std::nullopt;
        *to = found->get<std::string>();
    }
    for (const auto& [key, to] : {std::pair{"port", &endpoint.port}, std::pair{"gpus", &endpoint.gpus}})
        if (const auto number = json.find(key); number != json.end() && number->is_number_integer())
            *to = number->get<int>();
    // What older programs kept lacks these, and is of dollars.
    for (const auto& [key, to] : {std::pair{"currency", &endpoint.currency}, std::pair{"choice", &endpoint.choice},
                                  std::pair{"weights", &endpoint.weights}, std::pair{"recipe", &endpoint.recipe},
                                  std::pair{"gpu", &endpoint.gpu}})
        if (const auto word = json.find(key); word != json.end() && word->is_string())
            *to = word->get<std::string>();
    if (const auto price = json.find("price_per_hour"); price != json.end() && price->is_number())
        endpoint.pricePerHour = price->get<double>();
    for (const auto& [key, to] : {std::pair{"command", &endpoint.command}, std::pair{"warnings", &endpoint.warnings}})
        for (const Json& word : json.value(key, Json::array()))
            if (word.is_string())
                to->push_back(word.get<std::string>());
    endpoint.phases = phasesOf(json.value("phases", Json::array()));
    return endpoint;
}

}  // namespace

std::string phasesText(const std::vector<PhaseTime>& phases)
{
    std::string text;
    for (const PhaseTime& phase : phases)
        text.append(text.empty() ? "" : ", ").append(phase.name + " " + formatDuration(phase.seconds));
    return text;
}

Status keepEndpoint(const DeployedEndpoint& endpoint, const std::string& path)
{
    AtomicFile file{path};
    file.write(toJson(endpoint).dump(2, ' ', true, Json::error_handler_t::replace) + "\n");
    return file.commit();
}

std::optional<DeployedEndpoint> keptEndpoint(const std::string& path)
{
    const Result<std::string> text = readTextFile(path);
    return text ? endpointOfText(text.value()) : std::nullopt;
}

Result<PhaseTime> firstToken(const DeployedEndpoint& endpoint, const std::stop_token& stop)
{
    RunSpec spec = aimedAt({}, endpoint, {});
    spec.prompts.numInputTokens = 40;
    spec.prompts.numOutputTokens = 1;
    const Result<Exchange> exchange = askOnce(spec, {}, stop);
    if (!exchange)
        return exchange.error();
    if (stop.stop_requested())
        return stoppedMidway();
    const RequestRecord& record = exchange.value().record();
    if (!isSet(record.firstToken.at))
        return Error{Errc::Protocol,
                     sentence("errors", "%1 is ready, but its first answer holds no token: %2; see its log.")
                         .with(endpoint.engine, exchange.value().block->textOf(record.error))};
    return PhaseTime{"first token", seconds(record.firstToken.at - record.sent)};
}

RunSpec aimedAt(RunSpec spec, const DeployedEndpoint& endpoint, const std::string& deployment)
{
    spec.endpoint.clear();
    spec.target = {};
    spec.target.llmApi = endpoint.api;
    spec.target.baseUrl = endpoint.baseUrl;
    spec.target.modelNames = quotedModelName(endpoint.model);
    if (deployment.empty())
        return spec;
    std::string warnings;
    for (const std::string& warning : endpoint.warnings)
        warnings.append(warnings.empty() ? "" : " ").append(warning);
    if (!warnings.empty())
        spec.keep.metadata.emplace_back("deployment_warnings", warnings);
    for (const auto& [name, value] :
         {std::pair{"deployment", deployment}, std::pair{kModelLabel, endpoint.weights},
          std::pair{kRecipeLabel, endpoint.recipe}, std::pair{"deployment_engine", endpoint.engine},
          std::pair{"deployment_command", commandText(endpoint.command)},
          std::pair{"deployment_machine", endpoint.machine},
          std::pair{"deployment_phases", phasesText(endpoint.phases)}})
        spec.keep.metadata.emplace_back(name, value);
    if (!endpoint.gpu.empty()) {
        spec.keep.metadata.emplace_back(kGpuLabel, endpoint.gpu);
        spec.keep.metadata.emplace_back(kGpusLabel, std::to_string(endpoint.gpus));
    }
    if (!endpoint.choice.empty())
        spec.keep.metadata.emplace_back("deployment_choice", endpoint.choice);
    if (!std::isnan(endpoint.pricePerHour))
        spec.keep.metadata.emplace_back("deployment_price_per_hour",
                                        formatFixed(endpoint.pricePerHour, 4) + " " + endpoint.currency);
    return spec;
}

}  // namespace inferometer
