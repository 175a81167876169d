// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/slurm_text.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace inferometer {

namespace {

using Fields = std::vector<std::string_view>;

constexpr std::string_view kBegin = "inferometer-begin ";
constexpr std::string_view kEnd = "inferometer-end";
constexpr std::size_t kMostWords = 200;  // bytes of Slurm's that are shown

// At most `most` of them; the last holds what is left.
Fields fieldsOf(std::string_view line, std::size_t most)
{
    Fields fields;
    while (fields.size() + 1 < most) {
        const std::size_t bar = line.find('|');
        if (bar == std::string_view::npos)
            break;
        fields.push_back(line.substr(0, bar));
        line.remove_prefix(bar + 1);
    }
    fields.push_back(line);
    return fields;
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

Error noList(std::string_view host, std::string_view what)
{
    return {Errc::Protocol,
            sentence("errors", "Slurm on %1 did not answer as it documents (%2); try its commands there.")
                .with(host, what)};
}

// The lines between the two that a script says, and what its first one says.
struct Listing
{
    std::string head;
    std::vector<std::string_view> lines;
};

Result<Listing> listingOf(std::string_view said, std::string_view host)
{
    const std::vector<std::string_view> lines = linesOf(said);
    const auto begin
        = std::find_if(lines.begin(), lines.end(), [](std::string_view line) { return line.starts_with(kBegin); });
    if (begin == lines.end() || lines.back() != kEnd)
        return noList(host, "its list is not whole");
    return Listing{std::string{begin->substr(kBegin.size())}, {begin + 1, lines.end() - 1}};
}

bool isNumber(std::string_view text)
{
    constexpr std::size_t kMostDigits = 18;
    return !text.empty() && text.size() <= kMostDigits
        && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string shown(std::string_view words) { return visibleText(shownName(words, kMostWords)); }

}  // namespace

std::optional<std::vector<std::string>> slurmOptions(std::string_view text, std::string& wrong)
{
    // Whole names: sbatch takes what begins one, too.
    constexpr std::array<std::string_view, 28> kAllowed{
        "begin",     "comment",   "constraint",    "core-spec",   "cpus-per-gpu",     "cpus-per-task", "distribution",
        "exclude",   "exclusive", "gpu-bind",      "gpu-freq",    "gres-flags",       "hint",          "licenses",
        "mail-type", "mail-user", "mem",           "mem-bind",    "mem-per-cpu",      "mem-per-gpu",   "nice",
        "nodelist",  "ntasks",    "oversubscribe", "reservation", "sockets-per-node", "tmp",           "wckey"};
    const auto isPlain = [](char c) { return c > ' ' && c < 0x7f; };
    std::vector<std::string> words = splitWords(text);
    for (const std::string& word : words) {
        const std::string_view name = std::string_view{word}.substr(0, word.find('='));
        const bool isKnown
            = name.starts_with("--") && std::find(kAllowed.begin(), kAllowed.end(), name.substr(2)) != kAllowed.end();
        if (isKnown && std::all_of(word.begin(), word.end(), isPlain))
            continue;
        wrong = shown(word);
        return std::nullopt;
    }
    return words;
}

std::string submitScript(const SlurmWish& slurm, const MachineWish& wish)
{
    constexpr double kMinute = 60;
    const auto minutes = static_cast<std::int64_t>(std::ceil(std::max(wish.ttl, 1.0) / kMinute));
    std::vector<std::string> words{"--parsable",
                                   "--no-requeue",  // it would begin its time anew
                                   "--job-name=" + wish.name,
                                   "--time=" + std::to_string(minutes),
                                   "--nodes=" + std::to_string(slurm.nodes),
                                   "--output=/dev/null"};
    const std::string gpus = (slurm.gpuType.empty() ? "" : slurm.gpuType + ":") + std::to_string(slurm.gpus);
    for (const auto& [option, value] :
         {std::pair{"--partition=", slurm.partition}, std::pair{"--account=", slurm.account},
          std::pair{"--qos=", slurm.qos}, std::pair{"--chdir=", slurm.workdir},
          std::pair{"--gres=gpu:", slurm.gpus == 0 ? std::string{} : gpus}})
        if (!value.empty())
            words.push_back(option + value);
    words.insert(words.end(), slurm.options.begin(), slurm.options.end());
    std::string script = "exec sbatch";
    for (const std::string& word : words)
        script += " " + shellWord(word);
    return script + "\n";
}

std::string holdingJob(const MachineWish& wish)
{
    constexpr std::size_t kUnique = 36;  // at the end of names of ours: a UUID, another one for each
    const std::string start = wish.name.substr(0, wish.name.size() - std::min(kUnique, wish.name.size()));
    const auto seconds = static_cast<std::int64_t>(std::ceil(std::max(wish.ttl, 1.0))) + 120;
    return "#!/bin/sh\n# Holds a node, and ends the engines that were started on it from outside.\n"
           "ours() {\n  grep -zsaEl '^INFEROMETER_RESOURCE="
        + start
        + "[0-9a-f-]{36}$' /proc/[0-9]*/environ | sed -n 's|^/proc/\\([0-9]*\\)/environ$|\\1|p'\n}\n"
          "finish() {\n  trap '' TERM INT\n  kill -TERM $(ours) 2>/dev/null\n  sleep 2\n"
          "  kill -KILL $(ours) 2>/dev/null\n  exit 0\n}\ntrap finish TERM INT\nsleep "
        + std::to_string(seconds) + " &\nwait\nfinish\n";
}

std::string submittedJob(std::string_view said)
{
    std::string id;
    for (const std::string_view line : linesOf(said))
        if (const std::string_view number = trimmed(line.substr(0, line.find(';'))); isNumber(number))
            id = number;
    return id;
}

namespace {

// Slurm's word for what is wrong, and the setting that it is about; the first one counts.
struct Refusal
{
    std::string_view word;
    std::string_view setting;
};

constexpr std::array kRefusals{Refusal{"QOS", "site/qos"},
                               Refusal{"qos", "site/qos"},
                               Refusal{"ccount", "site/account"},
                               Refusal{"artition", "site/partition"},
                               Refusal{"ime limit", "limits/ttl"},
                               Refusal{"node configuration", "site/gpus"},
                               Refusal{"eneric resource", "site/gpus"},
                               Refusal{"rocessors requested", "site/nodes"},
                               Refusal{"ode count", "site/nodes"},
                               Refusal{"eservation", "site/options"},
                               Refusal{"feature", "site/options"},
                               Refusal{"option", "site/options"},
                               Refusal{"emory", "site/options"}};

// After these nobody knows whether the controller took it.
constexpr std::array<std::string_view, 9> kDoubts{
    "Unable to contact", "Socket timed out", "Zero Bytes", "onnection reset",   "onnection timed out",
    "receive failure",   "send failure",     "standby",    "Unexpected message"};

constexpr std::string_view kFailed = "Batch job submission failed: ";

std::string lastWords(const Ran& ran)
{
    const std::vector<std::string> lines = outputLines(ran.err);
    std::string_view last = lines.empty() ? std::string_view{} : std::string_view{lines.back()};
    if (const std::size_t at = last.find(kFailed); at != std::string_view::npos)
        last.remove_prefix(at + kFailed.size());
    return last.empty() ? "it said nothing" : shown(last);
}

}  // namespace

Error submitError(const Ran& ran, std::string_view host)
{
    constexpr int kNotFound = 127;
    const std::string words = lastWords(ran);
    if (ran.exit == kNotFound)
        return {Errc::NotFound,
                sentence("errors", "%1 has no sbatch (%2); name a login node of Slurm, or the folder of its commands.")
                    .with(host, words),
                "site/bin"};
    const bool isDoubt = ran.exit == 0 || ran.exit > kNotFound
        || std::any_of(kDoubts.begin(), kDoubts.end(),
                       [&ran](std::string_view doubt) { return contains(ran.err, doubt); });
    if (isDoubt)
        return {Errc::Protocol,
                sentence("errors", "Whether Slurm on %1 took the job is not known: %2.").with(host, words)};
    const auto* const about = std::find_if(kRefusals.begin(), kRefusals.end(),
                                           [&words](const Refusal& row) { return contains(words, row.word); });
    const std::string setting{about == kRefusals.end() ? "site" : about->setting};
    return {Errc::InvalidInput,
            sentence("errors", "Slurm on %1 refused the job: %2; check %3.").with(host, words, setting), setting};
}

std::string jobsScript()
{
    return "user=$(id -un) || exit 1\n"
           "jobs=$(squeue --noheader --user=\"$user\" --states=all --format='job %i|%T|%r|%B|%j') || exit 1\n"
           "hosts=$(printf '%s\\n' \"$jobs\" |\n"
           "  sed -n 's/^job [0-9]*|RUNNING|[^|]*|\\([A-Za-z0-9._-]*\\)|inferometer-.*/\\1/p' | sort -u | paste -sd, "
           "-)\n"
           "nodes=\nif [ -n \"$hosts\" ]; then\n"
           "  nodes=$(sinfo --noheader --Node --nodes=\"$hosts\" --format='node %N|%o') || exit 1\nfi\n"
           "printf 'inferometer-begin %s\\n%s\\n%s\\ninferometer-end\\n' \"$user\" \"$jobs\" \"$nodes\"\n";
}

namespace {

constexpr std::array<std::string_view, 11> kEnded{"COMPLETED",     "CANCELLED", "FAILED",      "TIMEOUT",
                                                  "NODE_FAIL",     "BOOT_FAIL", "PREEMPTED",   "DEADLINE",
                                                  "OUT_OF_MEMORY", "REVOKED",   "SPECIAL_EXIT"};

// Reasons for which a job waits in vain.
constexpr std::array<std::string_view, 14> kNever{
    "BadConstraints",     "PartitionTimeLimit", "PartitionNodeLimit",
    "PartitionInactive",  "InvalidAccount",     "InvalidQOS",
    "AccountNotAllowed",  "QOSNotAllowed",      "DependencyNeverSatisfied",
    "ReservationDeleted", "JobHeldAdmin",       "JobHeldUser",
    "PerJobLimit",        "requeued held"};

template <typename Words>
bool isOneOf(const Words& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

using Addresses = std::map<std::string_view, std::string_view>;

Addresses addressesIn(const Listing& listing)
{
    Addresses addresses;
    for (std::string_view line : listing.lines)
        if (line.starts_with("node "))
            if (const Fields fields = fieldsOf(line.substr(5), 2); fields.size() == 2)
                addresses.emplace(fields[0], trimmed(fields[1]));
    return addresses;
}

std::string troubleOf(std::string_view state, std::string_view reason)
{
    if (state == "TIMEOUT")
        return "its wall time is over";
    if (isOneOf(kEnded, state))
        return "Slurm ended it" + (reason.empty() || reason == "None" ? std::string{} : " (" + shown(reason) + ")");
    const auto isIn = [reason](std::string_view never) { return contains(reason, never); };
    if (state == "PENDING" && std::any_of(kNever.begin(), kNever.end(), isIn))
        return "it would wait for ever: " + shown(reason);
    return {};
}

// Of "ID|STATE|REASON|HOST|NAME".
SiteResource machineOf(const Fields& job, const Addresses& addresses, const std::string& user)
{
    const std::string_view state = job[1];
    const std::string_view reason = job[2];
    SiteResource machine{.name = std::string{job[4]}, .id = std::string{job[0]}};
    machine.state = shown(state);
    if (state == "PENDING" && !reason.empty() && reason != "None")
        machine.state += " (" + shown(reason) + ")";
    machine.isEnded = isOneOf(kEnded, state);
    machine.trouble = troubleOf(state, reason);
    const auto address = addresses.find(job[3]);
    const std::string_view place = address == addresses.end() ? job[3] : address->second;
    if (state == "RUNNING" && isHostName(place))
        machine.address = place;
    machine.user = user;
    machine.isReady = !machine.address.empty();
    return machine;
}

}  // namespace

Result<std::vector<SiteResource>> parseJobs(std::string_view said, int sshPort, std::string_view host)
{
    const Result<Listing> listing = listingOf(said, host);
    if (!listing)
        return listing.error();
    const std::string user{trimmed(listing.value().head)};
    if (!isSiteId(user))
        return noList(host, "a user without a name");
    const Addresses addresses = addressesIn(listing.value());
    std::vector<SiteResource> all;
    for (std::string_view line : listing.value().lines) {
        if (!line.starts_with("job "))
            continue;  // an empty list, and the rest of a name of somebody else's
        constexpr std::size_t kFields = 5;
        const Fields job = fieldsOf(line.substr(4), kFields);
        if (job.size() != kFields)
            return noList(host, "a job without a name");
        if (!isOurName(job[4]))
            continue;
        if (!isNumber(job[0]))
            return noList(host, "a job without an id");
        all.push_back(machineOf(job, addresses, user));
        all.back().sshPort = sshPort;
    }
    return all;
}

std::string nodesScript()
{
    return "rows=$(sinfo --noheader --format='row %P|%a|%l|%D|%T|%c|%m|%G') || exit 1\n"
           "printf 'inferometer-begin nodes\\n%s\\ninferometer-end\\n' \"$rows\"\n";
}

namespace {

// The first of what stands between commas; those within "(S:0-1,3)", which says at which sockets it is, are none.
std::string_view takeGres(std::string_view& gres)
{
    std::size_t end = 0;
    for (int depth = 0; end < gres.size() && (gres[end] != ',' || depth > 0); ++end)
        depth += gres[end] == '(' ? 1 : gres[end] == ')' ? -1 : 0;
    const std::string_view one = gres.substr(0, end);
    gres.remove_prefix(std::min(end + 1, gres.size()));
    return one.substr(0, one.find('('));
}

// Of "a100:4", "a100", "4" and nothing.
SlurmGpus gpusOf(std::string_view words)
{
    constexpr std::int64_t kMost = 1000;
    const std::size_t colon = words.rfind(':');
    const bool hasBoth = colon != std::string_view::npos;
    const std::optional<std::int64_t> count = parseInteger(hasBoth ? words.substr(colon + 1) : words);
    const std::string_view type = hasBoth ? words.substr(0, colon) : words;
    return {hasBoth || !count ? shown(type) : std::string{},
            static_cast<int>(std::clamp<std::int64_t>(count.value_or(1), 0, kMost))};
}

}  // namespace

std::vector<SlurmGpus> parseGres(std::string_view gres)
{
    constexpr std::string_view kGpu = "gpu";
    std::vector<SlurmGpus> all;
    while (!gres.empty()) {
        const std::string_view one = takeGres(gres);
        if (one == kGpu || one.starts_with("gpu:"))
            all.push_back(gpusOf(one.substr(std::min(kGpu.size() + 1, one.size()))));
    }
    std::erase_if(all, [](const SlurmGpus& gpus) { return gpus.count == 0; });
    return all;
}

namespace {

// Nodes that differ in nothing but their state.
struct NodeKind
{
    std::string_view partition;
    std::string_view gres;
    std::string_view processors;
    std::string_view memory;  // MB
    bool operator<(const NodeKind& other) const
    {
        return std::tie(partition, gres, processors, memory)
            < std::tie(other.partition, other.gres, other.processors, other.memory);
    }
};

struct NodeCounts
{
    bool isUp = false;
    std::string_view limit;
    std::int64_t all = 0;
    std::map<std::string, std::int64_t> byState;
};

std::string stateOf(std::string_view state)
{
    // Marks of power saving and the like stand behind it.
    const std::size_t end = std::min(state.find_first_of("*~#!%$@^-+"), state.size());
    return shown(state.substr(0, end));
}

std::string availabilityOf(const NodeKind& kind, const NodeCounts& counts)
{
    const auto idle = counts.byState.find("idle");
    std::string text = !counts.isUp ? "not up" : idle == counts.byState.end() ? "none idle" : "";
    constexpr std::size_t kMostStates = 5;
    std::size_t told = 0;
    const auto tell = [&text, &told](const auto& state) {
        if (++told <= kMostStates)
            text += (text.empty() ? "" : ", ") + std::to_string(state.second) + " " + state.first;
    };
    if (idle != counts.byState.end())
        tell(*idle);
    for (const auto& state : counts.byState)
        if (state.first != "idle")
            tell(state);
    constexpr double kThousand = 1000;
    const double memory = parseNumber(kind.memory.substr(0, kind.memory.find('+'))).value_or(0);
    return text + " of " + std::to_string(counts.all) + (counts.all == 1 ? " node" : " nodes") + " with "
        + shown(kind.processors) + " CPUs and " + formatFixed(memory / kThousand, 0) + " GB, up to "
        + shown(counts.limit);
}

}  // namespace

namespace {

using Kinds = std::map<NodeKind, NodeCounts>;

// False: it has other columns than were asked for.
bool addRow(std::string_view line, Kinds& kinds)
{
    constexpr std::string_view kRow = "row ";
    constexpr std::size_t kFields = 8;
    if (!line.starts_with(kRow))
        return line.empty();  // no partition at all
    const Fields row = fieldsOf(line.substr(kRow.size()), kFields);
    if (row.size() != kFields || !isNumber(row[3]))
        return false;
    NodeCounts& counts = kinds[{row[0], row[7], row[5], row[6]}];
    counts.isUp = row[1] == "up";
    counts.limit = row[2];
    const std::int64_t count = parseInteger(row[3]).value_or(0);
    counts.all += count;
    counts.byState[stateOf(row[4])] += count;
    return true;
}

void addNodes(const NodeKind& kind, const NodeCounts& counts, std::vector<SlurmNodes>& all)
{
    SlurmNodes nodes;
    nodes.isDefault = kind.partition.ends_with('*');
    nodes.partition = kind.partition.substr(0, kind.partition.size() - (nodes.isDefault ? 1 : 0));
    nodes.offer.machine = shown(nodes.partition);
    nodes.offer.availability = availabilityOf(kind, counts);
    std::vector<SlurmGpus> gpus = parseGres(kind.gres);
    if (gpus.empty())
        gpus.emplace_back();
    for (const SlurmGpus& one : gpus) {
        nodes.offer.gpu = one.count > 0 && one.type.empty() ? "GPU" : one.type;
        nodes.offer.gpus = one.count;
        all.push_back(nodes);
    }
}

}  // namespace

Result<std::vector<SlurmNodes>> parseNodes(std::string_view said, std::string_view host)
{
    const Result<Listing> listing = listingOf(said, host);
    if (!listing)
        return listing.error();
    Kinds kinds;
    for (const std::string_view line : listing.value().lines)
        if (!addRow(line, kinds))
            return noList(host, "a row of other columns");
    std::vector<SlurmNodes> all;
    for (const auto& [kind, counts] : kinds)
        addNodes(kind, counts, all);
    return all;
}

std::string cancelScript(const SiteResource& machine)
{
    // Numbers come again after some millions.
    return "exec scancel --user=\"$(id -un)\" --name=" + shellWord(machine.name) + " " + shellWord(machine.id) + "\n";
}

}  // namespace inferometer
