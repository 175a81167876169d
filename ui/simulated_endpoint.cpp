// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulated_endpoint.h"

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
    spec.llmApi = defaults.llmApi;
    spec.baseUrl = url();
    spec.modelNames = kModel;
    spec.apiKeyEnv.clear();
    spec.proxy.clear();
    spec.caFile.clear();
    spec.headers.clear();
    spec.extraBody.clear();
    spec.numInputTokens = 250;
    spec.numOutputTokens = 100;
    spec.numRequests = 80;
    spec.numConcurrentRequests = 8;
    return spec;
}

bool SimulatedEndpoint::serves(const RunSpec& spec) const { return m_simulator && spec.baseUrl == url(); }

}  // namespace inferometer::ui
