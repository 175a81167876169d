// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/field_form.h"
#include "ui/form/presets.h"
#include "ui/form/run_volume.h"
#include "ui/run/definition_facts.h"
#include "ui/run/summary_markdown.h"
#include "ui/settings/settings.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "tests/ui/ui_fixture.h"
#include "tests/ui/window_bench.h"

#include <algorithm>

using namespace inferometer;

namespace {

// Ten a second, each request sent a millisecond late.
ui::ShownRun openRun()
{
    RunHeader header;
    header.spec.evaluation = Evaluation::RealWorkload;
    header.spec.arrivals.qps = 10;
    header.spec.arrivals.gaps = GapShape::Exponential;
    header.runId = "r";
    header.requests = 200;
    header.scheduleNote = "The schedule has 200 requests.";
    auto block = std::make_shared<RecordBlock>();
    for (std::int64_t i = 0; i < 200; ++i) {
        RequestRecord record;
        record.sequence = static_cast<std::uint64_t>(i);
        record.scheduled = record.ready = std::chrono::milliseconds{100 * i};
        record.sent = record.scheduled + std::chrono::milliseconds{1};
        record.firstToken.at = record.sent + std::chrono::milliseconds{20};
        record.lastToken.at = record.end = record.sent + std::chrono::milliseconds{30};
        record.outcome = Outcome::Ok;
        block->records.push_back(record);
    }
    RunFacts facts = factsFromRecords(header, {block});
    return std::make_shared<const FinishedRun>(finishedRun(std::move(header), std::move(facts), {block}));
}

std::vector<widgets::Fact> factsOf(const char* id, const ui::ShownRun& run)
{
    const auto groups = ui::factGroups();
    const auto group = std::find_if(groups.begin(), groups.end(),
                                    [id](const ui::FactGroup& one) { return std::string_view{one.id} == id; });
    return group->of(run);
}

QString factOf(const std::vector<widgets::Fact>& facts, const QString& label)
{
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const auto& one) { return one.label == label; });
    return fact == facts.end() ? QString{} : fact->value;
}

}  // namespace

class TestRealWorkload : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TheFormHasItsOwnFields();
    void AWrongStageSaysWhich();
    void PresetsAreOfTheirEvaluation();
    void TheVolumeIsThatOfTheStagesAndTheLengths();
    void ThePageKeepsWhatTheOtherOneHas();
    void TheDefinitionSaysWhatWasDueAndSent();
};

void TestRealWorkload::TheFormHasItsOwnFields()
{
    const ui::FieldForm form{nullptr, Evaluation::RealWorkload};
    for (const char* key : {"qps", "qps-distribution", "burstiness", "stages", "max-in-flight", "lengths",
                            "num-requests", "num-input-tokens", "timeout"})
        QVERIFY2(form.has(key), key);
    QVERIFY(!form.has("num-concurrent-requests"));
    QVERIFY(!(ui::FieldForm{}.has("qps")));
    QCOMPARE(form.spec().evaluation, Evaluation::RealWorkload);
    QCOMPARE(form.spec().arrivals.qps, 1.0);
    const RunField& qps = *findRunField("qps");
    QCOMPARE(qps.suggested.low, 0.5);
    QCOMPARE(qps.suggested.high, 10.0);
}

void TestRealWorkload::AWrongStageSaysWhich()
{
    ui::FieldForm form{nullptr, Evaluation::RealWorkload};
    form.set("stages", QStringLiteral("10:30s, 20"));
    QVERIFY(!form.isValid());
    QVERIFY2(form.problem().contains(QStringLiteral("stage 2")), qPrintable(form.problem()));
    form.set("stages", QStringLiteral("10:30s, 20:1m"));
    QVERIFY2(form.isValid(), qPrintable(form.problem()));
    form.set("lengths", QStringLiteral("N(480)"));
    QVERIFY(!form.isValid());
}

void TestRealWorkload::PresetsAreOfTheirEvaluation()
{
    const test::WindowBench bench;
    const auto ofOpen = ui::presets(bench.settings, Evaluation::RealWorkload);
    const auto ofClosed = ui::presets(bench.settings, Evaluation::Synthetic);
    QCOMPARE(ofOpen.size() + ofClosed.size(), ui::presets(bench.settings).size());
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.arrivals.numConcurrentRequests = 17;  // of the other page
    for (const ui::Preset& preset : ofOpen) {
        const RunSpec shaped = ui::withPreset(spec, preset);
        QVERIFY2(validateSpec(shaped).ok(), qPrintable(preset.name));
        QCOMPARE(shaped.arrivals.numConcurrentRequests, 17);
        QVERIFY(ui::matches(shaped, preset));
        QVERIFY(!ui::matches(spec, preset));
    }
}

void TestRealWorkload::TheVolumeIsThatOfTheStagesAndTheLengths()
{
    RunSpec spec;
    spec.evaluation = Evaluation::RealWorkload;
    spec.edges.warmupRequests = 5;
    QCOMPARE(ui::volumeOf(spec).requests, 15.0);
    spec.arrivals.stages = "10:30s,0-20:1m";
    spec.prompts.lengths = "U(50,100)/(200,250)";
    const ui::RunVolume volume = ui::volumeOf(spec);
    QCOMPARE(volume.requests, 900.0);
    QCOMPARE(volume.tokensIn, 900.0 * 75);
    QCOMPARE(volume.tokensOut, 900.0 * 225);
    spec.evaluation = Evaluation::Synthetic;
    QCOMPARE(ui::volumeOf(spec).requests, 15.0);
}

void TestRealWorkload::ThePageKeepsWhatTheOtherOneHas()
{
    const test::WindowBench bench;
    bench.find<ui::FieldForm>("form").set("num-concurrent-requests", QStringLiteral("9"));
    bench.find<ui::FieldForm>("form").set("num-input-tokens", QStringLiteral("321"));
    bench.click("page-real-workload");
    const auto formOf = [&bench](Evaluation evaluation) -> ui::FieldForm& {
        for (ui::FieldForm* form : bench.window->findChildren<ui::FieldForm*>(QStringLiteral("form")))
            if (form->spec().evaluation == evaluation)
                return *form;
        qFatal("There is no such form");
    };
    ui::FieldForm& open = formOf(Evaluation::RealWorkload);
    QVERIFY(open.isVisible());
    QCOMPARE(open.spec().prompts.numInputTokens, 321);
    open.set("qps", QStringLiteral("7"));
    bench.click("page-synthetic");
    const ui::FieldForm& closed = formOf(Evaluation::Synthetic);
    QCOMPARE(closed.spec().arrivals.numConcurrentRequests, 9);
    bench.click("page-real-workload");
    QCOMPARE(open.spec().arrivals.qps, 7.0);
}

void TestRealWorkload::TheDefinitionSaysWhatWasDueAndSent()
{
    const ui::ShownRun run = openRun();
    QCOMPARE(run.concurrency(), 0);
    const auto facts = factsOf("schedule", run);
    QCOMPARE(factOf(facts, QStringLiteral("Schedule")), QStringLiteral("The schedule has 200 requests."));
    QCOMPARE(factOf(facts, QStringLiteral("Planned")), QStringLiteral("200"));
    QCOMPARE(factOf(facts, QStringLiteral("Missing")), QStringLiteral("0"));
    QVERIFY(factOf(facts, QStringLiteral("Lateness, p99")).startsWith(QStringLiteral("1")));
    QVERIFY(factOf(factsOf("run", run), QStringLiteral("Planned")).isEmpty());
    QVERIFY(factsOf("schedule",
                    ui::ShownRun{std::make_shared<const FinishedRun>(finishedRun(RunHeader{}, RunFacts{}, Blocks{}))})
                .empty());
    const QString markdown = ui::summaryMarkdown(run, runFigures());
    QVERIFY2(markdown.contains(QStringLiteral("200 requests by a schedule, 10 a second, exponential")),
             qPrintable(markdown));
    QVERIFY2(markdown.contains(QStringLiteral("lateness: 1.00 ms p50, 1.00 ms p99, 1.00 ms max")),
             qPrintable(markdown));
}

QTEST_MAIN(TestRealWorkload)
#include "tst_real_workload.moc"
