// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/site_machine.h"

#include "core/base/visible_text.h"
#include "core/host/host.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

constexpr double kPatience = 900;  // s, with a site that does not end what it is asked to

// Longer from look to look: sites count calls.
class Pauses
{
public:
    // False when stop was asked for.
    bool pause(const std::stop_token& stop)
    {
        constexpr double kLongest = 5;
        const double now = std::exchange(m_next, std::min(m_next * 2, kLongest));
        return pauseFor(fromSeconds(now), stop);
    }

private:
    double m_next = 0.25;
};

std::vector<SiteResource> ofName(std::vector<SiteResource> all, const std::string& name)
{
    std::erase_if(all, [&name](const SiteResource& one) { return one.name != name || one.isEnded; });
    std::sort(all.begin(), all.end(), [](const SiteResource& a, const SiteResource& b) { return a.kind < b.kind; });
    return all;
}

}  // namespace

// Where that kind counts: what the site was not asked for is not absent.
Result<std::vector<SiteResource>> listWith(Cloud& cloud, ResourceKind kind, const std::stop_token& stop)
{
    Result<std::vector<SiteResource>> all = cloud.list(stop);
    if (const std::optional<Error> unlisted = cloud.imagesUnlisted(); all && unlisted && outlivesDeployment(kind))
        return *unlisted;
    return all;
}

namespace {

// What a create that was left in doubt made after all; nullopt: nothing shows up.
std::optional<std::string> findLate(const MachineWork& work, const std::string& name, ResourceKind part,
                                    const std::stop_token& stop)
{
    const Nanos until = monotonicNow() + fromSeconds(work.cloud.listLag());
    Pauses pauses;
    do {
        const Result<std::vector<SiteResource>> all = listWith(work.cloud, part, stop);
        for (const SiteResource& one : all ? ofName(all.value(), name) : std::vector<SiteResource>{})
            if (one.kind == part)
                return one.id;
    } while (monotonicNow() < until && pauses.pause(stop));
    return std::nullopt;
}

void tell(const MachineWork& work, const Sentence& said)
{
    if (work.progress)
        work.progress(said);
}

// What the ledger holds of that name and does not call gone.
Result<std::vector<Resource>> knownOf(const Ledger& ledger, const std::string& name)
{
    Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    std::vector<Resource> all = std::move(read.value().resources);
    std::erase_if(all, [&name](const Resource& one) { return one.name != name || one.state == ResourceState::Gone; });
    return all;
}

Result<std::optional<SiteResource>> findPart(Cloud& cloud, ResourceKind kind, const std::string& name,
                                             const std::stop_token& stop)
{
    Result<std::vector<SiteResource>> all = listWith(cloud, kind, stop);
    if (!all)
        return all.error();
    const auto found = std::find_if(all.value().begin(), all.value().end(), [kind, &name](const SiteResource& one) {
        return one.name == name && one.kind == kind;
    });
    if (found == all.value().end())
        return std::optional<SiteResource>{};
    SiteResource part = *found;
    // An image is as far as what holds it.
    for (const SiteResource& one : all.value())
        if (kind == ResourceKind::Image && one.kind == ResourceKind::Snapshot && one.name == name && !one.isReady)
            part.state.append(", its snapshot ").append(one.state);
    return std::optional{std::move(part)};
}

Error neverReady(const SiteResource& one)
{
    return {Errc::Unsupported,
            sentence("errors", "The %1 %2 will not be ready (%3): %4.")
                .with(kindName(one.kind), one.name, visibleText(one.state),
                      one.trouble.empty() ? std::string{"its site gives no reason"} : visibleText(one.trouble))};
}

Error notYetReady(ResourceKind kind, const std::string& name, double patience, const std::string& state)
{
    const Sentence said = kind == ResourceKind::Machine
        ? sentence("errors", "The machine %1 was not ready after %2 s (limits/ready): %3.")
        : sentence("errors", "The image %1 was not ready after %2 s: %3.");
    return {Errc::Timeout, said.with(name, Figure::number(patience), state)};
}

class Ending
{
public:
    Ending(const MachineWork& work, const std::string& name, std::vector<Resource> known)
        : m_work{work}
        , m_name{name}
        , m_known{std::move(known)}
    {
        // What the site never gave an id may have been asked for until a moment ago.
        for (const Resource& one : m_known)
            m_settled = std::max(m_settled,
                                 (one.id.empty() ? realtimeNow() : one.created) + fromSeconds(work.cloud.listLag()));
        const auto later = [](const Resource& a, const Resource& b) { return a.kind < b.kind; };
        if (const auto last = std::max_element(m_known.begin(), m_known.end(), later); last != m_known.end())
            m_last = last->kind;
    }

    Status run(const std::stop_token& stop)
    {
        for (Resource& one : m_known)
            if (Status written = write(one, ResourceState::Destroying); !written)
                return written;
        const Nanos until = monotonicNow() + fromSeconds(kPatience);
        for (Pauses pauses;;) {
            if (Status looked = lookOnce(stop); !looked)
                return looked;
            if (m_absent >= 2 && realtimeNow() >= m_settled)
                return forget();
            if (monotonicNow() > until)
                return givenUp();
            if (!pauses.pause(stop))
                return stoppedMidway();
        }
    }

private:
    Status lookOnce(const std::stop_token& stop)
    {
        const Result<std::vector<SiteResource>> all = listWith(m_work.cloud, m_last, stop);
        if (all)
            return look(ofName(all.value(), m_name), stop);
        return all.error().code == Errc::Auth ? Status{all.error()} : remember(all.error());
    }

    Status remember(const Error& error)
    {
        m_trouble = error.said;
        tell(m_work, error.said);
        m_absent = 0;
        return {};
    }

    Status look(const std::vector<SiteResource>& there, const std::stop_token& stop)
    {
        m_absent = there.empty() ? m_absent + 1 : 0;
        // All before the first is ended: what one leaves behind is then known, whatever becomes of this program.
        for (const SiteResource& one : there)
            if (Status written = note(one); !written)
                return written;
        for (const SiteResource& one : there) {
            tell(m_work,
                 sentence("errors", "Ending the %1 %2: %3")
                     .with(kindName(one.kind), visibleText(one.name), visibleText(one.state)));
            Status ended = m_work.cloud.end(one, stop);
            if (!ended && (ended.error().code == Errc::Auth || ended.error().code == Errc::Cancelled))
                return ended;
            if (!ended)
                m_trouble = ended.error().said;
        }
        return {};
    }

    // What the site made by itself is ours too.
    Status note(const SiteResource& one)
    {
        const auto known = std::find_if(m_known.begin(), m_known.end(),
                                        [&one](const Resource& resource) { return resource.kind == one.kind; });
        if (known != m_known.end() || m_known.empty())
            return {};
        Resource more = m_known.front();
        more.kind = one.kind;
        more.id = one.id;
        more.pricePerHour = one.pricePerHour;
        m_known.push_back(more);
        return m_work.ledger.write(more, ResourceState::Destroying);
    }

    Status write(Resource& one, ResourceState state)
    {
        one.state = state;
        return m_work.ledger.write(one);
    }

    Status forget()
    {
        for (Resource& one : m_known)
            if (Status written = write(one, ResourceState::Gone); !written)
                return written;
        return {};
    }

    Error givenUp() const
    {
        return {Errc::Timeout,
                sentence("errors", "%1 may still bill: its site did not end it in a quarter of an hour. %2")
                    .with(m_name, m_trouble)};
    }

    const MachineWork& m_work;
    const std::string& m_name;
    std::vector<Resource> m_known;
    ResourceKind m_last = ResourceKind::Snapshot;  // of its kinds: what nobody knows may be any
    Nanos m_settled{0};                            // from when on what was asked for last is listed
    int m_absent = 0;                              // looks, one after the other
    Sentence m_trouble;
};

}  // namespace

Result<Resource> makePart(const MachineWork& work, Resource line, const MakeCall& make, const std::stop_token& stop)
{
    line.created = realtimeNow();
    if (Status written = work.ledger.write(line, ResourceState::Creating); !written)
        return written.error();
    tell(work, sentence("errors", "Making the %1 %2").with(kindName(line.kind), line.name));
    const Result<std::string> id = make();
    std::optional<std::string> found = id ? std::optional{id.value()} : std::nullopt;
    if (!id && isDoubtful(id.error()) && !stop.stop_requested()) {
        tell(work, id.error().said);
        found = findLate(work, line.name, line.kind, stop);
    }
    if (!found)
        return id.error();
    line.id = *found;
    line.created = realtimeNow();
    return line;
}

Status makeMachine(const MachineWork& work, const MachineWish& wish, const Resource& draft, const std::stop_token& stop)
{
    std::vector<SiteResource> made;
    for (const ResourceKind part : work.cloud.parts()) {
        Resource line = draft;
        line.kind = part;
        line.pricePerHour = part == ResourceKind::Machine ? draft.pricePerHour : 0;
        const Result<Resource> one = makePart(
            work, std::move(line), [&] { return work.cloud.make(part, wish, made, stop); }, stop);
        if (!one)
            return one.error();
        made.push_back({.kind = part, .name = wish.name, .id = one.value().id});
        if (Status written = work.ledger.write(one.value(), ResourceState::Standing); !written)
            return written;
    }
    return {};
}

Result<SiteResource> awaitPart(const MachineWork& work, ResourceKind kind, const std::string& name, double patience,
                               const std::stop_token& stop)
{
    const Nanos began = monotonicNow();
    std::string state = "it is not listed";
    for (Pauses pauses;;) {
        const Result<std::optional<SiteResource>> part = findPart(work.cloud, kind, name, stop);
        if (!part && (part.error().code == Errc::Auth || part.error().code == Errc::Cancelled))
            return part.error();
        const std::optional<SiteResource> there = part ? part.value() : std::nullopt;
        if (there && (there->isEnded || !there->trouble.empty()))
            return neverReady(*there);
        if (there && there->isReady)
            return *there;
        if (there && std::exchange(state, visibleText(there->state)) != state)
            tell(work, sentence("errors", "The %1 %2: %3").with(kindName(kind), name, state));
        if (seconds(monotonicNow() - began) > patience)
            return part ? notYetReady(kind, name, patience, state) : part.error();
        if (!pauses.pause(stop))
            return stoppedMidway();
    }
}

Result<SiteResource> awaitMachine(const MachineWork& work, const std::string& name, double patience,
                                  const std::stop_token& stop)
{
    return awaitPart(work, ResourceKind::Machine, name, patience, stop);
}

Status endMachine(const MachineWork& work, const std::string& name, const std::stop_token& stop)
{
    Result<std::vector<Resource>> known = knownOf(work.ledger, name);
    if (!known)
        return known.error();
    return Ending{work, name, std::move(known).value()}.run(stop);
}

}  // namespace inferometer
