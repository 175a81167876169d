// SPDX-License-Identifier: GPL-3.0-or-later
// How far the download of an image or a model is, as the machine can tell it, and telling it to a person.
#pragma once

#include "core/base/time.h"
#include "core/host/host.h"
#include "core/workload/readiness.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace inferometer {

// "Qwen/Qwen2.5-0.5B": a model of Hugging Face's hub, not a folder.
bool isHubModel(std::string_view model);

// Bytes of the model in the hub's cache under `models`, what is being downloaded too. REQUIRES: isHubModel().
Result<double> hubBytes(Host& host, const std::string& models, const std::string& model,
                        const std::stop_token& stop = {});

// Bytes of the model's weights in all, asked of the hub by the machine; 0: nobody tells. An empty `hub` is the usual
// one. REQUIRES: isHubModel().
double hubTotal(Host& host, const std::string& hub, const std::string& model, const std::stop_token& stop = {});
// The same of the hub's answer (https://huggingface.co/docs/hub/api, siblings with ?blobs=true): the safetensors, or
// else what other engines' files there are, as engines choose among them.
double weightBytes(std::string_view answer);

// Bytes that have come into the machine over its network since it was started; loopback does not count.
Result<double> receivedBytes(Host& host, const std::stop_token& stop = {});

// Layers of an image, by the lines of `docker pull`.
struct ImageLayers
{
    int all = 0;
    int done = 0;
    void hear(std::string_view line);
};

// Tells it no more often than every two seconds.
class DownloadTeller
{
public:
    DownloadTeller(std::string label, const PlanProgress& progress) : m_label{std::move(label)}, m_progress{progress} {}

    // Of so many bytes in all; 0: that is not known.
    void tell(double bytes, double total);
    void tell(const ImageLayers& layers, double received);

private:
    bool isDue();

    std::string m_label;
    const PlanProgress& m_progress;
    Nanos m_last{0};
};

}  // namespace inferometer
