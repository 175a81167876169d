// SPDX-License-Identifier: GPL-3.0-or-later
// The models that an endpoint lists, and the one to ask for. A list is no proof: gateways list a few of many, and
// aliases, adapters and wildcards not at all. So the endpoint itself decides about a name that it does not list.
#pragma once

#include "core/base/result.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/probe.h"
#include "core/workload/readiness.h"

#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// "127.0.0.1:8000 lists no models (HTTP 404 at /v1/models); check ..." and what it said itself.
Error noModels(const EndpointProbe& probe, const EndpointProbe::Models& models);

// The endpoint's list, waited for while the endpoint is not ready. An empty one is no error.
Result<EndpointProbe::Models> askForModels(EndpointProbe& probe, Readiness& readiness);

// The models that the run's endpoint lists. An endpoint that lists none is an error that says what it answered.
Result<std::vector<std::string>> listModels(const RunSpec& spec, std::stop_token stop = {}, const Secret& key = {});

// Whether the list has the model. Ollama lists "llama3:latest" and serves "llama3".
bool lists(const std::vector<std::string>& listed, const std::string& model);

// `h:1 does not list the model "bigg"; did you mean "big"? It lists big, small.`
Sentence notListed(const std::string& asked, const std::vector<std::string>& listed, const std::string& endpoint);

// The model to ask for. `asked` is the text of model-names: the whole of it where the list has that, else the one name
// in it, else the only one listed. The error names those there are.
Result<std::string> chooseModel(const std::string& asked, const std::vector<std::string>& listed,
                                const std::string& endpoint);

// One spec for each of the spec's models, in their order, each naming its own; the spec itself when it names one or
// none. Several are checked before the first is measured: one that the endpoint neither lists nor takes is an error.
// Blocks: for network calls when there are several, until stop.
Result<std::vector<RunSpec>> perModel(const RunSpec& spec, const PlanProgress& progress, const std::stop_token& stop,
                                      const Secret& key = {});

}  // namespace inferometer
