// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/remote_run.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/model_names.h"
#include "core/config/run_yaml.h"
#include "core/provision/client_copy.h"
#include "core/provision/ledger.h"
#include "core/provision/load_place.h"
#include "core/provision/run_inputs.h"
#include "core/provision/sha256.h"
#include "core/workload/environment.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kPiece = 1U << 20U;  // of the journal in one look

// There, in the run's folder. `exit-CODE` is there once all is written; it is empty, for a full disk takes no byte.
constexpr const char* kRunScript = R"(. ./client.env
rm -f client.env
timeout -k 60 "$2" sh -c 'echo $$ > pid.part && mv pid.part pid && exec "$0" run --config run.yaml' "$1" \
  < /dev/null > /dev/null 2> client.log
: > "exit-$?"
)";

// Tells how it stands, the size of its journal and what of it comes next. Of commands the shell itself does not know as
// few as can be: all this takes time from what is measured.
constexpr const char* kLookScript = R"(state=starting
set -- exit-*
if [ -f "$1" ]; then state=${1#exit-}
elif [ -f pid ]; then read -r pid < pid; if kill -0 "$pid" 2>/dev/null; then state=running; else state=gone; fi
fi
set -- results/*/journal
size=0
[ -f "$1" ] && size=$(wc -c < "$1")
printf '%s %s\n' "$state" $size
[ $size -le $from ] || tail -c +$((from + 1)) -- "$1" | head -c $most
)";

// What is left of a run that an earlier program began. Gone is what stands no more among the others.
constexpr const char* kLeftScript = R"(if cd -- "$folder" 2>/dev/null; then
if [ -f started ]; then echo started; else echo waiting; fi
elif [ -r "${folder%/*}" ] && [ -x "${folder%/*}" ] && [ ! -e "$folder" ] && [ ! -L "$folder" ]; then echo gone
else echo hidden
fi
)";

// Once each, although it may be asked for twice. A process that has the number, but not the name, is another's.
constexpr const char* kStopScript = R"([ ! -f "told-$which" ] || { echo told; exit 0; }
set -- exit-*
[ -f pid ] && [ ! -f "$1" ] || exit 0
read -r pid < pid
tr '\0' '\n' < "/proc/$pid/environ" | grep -qx "INFEROMETER_CLIENT=$name" || exit 0
: > "told-$which"
kill -TERM "$pid"
echo told
)";

struct Look
{
    std::string state;  // "starting", "running", "gone", or its exit code
    std::uint64_t size = 0;
    std::string bytes;

    bool hasExited() const { return state.find_first_not_of("0123456789") == std::string::npos; }
};

std::optional<Look> lookOf(const std::string& said)
{
    const std::size_t end = said.find('\n');
    const std::size_t blank = said.find(' ');
    if (end == std::string::npos || blank == 0 || blank > end)
        return std::nullopt;
    const std::optional<std::int64_t> size
        = parseInteger(trimmed(std::string_view{said}.substr(blank + 1, end - blank - 1)));
    Look look{said.substr(0, blank), static_cast<std::uint64_t>(size.value_or(0)), said.substr(end + 1)};
    const bool isKnown
        = look.state == "starting" || look.state == "running" || look.state == "gone" || look.hasExited();
    return isKnown && size && *size >= 0 && look.bytes.size() <= kPiece ? std::optional{look} : std::nullopt;
}

// Far beyond what it takes when nothing goes wrong: preparing, counting and writing have no limit of their own.
double timeToLive(const LimitSpec& limits)
{
    constexpr double kBesides = 1800;
    return limits.waitReady + limits.timeout + limits.gracePeriod + kBesides;
}

class RemoteRun
{
public:
    RemoteRun(Host& host, RunSpec asked, const RemoteRunWatch& watch)
        : m_host{host}
        , m_watch{watch}
        , m_mirror{asked}
        , m_asked{std::move(asked)}
        , m_name{uniqueResourceName("client")}
    {}
    RemoteRun(Host& host, LeftRun left, const RemoteRunWatch& watch)
        : m_host{host}
        , m_watch{watch}
        , m_mirror{left.facts().asked, left.facts().kept}
        , m_asked{left.facts().asked}
        , m_name{left.facts().name}
        , m_folder{left.facts().folder}
        , m_note{std::move(left)}
        , m_isLeft{true}
    {}

    Result<std::string> run(const RemoteRunHome& home)
    {
        if (const Status begun = begin(home); !begun) {
            tellToStop("stop");
            clear(isLost(begun.error()) ? std::chrono::milliseconds{0} : m_watch.patience);
            return begun.error();
        }
        return toItsEnd();
    }

    // REQUIRES: made of one that was left.
    Result<std::string> goOn(const RunMachine& machine)
    {
        const bool isWhole = m_note->facts().isWhole;
        if (isWhole && isSame(machine, m_note->facts().machine))
            clear(m_watch.patience);
        if (isWhole)
            return std::string{};
        const Result<std::string> said
            = farOutput(m_host, "folder=" + shellWord(m_folder) + "\n" + kLeftScript, {}, following());
        if (!said)
            return said.error();
        const std::string_view state = trimmed(said.value());
        const bool isThere = state == "started" || state == "waiting";
        if (!isThere && !isSame(machine, m_note->facts().machine))
            return elsewhere();
        if (!isThere && state != "gone")
            return hidden();
        if (!isThere) {
            m_note->forget();
            return gone();
        }
        if (state == "waiting") {
            clear(m_watch.patience);
            return std::string{};
        }
        say(sentence("errors", "Fetching what is left of a run on %1").with(m_host.name()));
        return toItsEnd();
    }

private:
    FarWatch preparing() const { return {m_watch.progress, m_watch.stop, m_watch.patience}; }
    // What is stopped goes on until it has ended in good order.
    FarWatch following() const { return {m_watch.progress, {}, m_watch.patience, m_watch.stop}; }
    std::string inFolder(const std::string& script) const
    {
        return "cd -- " + shellWord(m_folder) + " || exit 1\n" + script;
    }

    Result<std::string> toItsEnd()
    {
        if (const Status followed = follow(); !followed)
            return left(followed.error());
        Result<std::string> folder = finish();
        if (!folder)
            return folder;
        // Should the note stay, nothing is missed once its machine is gone.
        (void)m_note->becameWhole();
        clear(m_watch.patience);
        return folder;
    }

    Error elsewhere() const
    {
        return {Errc::InvalidInput,
                sentence("errors",
                         "A run was begun on another machine (%1) than %2, which the deployment names now; put that "
                         "one back, or remove %3 once nobody wants what is left of the run.")
                    .with(m_note->facts().machine.site, m_host.name(), m_note->path())};
    }

    Error hidden() const
    {
        return {Errc::Unsupported,
                sentence("errors",
                         "The folder of a run cannot be looked into on %1: %2. Mend that, or remove %3 once nobody "
                         "wants what is left of the run.")
                    .with(m_host.name(), m_folder, m_note->path())};
    }

    Error gone() const
    {
        const std::string& kept = m_note->facts().kept;
        if (kept.empty())
            return {Errc::NotFound,
                    sentence("errors",
                             "The run that was begun on %1 is gone there, and nothing of it had arrived; measure anew.")
                        .with(m_host.name())};
        return {Errc::NotFound,
                sentence("errors", "The rest of a run is gone on %1; what had arrived is in %2.")
                    .with(m_host.name(), kept)};
    }

    Status begin(const RemoteRunHome& kept)
    {
        const Result<std::string> portable = findPortableClient();
        const Result<PortableClient> client
            = portable ? readPortableClient(portable.value()) : Result<PortableClient>{portable.error()};
        const Result<std::string> home = client ? farHome(m_host, preparing()) : Result<std::string>{client.error()};
        if (!home)
            return home.error();
        m_folder = home.value() + "/runs/" + m_name;
        Result<LeftRun> note = LeftRun::note(kept.notes, {m_name, m_folder, kept.machine, m_asked});
        if (!note)
            return note.error();
        m_note = std::move(note).value();
        const Result<RunInputs> inputs = runInputs(m_asked, m_folder + "/inputs", m_watch.stop);
        if (!inputs)
            return inputs.error();
        const Result<std::string> program = bringClient(m_host, client.value(), preparing());
        if (!program)
            return program.error();
        const Sentence what = sentence("errors", "Copying the run's files to %1").with(m_host.name());
        if (!inputs.value().files.empty())
            if (Status sent = sendFiles(m_host, inputs.value().files, m_folder + "/inputs", what, preparing()); !sent)
                return sent;
        return start(inputs.value(), program.value() + "/inferometer");
    }

    Status start(const RunInputs& inputs, const std::string& program)
    {
        RunSpec spec = inputs.spec;
        spec.keep.resultsDir = "results";
        std::string environment;
        for (const auto& [name, value] : inputs.environment)
            environment += "export " + name + "=" + shellWord(value) + "\n";
        environment += "export INFEROMETER_CLIENT=" + shellWord(m_name) + "\n";
        for (const auto& [name, text] :
             {std::pair{"run.yaml", toYaml(spec)}, std::pair{"run.sh", std::string{kRunScript}},
              std::pair{"client.env", environment}})
            if (Status put = putFarFile(m_host, m_folder + "/" + name, text, preparing()); !put)
                return put;
        say(sentence("errors", "Preparing the run on %1").with(m_host.name()));
        const auto ttl = static_cast<std::int64_t>(std::ceil(timeToLive(spec.limits)));
        const Result<std::string> started = farOutput(
            m_host,
            inFolder("umask 077\n[ -f started ] && exit 0\n: > started\nsetsid sh run.sh " + shellWord(program) + " "
                     + std::to_string(ttl) + " < /dev/null > /dev/null 2>&1 &\n"),
            {}, preparing());
        return started ? Status{} : Status{started.error()};
    }

    // Until it is over and all of its journal is here.
    Status follow()
    {
        for (;;) {
            if (m_isLeft && m_watch.stop.stop_requested())
                return stoppedMidway();
            if (!m_isLeft)
                passOnStops();
            const Result<Look> look = lookThere();
            if (!look)
                return look.error();
            if (Status taken = take(look.value()); !taken)
                return taken;
            if (isOver(look.value()))
                return {};
            if (m_received >= look.value().size)
                (void)pauseFor(m_watch.look, {});
        }
    }

    // An answer may be cut as its connection is; but not ever and again.
    Result<Look> lookThere()
    {
        constexpr int kMost = 5;
        const std::string script
            = inFolder("from=" + std::to_string(m_received) + "\nmost=" + std::to_string(kPiece) + "\n" + kLookScript);
        for (int i = 0; i < kMost; ++i) {
            const Result<std::string> said = farOutput(m_host, script, {}, following());
            if (!said)
                return said.error();
            const std::optional<Look> look = lookOf(said.value());
            if (look && (!look->bytes.empty() || look->size <= m_received))
                return *look;
        }
        return Error{
            Errc::Protocol,
            sentence("errors", "What %1 says of the run cannot be read; see %2 there.").with(m_host.name(), m_folder)};
    }

    Status take(const Look& look)
    {
        if (look.bytes.empty())
            return {};
        m_received += look.bytes.size();
        m_checksum.add(look.bytes);
        Status added = m_mirror.add(look.bytes);
        if (added.ok() && m_mirror.hasBegun())
            added = m_note->keptIn(m_mirror.folder());
        if (added.ok() && m_mirror.hasBegun() && m_watch.grew)
            m_watch.grew(m_mirror);
        return added;
    }

    bool isOver(const Look& look)
    {
        constexpr Nanos kGone = std::chrono::seconds{2};  // whoever notes its exit may be a moment behind
        constexpr Nanos kStarting = std::chrono::seconds{60};
        const Nanos now = monotonicNow();
        if (look.state != m_state)
            m_stateSince = now;
        m_state = look.state;
        const Nanos lasted = now - m_stateSince;
        const bool isDead = (m_state == "gone" && lasted >= kGone) || (m_state == "starting" && lasted >= kStarting);
        return m_received >= look.size && (look.hasExited() || isDead);
    }

    void passOnStops()
    {
        if (!m_isStopTold && (m_watch.stop.stop_requested() || m_watch.cut.stop_requested()))
            m_isStopTold = tellToStop("stop");
        else if (m_isStopTold && !m_isCutTold && m_watch.cut.stop_requested())
            m_isCutTold = tellToStop("cut");
    }

    // Whether it has been told; two at once would be one.
    bool tellToStop(const std::string& which)
    {
        const Result<Ran> ran
            = m_host.run(inFolder("which=" + which + "\nname=" + shellWord(m_name) + "\n" + kStopScript), {});
        return ran && trimmed(ran.value().out) == "told";
    }

    // What went wrong here ends the run there; what is not reached any more goes on by itself, to its own end.
    Error left(const Error& error)
    {
        const bool isReached = !isLost(error) && error.code != Errc::Auth;
        if (isReached && !m_isLeft)
            tellToStop("stop");
        if (isReached || m_note->facts().kept.empty())
            return error;
        return {error.code,
                sentence("errors",
                         "%1 is not reached any more (%2); what came of the run is in %3, and the rest is fetched by "
                         "`results`, or before the next run.")
                    .with(m_host.name(), error.said, m_note->facts().kept)};
    }

    Result<std::string> finish()
    {
        if (!m_mirror.hasBegun())
            return neverBegan();
        if (const Status same = verify(); !same)
            return same.error();
        Result<FinishedRun> run = m_mirror.finish(m_mirror.hasEnded() ? std::nullopt : whyCut());
        return run ? Result<std::string>{run.value().folder} : Result<std::string>{run.error()};
    }

    // Where the disk is full, its client could write down no end, nor why. nullopt: nobody knows.
    std::optional<Sentence> whyCut()
    {
        const Result<std::string> tried = farOutput(m_host, inFolder("printf x | cat > full.probe\n"), {}, following());
        return !tried && tried.error().code == Errc::Disk ? std::optional{tried.error().said} : std::nullopt;
    }

    Status verify()
    {
        const Result<std::string> said = farOutput(
            m_host, inFolder("set -- results/*/journal\nwc -c < \"$1\"\nsha256sum < \"$1\" | cut -c 1-64\n"), {},
            following());
        if (!said)
            return said.error();
        if (splitWords(said.value()) == std::vector{std::to_string(m_received), m_checksum.hex()})
            return {};
        return Error{Errc::Protocol,
                     sentence("errors",
                              "The journal that came from %1 is not the one that is there; it is in %2. It is fetched "
                              "anew next time; remove %3 once nobody wants it.")
                         .with(m_host.name(), m_folder, m_note->path())};
    }

    // Its last words are those of the command line: a sentence that says what to do.
    Error neverBegan()
    {
        constexpr std::string_view kProgram = "inferometer: ";
        if (m_watch.stop.stop_requested()) {
            clear(m_watch.patience);
            return stoppedMidway();
        }
        const Result<std::string> said
            = farOutput(m_host, inFolder("tail -c 4096 client.log 2>/dev/null || :\n"), {}, following());
        if (!said)
            return said.error();
        std::string_view words = trimmed(said.value());
        words = words.substr(words.rfind('\n') + 1);
        clear(m_watch.patience);
        if (words.starts_with(kProgram))
            words.remove_prefix(kProgram.size());
        return {m_isLeft ? Errc::NotFound : Errc::Unsupported,
                sentence("errors", "The run did not begin on %1: %2")
                    .with(m_host.name(),
                          words.empty() ? "its client ended without a word." : visibleText(shownName(words, 500)))};
    }

    // As well as it can be done; what stays there stays noted.
    void clear(std::chrono::milliseconds patience)
    {
        if (m_folder.empty())
            return;
        FarWatch watch = following();
        watch.patience = patience;
        const Result<std::string> cleared
            = farOutput(m_host, "rm -rf -- " + shellWord(m_folder) + "\n", {.isRepeatable = true}, watch);
        if (cleared && m_note)
            m_note->forget();
    }

    void say(const Sentence& step) const
    {
        if (m_watch.progress)
            m_watch.progress(step);
    }

    Host& m_host;
    const RemoteRunWatch& m_watch;
    RunMirror m_mirror;
    const RunSpec m_asked;
    const std::string m_name;
    std::string m_folder;           // there
    std::optional<LeftRun> m_note;  // once something of it may be there
    const bool m_isLeft = false;    // by an earlier program
    Sha256 m_checksum;              // of the journal so far
    std::uint64_t m_received = 0;
    bool m_isStopTold = false;
    bool m_isCutTold = false;
    std::string m_state;
    Nanos m_stateSince{0};
};

Status checkAsked(const RunSpec& spec)
{
    if (splitModelNames(spec.target.modelNames).size() > 1)
        return Error{Errc::InvalidInput,
                     sentence("errors", "A run beside the server measures one model; name one by %1.")
                         .with(Figure::flag("model-names")),
                     "model-names"};
    if (evaluationRow(spec.evaluation).byHand)
        return Error{Errc::InvalidInput,
                     sentence("errors", "A chat is had here, not beside the server; take another evaluation."), "run"};
    return {};
}

}  // namespace

Result<std::string> runBeside(Host& host, const RunSpec& spec, const RemoteRunHome& home, const RemoteRunWatch& watch)
{
    if (const Status asked = checkAsked(spec); !asked)
        return asked.error();
    const NamedValues& metadata = spec.keep.metadata;
    const bool isPlaced
        = std::any_of(metadata.begin(), metadata.end(), [](const auto& one) { return one.first == "client"; });
    RunSpec beside = isPlaced ? spec : withClientAt(spec, LoadPlace::Beside, host.name());
    beside.target = withVariables(std::move(beside.target));
    // Whoever fetches what is left of it may stand elsewhere.
    std::error_code failed;  // where the working folder is gone
    const std::filesystem::path whole = std::filesystem::absolute(home.results, failed);
    beside.keep.resultsDir = failed ? home.results : whole.string();
    return RemoteRun{host, std::move(beside), watch}.run(home);
}

Result<std::string> followLeft(Host& host, const RunMachine& machine, LeftRun left, const RemoteRunWatch& watch)
{
    return RemoteRun{host, std::move(left), watch}.goOn(machine);
}

}  // namespace inferometer
