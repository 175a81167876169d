// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_watch.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/http/fetch.h"
#include "core/provision/engine_process.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace inferometer {

namespace {

constexpr std::chrono::milliseconds kLook{200};
constexpr std::chrono::milliseconds kAnswerWithin{2000};
constexpr std::size_t kLineShown = 300;  // bytes

class Watch
{
public:
    Watch(Host& host, const EngineWait& wait, const PlanProgress& progress, const std::stop_token& stop)
        : m_host{host}
        , m_wait{wait}
        , m_progress{progress}
        , m_stop{stop}
    {}

    Result<std::vector<PhaseTime>> untilReady()
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
                return std::move(m_phases);
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
        const Result<std::vector<std::string>> running = runningEngines(m_host, m_stop);
        if (!running)
            return running.error();
        if (std::find(running.value().begin(), running.value().end(), m_wait.name) == running.value().end())
            return miss();
        m_missed = 0;
        // Asked after it was seen alive: who answers on the port of a dead engine is another.
        if (isReady())
            return true;
        return checkPatience();
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
        const Result<LogPiece> piece = readEngineLog(m_host, m_wait.folder, m_at, m_stop);
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
        for (const EngineFailure& failure : m_wait.recipe.failures)
            if (line.find(failure.text) != std::string_view::npos)
                return Error{Errc::Unsupported,
                             sentence("errors", "%1 will not be ready: %2. It said: %3")
                                 .with(m_wait.recipe.label, failure.means, m_lastLine)};
        const auto endsWith = [line](const EnginePhase& phase) {
            return std::any_of(phase.ends.begin(), phase.ends.end(),
                               [line](const std::string& text) { return line.find(text) != std::string_view::npos; });
        };
        // A line may end one that comes later: those before it were too short for a line of their own.
        for (std::size_t i = m_phase; i < m_wait.recipe.phases.size(); ++i)
            if (endsWith(m_wait.recipe.phases[i])) {
                m_phase = i + 1;
                endPhase(m_wait.recipe.phases[i].name);
                tell();
                break;
            }
        return {};
    }

    void endPhase(const std::string& name)
    {
        const Nanos now = monotonicNow();
        m_phases.push_back({name, seconds(now - std::exchange(m_began, now))});
    }

    void tell() const
    {
        if (!m_progress)
            return;
        const std::vector<EnginePhase>& phases = m_wait.recipe.phases;
        m_progress(m_phase < phases.size()
                       ? sentence("errors", "%1 is started; next: %2").with(m_wait.recipe.label, phases[m_phase].name)
                       : sentence("errors", "%1 is started; next: ready").with(m_wait.recipe.label));
    }

    Error died() const
    {
        return {Errc::Unsupported,
                sentence("errors", "%1 ended before it was ready. It said last: %2")
                    .with(m_wait.recipe.label, m_lastLine.empty() ? std::string{"nothing"} : m_lastLine)};
    }

    bool isReady()
    {
        FetchRequest request;
        request.url = m_wait.baseUrl + m_wait.recipe.ready;
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
                             .with(m_wait.recipe.label, Figure::number(m_wait.limits.ready), m_lastLine)};
        if (seconds(now - m_lastNews) > m_wait.limits.stall)
            return Error{Errc::Timeout,
                         sentence("errors", "%1 has said nothing for %2 s (limits/stall). It said last: %3")
                             .with(m_wait.recipe.label, Figure::number(m_wait.limits.stall), m_lastLine)};
        return false;
    }

    Host& m_host;
    const EngineWait& m_wait;
    const PlanProgress& m_progress;
    const std::stop_token& m_stop;
    Fetcher m_fetcher;
    std::vector<PhaseTime> m_phases;
    std::size_t m_phase = 0;
    int m_missed = 0;
    std::uint64_t m_at = 0;
    std::string m_lastLine;
    const Nanos m_started = monotonicNow();
    Nanos m_began = m_started;
    Nanos m_lastNews = m_started;
};

}  // namespace

Result<std::vector<PhaseTime>> waitUntilReady(Host& host, const EngineWait& wait, const PlanProgress& progress,
                                              const std::stop_token& stop)
{
    return Watch{host, wait, progress, stop}.untilReady();
}

}  // namespace inferometer
