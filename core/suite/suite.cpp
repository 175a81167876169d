// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suite/suite.h"

#include "core/config/endpoints.h"
#include "core/workload/model_list.h"
#include "core/workload/plan.h"

#include <algorithm>
#include <utility>

namespace inferometer {

// Holds the lock; what changed is made known once it is free again.
class Suite::Changing
{
public:
    explicit Changing(Suite& suite) : m_suite{suite}, m_lock{suite.m_mutex}, m_revision{suite.m_revision} {}
    ~Changing()
    {
        const bool isChanged = m_suite.m_revision != m_revision;
        m_lock.unlock();
        if (!isChanged)
            return;
        m_suite.m_changed.notify_all();
        if (m_suite.m_options.wake)
            m_suite.m_options.wake();
    }
    Changing(const Changing&) = delete;
    Changing& operator=(const Changing&) = delete;

private:
    Suite& m_suite;
    std::unique_lock<std::mutex> m_lock;
    const std::uint64_t m_revision;
};

Suite::Suite(SuiteOptions options) : m_options{std::move(options)}, m_thread{[this] { work(); }} {}

Suite::~Suite()
{
    {
        const std::lock_guard lock{m_mutex};
        m_isClosing = true;
    }
    m_changed.notify_all();
    cut();
    m_thread.join();
}

Result<MemberId> Suite::add(const RunSpec& spec, const Secret& key)
{
    Result<RunSpec> resolved = resolveEndpoint(spec, m_options.endpointsFolder);
    if (!resolved)
        return resolved.error();
    const Changing changing{*this};
    Entry& entry = add(std::move(resolved).value(), key, m_entries.end());
    entry.member.order = entry.member.id;
    tell(entry);
    return entry.member.id;
}

Suite::Entry& Suite::add(RunSpec spec, const Secret& key, Entries::iterator before)
{
    Entry entry;
    entry.member.id = ++m_lastId;
    entry.member.spec = std::move(spec);
    entry.member.hasKey = !key.empty();
    entry.key = key;
    return *m_entries.insert(before, std::move(entry));
}

Stopping Suite::stop() { return ask(1, Waiting::Stay); }
Stopping Suite::stopOrder() { return ask(1, Waiting::OfItsSpec); }
Stopping Suite::stopAll() { return ask(1, Waiting::All); }
void Suite::cut() { ask(2, Waiting::Stay); }

// Asked to cancel outside the lock: whoever listens is called by it.
Stopping Suite::ask(int times, Waiting cancelled)
{
    Stopping did = Stopping::Nothing;
    std::optional<std::stop_source> cancel;
    {
        const Changing changing{*this};
        cancelWaiting(cancelled);
        for (int i = 0; i < times; ++i)
            did = stopAtHand();
        if (did == Stopping::Cancelling)
            cancel.emplace(m_cancel);
    }
    if (cancel)
        cancel->request_stop();
    return did;
}

Stopping Suite::stopAtHand()
{
    const auto entry = find(m_atHand);
    if (entry == m_entries.end())
        return Stopping::Nothing;
    ++m_stops;
    if (entry->member.state != MemberState::Running)
        return Stopping::Cancelling;
    m_run->run().requestStop();
    return m_stops == 1 ? Stopping::Draining : Stopping::Cutting;
}

void Suite::cancelWaiting(Waiting which)
{
    const auto atHand = find(m_atHand);
    const MemberId order = atHand == m_entries.end() ? 0 : atHand->member.order;
    const auto isMeant = [&](const Member& member) {
        return which == Waiting::All || (which == Waiting::OfItsSpec && member.order == order);
    };
    for (Entry& entry : m_entries)
        if (entry.member.state == MemberState::Waiting && isMeant(entry.member))
            end(entry, MemberState::Cancelled, std::nullopt);
}

bool Suite::cancel(MemberId id)
{
    const Changing changing{*this};
    const auto entry = findWaiting(id);
    if (entry == m_entries.end())
        return false;
    end(*entry, MemberState::Cancelled, std::nullopt);
    return true;
}

bool Suite::waits(const Entry& entry) { return entry.member.state == MemberState::Waiting; }

bool Suite::moveUp(MemberId id)
{
    const Changing changing{*this};
    const auto entry = findWaiting(id);
    if (entry == m_entries.end())
        return false;
    const auto before = std::find_if(std::make_reverse_iterator(entry), m_entries.rend(), waits);
    if (before == m_entries.rend())
        return false;
    std::iter_swap(entry, before);
    ++m_revision;
    return true;
}

bool Suite::moveDown(MemberId id)
{
    const Changing changing{*this};
    const auto entry = findWaiting(id);
    if (entry == m_entries.end())
        return false;
    const auto behind = std::find_if(std::next(entry), m_entries.end(), waits);
    if (behind == m_entries.end())
        return false;
    std::iter_swap(entry, behind);
    ++m_revision;
    return true;
}

bool Suite::remove(MemberId id)
{
    const Changing changing{*this};
    const auto entry = find(id);
    if (entry == m_entries.end() || !isOver(entry->member.state))
        return false;
    m_entries.erase(entry);
    ++m_revision;
    return true;
}

std::vector<MemberPtr> Suite::members() const
{
    const std::lock_guard lock{m_mutex};
    std::vector<MemberPtr> members;
    for (const Entry& entry : m_entries)
        members.push_back(entry.shown);
    return members;
}

std::uint64_t Suite::revision() const
{
    const std::lock_guard lock{m_mutex};
    return m_revision;
}

bool Suite::isBusy() const
{
    const std::lock_guard lock{m_mutex};
    return std::any_of(m_entries.begin(), m_entries.end(), [](const Entry& e) { return !isOver(e.member.state); });
}

Suite::AtHand Suite::atHand() const
{
    const std::lock_guard lock{m_mutex};
    for (const Entry& entry : m_entries)
        if (entry.member.id == m_atHand)
            return {entry.shown, m_run ? m_run->run().snapshot() : nullptr};
    return {};
}

std::vector<MemberPtr> Suite::takeChanges()
{
    const std::lock_guard lock{m_mutex};
    return std::exchange(m_changes, {});
}

bool Suite::waitForChange(std::chrono::milliseconds atMost)
{
    std::unique_lock lock{m_mutex};
    return m_changed.wait_for(lock, atMost, [this] { return !m_changes.empty(); });
}

Suite::Entries::iterator Suite::find(MemberId id)
{
    return std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry& entry) { return entry.member.id == id; });
}

Suite::Entries::iterator Suite::findWaiting(MemberId id)
{
    const auto entry = find(id);
    return entry != m_entries.end() && entry->member.state == MemberState::Waiting ? entry : m_entries.end();
}

void Suite::tell(Entry& entry)
{
    m_changes.push_back(std::make_shared<const Member>(entry.member));
    entry.shown = m_changes.back();
    if (entry.member.run) {
        entry.member.run.reset();
        entry.shown = std::make_shared<const Member>(entry.member);
    }
    ++m_revision;
}

void Suite::end(Entry& entry, MemberState state, const std::optional<Error>& error)
{
    entry.key = {};
    entry.member.hasKey = false;
    entry.member.state = state;
    entry.member.error = error;
    tell(entry);
}

// Of the member at hand.
template <typename Change>
void Suite::change(Change what)
{
    const Changing changing{*this};
    Entry& entry = *find(m_atHand);
    what(entry);
    tell(entry);
}

void Suite::work()
{
    while (awaitTurn())
        runOne();
}

// False: none comes any more.
bool Suite::awaitTurn()
{
    const auto next = [this] {
        return std::find_if(m_entries.begin(), m_entries.end(),
                            [](const Entry& entry) { return entry.member.state == MemberState::Waiting; });
    };
    for (;;) {
        {
            std::unique_lock lock{m_mutex};
            m_changed.wait(lock, [&] { return m_isClosing || next() != m_entries.end(); });
        }
        const Changing changing{*this};
        if (m_isClosing)
            return false;
        const auto entry = next();
        if (entry == m_entries.end())
            continue;  // cancelled meanwhile
        m_atHand = entry->member.id;
        m_cancel = {};
        m_stops = 0;
        entry->member.state = MemberState::Preparing;
        tell(*entry);
        return true;
    }
}

void Suite::runOne()
{
    const Result<std::shared_ptr<RecordedRun>> run = prepare();
    if (run) {
        begin(run.value());
        run.value()->run().wait();
        save(*run.value());
        return;
    }
    const Changing changing{*this};
    const bool isCancelled = m_stops > 0;
    end(*find(std::exchange(m_atHand, 0)), isCancelled ? MemberState::Cancelled : MemberState::Failed, run.error());
    if (!isCancelled && m_options.untilFailure)
        cancelWaiting(Waiting::All);
}

Result<std::shared_ptr<RecordedRun>> Suite::prepare()
{
    RunSpec spec;
    Secret key;
    std::stop_token stop;
    {
        const std::lock_guard lock{m_mutex};
        const Entry& entry = *find(m_atHand);
        spec = entry.member.spec;
        key = entry.key;
        stop = m_cancel.get_token();
    }
    const PlanProgress progress = [this](const Sentence& step) {
        change([&](Entry& entry) {
            entry.member.step = step;
            ++entry.member.steps;
        });
    };
    Result<std::vector<RunSpec>> specs = perModel(spec, progress, stop, key);
    if (!specs)
        return specs.error();
    spec = specs.value().front();
    splitModels(std::move(specs).value());
    Result<std::shared_ptr<const Plan>> plan = makePlan(spec, progress, stop, key);
    if (!plan)
        return plan.error();
    int model = 0;
    change([&](Entry& entry) {
        model = entry.member.model;
        entry.key = {};
        entry.member.hasKey = false;
        entry.member.header = std::make_shared<const RunHeader>(headerOf(*plan.value(), model));
    });
    if (stop.stop_requested())
        return Error{Errc::Cancelled, sentence("errors", "Preparing was cancelled.")};
    Result<std::unique_ptr<RecordedRun>> run = RecordedRun::start(std::move(plan).value(), model);
    if (!run)
        return run.error();
    return std::shared_ptr<RecordedRun>{std::move(run).value()};
}

// The member at hand is the first of these; the others follow it.
void Suite::splitModels(std::vector<RunSpec> specs)
{
    if (specs.size() < 2)
        return;
    const Changing changing{*this};
    const auto first = find(m_atHand);
    const auto at = first - m_entries.begin();
    first->member.spec = std::move(specs.front());
    tell(*first);
    const MemberId order = first->member.order;
    const Secret key = first->key;
    for (std::size_t i = 1; i < specs.size(); ++i) {
        Entry& entry = add(std::move(specs[i]), key, m_entries.begin() + at + static_cast<std::ptrdiff_t>(i));
        entry.member.order = order;
        entry.member.model = static_cast<int>(i);
        tell(entry);
    }
}

// Whoever asked to stop it when it was as good as prepared did not ask in vain.
void Suite::begin(const std::shared_ptr<RecordedRun>& run)
{
    change([&](Entry& entry) {
        m_run = run;
        entry.member.state = MemberState::Running;
        entry.member.header = std::make_shared<const RunHeader>(run->header());
        entry.member.folder = run->folder();
        for (int i = 0; i < m_stops; ++i)
            run->run().requestStop();
    });
}

void Suite::save(RecordedRun& run)
{
    CountWatch watch{[this](const Sentence& step) { change([&](Entry& entry) { entry.member.step = step; }); }, {}};
    change([&](Entry& entry) {
        m_cancel = {};
        watch.stop = m_cancel.get_token();
        entry.member.state = MemberState::Saving;
        entry.member.step = {};
    });
    const Result<std::shared_ptr<const FinishedRun>> saved = run.finish(watch);
    const std::shared_ptr<const FinishedRun> whole = saved ? saved.value() : run.unsaved();
    RunCard card = cardOf(*whole);
    const Changing changing{*this};
    Entry& entry = *find(std::exchange(m_atHand, 0));
    m_run.reset();
    entry.member.card = std::move(card);
    entry.member.run = whole;
    end(entry, saved ? MemberState::Ended : MemberState::Failed,
        saved ? std::nullopt : std::optional<Error>{saved.error()});
    if (!saved && m_options.untilFailure)
        cancelWaiting(Waiting::All);
}

}  // namespace inferometer
