// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_watch.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/http/fetch.h"
#include "core/provision/engine_process.h"
#include "core/provision/engine_progress.h"
#include "core/provision/ollama_model.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace inferometer {

namespace {

constexpr std::chrono::milliseconds kLook{200};
constexpr std::chrono::milliseconds kAnswerWithin{5000};
constexpr std::size_t kLineShown = 300;  // bytes

class Watch
{
public:
    Watch(Host& host, const EngineWait& wait, const PlanProgress& progress, const std::stop_token& stop)
        : m_host{host}
        , m_wait{wait}
        , m_progress{progress}
        , m_stop{stop}
        , m_teller{wait.plan.recipe.label, progress}
    {}

    Result<EngineReady> untilReady()
    {
        tell();
        for (;;) {
            const Result<bool> ready = look();
            if (!ready)
                return ready.error();
            if (ready.value()) {
                if (const Status read = readLog(); !read)
                    return read.error();
                endPhase("ready");
                return prepared();
            }
            if (!pauseFor(kLook, m_stop))
                return stoppedMidway();
        }
    }

private:
    Result<bool> look()
    {
        if (const Status read = readLog(); !read)
            return read.error();
        const Result<bool> runs = engineRuns(m_host, m_wait.plan.start.name, m_stop);
        if (!runs)
            return runs.error();
        if (!runs.value())
            return miss();
        m_missed = 0;
        // Asked after it was seen alive: who answers on the port of a dead engine is another.
        if (isReady())
            return true;
        if (const Status followed = follow(); !followed)
            return followed.error();
        return checkPatience();
    }

    bool isIn(std::string_view phase) const
    {
        const std::vector<EnginePhase>& phases = m_wait.plan.recipe.phases;
        return m_phase < phases.size() && phases[m_phase].name == phase;
    }

    // A download writes no lines; that bytes come is news of it.
    Status follow()
    {
        constexpr double kEvery = 1;           // s
        constexpr double kEnough = 1'000'000;  // bytes
        const bool isModel = isIn("download") && m_wait.plan.recipe.models.layout == "hub" && isHubModel(m_wait.model);
        const Nanos now = monotonicNow();
        if ((!isModel && !isIn("image")) || seconds(now - m_followed) < kEvery)
            return {};
        m_followed = now;
        const Result<double> bytes
            = isModel ? hubBytes(m_host, m_wait.plan.models, m_wait.model, m_stop) : receivedBytes(m_host, m_stop);
        if (!bytes)
            return bytes.error();
        if (isModel)
            tellModel(bytes.value());
        else
            m_teller.tell(m_layers, bytes.value() - m_firstBytes.value_or(bytes.value()));
        m_firstBytes = m_firstBytes.value_or(bytes.value());
        if (std::abs(bytes.value() - m_bytes) >= kEnough)
            m_lastNews = now;
        m_bytes = bytes.value();
        return {};
    }

    void tellModel(double bytes)
    {
        if (!m_total)
            m_total = hubTotal(m_host, m_wait.plan.hub, m_wait.model, m_stop);
        m_teller.tell(bytes, *m_total);
    }

    Result<EngineReady> prepared()
    {
        if (m_wait.plan.recipe.prepare == "ollama") {
            Result<PreparedModel> model
                = prepareOllama({m_wait.baseUrl, m_wait.model, m_wait.limits}, m_progress, m_stop);
            if (!model)
                return model.error();
            m_ready.phases.insert(m_ready.phases.end(), model.value().phases.begin(), model.value().phases.end());
            m_ready.warnings = std::move(model.value().warnings);
            warnOfQueue();
        }
        return std::move(m_ready);
    }

    void warnOfQueue()
    {
        const NamedValues& environment = m_wait.plan.start.environment;
        if (std::find(environment.begin(), environment.end(),
                      std::pair{std::string{"OLLAMA_NUM_PARALLEL"}, std::string{"1"}})
            != environment.end())
            m_ready.warnings.emplace_back("Ollama serves one request at a time (OLLAMA_NUM_PARALLEL=1): of several at "
                                          "once its queue is measured; give engine/arguments: {parallel: N}.");
    }

    // Its processes bear its name only once they have begun, a moment after they were started.
    Result<bool> miss()
    {
        constexpr int kEnough = 3;  // looks
        if (++m_missed < kEnough)
            return false;
        const Status read = readLog();
        return read ? died() : read.error();
    }

    Status readLog()
    {
        const Result<LogPiece> piece = readEngineLog(m_host, m_wait.plan.start.folder, m_at, m_stop);
        if (!piece)
            return piece.error();
        m_at = piece.value().next;
        for (std::string_view rest{piece.value().text}; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            if (Status heard = hear(rest.substr(0, end)); !heard)
                return heard;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return {};
    }

    Status hear(std::string_view line)
    {
        if (trimmed(line).empty())
            return {};
        m_lastLine = visibleText(line.substr(0, kLineShown));
        m_lastNews = monotonicNow();
        m_layers.hear(line);
        if (line.starts_with(kImageLine) && m_wait.plan.start.container)
            m_ready.image = visibleText(trimmed(line.substr(kImageLine.size())).substr(0, kLineShown));
        const EngineRecipe& recipe = m_wait.plan.recipe;
        if (const EngineFailure* const failure = failureIn(recipe, line))
            return Error{Errc::Unsupported,
                         sentence("errors", "%1 will not be ready: %2. It said: %3")
                             .with(recipe.label, failure->means, m_lastLine)};
        if (const std::size_t ended = phaseEndingWith(recipe, m_phase, line); ended < recipe.phases.size()) {
            m_phase = ended + 1;
            endPhase(recipe.phases[ended].name);
            tell();
        }
        return {};
    }

    void endPhase(const std::string& name)
    {
        const Nanos now = monotonicNow();
        m_ready.phases.push_back({name, seconds(now - std::exchange(m_began, now))});
    }

    void tell() const
    {
        if (!m_progress)
            return;
        const std::vector<EnginePhase>& phases = m_wait.plan.recipe.phases;
        m_progress(
            m_phase < phases.size()
                ? sentence("errors", "%1 is started; next: %2").with(m_wait.plan.recipe.label, phases[m_phase].name)
                : sentence("errors", "%1 is started; next: ready").with(m_wait.plan.recipe.label));
    }

    Error died() const
    {
        return {Errc::Unsupported,
                sentence("errors", "%1 ended before it was ready. It said last: %2")
                    .with(m_wait.plan.recipe.label, m_lastLine.empty() ? std::string{"nothing"} : m_lastLine)};
    }

    bool isReady()
    {
        FetchRequest request;
        request.url = m_wait.baseUrl + m_wait.plan.recipe.ready;
        request.timeout = kAnswerWithin;
        const Result<FetchResponse> answer = m_fetcher.fetch(request, m_stop);
        return answer && answer.value().status == 200;
    }

    Result<bool> checkPatience() const
    {
        const Nanos now = monotonicNow();
        if (seconds(now - m_started) > m_wait.limits.ready)
            return Error{Errc::Timeout,
                         sentence("errors", "%1 was not ready after %2 s (limits/ready). It said last: %3")
                             .with(m_wait.plan.recipe.label, Figure::number(m_wait.limits.ready), m_lastLine)};
        if (seconds(now - m_lastNews) > m_wait.limits.stall)
            return Error{Errc::Timeout,
                         sentence("errors", "%1 has said nothing for %2 s (limits/stall). It said last: %3")
                             .with(m_wait.plan.recipe.label, Figure::number(m_wait.limits.stall), m_lastLine)};
        return false;
    }

    Host& m_host;
    const EngineWait& m_wait;
    const PlanProgress& m_progress;
    const std::stop_token& m_stop;
    Fetcher m_fetcher;
    DownloadTeller m_teller;
    EngineReady m_ready;
    ImageLayers m_layers;
    std::optional<double> m_total;       // bytes of the model
    std::optional<double> m_firstBytes;  // that had come in when the image was first looked at
    double m_bytes = 0;
    Nanos m_followed{0};
    std::size_t m_phase = 0;
    int m_missed = 0;
    std::uint64_t m_at = 0;
    std::string m_lastLine;
    const Nanos m_started = monotonicNow();
    Nanos m_began = m_started;
    Nanos m_lastNews = m_started;
};

}  // namespace

Result<EngineReady> waitUntilReady(Host& host, const EngineWait& wait, const PlanProgress& progress,
                                   const std::stop_token& stop)
{
    return Watch{host, wait, progress, stop}.untilReady();
}

}  // namespace inferometer
