// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/server_counts.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

// vLLM's own limits for these metrics.
constexpr std::array kTtftLimits{0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1,  0.25, 0.5,
                                 0.75,  1.0,   2.5,  5.0,  7.5,  10.0, 20.0, 40.0, 80.0};
constexpr std::array kItlLimits{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2,
                                0.3,   0.4,    0.5,   0.75, 1.0,   2.5,  5.0,   7.5, 10.0};
constexpr std::array kRequestLimits{0.3,  0.5,  0.8,  1.0,  1.5,  2.0,  2.5,   5.0,   10.0,
                                    15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 120.0, 240.0, 480.0};
constexpr std::array kBatchLimits{1.0,   2.0,   4.0,   8.0,    16.0,   32.0,   64.0,
                                  128.0, 256.0, 512.0, 1024.0, 2048.0, 4096.0, 8192.0};

// One page being written; every metric has the model's name as vLLM's have.
class Page
{
public:
    explicit Page(std::string_view model)
    {
        m_labels = "model_name=\"";
        for (const char c : model) {
            if (c == '"' || c == '\\')
                m_labels.push_back('\\');
            m_labels.push_back(c);
        }
        m_labels.push_back('"');
    }

    void head(std::string_view name, std::string_view type, std::string_view help)
    {
        m_text.append("# HELP ").append(name).append(" ").append(help).append("\n");
        m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }
    void value(std::string_view name, std::string_view moreLabels, double number)
    {
        m_text.append(name).append("{").append(m_labels).append(moreLabels).append("} ");
        m_text.append(formatNumber(number)).append("\n");
    }
    void counter(std::string_view name, std::string_view help, std::uint64_t number)
    {
        head(name, "counter", help);
        value(name, "", static_cast<double>(number));
    }
    void gauge(std::string_view name, std::string_view help, std::int64_t number)
    {
        head(name, "gauge", help);
        value(name, "", static_cast<double>(number));
    }
    void histogram(std::string_view name, std::string_view help, const BucketCounts& counts)
    {
        head(name, "histogram", help);
        counts.appendLines(name, m_labels, m_text);
    }

    std::string take() { return std::move(m_text); }

private:
    std::string m_labels;
    std::string m_text;
};

void appendOutcomes(const ServerCounts& counts, Page& page)
{
    constexpr std::string_view kSuccess = "vllm:request_success_total";
    page.head(kSuccess, "counter", "Requests that ended, by their reason.");
    page.value(kSuccess, ",finished_reason=\"length\"", static_cast<double>(counts.finishedByLength));
    page.value(kSuccess, ",finished_reason=\"stop\"", static_cast<double>(counts.finishedByStop));
    page.value(kSuccess, ",finished_reason=\"abort\"", static_cast<double>(counts.aborted));
    constexpr std::string_view kFaults = "inferometer:faults_total";
    page.head(kFaults, "counter", "Requests that a simulated fault struck, by kind.");
    for (std::size_t i = 1; i < counts.faults.size(); ++i) {
        const std::string label = ",fault=\"" + std::string{faultName(static_cast<Fault>(i))} + "\"";
        page.value(kFaults, label, static_cast<double>(counts.faults.at(i)));
    }
}

}  // namespace

void BucketCounts::add(double value)
{
    const auto bucket
        = static_cast<std::size_t>(std::lower_bound(m_limits.begin(), m_limits.end(), value) - m_limits.begin());
    if (bucket < m_limits.size())
        ++m_counts.at(bucket);
    ++m_count;
    m_sum += value;
}

void BucketCounts::appendLines(std::string_view name, std::string_view labels, std::string& out) const
{
    std::uint64_t upTo = 0;
    const auto line = [&](std::string_view limit) {
        out.append(name).append("_bucket{").append(labels).append(",le=\"").append(limit).append("\"} ");
        out.append(std::to_string(upTo)).append("\n");
    };
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        upTo += m_counts.at(i);
        line(formatNumber(m_limits[i]));
    }
    upTo = m_count;
    line("+Inf");
    out.append(name).append("_sum{").append(labels).append("} ").append(formatNumber(m_sum)).append("\n");
    out.append(name).append("_count{").append(labels).append("} ").append(std::to_string(m_count)).append("\n");
}

ServerCounts::ServerCounts()
    : ttft(kTtftLimits)
    , itl(kItlLimits)
    , endToEnd(kRequestLimits)
    , queueTime(kRequestLimits)
    , batch(kBatchLimits)
{}

std::string metricsPage(const ServerCounts& counts, std::string_view model)
{
    Page page{model};
    page.gauge("vllm:num_requests_running", "Requests in the batch.", counts.running);
    page.gauge("vllm:num_requests_waiting", "Requests that wait for a place in the batch.", counts.waiting);
    page.counter("vllm:prompt_tokens_total", "Prompt tokens of admitted requests.", counts.promptTokens);
    page.counter("vllm:generation_tokens_total", "Output tokens made.", counts.outputTokens);
    page.counter("vllm:prefix_cache_queries_total", "Prompt tokens looked up in the prefix cache.",
                 counts.promptTokens);
    page.counter("vllm:prefix_cache_hits_total", "Prompt tokens found in the prefix cache.", counts.cachedTokens);
    appendOutcomes(counts, page);
    page.histogram("vllm:time_to_first_token_seconds", "From arrival to the first token.", counts.ttft);
    page.histogram("vllm:inter_token_latency_seconds", "Time between tokens, once a chunk.", counts.itl);
    page.histogram("vllm:e2e_request_latency_seconds", "From arrival to the last token.", counts.endToEnd);
    page.histogram("vllm:request_queue_time_seconds", "From arrival to admission.", counts.queueTime);
    page.histogram("inferometer:batch_size", "Requests in the batch, at each chunk.", counts.batch);
    page.counter("inferometer:connections_total", "Connections accepted.", counts.connections);
    page.counter("inferometer:http_requests_total", "HTTP requests of any path.", counts.httpRequests);
    return page.take();
}

}  // namespace inferometer
