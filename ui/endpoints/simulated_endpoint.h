// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated endpoint inside this program: something to measure when there is no server at hand.
#pragma once

#include "core/config/run_spec.h"
#include "core/sim/simulator.h"

#include <memory>
#include <string>

namespace inferometer::ui {

class SimulatedEndpoint
{
public:
    // Starts it unless it runs. Its timing resembles one mid-sized GPU: TTFT 250 ms, 20 ms a token, slower when busy.
    Status start();
    bool isRunning() const { return m_simulator != nullptr; }
    // "http://127.0.0.1:PORT"; empty while it does not run.
    std::string url() const;

    // `spec` pointed at it, with a load that shows something within half a minute. REQUIRES: isRunning().
    RunSpec demonstration(RunSpec spec) const;
    // Whether `spec` points at it.
    bool serves(const RunSpec& spec) const;

private:
    std::unique_ptr<Simulator> m_simulator;
};

}  // namespace inferometer::ui
