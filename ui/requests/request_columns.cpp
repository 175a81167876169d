// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_columns.h"

#include "core/metrics/summary.h"
#include "ui/base/text.h"
#include "ui/errors/error_catalog.h"
#include "widgets/plain_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <vector>

namespace inferometer::ui {

namespace {

using Value = std::optional<double>;

// s, in each unit with all the digits it is shown with.
constexpr std::array kLongTimes{888e-6, 8.88e-6, 888e-3, 8.88e-3, 8.88, 53.3, 533.0};
const QString kAtMost = QStringLiteral("≤ ");

class ColumnWords
{
    Q_DECLARE_TR_FUNCTIONS(requests)
};

template <typename Count>
Value known(Count count)
{
    return count >= 0 ? Value{static_cast<double>(count)} : std::nullopt;
}

Value number(const RequestRow& row) { return static_cast<double>(row.record->sequence); }
Value outcome(const RequestRow& row) { return static_cast<double>(row.record->outcome); }
Value status(const RequestRow& row)
{
    return row.record->httpStatus > 0 ? Value{row.record->httpStatus} : std::nullopt;
}
Value sent(const RequestRow& row) { return isSet(row.record->sent) ? Value{seconds(row.record->sent)} : std::nullopt; }
Value chunks(const RequestRow& row) { return row.record->chunkCount; }
Value requested(const RequestRow& row) { return known(row.record->tokensRequested); }
Value cached(const RequestRow& row) { return known(row.record->serverCachedTokens); }
Value reasoning(const RequestRow& row) { return known(row.record->serverReasoningTokens); }
Value stream(const RequestRow& row) { return row.record->stream + 1; }
Value retries(const RequestRow& row) { return row.record->attempt; }
Value warmup(const RequestRow& row) { return static_cast<double>(row.record->phase); }
// Those of a kind stand together.
Value error(const RequestRow& row)
{
    return row.record->error.length > 0
        ? Value{static_cast<double>(row.record->outcome) * 1000 + row.record->httpStatus}
        : std::nullopt;
}
Value stamp(const RequestRow& row)
{
    return isSet(row.record->firstToken.at) ? Value{static_cast<double>(row.record->firstToken.stamp)} : std::nullopt;
}

QString outcomeWords(const RequestRow& row) { return outcomeText(row.record->outcome); }
QStringList outcomeExamples()
{
    QStringList all;
    for (std::size_t i = 0; i < kOutcomes; ++i)
        all << outcomeText(static_cast<Outcome>(i));
    return all;
}
QString outcomeInFiles(const RequestRow& row) { return toQt(outcomeName(row.record->outcome)); }
QString statusText(const RequestRow& row)
{
    return row.record->httpStatus > 0 ? QString::number(row.record->httpStatus) : QString{};
}
QString wordsOf(Phase phase)
{
    if (phase == Phase::Cooldown)
        return ColumnWords::tr("cool-down");
    return phase == Phase::Warmup ? ColumnWords::tr("warm-up") : ColumnWords::tr("measured");
}
QString phaseText(const RequestRow& row) { return wordsOf(row.record->phase); }
QStringList phaseExamples() { return {wordsOf(Phase::Warmup), wordsOf(Phase::Measured), wordsOf(Phase::Cooldown)}; }
QString momentText(double at) { return ColumnWords::tr("%1 s").arg(QLocale{}.toString(at, 'f', 3)); }
QString firstStampText(const RequestRow& row) { return stampText(row.record->firstToken); }
QStringList stampExamples()
{
    const Nanos at{1};
    QStringList all{stampText({at, {}, Stamp::Exact}), stampText({at, {}, Stamp::User})};
    for (const double bound : kLongTimes)
        all << stampText({at, fromSeconds(bound), Stamp::Bounded});
    return all;
}
QString errorText(const RequestRow& row) { return toQt(row.error()).simplified(); }

constexpr std::array kFirst{
    RequestColumn{
        "number", QT_TRANSLATE_NOOP("requests", "#"),
        QT_TRANSLATE_NOOP("requests", "The request's place in the run's schedule, from 0 as in result files."), true, 7,
        number},
    RequestColumn{"outcome", QT_TRANSLATE_NOOP("requests", "Outcome"),
                  QT_TRANSLATE_NOOP("requests", "How the request ended; only ok enters latency figures."), true, 14,
                  outcome, outcomeWords, outcomeInFiles, outcomeExamples},
    RequestColumn{"status", QT_TRANSLATE_NOOP("requests", "Status"),
                  QT_TRANSLATE_NOOP("requests", "The HTTP status of the answer."), true, 7, status, statusText},
    RequestColumn{"sent", QT_TRANSLATE_NOOP("requests", "Sent"),
                  QT_TRANSLATE_NOOP("requests", "When its first byte was written, since the start of the run."), true,
                  9, sent},
};

constexpr std::array kLast{
    RequestColumn{"stamp", QT_TRANSLATE_NOOP("requests", "First-token stamp"),
                  QT_TRANSLATE_NOOP("requests",
                                    "How well the arrival of the first token is known: the kernel stamped "
                                    "it, it lies within a bound, or only the moment of reading is known."),
                  true, 9, stamp, firstStampText, nullptr, stampExamples},
    RequestColumn{"chunks", QT_TRANSLATE_NOOP("requests", "Chunks"),
                  QT_TRANSLATE_NOOP("requests", "Events of the stream that carried generated payload."), false, 9,
                  chunks},
    RequestColumn{"requested", QT_TRANSLATE_NOOP("requests", "Tokens asked for"),
                  QT_TRANSLATE_NOOP("requests", "The output length that was asked for."), false, 9, requested},
    RequestColumn{"cached", QT_TRANSLATE_NOOP("requests", "Cached tokens"),
                  QT_TRANSLATE_NOOP("requests", "Input tokens the server says it took from its cache."), false, 9,
                  cached},
    RequestColumn{"reasoning", QT_TRANSLATE_NOOP("requests", "Reasoning tokens"),
                  QT_TRANSLATE_NOOP("requests", "Reasoning tokens the server says it made."), false, 9, reasoning},
    RequestColumn{"stream", QT_TRANSLATE_NOOP("requests", "Stream"),
                  QT_TRANSLATE_NOOP("requests", "Which of the concurrent streams carried it."), false, 8, stream},
    RequestColumn{"retries", QT_TRANSLATE_NOOP("requests", "Retries"),
                  QT_TRANSLATE_NOOP("requests", "How often it was sent again after a 429."), false, 8, retries},
    RequestColumn{"phase", QT_TRANSLATE_NOOP("requests", "Phase"),
                  QT_TRANSLATE_NOOP("requests", "Warm-up requests are shown but enter no figure."), false, 9, warmup,
                  phaseText, nullptr, phaseExamples},
    RequestColumn{"error", QT_TRANSLATE_NOOP("requests", "Error"),
                  QT_TRANSLATE_NOOP("requests", "What went wrong; sorted by kind of error."), true, 18, error,
                  errorText},
};

// Metrics whose name is too long for a column, and those shown from the start.
struct ShortName
{
    std::string_view id;
    const char* label;
    bool shown;
};
constexpr std::array kShortNames{
    ShortName{"ttft_s", QT_TRANSLATE_NOOP("requests", "TTFT"), true},
    ShortName{"ttfo_s", QT_TRANSLATE_NOOP("requests", "TTFO"), false},
    ShortName{"tpot_s", QT_TRANSLATE_NOOP("requests", "TPOT"), true},
    ShortName{"e2e_s", QT_TRANSLATE_NOOP("requests", "E2E"), true},
    ShortName{"ttft_scheduled_s", QT_TRANSLATE_NOOP("requests", "TTFT from schedule"), false},
    ShortName{"e2e_scheduled_s", QT_TRANSLATE_NOOP("requests", "E2E from schedule"), false},
    ShortName{"queue_s", QT_TRANSLATE_NOOP("requests", "Queue"), false},
    ShortName{"connect_s", QT_TRANSLATE_NOOP("requests", "Connect"), false},
    ShortName{"tls_s", QT_TRANSLATE_NOOP("requests", "TLS"), false},
    ShortName{"write_s", QT_TRANSLATE_NOOP("requests", "Write"), false},
    ShortName{"output_token_per_s_per_request", QT_TRANSLATE_NOOP("requests", "Output rate"), true},
    ShortName{"output_tokens", QT_TRANSLATE_NOOP("requests", "Tokens out"), true},
};

RequestColumn columnOf(const Metric& metric)
{
    const auto* const known = std::find_if(kShortNames.begin(), kShortNames.end(),
                                           [&](const ShortName& name) { return name.id == metric.id; });
    const bool found = known != kShortNames.end();
    return {metric.id.data(),
            found ? known->label : metric.label.data(),
            nullptr,
            found && known->shown,
            9,
            nullptr,
            nullptr,
            nullptr,
            nullptr,
            &metric};
}

std::vector<RequestColumn> makeColumns()
{
    std::vector<RequestColumn> columns{kFirst.begin(), kFirst.end()};
    for (const Metric& metric : metrics()) {
        if (!metric.perToken)
            columns.push_back(columnOf(metric));
    }
    columns.insert(columns.end(), kLast.begin(), kLast.end());
    return columns;
}

}  // namespace

std::span<const RequestColumn> requestColumns()
{
    static const std::vector<RequestColumn> kColumns = makeColumns();
    return kColumns;
}

std::optional<double> RequestColumn::number(const RequestRow& row) const
{
    return metric ? metric->of(*row.block, *row.record) : of(row);
}

// Metrics one can wait for are times from sending to one arrival, which a bound can only shorten.
bool RequestColumn::isAtMost(const RequestRow& row) const
{
    if (!metric || !metric->stamp || !metric->waited || !number(row))
        return false;
    const std::optional<Stamp> stamp = metric->stamp(*row.block, *row.record);
    return stamp && *stamp != Stamp::Exact;
}

std::optional<double> RequestColumn::least(const RequestRow& row) const
{
    if (!isAtMost(row))
        return number(row);
    RequestRecord earliest = *row.record;
    if (earliest.firstVisible == earliest.firstToken.at)
        earliest.firstVisible -= earliest.firstToken.bound;
    earliest.firstToken.at -= earliest.firstToken.bound;
    earliest.lastToken.at -= earliest.lastToken.bound;
    return metric->of(*row.block, earliest);
}

QString RequestColumn::unit() const
{
    if (metric)
        return toQt(metric->unit);
    return of == sent ? QStringLiteral("s") : QString{};
}

QString RequestColumn::display(const RequestRow& row) const
{
    if (text)
        return text(row);
    const Value value = number(row);
    if (!value)
        return {};
    // One unit down the column: moments of one run are compared with each other.
    if (of == sent)
        return momentText(*value);
    if (unit() == QLatin1String{"s"})
        return (isAtMost(row) ? kAtMost : QString{}) + durationQuantity(*value).text();
    const bool isCount = !metric || metric->unit == "tokens";
    return isCount ? countText(static_cast<std::uint64_t>(*value)) : threeDigits(*value);
}

QStringList RequestColumn::examples() const
{
    if (text)
        return examplesOf ? examplesOf() : QStringList{};
    if (of == sent)
        return {momentText(8888.888)};
    if (unit() != QLatin1String{"s"})
        return {threeDigits(8.88), threeDigits(888'888)};
    QStringList all;
    for (const double time : kLongTimes)
        all << (metric->stamp && metric->waited ? kAtMost : QString{}) + durationQuantity(time).text();
    return all;
}

QString RequestColumn::plain(const RequestRow& row) const
{
    if (text)
        return inFiles ? inFiles(row) : text(row);
    const Value value = number(row);
    return value ? QString::number(*value, 'g', 10) : QString{};
}

QString RequestColumn::tip(const RequestRow& row) const
{
    if (inFiles)
        return ColumnWords::tr("%1: %2 in result files and in the filter.\n%3")
            .arg(display(row), inFiles(row), definition());
    // A long error is cut in its cell.
    constexpr qsizetype kLong = 20;
    return isText() && display(row).size() > kLong ? widgets::plainTip(display(row)) : definition();
}

QString RequestColumn::title() const { return ColumnWords::tr(label); }

QString RequestColumn::definition() const
{
    if (!metric)
        return ColumnWords::tr(help);
    const QString what = QCoreApplication::translate("metrics", metric->help.data());
    return QStringLiteral("%1 (%2)\n%3")
        .arg(QCoreApplication::translate("metrics", metric->label.data()), unit(), what);
}

QString stampText(const Arrival& arrival)
{
    if (!isSet(arrival.at))
        return {};
    switch (arrival.stamp) {
    case Stamp::Exact:
        return ColumnWords::tr("exact");
    case Stamp::Bounded:
        return ColumnWords::tr("bounded by %1").arg(durationQuantity(seconds(arrival.bound)).text());
    case Stamp::User:
        break;
    }
    return ColumnWords::tr("when it was read");
}

}  // namespace inferometer::ui
