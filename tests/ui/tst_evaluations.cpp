// SPDX-License-Identifier: GPL-3.0-or-later
// The evaluations' pages beside each other: what they share, and what each has of its own.
#include "core/config/run_yaml.h"
#include "ui/form/evaluation_page.h"
#include "ui/form/field_form.h"
#include "ui/form/presets.h"

#include <QFile>

#include "tests/ui/window_bench.h"

using namespace inferometer;

namespace {

// The form in view, by its page's keys.
ui::FieldForm& formAt(const test::WindowBench& bench, const char* page)
{
    bench.openByKeys(page);
    return bench.find<ui::FieldForm>("form");
}

RunSpec openLoop()
{
    RunSpec spec = defaultSpec(Evaluation::RealWorkload);
    spec.arrivals.qps = 3;
    return spec;
}

}  // namespace

class TestEvaluations : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AValueGoesThroughAPageWithoutItsField();
    void WhatOnlyOnePageHasStaysFromTheLastTime();
    void ClosingKeepsWhatWasTyped();
    void AnOpenedRunIsNotMixedWithThePageInView();
    void TheResultsFolderOfTheSettingsStays();
    void RestoredValuesStay();
    void PresetsAreOfTheirEvaluation();
    void TheKitsExamplesArePresets_data();
    void TheKitsExamplesArePresets();
    void TheSimulatorIsMeasuredByThePageInView();
    void AChatAsksWhomTheOthersAsk();
};

void TestEvaluations::AValueGoesThroughAPageWithoutItsField()
{
    test::WindowBench bench;
    ui::FieldForm& synthetic = formAt(bench, "synthetic");
    synthetic.set("num-input-tokens", QStringLiteral("321"));
    synthetic.set("num-concurrent-requests", QStringLiteral("9"));
    formAt(bench, "custom");
    QCOMPARE(formAt(bench, "real-workload").spec().prompts.numInputTokens, 321);
    QCOMPARE(formAt(bench, "custom").spec().arrivals.numConcurrentRequests, 9);
    QCOMPARE(formAt(bench, "synthetic").spec().prompts.numInputTokens, 321);
}

void TestEvaluations::WhatOnlyOnePageHasStaysFromTheLastTime()
{
    test::WindowBench bench;
    formAt(bench, "real-workload").set("qps", QStringLiteral("7"));
    formAt(bench, "synthetic");
    bench.open();
    formAt(bench, "synthetic").set("seed", QStringLiteral("5"));
    const ui::FieldForm& open = formAt(bench, "real-workload");
    QCOMPARE(open.spec().arrivals.qps, 7.0);
    QCOMPARE(open.spec().seed, 5);
}

void TestEvaluations::ClosingKeepsWhatWasTyped()
{
    test::WindowBench bench;
    formAt(bench, "synthetic").set("model-names", QStringLiteral("the-model"));
    bench.openByKeys("runs");
    QVERIFY(bench.window->close());
    QCOMPARE(bench.settings.lastSpec().target.modelNames, std::string{"the-model"});
    bench.open();
    QCOMPARE(formAt(bench, "custom").spec().target.modelNames, std::string{"the-model"});
}

void TestEvaluations::AnOpenedRunIsNotMixedWithThePageInView()
{
    test::WindowBench bench;
    formAt(bench, "custom").set("base-url", QStringLiteral("http://in-view:1"));
    RunSpec spec;
    spec.target.baseUrl = "http://opened:2";
    spec.seed = 42;
    const QString path = bench.folder.filePath(QStringLiteral("opened.yaml"));
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(toYaml(spec)));
    file.close();
    QVERIFY(bench.drop(path));
    QTRY_COMPARE(bench.find<ui::FieldForm>("form").spec().evaluation, Evaluation::Synthetic);
    const ui::FieldForm& form = bench.find<ui::FieldForm>("form");
    QCOMPARE(form.spec().target.baseUrl, spec.target.baseUrl);
    QCOMPARE(form.spec().seed, 42);
    QCOMPARE(formAt(bench, "custom").spec().target.baseUrl, spec.target.baseUrl);
}

void TestEvaluations::TheResultsFolderOfTheSettingsStays()
{
    test::WindowBench bench;
    formAt(bench, "synthetic");
    bench.openByKeys("runs");
    const QString folder = bench.folder.filePath(QStringLiteral("elsewhere"));
    bench.settings.setResultsDir(folder);
    QCOMPARE(formAt(bench, "synthetic").spec().keep.resultsDir, folder.toStdString());
}

void TestEvaluations::RestoredValuesStay()
{
    test::WindowBench bench;
    formAt(bench, "synthetic").set("seed", QStringLiteral("99"));
    bench.openByKeys("runs");
    for (auto* page : bench.window->findChildren<ui::EvaluationPage*>()) {
        bench.settings.setLastSpec(defaultSpec(page->form()->spec().evaluation));
        page->restoreValues();
    }
    QCOMPARE(formAt(bench, "synthetic").spec().seed, 0);
}

void TestEvaluations::PresetsAreOfTheirEvaluation()
{
    test::WindowBench bench;
    ui::savePreset(bench.settings, QStringLiteral("Mine"), openLoop());
    const auto has = [&bench](Evaluation evaluation) {
        const std::vector<ui::Preset> all = ui::presets(bench.settings, evaluation);
        return std::any_of(all.begin(), all.end(),
                           [](const ui::Preset& one) { return one.name == QLatin1String{"Mine"}; });
    };
    QVERIFY(has(Evaluation::RealWorkload));
    QVERIFY(!has(Evaluation::Synthetic));
    // Saved while another page's bar was there: found when that page comes up.
    formAt(bench, "real-workload");
    QVERIFY(bench.find<QComboBox>("presets").findText(QStringLiteral("Mine")) > 0);
    formAt(bench, "synthetic");
    QCOMPARE(bench.find<QComboBox>("presets").findText(QStringLiteral("Mine")), -1);
    bench.typed = QStringLiteral("Mine");
    bench.click("save-preset");
    QCOMPARE(bench.settings.preset(QStringLiteral("Mine")).at(QStringLiteral("qps")), QStringLiteral("3"));
}

void TestEvaluations::TheKitsExamplesArePresets_data()
{
    QTest::addColumn<int>("tokens");  // of prompts and of answers alike
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("streams");
    QTest::newRow("Dynamic batching speed") << 250 << 80 << 20;
    QTest::newRow("High input and output tokens") << 2000 << 80 << 25;
    QTest::newRow("Many concurrent requests") << 250 << 400 << 80;
}

void TestEvaluations::TheKitsExamplesArePresets()
{
    test::WindowBench bench;
    const ui::FieldForm& form = formAt(bench, "synthetic");
    bench.choose("presets", QString::fromLatin1(QTest::currentDataTag()));
    const RunSpec spec = form.spec();
    QFETCH(const int, tokens);
    QFETCH(const int, requests);
    QFETCH(const int, streams);
    QCOMPARE(spec.prompts.numInputTokens, tokens);
    QCOMPARE(spec.prompts.numOutputTokens, tokens);
    QCOMPARE(spec.arrivals.numRequests, requests);
    QCOMPARE(spec.arrivals.numConcurrentRequests, streams);
    QCOMPARE(spec.edges.warmupRequests, 0);
    QCOMPARE(spec.limits.timeout, 600.0);
}

void TestEvaluations::TheSimulatorIsMeasuredByThePageInView()
{
    test::WindowBench bench;
    formAt(bench, "real-workload").set("num-requests", QStringLiteral("2"));
    bench.find<ui::FieldForm>("form").set("qps", QStringLiteral("50"));
    bench.click("run-simulator");
    QTRY_COMPARE_WITH_TIMEOUT(bench.runs.phase(), ui::RunPhase::Finished, 30'000);
    QCOMPARE(bench.runs.ended().front().header.spec.evaluation, Evaluation::RealWorkload);
}

void TestEvaluations::AChatAsksWhomTheOthersAsk()
{
    test::WindowBench bench;
    ui::FieldForm& synthetic = formAt(bench, "synthetic");
    synthetic.set("model-names", QStringLiteral("theirs"));
    synthetic.set("num-output-tokens", QStringLiteral("77"));
    QCOMPARE(formAt(bench, "chat").spec().target.modelNames, std::string{"theirs"});
    QCOMPARE(bench.find<ui::FieldForm>("form").spec().prompts.numOutputTokens, 256);
    bench.find<ui::FieldForm>("form").set("model-names", QStringLiteral("ours"));
    QCOMPARE(formAt(bench, "synthetic").spec().target.modelNames, std::string{"ours"});
    QCOMPARE(bench.find<ui::FieldForm>("form").spec().prompts.numOutputTokens, 77);
}

QTEST_MAIN(TestEvaluations)
#include "tst_evaluations.moc"
