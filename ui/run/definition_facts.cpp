// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/definition_facts.h"

#include "ui/run/run_figure_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <variant>

namespace inferometer::ui {

namespace {

using widgets::Fact;

class DefinitionWords
{
    Q_DECLARE_TR_FUNCTIONS(definition)
};

QString duration(Nanos value) { return durationQuantity(seconds(value)).text(); }
QString percent(double share) { return DefinitionWords::tr("%1\u00a0%").arg(threeDigits(share * 100)); }

QString quantiles(const Histogram& histogram, std::initializer_list<std::pair<const char*, double>> wanted)
{
    if (histogram.count() == 0)
        return {};
    QStringList parts;
    for (const auto& [name, q] : wanted)
        parts << QStringLiteral("%1 %2").arg(QString::fromLatin1(name), durationQuantity(histogram.quantile(q)).text());
    return parts.join(QStringLiteral(" · "));
}

QString stamps(const std::array<std::uint64_t, 3>& counts)
{
    const std::array words{DefinitionWords::tr("%1 exact"), DefinitionWords::tr("%1 bounded"),
                           DefinitionWords::tr("%1 read")};
    QStringList parts;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            parts << words[i].arg(countText(counts[i]));
    return parts.join(QStringLiteral(" · "));
}

// Figures that only a finished run knows.
using FactOf = QString (*)(const RunFacts& facts);

const Histogram& userLag(const ShownRun& run)
{
    return run.finished() ? run.finished()->facts.userLag : run.snapshot()->userLag;
}

QString lagText(const ShownRun& run) { return quantiles(userLag(run), {{"p50", 0.5}, {"p99", 0.99}}); }
QString stampsText(const ShownRun& run)
{
    return stamps(run.finished() ? run.finished()->facts.stamps : run.snapshot()->stamps);
}
// Once the run is over it is a figure of the run.
QString inFlightText(const ShownRun& run)
{
    if (run.finished())
        return {};
    const QString mean = threeDigits(run.snapshot()->inFlightMean);
    return run.concurrency() > 0
        ? DefinitionWords::tr("%1 of %2 asked").arg(mean, countText(static_cast<std::uint64_t>(run.concurrency())))
        : mean;
}

// Known when the run is over.
template <auto Of>
QString afterwards(const ShownRun& run)
{
    return run.finished() ? Of(run.finished()->facts) : QString{};
}

QString turnaround(const RunFacts& f) { return quantiles(f.turnaround, {{"p50", 0.5}, {"p99", 0.99}}); }
QString firstStamps(const RunFacts& f) { return stamps(f.firstStamps); }
QString busiest(const RunFacts& f) { return percent(f.busiestSecond); }
QString steal(const RunFacts& f) { return percent(f.stealShare); }
QString throttled(const RunFacts& f) { return durationQuantity(f.throttledSeconds).text(); }
QString cpu(const RunFacts& f) { return f.workerCpu > Nanos{0} ? duration(f.workerCpu) : QString{}; }
QString retransmits(const RunFacts& f) { return countText(f.retransmits); }
QString minRtt(const RunFacts& f) { return f.minRtt > Nanos{0} ? duration(f.minRtt) : QString{}; }
QString bound(const RunFacts& f)
{
    return f.capsThatBound.empty() ? DefinitionWords::tr("none") : countText(f.capsThatBound.size());
}
QString scope(const RunFacts& f)
{
    if (f.scope == "loopback")
        return DefinitionWords::tr("loopback: no network in between");
    if (f.scope == "proxy")
        return DefinitionWords::tr("proxy: arrivals are the forwarder's writes");
    return f.scope.empty() ? QString{} : DefinitionWords::tr("network card");
}
QString startUtc(const RunFacts& f) { return f.startUtc > Nanos{0} ? toQt(utcText(f.startUtc)) : QString{}; }
QString elapsed(const ShownRun& run) { return duration(run.snapshot()->elapsed); }
QString window(const ShownRun& run)
{
    if (!run.finished())
        return {};
    const Window& window = run.finished()->summary.window;
    return DefinitionWords::tr("%1\u00a0s to %2\u00a0s")
        .arg(threeDigits(seconds(window.start)), threeDigits(seconds(window.end)));
}
QString requests(const ShownRun& run)
{
    const Snapshot& s = *run.snapshot();
    return DefinitionWords::tr("%1 of %2").arg(countText(s.started), countText(s.asked));
}
// So far those that were planned; once the run is over it is a figure of the run.
QString warmup(const ShownRun& run)
{
    if (run.finished())
        return {};
    return run.snapshot()->warmup > 0 ? DefinitionWords::tr("%1, in no figure").arg(countText(run.snapshot()->warmup))
                                      : DefinitionWords::tr("none");
}
QString outcomes(const ShownRun& run)
{
    const RequestCounts& counts = run.snapshot()->counts;
    return DefinitionWords::tr("%1 ok · %2 failed · %3 cancelled")
        .arg(countText(counts.ok), countText(counts.failed), countText(counts.cancelled));
}
QString folder(const ShownRun& run)
{
    const FinishedRun* const finished = run.finished();
    return finished ? toQt(finished->archive.empty() ? finished->folder : finished->archive) : QString{};
}

struct Row
{
    const char* label;
    const char* help;
    QString (*of)(const ShownRun& run);
};

constexpr std::array kFigures{
    Row{QT_TRANSLATE_NOOP("definition", "Reading delay"),
        QT_TRANSLATE_NOOP("definition",
                          "From the arrival of a chunk at this computer to our reading it; it is in no "
                          "figure of the endpoint."),
        lagText},
    Row{QT_TRANSLATE_NOOP("definition", "Pause between requests"),
        QT_TRANSLATE_NOOP("definition", "From the end of a stream to the next request on it."), afterwards<turnaround>},
    Row{QT_TRANSLATE_NOOP("definition", "In flight, mean"),
        QT_TRANSLATE_NOOP("definition", "Time-weighted, while there was work for every stream."), inFlightText},
    Row{QT_TRANSLATE_NOOP("definition", "Busiest second of a load thread"),
        QT_TRANSLATE_NOOP("definition", "The highest share of a second that a load thread was at work."),
        afterwards<busiest>},
    Row{QT_TRANSLATE_NOOP("definition", "Chunk stamps"),
        QT_TRANSLATE_NOOP("definition", "How well arrivals are known: stamped by the kernel, within a bound, or read."),
        stampsText},
    Row{QT_TRANSLATE_NOOP("definition", "First-token stamps"),
        QT_TRANSLATE_NOOP("definition", "The same, of first tokens only."), afterwards<firstStamps>},
    Row{QT_TRANSLATE_NOOP("definition", "CPU steal"),
        QT_TRANSLATE_NOOP("definition", "What a hypervisor took away during the run."), afterwards<steal>},
    Row{QT_TRANSLATE_NOOP("definition", "Throttled"),
        QT_TRANSLATE_NOOP("definition", "How long a container's CPU limit held the client back."),
        afterwards<throttled>},
    Row{QT_TRANSLATE_NOOP("definition", "CPU of load threads"),
        QT_TRANSLATE_NOOP("definition", "Time all load threads were at work."), afterwards<cpu>},
    Row{QT_TRANSLATE_NOOP("definition", "Limits that were reached"),
        QT_TRANSLATE_NOOP("definition", "Limits of this computer that held the load back."), afterwards<bound>},
    Row{QT_TRANSLATE_NOOP("definition", "Retransmits"),
        QT_TRANSLATE_NOOP("definition", "TCP segments sent again, over all connections."), afterwards<retransmits>},
    Row{QT_TRANSLATE_NOOP("definition", "Least round trip"),
        QT_TRANSLATE_NOOP("definition", "The least TCP round trip of any connection."), afterwards<minRtt>},
};

constexpr std::array kWindow{
    Row{QT_TRANSLATE_NOOP("definition", "Scope"),
        QT_TRANSLATE_NOOP("definition", "What an arrival means on this way to the endpoint."), afterwards<scope>},
    Row{QT_TRANSLATE_NOOP("definition", "Started"), QT_TRANSLATE_NOOP("definition", "UTC."), afterwards<startUtc>},
    Row{QT_TRANSLATE_NOOP("definition", "Lasted"),
        QT_TRANSLATE_NOOP("definition", "From the start to the end of the last request."), elapsed},
    Row{QT_TRANSLATE_NOOP("definition", "Measured window"),
        QT_TRANSLATE_NOOP("definition", "Since the start of the run: rates are over this window."), window},
    Row{QT_TRANSLATE_NOOP("definition", "Sent"), QT_TRANSLATE_NOOP("definition", "Of those the plan had."), requests},
    Row{QT_TRANSLATE_NOOP("definition", "Warm-up"),
        QT_TRANSLATE_NOOP("definition", "Requests that were sent and enter no figure."), warmup},
    Row{QT_TRANSLATE_NOOP("definition", "Outcomes"),
        QT_TRANSLATE_NOOP("definition", "How the measured requests ended."), outcomes},
    Row{QT_TRANSLATE_NOOP("definition", "Folder"), QT_TRANSLATE_NOOP("definition", "Where the results are."), folder},
};

std::vector<Fact> factsOf(std::span<const Row> rows, const ShownRun& run)
{
    std::vector<Fact> facts;
    for (const Row& row : rows) {
        const QString value = row.of(run);
        if (!value.isEmpty())
            facts.push_back({DefinitionWords::tr(row.label), value, DefinitionWords::tr(row.help)});
    }
    return facts;
}

std::vector<Fact> runFigureFactsWhere(const ShownRun& run, bool openLoop)
{
    std::vector<RunFigure> rows;
    for (const RunFigure& row : runFigures())
        if (row.openLoop == openLoop)
            rows.push_back(row);
    return runFigureFacts(run, rows);
}

std::vector<Fact> ofRun(const ShownRun& run) { return runFigureFactsWhere(run, false); }
// What a schedule asked for, and what was sent against it.
std::vector<Fact> schedule(const ShownRun& run)
{
    std::vector<Fact> facts;
    const std::shared_ptr<const RunHeader> header = run.header();
    if (header && !header->scheduleNote.empty())
        facts.push_back({DefinitionWords::tr("Schedule"), toQt(header->scheduleNote),
                         DefinitionWords::tr("Drawn from the seed before the run; the same seed draws the same.")});
    const std::vector<Fact> figures = runFigureFactsWhere(run, true);
    facts.insert(facts.end(), figures.begin(), figures.end());
    return facts;
}
std::vector<Fact> figures(const ShownRun& run) { return factsOf(kFigures, run); }
std::vector<Fact> windows(const ShownRun& run) { return factsOf(kWindow, run); }

// Settings that change what the figures mean, whatever their value.
constexpr std::array<std::string_view, 9> kPolicies{"prompt-reuse",    "dataset-order",   "output-length",
                                                    "retry-429",       "new-connections", "timeout",
                                                    "request-timeout", "idle-timeout",    "grace-period"};

Fact factOf(const RunSpec& spec, const RunField& field)
{
    QString value = toQt(fieldText(spec, field));
    if (field.isFlag())
        value = value == QLatin1String{"true"} ? DefinitionWords::tr("yes") : DefinitionWords::tr("no");
    const auto inFields = [](std::string_view text) { return QCoreApplication::translate("fields", text.data()); };
    const QString unit = unitText(field, fieldText(spec, field));
    if (unit != inFields(field.unit))  // it says the value
        value = unit;
    else if (!unit.isEmpty() && !value.isEmpty())
        value = Quantity{value, unit}.text();
    return {inFields(field.label), value.isEmpty() ? QString{QChar{0x2013}} : value, inFields(field.help)};
}

std::vector<Fact> policies(const ShownRun& run)
{
    std::vector<Fact> facts;
    for (const std::string_view key : kPolicies) {
        const RunField* field = findRunField(key);
        if (run.spec() && field && field->isOf(run.spec()->evaluation))
            facts.push_back(factOf(*run.spec(), *field));
    }
    return facts;
}

std::vector<Fact> settings(const ShownRun& run)
{
    std::vector<Fact> facts;
    if (!run.spec())
        return facts;
    const RunSpec defaults = defaultSpec(run.spec()->evaluation);
    for (const RunField& field : runFields()) {
        if (field.isOf(run.spec()->evaluation) && fieldText(*run.spec(), field) != fieldText(defaults, field))
            facts.push_back(factOf(*run.spec(), field));
    }
    return facts;
}

constexpr std::array kGroups{
    FactGroup{"figures", QT_TRANSLATE_NOOP("definition", "How it was measured"), figures},
    FactGroup{"run", QT_TRANSLATE_NOOP("definition", "Figures of the run"), ofRun},
    FactGroup{"schedule", QT_TRANSLATE_NOOP("definition", "Schedule"), schedule},
    FactGroup{"window", QT_TRANSLATE_NOOP("definition", "Scope and window"), windows},
    FactGroup{"policies", QT_TRANSLATE_NOOP("definition", "Policies"), policies},
    FactGroup{"settings", QT_TRANSLATE_NOOP("definition", "Settings that differ from the defaults"), settings},
};

}  // namespace

std::vector<Fact> runFigureFacts(const ShownRun& run, std::span<const RunFigure> rows)
{
    std::vector<Fact> facts;
    if (!run.finished())
        return facts;
    const RunFigureInput input{run.finished()->summary, run.finished()->facts};
    for (const RunFigure& row : rows)
        if (const QString text = runFigureText(row, input); !text.isEmpty())
            facts.push_back({metricText(row.label), text, metricText(row.help)});
    return facts;
}

std::span<const FactGroup> factGroups() { return kGroups; }

QString factGroupTitle(const FactGroup& group) { return DefinitionWords::tr(group.title); }

}  // namespace inferometer::ui
