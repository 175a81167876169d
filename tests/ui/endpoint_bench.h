// SPDX-License-Identifier: GPL-3.0-or-later
// The window as tests of endpoints need it: with saved ones, and the simulator running.
#pragma once

#include "core/config/endpoints.h"
#include "widgets/copy_box.h"

#include "tests/ui/window_bench.h"

namespace inferometer::test {

inline constexpr auto kKey = "sk-test-0123456789abcdef";

struct EndpointBench : WindowBench
{
    explicit EndpointBench(const std::vector<EndpointEntry>& saved = {})
    {
        if (!saveEndpoints(folder.path().toStdString(), saved).ok() || !simulator.start().ok())
            qFatal("no bench to test on");
        endpoints.reload();
        endpoints.reload();
        window.reset();  // which leaves its form in the settings
        RunSpec spec = settings.lastSpec();
        spec.prompts.numInputTokens = 50;
        spec.prompts.numOutputTokens = 3;
        spec.arrivals.numRequests = 2;
        settings.setLastSpec(spec);
        open();
    }

    QString command() const { return find<widgets::CopyBox>("command").text(); }
    std::vector<EndpointEntry> saved() const { return loadEndpoints(folder.path().toStdString()).value(); }
    QStringList names() const
    {
        QStringList names;
        for (const EndpointEntry& entry : saved())
            names << QString::fromStdString(entry.name);
        return names;
    }
    void showPage() const { click("page-endpoints"); }
    EndpointEntry simulated(const char* name) const
    {
        return {.name = name, .target = {.baseUrl = simulator.url(), .modelNames = "simulated"}};
    }
};

// Nobody listens there.
inline EndpointEntry lab() { return {.name = "lab", .target = {.baseUrl = "http://127.0.0.1:1", .modelNames = "big"}}; }

}  // namespace inferometer::test
