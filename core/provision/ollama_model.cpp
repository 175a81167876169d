// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/ollama_model.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/http/fetch.h"
#include "core/provision/engine_progress.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostShown = 300;  // bytes of a foreign sentence

double numberOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    const double value = found != object.end() && found->is_number() ? found->get<double>() : 0;
    return std::isfinite(value) ? std::max(0.0, value) : 0;
}

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string{};
}

std::string shown(std::string_view text) { return visibleText(text.substr(0, kMostShown)); }

// "qwen3" is "qwen3:latest".
std::string withTag(const std::string& model)
{
    const std::size_t name = model.rfind('/');
    return model.find(':', name == std::string::npos ? 0 : name) == std::string::npos ? model + ":latest" : model;
}

class Ollama
{
public:
    Ollama(const OllamaModel& wanted, const PlanProgress& progress, const std::stop_token& stop)
        : m_wanted{wanted}
        , m_teller{"Ollama", progress}
        , m_progress{progress}
        , m_stop{stop}
    {}

    Result<PreparedModel> prepare()
    {
        Result<FetchResponse> there = ask("/api/show", {{"model", m_wanted.model}}, kAnswer);
        if (!there)
            return there.error();
        if (there.value().status != 200) {
            if (const Status pulled = timed("download", &Ollama::pull); !pulled)
                return pulled.error();
        }
        if (m_progress)
            m_progress(sentence("errors", "Ollama loads %1").with(m_wanted.model));
        if (const Status loaded = timed("load", &Ollama::load); !loaded)
            return loaded.error();
        const Status seen = look();
        return seen ? Result<PreparedModel>{std::move(m_prepared)} : Result<PreparedModel>{seen.error()};
    }

private:
    static constexpr std::chrono::milliseconds kAnswer{30'000};

    Status timed(const char* phase, Status (Ollama::*work)())
    {
        const Nanos began = monotonicNow();
        Status done = (this->*work)();
        if (done)
            m_prepared.phases.push_back({phase, seconds(monotonicNow() - began)});
        return done;
    }

    std::chrono::milliseconds left() const
    {
        const double left = m_wanted.limits.ready - seconds(monotonicNow() - m_began);
        return std::chrono::milliseconds{static_cast<std::int64_t>(std::max(1.0, left) * 1000)};
    }

    FetchRequest requestOf(const char* path, const Json& body, std::chrono::milliseconds timeout) const
    {
        FetchRequest request;
        request.url = m_wanted.baseUrl + path;
        if (!body.is_null())
            request.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
        request.timeout = timeout;
        return request;
    }

    Result<FetchResponse> ask(const char* path, const Json& body, std::chrono::milliseconds timeout)
    {
        return m_fetcher.fetch(requestOf(path, body, timeout), m_stop);
    }

    Error refused(const std::string& why) const
    {
        const bool isMissing
            = why.find("file does not exist") != std::string::npos || why.find("not found") != std::string::npos;
        return isMissing
            ? Error{Errc::NotFound,
                    sentence("errors",
                             "Ollama's registry has no model %1 (%2); see how it is written at "
                             "ollama.com/library, its tag too.")
                        .with(shown(m_wanted.model), shown(why)),
                    "model"}
            : Error{Errc::Unsupported,
                    sentence("errors", "Ollama does not serve %1: %2. See its log.")
                        .with(shown(m_wanted.model), why.empty() ? std::string{"it did not say why"} : shown(why)),
                    "model"};
    }

    Status pull()
    {
        PullReader reader;
        Nanos lastNews = monotonicNow();
        bool isStalled = false;
        FetchRequest request = requestOf("/api/pull", {{"model", m_wanted.model}, {"stream", true}}, left());
        request.isEnough = [&](std::string_view bytes) {
            const double before = reader.completed();
            reader.feed(bytes);
            const Nanos now = monotonicNow();
            if (reader.completed() != before)
                lastNews = now;
            m_teller.tell(reader.completed(), reader.total());
            // Ollama goes on saying how far it is where nothing comes any more.
            isStalled = reader.total() > reader.completed() && seconds(now - lastNews) > m_wanted.limits.stall;
            return isStalled || reader.isDone() || !reader.error().empty();
        };
        const Result<FetchResponse> answer = m_fetcher.fetch(request, m_stop);
        if (!answer)
            return answer.error();
        reader.feed("\n");
        if (isStalled)
            return Error{Errc::Timeout,
                         sentence("errors",
                                  "Ollama's download of %1 stands still for %2 s (limits/stall); see the "
                                  "machine's network and disk.")
                             .with(shown(m_wanted.model), Figure::number(m_wanted.limits.stall))};
        if (!reader.error().empty() || answer.value().status != 200 || !reader.isDone())
            return refused(reader.error());
        return {};
    }

    Status load()
    {
        const Result<FetchResponse> answer
            = ask("/api/generate", {{"model", m_wanted.model}, {"keep_alive", -1}, {"stream", false}}, left());
        if (!answer)
            return answer.error();
        const Json said = parseForeignJson(answer.value().body);
        if (answer.value().status != 200 || !textOf(said, "error").empty())
            return refused(textOf(said, "error"));
        return {};
    }

    // Whether it is in memory, and in whose.
    Status look()
    {
        const Result<FetchResponse> answer = ask("/api/ps", {}, kAnswer);
        if (!answer)
            return answer.error();
        const Json said = parseForeignJson(answer.value().body);
        const auto models = said.is_object() ? said.find("models") : said.end();
        if (said.is_object() && models != said.end() && models->is_array())
            for (const Json& model : *models)
                if (model.is_object() && isWanted(model)) {
                    warnOfSpill(numberOf(model, "size"), numberOf(model, "size_vram"));
                    return {};
                }
        return Error{Errc::Protocol,
                     sentence("errors", "Ollama loaded %1, but does not keep it in memory; see its log.")
                         .with(shown(m_wanted.model))};
    }

    bool isWanted(const Json& model) const
    {
        const std::string wanted = withTag(m_wanted.model);
        return textOf(model, "name") == wanted || textOf(model, "model") == wanted;
    }

    void warnOfSpill(double size, double onGpu)
    {
        constexpr double kGigabyte = 1e9;
        constexpr double kPercent = 100;
        if (size <= 0 || onGpu >= size)
            return;
        m_prepared.warnings.push_back(
            onGpu <= 0 ? "The model lies in the processor's memory whole: no GPU takes part."
                       : formatFixed((size - onGpu) / size * kPercent, 0) + " % of the model ("
                    + formatFixed((size - onGpu) / kGigabyte, 2) + " of " + formatFixed(size / kGigabyte, 2)
                    + " GB) lie in the processor's memory, not the GPU's: it is slower than the GPU is.");
    }

    const OllamaModel& m_wanted;
    DownloadTeller m_teller;
    const PlanProgress& m_progress;
    const std::stop_token& m_stop;
    Fetcher m_fetcher;
    PreparedModel m_prepared;
    const Nanos m_began = monotonicNow();
};

}  // namespace

Result<PreparedModel> prepareOllama(const OllamaModel& wanted, const PlanProgress& progress,
                                    const std::stop_token& stop)
{
    return Ollama{wanted, progress, stop}.prepare();
}

void PullReader::feed(std::string_view bytes)
{
    constexpr std::size_t kMostLine = 1U << 16U;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        if (m_line.size() < kMostLine)
            m_line.append(bytes.substr(0, std::min(end, kMostLine)));
        if (end == std::string_view::npos)
            return;
        hear(m_line);
        m_line.clear();
        bytes.remove_prefix(end + 1);
    }
}

void PullReader::hear(std::string_view line)
{
    const Json said = parseForeignJson(line);
    if (!said.is_object())
        return;
    if (const std::string error = textOf(said, "error"); !error.empty())
        m_error = error;
    m_isDone = m_isDone || textOf(said, "status") == "success";
    if (const std::string digest = textOf(said, "digest"); !digest.empty())
        count({digest, numberOf(said, "total"), numberOf(said, "completed")});
}

void PullReader::count(Part part)
{
    constexpr std::size_t kMostParts = 1000;
    const auto found
        = std::find_if(m_parts.begin(), m_parts.end(), [&part](const Part& one) { return one.digest == part.digest; });
    if (found != m_parts.end()) {
        m_total -= found->total;
        m_completed -= found->completed;
    } else if (m_parts.size() >= kMostParts) {
        return;
    }
    m_total += part.total;
    m_completed += part.completed;
    if (found != m_parts.end())
        *found = std::move(part);
    else
        m_parts.push_back(std::move(part));
}

}  // namespace inferometer
