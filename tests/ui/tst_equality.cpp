// SPDX-License-Identifier: GPL-3.0-or-later
// Every figure of a run that stands in the window, in its exports and on the terminal is the one in summary.json: for
// every fault of the simulator and every way to leave out the edges, of a run that has just ended and of the same one
// reopened. The numbers are read from the file, and worded here by the functions of the place they stand in.
#include "app/cli/text_table.h"
#include "core/store/run_end.h"
#include "ui/errors/error_card.h"
#include "ui/errors/error_catalog.h"
#include "ui/run/definition_facts.h"
#include "ui/run/export_menu.h"
#include "ui/run/run_figure_text.h"
#include "widgets/elided_label.h"

#include <QLabel>
#include <QRegularExpression>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/fault_matrix.h"
#include "tests/ui/equality_fixture.h"
#include "tests/ui/ui_fixture.h"
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

using namespace inferometer;
using nlohmann::json;

namespace {

using test::has;
using test::marksIn;
using test::numberIn;
using Shown = test::ShownEverywhere;

using Words = QString (*)(const json& metric, const char* key, const QString& number);

QString terminalWords(const json& metric, const char* key, const QString& number)
{
    return (has(metric.at("lower_limits"), key) ? QStringLiteral(">= ") : QString{}) + number
        + (has(metric.at("unsupported"), key) ? QStringLiteral("*") : QString{});
}

QString markdownWords(const json& metric, const char* key, const QString& number)
{
    return (has(metric.at("lower_limits"), key) ? QStringLiteral(">= ") : QString{}) + number
        + (has(metric.at("unsupported"), key) && !metric.at(key).is_null() ? QStringLiteral("\\*") : QString{});
}

QString markdownNumber(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 4) : QString{QChar{0x2013}};
}

// "12 ok, 3 failed" has the part, or the whole text of an only one.
bool hasPart(const QString& text, const QString& part) { return text.split(QStringLiteral(", ")).contains(part); }

}  // namespace

class TestEquality : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void EveryPlaceSaysTheSame_data();
    void EveryPlaceSaysTheSame();

private:
    static void figuresOfTheRun(const Shown& shown);
    static void reportLines(const Shown& shown, const RunFigure& row, double value);
    static void figuresOfMetrics(const Shown& shown);
    static void tableOfStatistics(const Shown& shown);
    static void latencyCards(const Shown& shown);
    static void failures(const Shown& shown);
    static void errorCards(const Shown& shown);
    static void recordsAndCharts(const Shown& shown);
    static void facts(const Shown& shown);
    static void verdict(const Shown& shown);
};

void TestEquality::EveryPlaceSaysTheSame_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < test::kFaultMatrix.size(); ++i)
        QTest::newRow(test::kFaultMatrix[i].name) << static_cast<int>(i);
}

void TestEquality::EveryPlaceSaysTheSame()
{
    QFETCH(const int, index);
    const test::FaultCase& one = test::kFaultMatrix.at(static_cast<std::size_t>(index));
    const QTemporaryDir folder;
    const auto simulator = test::simulatorFor(one);
    const auto plan = test::planFor(*simulator, test::specOf(one, folder.path().toStdString()));
    auto started = test::startedRun(one, plan);
    QVERIFY(started);
    const auto ended = started.value()->finish();
    QVERIFY(ended);
    auto reopened = loadResult(ended.value()->folder);
    QVERIFY(reopened);
    for (const auto& run :
         {ended.value(),
          std::shared_ptr<const FinishedRun>{std::make_shared<const FinishedRun>(std::move(reopened).value())}})
    {
        const Shown shown{run};
        for (const auto check : {figuresOfTheRun, figuresOfMetrics, tableOfStatistics, latencyCards, failures,
                                 errorCards, recordsAndCharts, facts, verdict})
        {
            check(shown);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestEquality::figuresOfTheRun(const Shown& shown)
{
    for (const RunFigure& row : runFigures()) {
        QCOMPARE(shown.summary.contains(std::string{row.id}), !row.openLoop || isOpenLoop(shown.run->header.spec));
        if (!shown.summary.contains(std::string{row.id}))
            continue;
        const json& value = shown.summary.at(std::string{row.id});
        const RunMarks marks = marksIn(shown.summary, row.id);
        QString text;
        if (!value.is_null()) {
            text = ui::runFigureQuantity(row, numberIn(value)).text();
            if (marks != 0)
                text += QStringLiteral(" (%1)").arg(ui::markLabels(marks).join(QStringLiteral(", ")));
            reportLines(shown, row, numberIn(value));
        }
        const QString label = ui::metricText(row.label);
        QCOMPARE(shown.fact(row.openLoop ? "schedule" : "run", label), text);
        if (row.card.empty())
            continue;
        const widgets::FigureText card = shown.card(row.card);
        QCOMPARE(card.details.contains(QStringLiteral("\n%1: %2\n").arg(label, text))
                     || card.details.endsWith(QStringLiteral("\n%1: %2").arg(label, text)),
                 !value.is_null());
    }
    for (const ui::FigureEntry& entry : ui::figures()) {
        if (entry.rows.empty())
            continue;
        const RunFigure& large = *entry.rows.front();
        const ui::Quantity expected = ui::runFigureQuantity(large, numberIn(shown.summary.at(std::string{large.id})));
        QCOMPARE(shown.card(entry.id).number, expected.number);
        QCOMPARE(shown.card(entry.id).unit,
                 QString{expected.unit + ui::toQt(signsOf(marksIn(shown.summary, large.id)))});
    }
}

void TestEquality::reportLines(const Shown& shown, const RunFigure& row, double value)
{
    if (row.line.empty() || (row.quiet && value == 0))
        return;
    const bool count = row.kind == RunFigureKind::Count;
    const QString time = row.kind == RunFigureKind::Duration ? ui::toQt(formatDuration(value)) : QString{};
    const auto whole = static_cast<std::uint64_t>(value);
    const double number = row.kind == RunFigureKind::Share ? value * 100 : value;
    const QString behind = (row.words.empty() && row.unit.empty()
                                ? QString{}
                                : QLatin1Char{' '} + ui::toQt(row.words.empty() ? row.unit : row.words))
        + ui::toQt(signsOf(marksIn(shown.summary, row.id)));
    const QString shortly = ui::toQt(count ? grouped(whole) : cli::figure(number, ""));
    const QString terminal = (time.isEmpty() ? shortly : time) + behind;
    const QString markdown = (!time.isEmpty() ? time
                                  : count     ? QString::number(whole)
                                              : markdownNumber(number))
        + behind;
    // A comma may stand in the words themselves.
    const auto stands = [](const QStringList& cells, const QString& part) {
        const QString text = cells.join(QStringLiteral("  "));
        return hasPart(text, part) || text.contains(part);
    };
    QVERIFY2(stands(shown.terminal.at(ui::toQt(row.line)), terminal), qPrintable(ui::toQt(row.id) + terminal));
    QVERIFY2(stands(shown.markdown.at(ui::toQt(row.line)), markdown), qPrintable(ui::toQt(row.id) + markdown));
}

void TestEquality::figuresOfMetrics(const Shown& shown)
{
    for (const Metric& metric : metrics()) {
        const json& saved = shown.summary.at(std::string{metric.id});
        if (saved.at("n").get<int>() + saved.at("censored").get<int>() == 0)
            continue;
        const auto row = std::find_if(shown.terminal.begin(), shown.terminal.end(), [&](const auto& one) {
            const QString label = ui::toQt(metric.label);
            return one.first == label || one.first.startsWith(label + QStringLiteral(" ("))
                || one.first.startsWith(label + QStringLiteral(" ~"))
                || one.first.startsWith(label + QStringLiteral(" !"));
        });
        QVERIFY2(row != shown.terminal.end(), metric.id.data());
        QStringList terminal{QString::number(saved.at("n").get<int>())};
        for (const char* key : {"mean", "p50", "p90", "p95", "p99"})
            terminal << terminalWords(saved, key, ui::toQt(cli::figure(numberIn(saved.at(key)), metric.unit)));
        QCOMPARE(row->second.mid(0, terminal.size()), terminal);
        QStringList markdown{ui::toQt(metric.unit), QString::number(saved.at("n").get<int>())};
        for (const char* key : {"mean", "p50", "p90", "p95", "p99", "max"})
            markdown << markdownWords(saved, key, markdownNumber(numberIn(saved.at(key))));
        const json& interval = saved.at("interval_95");
        for (const std::size_t end : {0U, 1U})
            markdown << markdownNumber(interval.contains("p50") ? interval.at("p50").at(end).get<double>() : NAN);
        QCOMPARE(shown.markdown.at(ui::toQt(metric.label)).mid(0, markdown.size()), markdown);
    }
}

void TestEquality::tableOfStatistics(const Shown& shown)
{
    const auto& model = static_cast<const ui::StatisticsModel&>(*shown.view.findChild<ui::StatisticsTable*>()->model());
    test::compareRows(model, shown.summary);
    test::compareServerRows(model, shown.summary);
}

void TestEquality::latencyCards(const Shown& shown)
{
    const auto text = [&](const char* id, const char* key, bool small) -> QString {
        const json& saved = shown.summary.at(id);
        const ui::Quantity quantity = ui::durationQuantity(numberIn(saved.at(key)));
        const bool marked = has(saved.at("unsupported"), key) && !saved.at(key).is_null();
        return (has(saved.at("lower_limits"), key) ? QStringLiteral("\u2265 ") : QString{})
            + (small ? quantity.text() : quantity.number + QLatin1Char{'|'} + quantity.unit)
            + (marked ? QStringLiteral("*") : QString{});
    };
    for (const auto& [card, id] : {std::pair{"ttft", "ttft_s"}, std::pair{"inter-token", "itl_s"}}) {
        const widgets::FigureText figure = shown.card(card);
        QCOMPARE(QString{figure.number + QLatin1Char{'|'} + figure.unit}, text(id, "p50", false));
        if (!shown.summary.at(id).at("p95").is_null())
            QCOMPARE(figure.note, QString{QStringLiteral("p95 ") + text(id, "p95", true)});
    }
    const widgets::FigureText requests = shown.card("requests");
    if (marksIn(shown.summary, "request_rate") == 0 && !shown.summary.at("e2e_s").at("p50").is_null())
        QCOMPARE(requests.note, QString{QStringLiteral("E2E p50 ") + text("e2e_s", "p50", true)});
}

// The kit's keys, ours, --json and the terminal.
void TestEquality::failures(const Shown& shown)
{
    const json& summary = shown.summary;
    const auto failed = summary.at("failed").get<int>();
    QCOMPARE(summary.at("results_number_errors").get<int>(), failed);
    QCOMPARE(summary.at("results_num_requests_started").dump(), summary.at("requests").dump());
    QCOMPARE(summary.at("results_num_completed_requests").dump(), summary.at("ok").dump());
    QCOMPARE(summary.at("results_error_rate").dump(), summary.at("error_rate").dump());
    int ofKit = 0;
    QRegularExpression number{QStringLiteral(": (\\d+)")};
    for (auto match
         = number.globalMatch(QString::fromStdString(summary.at("results_error_code_frequency").get<std::string>()));
         match.hasNext();)
        ofKit += match.next().captured(1).toInt();
    QCOMPARE(ofKit, failed);
    std::map<std::string, int> outcomes;
    QString report;
    for (const auto& [line, cells] : shown.terminal)
        report += line + QLatin1Char{'\n'};
    for (const json& group : shown.told.at("failures")) {
        const std::string outcome = group.at("outcome");
        if (group.at("count").get<int>() == 0)
            continue;
        outcomes[outcome] += group.at("count").get<int>();
        QVERIFY(report.contains(QStringLiteral("%1 x %2").arg(group.at("count").get<int>()).arg(ui::toQt(outcome))));
    }
    for (const auto& [outcome, count] : outcomes)
        QCOMPARE(count, summary.at("outcomes").value(outcome, 0));
    int sum = 0;
    for (const auto& [outcome, count] : summary.at("outcomes").items())
        sum += outcome == "ok" || outcome == "cancelled" ? 0 : count.get<int>();
    QCOMPARE(sum, failed);
    QVERIFY(shown.told.at("summary") == summary);
}

void TestEquality::errorCards(const Shown& shown)
{
    const auto failed = shown.summary.at("failed").get<int>();
    std::map<std::string, int> outcomes;
    for (const ui::ErrorCard* card : shown.view.findChildren<ui::ErrorCard*>()) {
        const QString share = card->findChild<QLabel*>(QStringLiteral("error-share"))->text();
        const auto counted = QRegularExpression{QStringLiteral("^(\\d+) of (\\d+) request\\(s\\), ")}.match(share);
        if (!counted.hasMatch())
            continue;  // of warm-up or cool-down only
        QCOMPARE(counted.captured(2).toInt(), shown.summary.at("requests").get<int>());
        outcomes[std::string{outcomeName(card->kind().outcome)}] += counted.captured(1).toInt();
    }
    int sum = 0;
    for (const auto& [outcome, count] : shown.summary.at("outcomes").items()) {
        if (outcome == "ok")
            continue;
        QCOMPARE(outcomes[outcome], count.get<int>());
        sum += outcome == "cancelled" ? 0 : count.get<int>();
        const QString name
            = outcome == "rate_limited" ? QStringLiteral("429") : ui::outcomeText(outcomeFromName(outcome));
        if (outcome != "cancelled")
            QVERIFY(shown.card("errors").details.contains(QStringLiteral("%1 × %2").arg(count.get<int>()).arg(name)));
    }
    QCOMPARE(sum, failed);
    const auto* tabs = shown.view.findChild<QTabBar*>(QStringLiteral("tabs"));
    QCOMPARE(tabs->tabText(ui::RunView::Errors),
             failed > 0 ? QStringLiteral("Errors %1").arg(failed) : QStringLiteral("Errors"));
}

void TestEquality::recordsAndCharts(const Shown& shown)
{
    const json& summary = shown.summary;
    std::map<QString, int> phases;
    int failedAll = 0;
    for (const auto& [key, count] : shown.records()) {
        phases[key.first] += count;
        if (key.first == QLatin1String{"measured"})
            QCOMPARE(count, summary.at("outcomes").value(key.second.toStdString(), 0));
        failedAll += key.second == QLatin1String{"ok"} || key.second == QLatin1String{"cancelled"} ? 0 : count;
    }
    QCOMPARE(phases[QStringLiteral("measured")], summary.at("requests").get<int>());
    QCOMPARE(phases[QStringLiteral("warmup")], summary.at("warmup_left_out").get<int>());
    QCOMPARE(phases[QStringLiteral("cooldown")], summary.at("cooldown_left_out").get<int>());
    const int all
        = phases[QStringLiteral("measured")] + phases[QStringLiteral("warmup")] + phases[QStringLiteral("cooldown")];
    QVERIFY(shown.view.findChild<widgets::ElidedLabel*>(QStringLiteral("done"))
                ->text()
                .startsWith(QStringLiteral("%1 of ").arg(all)));
    // Charts draw the warm-up and the cool-down too.
    QCOMPARE(static_cast<int>(shown.csv("gantt").size()), all);
    double failedDrawn = 0;
    for (const QString& line : shown.csv("in-flight"))
        failedDrawn += line.section(QLatin1Char{','}, 2, 2).toDouble() * seconds(kSeriesStep);
    QCOMPARE(std::lround(failedDrawn), static_cast<long>(failedAll));
    // Boxes are of requests that ended ok; those that were cut lend the summary what they had by then.
    if (summary.at("cancelled").get<int>() > 0)
        return;
    const json& ttft = summary.at("ttft_s");
    const QStringList boxes = shown.csv("ttft").filter(QStringLiteral("client"));
    int inBoxes = 0;
    for (const QString& box : boxes)
        inBoxes += box.section(QLatin1Char{','}, 2, 2).toInt();
    QCOMPARE(inBoxes, ttft.at("n").get<int>());
    if (boxes.size() != 1)
        return;  // by batch size, where the server says several
    const QStringList box = boxes.front().split(QLatin1Char{','});
    for (const auto& [column, key] : {std::pair{3, "p5"}, std::pair{4, "p50"}, std::pair{5, "p95"}})
        QVERIFY(std::abs(box.at(column).toDouble() - numberIn(ttft.at(key))) < 1e-6);
}

void TestEquality::facts(const Shown& shown)
{
    const json& summary = shown.summary;
    const auto lags = [&](const char* key) {
        const json& lag = summary.at(key);
        if (lag.at("p50").is_null())
            return QString{};
        return QStringLiteral("p50 %1 · p99 %2")
            .arg(ui::durationQuantity(numberIn(lag.at("p50"))).text(),
                 ui::durationQuantity(numberIn(lag.at("p99"))).text());
    };
    const auto stamps = [&](const char* key) {
        QStringList parts;
        for (const auto& [name, word] :
             {std::pair{"exact", "exact"}, std::pair{"bounded", "bounded"}, std::pair{"user", "read"}})
            if (const auto count = summary.at(key).at(name).get<std::uint64_t>(); count > 0)
                parts << QStringLiteral("%1 %2").arg(ui::countText(count), QLatin1String{word});
        return parts.join(QStringLiteral(" · "));
    };
    QCOMPARE(shown.fact("figures", QStringLiteral("Reading delay")), lags("user_lag_s"));
    QCOMPARE(shown.fact("figures", QStringLiteral("Pause between requests")), lags("turnaround_s"));
    QCOMPARE(shown.fact("figures", QStringLiteral("Chunk stamps")), stamps("stamps"));
    QCOMPARE(shown.fact("figures", QStringLiteral("First-token stamps")), stamps("first_token_stamps"));
    QCOMPARE(shown.fact("figures", QStringLiteral("Retransmits")),
             ui::countText(summary.at("retransmits").get<std::uint64_t>()));
    QCOMPARE(shown.fact("window", QStringLiteral("Lasted")),
             ui::durationQuantity(numberIn(summary.at("run_elapsed_s"))).text());
    QCOMPARE(shown.fact("window", QStringLiteral("Started")),
             ui::toQt(summary.at("run_started_at").get<std::string>()));
    const double start = numberIn(summary.at("window_start_s"));
    QCOMPARE(shown.fact("window", QStringLiteral("Measured window")),
             QStringLiteral("%1\u00a0s to %2\u00a0s")
                 .arg(ui::threeDigits(start), ui::threeDigits(start + numberIn(summary.at("window_s")))));
    QCOMPARE(shown.fact("window", QStringLiteral("Outcomes")),
             QStringLiteral("%1 ok · %2 failed · %3 cancelled")
                 .arg(summary.at("ok").get<int>())
                 .arg(summary.at("failed").get<int>())
                 .arg(summary.at("cancelled").get<int>()));
    const json& arrivals = summary.at("stamps");
    const QString ended = ui::toQt(endOf(*shown.run).said.text());
    QCOMPARE(shown.terminal.at(QStringLiteral("ended")).front(), ended);
    QCOMPARE(shown.markdown.at(QStringLiteral("ended")).front(), ended);
    QCOMPARE(shown.terminal.at(QStringLiteral("arrivals")).front(),
             QStringLiteral("%1 exact, %2 bounded, %3 by our own clock")
                 .arg(arrivals.at("exact").get<int>())
                 .arg(arrivals.at("bounded").get<int>())
                 .arg(arrivals.at("user").get<int>()));
}

void TestEquality::verdict(const Shown& shown)
{
    const QString level = ui::toQt(shown.summary.at("verdict").get<std::string>());
    QCOMPARE(shown.card("verdict").number, level);
    QCOMPARE(shown.view.findChild<QLabel*>(QStringLiteral("verdict"))->text(),
             QString{QStringLiteral("Verdict: ") + level});
    QVERIFY(shown.terminal.contains(QStringLiteral("Verdict: ") + level));
    QCOMPARE(shown.markdown.at(QStringLiteral("verdict")), QStringList{level});
    const json& goodput = shown.summary.at("goodput");
    if (goodput.is_null())
        return;
    QCOMPARE(goodput.at("share").dump(), shown.summary.at("goodput_share").dump());
    QCOMPARE(goodput.at("rate").dump(), shown.summary.at("goodput_rate").dump());
    const QString text = shown.terminal.at(QStringLiteral("goodput")).join(QLatin1Char{' '});
    QVERIFY(text.startsWith(ui::toQt(cli::figure(100 * numberIn(goodput.at("share")), "")) + QStringLiteral(" % of ")));
    QVERIFY(text.contains(ui::toQt(cli::figure(numberIn(goodput.at("rate")), "")) + QStringLiteral(" /s")));
}

QTEST_MAIN(TestEquality)
#include "tst_equality.moc"
