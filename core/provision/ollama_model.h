// SPDX-License-Identifier: GPL-3.0-or-later
// A model in an Ollama that runs: pulled where it is not there, loaded for good, and looked at where it lies. By
// Ollama's own API (github.com/ollama/ollama, docs/api.md): /api/show, /api/pull, /api/generate, /api/ps.
#pragma once

#include "core/provision/deployment.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct OllamaModel
{
    std::string baseUrl;
    std::string model;
    DeploymentLimits limits;
};

struct PreparedModel
{
    std::vector<PhaseTime> phases;      // "download" where it was not there, "load"
    std::vector<std::string> warnings;  // of what makes the figures worse than they need be
};

// The error says in Ollama's own words what it refused. Blocks.
Result<PreparedModel> prepareOllama(const OllamaModel& wanted, const PlanProgress& progress,
                                    const std::stop_token& stop);

// The lines of /api/pull as they come.
class PullReader
{
public:
    void feed(std::string_view bytes);

    double total() const { return m_total; }
    double completed() const { return m_completed; }
    bool isDone() const { return m_isDone; }              // "success" was said
    const std::string& error() const { return m_error; }  // in Ollama's words; empty: none

private:
    struct Part
    {
        std::string digest;
        double total = 0;
        double completed = 0;
    };

    void hear(std::string_view line);
    void count(Part part);

    std::string m_line;  // not whole yet
    std::vector<Part> m_parts;
    double m_total = 0;
    double m_completed = 0;
    bool m_isDone = false;
    std::string m_error;
};

}  // namespace inferometer
