// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_progress.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace inferometer {

namespace {

constexpr double kGigabyte = 1e9;

Figure gigabytes(double bytes) { return Figure{formatFixed(bytes / kGigabyte, 2)}; }

double sumOfLines(std::string_view text)
{
    double sum = 0;
    for (const std::string& line : outputLines(text))
        sum += std::max(0.0, parseNumber(line).value_or(0));
    return sum;
}

}  // namespace

bool isHubModel(std::string_view model)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
            || c == '-' || c == '/';
    };
    const std::size_t slash = model.find('/');
    return slash != std::string_view::npos && slash != 0 && slash + 1 < model.size() && slash == model.rfind('/')
        && model.front() != '.' && model[slash + 1] != '.' && std::all_of(model.begin(), model.end(), fits);
}

Result<double> hubBytes(Host& host, const std::string& models, const std::string& model, const std::stop_token& stop)
{
    const std::size_t slash = model.find('/');
    const std::string blobs
        = models + "/hub/models--" + model.substr(0, slash) + "--" + model.substr(slash + 1) + "/blobs";
    const Result<std::string> said
        = outputOf(host, "find " + shellWord(blobs) + " -type f -printf '%s\\n' 2> /dev/null || true\n", {}, stop);
    return said ? Result<double>{sumOfLines(said.value())} : Result<double>{said.error()};
}

double hubTotal(Host& host, const std::string& hub, const std::string& model, const std::stop_token& stop)
{
    constexpr std::chrono::seconds kPatience{12};
    const std::string from = hub.empty() ? "\"${HF_ENDPOINT:-https://huggingface.co}\"" : shellWord(hub);
    const Result<std::string> said
        = outputOf(host, "curl -fsSL -m 10 -- " + from + shellWord("/api/models/" + model + "?blobs=true") + "\n",
                   {.timeout = kPatience}, stop);
    return said ? weightBytes(said.value()) : 0;
}

double weightBytes(std::string_view answer)
{
    const nlohmann::json json = parseForeignJson(answer);
    const auto siblings = json.is_object() ? json.find("siblings") : json.end();
    if (!json.is_object() || siblings == json.end() || !siblings->is_array())
        return 0;
    double safetensors = 0;
    double others = 0;
    for (const auto& file : *siblings) {
        if (!file.is_object() || !file.value("rfilename", nlohmann::json{}).is_string()
            || !file.value("size", nlohmann::json{}).is_number())
            continue;
        const std::string name = file["rfilename"].get<std::string>();
        const double size = file["size"].get<double>();
        if (!std::isfinite(size) || size < 0 || name.find('/') != std::string::npos)
            continue;
        if (name.ends_with(".safetensors"))
            safetensors += size;
        else if (name.ends_with(".bin") || name.ends_with(".pt"))
            others += size;
    }
    return safetensors > 0 ? safetensors : others;
}

Result<double> receivedBytes(Host& host, const std::stop_token& stop)
{
    const Result<std::string> said
        = outputOf(host, "sed -n '/^ *lo:/d; s/^[^:]*: *\\([0-9]*\\).*/\\1/p' /proc/net/dev\n", {}, stop);
    return said ? Result<double>{sumOfLines(said.value())} : Result<double>{said.error()};
}

void ImageLayers::hear(std::string_view line)
{
    constexpr int kMost = 100'000;
    const auto holds = [line](std::string_view text) { return line.find(text) != std::string_view::npos; };
    const bool isThere = holds(": Already exists");
    if ((isThere || holds(": Pulling fs layer")) && all < kMost)
        ++all;
    if ((isThere || holds(": Pull complete")) && done < all)
        ++done;
}

bool DownloadTeller::isDue()
{
    constexpr double kEvery = 2;  // s
    const Nanos now = monotonicNow();
    if (!m_progress || seconds(now - m_last) < kEvery)
        return false;
    m_last = now;
    return true;
}

void DownloadTeller::tell(double bytes, double total)
{
    if (!isDue())
        return;
    m_progress(total > 0 ? sentence("errors", "%1 downloads the model: %2 of %3 GB")
                               .with(m_label, gigabytes(std::min(bytes, total)), gigabytes(total))
                         : sentence("errors", "%1 downloads the model: %2 GB so far").with(m_label, gigabytes(bytes)));
}

void DownloadTeller::tell(const ImageLayers& layers, double received)
{
    if (!isDue())
        return;
    m_progress(layers.all > 0
                   ? sentence("errors", "The image of %1 is pulled: %2 of %3 layers, %4 GB came into the machine")
                         .with(m_label, layers.done, layers.all, gigabytes(received))
                   : sentence("errors", "The image of %1 is pulled: %2 GB came into the machine")
                         .with(m_label, gigabytes(received)));
}

}  // namespace inferometer
