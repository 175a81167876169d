// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/simulated_endpoint.h"

#include <utility>

namespace inferometer::ui {

namespace {
constexpr auto kModel = "simulated";
}

Status SimulatedEndpoint::start()
{
    if (m_simulator)
        return {};
    SimSpec spec;
    spec.model = kModel;
    spec.ttft = 0.25;
    spec.ttftShape = DelayShape::Lognormal;
    spec.ttftDeviation = 0.3;
    spec.itl = 0.02;
    spec.itlShape = DelayShape::Lognormal;
    spec.itlDeviation = 0.2;
    spec.batchSlowdown = 0.02;
    Result<std::unique_ptr<Simulator>> simulator = Simulator::start(spec);
    if (!simulator)
        return simulator.error();
    m_simulator = std::move(simulator).value();
    return {};
}

std::string SimulatedEndpoint::url() const { return m_simulator ? m_simulator->url() : std::string{}; }

RunSpec SimulatedEndpoint::demonstration(RunSpec spec) const
{
    const RunSpec defaults;
    spec.endpoint.clear();
    spec.target.llmApi = defaults.target.llmApi;
    spec.target.baseUrl = url();
    spec.target.modelNames = kModel;
    spec.target.apiKeyEnv.clear();
    spec.target.proxy.clear();
    spec.target.caFile.clear();
    spec.target.headers.clear();
    spec.target.extraBody.clear();
    spec.prompts.numInputTokens = 250;
    spec.prompts.numOutputTokens = 100;
    spec.arrivals.numRequests = 80;
    spec.arrivals.numConcurrentRequests = 8;
    return spec;
}

bool SimulatedEndpoint::serves(const RunSpec& spec) const { return m_simulator && spec.target.baseUrl == url(); }

}  // namespace inferometer::ui
