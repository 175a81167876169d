// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/screen_states.h"

#include "ui/base/text.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/exchange/exchange_window.h"
#include "ui/form/dataset_panel.h"
#include "ui/form/preset_bar.h"
#include "ui/frame/recovery.h"
#include "ui/requests/requests_view.h"
#include "ui/run/range_counter.h"
#include "widgets/notice_bar.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/chat_states.h"
#include "tests/ui/prompt_states.h"
#include "tests/ui/provision_states.h"
#include "tests/ui/record_feed.h"
#include "tests/ui/sample_run.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace inferometer::test {

namespace {

void await(const std::function<bool()>& isThere)
{
    QElapsedTimer waited;
    waited.start();
    while (!isThere() && !waited.hasExpired(10'000))
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
}

SnapshotPtr atHalf(const test::SampleShape& shape)
{
    test::SampleRun run{shape};
    run.advanceTo(run.duration() / 2);
    return run.snapshot();
}

test::SampleShape crowd()
{
    test::SampleShape shape;
    shape.streams = 500;
    shape.failedShare = 0.0005;
    return shape;
}

// The buttons as the page has them while a run goes on: it can be stopped, another one can be queued.
void showUnderWay(const Scene& scene)
{
    inView<QPushButton>(scene, "run")
        ->setText(QCoreApplication::translate("inferometer::ui::EvaluationPage", "&Queue"));
    inView<QWidget>(scene, "stop")->setEnabled(true);
    inView<QWidget>(scene, "send-one-request")->setEnabled(false);
}

// Of what the form says.
void showActive(const Scene& scene, const SnapshotPtr& snapshot)
{
    scene.live.display(ui::ShownRun::Live{snapshot, std::make_shared<const RunSpec>(scene.form.spec()), nullptr});
    showUnderWay(scene);
}

void showPreparing(const Scene& scene)
{
    scene.live.showBusy(ui::sentenceText(sentence("errors", "Looking for the endpoint's tokenizer")));
    showUnderWay(scene);
}

// Over, with answers that no server counted.
void showCounting(const Scene& scene)
{
    showActive(scene, test::finishedSnapshot(80));
    scene.live.showSaving(ui::sentenceText(
        sentence("errors", "Counting answers: %1 of %2").with(Figure::count(1'200), Figure::count(5'000))));
}

// The server reports its own figures, and the run has a limit of TTFT.
void showBatches(const Scene& scene)
{
    RunSpec spec = scene.form.spec();
    spec.slo.ttft = 0.4;
    scene.form.setSpec(spec);
    test::SampleShape shape;
    shape.batchSizes = 4;
    showActive(scene, atHalf(shape));
}

void display(const Scene& scene, FinishedRun run)
{
    scene.live.display(std::make_shared<const FinishedRun>(std::move(run)));
}

FinishedRun sampleRun(const Scene& scene) { return test::sampleRun(scene.form.spec(), test::finishedSnapshot(80)); }

void showFinished(const Scene& scene)
{
    FinishedRun run = sampleRun(scene);
    run.facts.verdict = {};
    display(scene, std::move(run));
}

// By its timeout.
void showCut(const Scene& scene)
{
    FinishedRun run = sampleRun(scene);
    run.header.spec.limits.timeout = 4;
    run.facts.loadEnd = fromSeconds(4);
    run.facts.neverSent = 468;
    display(scene, std::move(run));
}

void showRenamed(const Scene& scene)
{
    FinishedRun run = sampleRun(scene);
    run.label = {"Nightly, after the driver update", "The second H100 ran hot.\nTo be repeated on Friday."};
    display(scene, std::move(run));
}

void showNote(const Scene& scene)
{
    showRenamed(scene);
    QApplication::processEvents();
    press(scene, "run-note");
}

// One run under way, one that waits.
void showQueue(const Scene& scene)
{
    RunSpec spec = scene.form.spec();
    if (scene.simulator.start())
        spec.target.baseUrl = scene.simulator.url();
    spec.target.modelNames = "simulated";
    spec.keep.resultsDir = scene.home.path().toStdString();
    spec.arrivals.numRequests = 5'000;
    scene.runs.start(spec);
    spec.arrivals.numConcurrentRequests = 16;
    scene.runs.start(spec);
    await([&scene] {
        return scene.runs.snapshot() && scene.runs.snapshot()->ok >= 20 && scene.runs.waiting().size() == 1;
    });
    press(scene, "page-runs");
}

void showDataset(const Scene& scene, const QByteArray& name, const QByteArray& text)
{
    scene.window.showPage("custom");
    QFile file{scene.home.filePath(QString::fromLatin1(name))};
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        qFatal("A dataset cannot be written");
    file.close();
    auto* panel = scene.window.findChild<ui::DatasetPanel*>();
    panel->take(file.fileName());
    const auto* cancel = panel->findChild<QPushButton*>(QStringLiteral("dataset-cancel"));
    await([cancel] { return !cancel->isVisible(); });
}

void showPreview(const Scene& scene)
{
    QByteArray text = "id,question,answer\n";
    for (int i = 1; i <= 40; ++i)
        text += QByteArray::number(i) + ",\"Question " + QByteArray::number(i)
            + ": why is the sky blue, and what would have to change for it to be green?\",blue\n";
    showDataset(scene, "questions.csv", text);
    auto* column = scene.window.findChild<QComboBox*>(QStringLiteral("dataset-columns"));
    emit column->activated(column->findData(QStringLiteral("question")));
    await([&scene] { return scene.window.findChild<ui::DatasetPanel*>()->dataset() != nullptr; });
}

void showBadDataset(const Scene& scene)
{
    showDataset(scene, "prompts.jsonl", "{\"prompt\": \"Say hello.\"}\n{\"text\": \"No prompt here.\"}\n");
}

void showFailed(const Scene& scene)
{
    const Error error{Errc::Network,
                      sentence("errors", "%1 refused the connection; check that the server runs and the port is right.")
                          .with("lab-h100:8000"),
                      "base-url"};
    scene.live.notice().tell(ui::errorText(error), widgets::Tone::Bad);
    scene.form.mark(error);
}

void showSuspect(const Scene& scene)
{
    auto snapshot = std::make_shared<Snapshot>(*atHalf({}));
    VerdictInput input;
    input.busiestSecond = 0.97;
    snapshot->verdict = judge(input);
    showActive(scene, snapshot);
}

void showWrong(const Scene& scene)
{
    scene.form.findChild<QLineEdit*>(QStringLiteral("num-requests"))->setText(QStringLiteral("ten"));
    scene.form.findChild<QLineEdit*>(QStringLiteral("num-output-tokens"))->setText(QStringLiteral("30000"));
    scene.form.findChild<QLineEdit*>(QStringLiteral("base-url"))->setText(QStringLiteral("lab-h100"));
}

void showAdvanced(const Scene& scene)
{
    scene.form.unfold();
    QApplication::processEvents();
    for (QWidget* widget = &scene.form; widget; widget = widget->parentWidget()) {
        if (auto* scroll = qobject_cast<QScrollArea*>(widget))
            scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum() / 2);
    }
}

void saveEndpointsOf(const Scene& scene)
{
    const std::string simulated = scene.simulator.start() ? scene.simulator.url() : std::string{};
    const EndpointEntry entries[]{
        {.name = "Simulator",
         .target = {.baseUrl = simulated, .modelNames = "simulated", .headers = {{"X-Team", "inference"}}}},
        {.name = "Lab, two H100",
         .target = {.baseUrl = "http://lab-h100:8000/v1", .modelNames = "Meta-Llama-3.3-70B-Instruct"}},
        {.name = "Cloud", .target = {.baseUrl = "https://api.example.com/v1", .apiKeyKeyring = "Cloud"}},
        {.name = "Nobody there", .target = {.baseUrl = "http://127.0.0.1:1", .modelNames = "any"}}};
    for (const EndpointEntry& entry : entries)
        static_cast<void>(scene.endpoints.put({}, entry).ok());
}

void showEndpoint(const Scene& scene, int row)
{
    saveEndpointsOf(scene);
    press(scene, "page-endpoints");
    scene.window.findChild<QListWidget*>(QStringLiteral("endpoint-list"))->setCurrentRow(row);
}

void showTested(const Scene& scene, int row)
{
    showEndpoint(scene, row);
    press(scene, "test-connection");
    const auto* conclusion = scene.window.findChild<QLabel*>(QStringLiteral("connection-conclusion"));
    await([conclusion] { return conclusion->isVisible(); });
}

void showWrongEndpoint(const Scene& scene)
{
    showEndpoint(scene, 2);
    scene.window.findChild<QLineEdit*>(QStringLiteral("endpoint-name"))->setText(QStringLiteral("Simulator"));
    scene.window.findChild<QLineEdit*>(QStringLiteral("endpoint-base-url"))->setText(QStringLiteral("api.example.com"));
    scene.window.findChild<QLineEdit*>(QStringLiteral("endpoint-key"))->setText(QStringLiteral("two words"));
}

void showRemovedEndpoint(const Scene& scene)
{
    showEndpoint(scene, 1);
    press(scene, "remove-endpoint");
}

void showChosenEndpoint(const Scene& scene)
{
    saveEndpointsOf(scene);
    auto* box = inView<QComboBox>(scene, "endpoint");
    box->setCurrentIndex(2);
    emit box->activated(2);
}

void explainField(const Scene& scene)
{
    scene.form.reveal("num-output-tokens");
    QApplication::processEvents();
    scene.window.explainFocus();
}

// A finished run with failures of several kinds, one of its requests selected, as `tab` shows it.
void showTab(const Scene& scene, ui::RunView::Tab tab)
{
    test::RecordFeed feed;
    for (int i = 0; i < 60; ++i)
        feed.addOk(0.4 * i, 0.25 + 0.01 * (i * 7 % 13), 90 + i % 20);
    for (int i = 0; i < 12; ++i)
        feed.addFailed(Outcome::RateLimited, 429, "Rate limit reached for requests; limit 8 a second.");
    feed.addFailed(Outcome::HttpError, 503, "The model is still loading; try again in 20 seconds.");
    feed.addFailed(Outcome::Reset, 0, "The connection was reset by the peer after 1.2 s.");
    test::RecordFeed::Texts texts;
    texts.response = "The tides follow the moon, and the moon follows its own slow arithmetic.";
    texts.headers = "HTTP/1.1 200 OK\nserver: uvicorn\ncontent-type: text/event-stream\nx-request-id: 0199f3a2-74\n";
    ServerMetrics told;
    told.values[ServerMetrics::Ttft] = 0.52;
    told.values[ServerMetrics::Queue] = 0.11;
    told.values[ServerMetrics::Prefill] = 0.4;
    feed.add(test::wholeRequest(), texts, told);
    const SnapshotPtr snapshot = feed.snapshot();
    RunSpec spec = scene.form.spec();
    spec.prompts.promptReuse = PromptReuse::Shared;
    display(scene, test::sampleRun(spec, snapshot));
    scene.live.openTab(tab);
    QApplication::processEvents();
    scene.live.findChild<ui::RequestsView*>()->select(snapshot->finished - 1);
}

void showDefined(const Scene& scene)
{
    showTab(scene, ui::RunView::Statistics);
    auto* choice = scene.live.findChild<QComboBox*>(QStringLiteral("definitions"));
    choice->setCurrentIndex(choice->findData(QStringLiteral("vllm")));
    const auto* figures = scene.live.findChild<QTableView*>(QStringLiteral("defined-figures"));
    await([figures] { return figures->model()->rowCount() > 0; });
}

// While the run goes on, what servers report too.
void showLiveStatistics(const Scene& scene)
{
    test::SampleShape shape;
    shape.batchSizes = 4;
    showActive(scene, atHalf(shape));
    scene.live.openTab(ui::RunView::Statistics);
}

// One of the failed ones: its error and the headers of its answer.
void showFailedRequest(const Scene& scene)
{
    showTab(scene, ui::RunView::Requests);
    scene.live.findChild<ui::RequestsView*>()->select(60);
}

void showOneRequest(const Scene& scene)
{
    static_cast<void>(scene.simulator.start());
    RunSpec spec = scene.simulator.demonstration(scene.form.spec());
    spec.prompts.numOutputTokens = 12;
    scene.form.setSpec(spec);
    press(scene, "send-one-request");
    const auto* exchange = scene.window.findChild<ui::ExchangeWindow*>();
    QElapsedTimer waited;
    waited.start();
    while (exchange->isBusy() && waited.elapsed() < 10'000)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void showInterrupted(const Scene& scene)
{
    emit scene.window.findChild<ui::Recovery*>()->told(
        ui::Recovery::tr("%n interrupted run(s) were found; their result files are now complete.", nullptr, 1),
        QStringLiteral("/home/ada/results/simulated_250_100_8_2026-11-22"));
}

void showEnlarged(const Scene& scene)
{
    scene.live.display(test::finishedSnapshot(80));
    auto* grid = scene.live.findChild<ui::PlotGrid*>();
    grid->enlarge(grid->cards().front());
}

void showDetached(const Scene& scene)
{
    test::SampleShape shape;
    shape.failedShare = 0.3;
    scene.live.display(test::finishedSnapshot(12, shape));
    auto* grid = scene.live.findChild<ui::PlotGrid*>();
    grid->detach(*grid->cards().back());
}

// A range of a run, selected in a chart.
void showRange(const Scene& scene, ui::RunView::Tab tab)
{
    test::SampleShape shape;
    shape.failedShare = 0.1;
    FinishedRun run;
    run.snapshot = test::finishedSnapshot(80, shape);
    run.blocks = blocksOf(*run.snapshot);
    run.facts.elapsed = run.snapshot->elapsed;
    run.facts.loadEnd = run.snapshot->elapsed;
    run.summary = summarize(run.blocks, run.facts.loadEnd);
    run.header.spec = scene.form.spec();
    scene.live.display(std::make_shared<const FinishedRun>(run));
    scene.live.openTab(tab);
    emit scene.live.findChild<ui::PlotGrid*>()->rangeWanted(TimeRange{fromSeconds(6.2), fromSeconds(14.7)});
    const auto& counter = *scene.live.findChild<ui::RangeCounter*>();
    while (!counter.part())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
}

void showDeletedPreset(const Scene& scene)
{
    auto& bar = *qobject_cast<ui::PresetBar*>(inView<QWidget>(scene, "save-preset")->parentWidget());
    bar.findChild<QAbstractButton*>(QStringLiteral("save-preset"))->click();
    bar.findChild<QMenu*>(QStringLiteral("delete-preset-menu"))->actions().front()->trigger();
}

constexpr std::array kStates{
    State{"empty", [](const Scene&) {}},
    State{"advanced", showAdvanced},
    State{"wrong", showWrong},
    State{"preparing", showPreparing},
    State{"running", [](const Scene& scene) { showActive(scene, atHalf({})); }},
    State{"running-batches", showBatches},
    State{"counting", showCounting},
    State{"client-bound", showSuspect},
    State{"finished", showFinished},
    State{"cut", showCut},
    State{"suspect", [](const Scene& scene) { display(scene, sampleRun(scene)); }},
    State{"renamed", showRenamed},
    State{"note", showNote},
    State{"runs-queue", showQueue},
    State{"failed", showFailed},
    State{"real-workload", [](const Scene& scene) { scene.window.showPage("real-workload"); }},
    State{"dataset-none", [](const Scene& scene) { scene.window.showPage("custom"); }},
    State{"dataset-preview", showPreview},
    State{"dataset-wrong", showBadDataset},
    State{"chat-empty", showEmptyChat},
    State{"chat", showTalk},
    State{"chat-stopped", showStoppedTalk},
    State{"endpoints-empty", [](const Scene& scene) { press(scene, "page-endpoints"); }},
    State{"endpoint-tested", [](const Scene& scene) { showTested(scene, 0); }},
    State{"endpoint-unreachable", [](const Scene& scene) { showTested(scene, 3); }},
    State{"endpoint-wrong", showWrongEndpoint},
    State{"endpoint-removed", showRemovedEndpoint},
    State{"endpoint-chosen", showChosenEndpoint},
    State{"provisioning-empty", [](const Scene& scene) { scene.window.showPage("provisioning"); }},
    State{"provisioning-new", showNewDeployment},
    State{"provisioning-wrong", showWrongDeployment},
    State{"provisioning-go", showLastStep},
    State{"provisioning-open", showOpenMachine},
    State{"provisioning-chosen", showChosenMachine},
    State{"provisioning-working", showComingUp},
    State{"provisioning-ready", showReadyDeployment},
    State{"provisioning-billed", showBilledDeployments},
    State{"provisioning-budget", showBudget},
    State{"provisioning-failed", showFailedDeployment},
    State{"provisioning-unfinished", showUnfinishedDeployment},
    State{"provisioning-orphan", showOrphan},
    State{"provisioning-broken", showBrokenDeployment},
    State{"provisioning-removed", showRemovedDeployment},
    State{"settings", [](const Scene& scene) { scene.window.showPage("settings"); }},
    State{"about", [](const Scene& scene) { scene.window.showPage("about"); }},
    State{"palette", [](const Scene& scene) { scene.window.showPalette(); }},
    State{"explained", explainField},
    State{"statistics", [](const Scene& scene) { showTab(scene, ui::RunView::Statistics); }},
    State{"statistics-live", showLiveStatistics},
    State{"statistics-defined", showDefined},
    State{"statistics-empty",
          [](const Scene& scene) {
              scene.live.display(test::emptySnapshot());
              scene.live.openTab(ui::RunView::Statistics);
          }},
    State{"requests", [](const Scene& scene) { showTab(scene, ui::RunView::Requests); }},
    State{"request-failed", showFailedRequest},
    State{"one-request", showOneRequest},
    State{"interrupted", showInterrupted},
    State{"errors", [](const Scene& scene) { showTab(scene, ui::RunView::Errors); }},
    State{"no-errors",
          [](const Scene& scene) {
              test::SampleShape shape;
              shape.failedShare = 0;
              scene.live.display(test::finishedSnapshot(20, shape));
              scene.live.openTab(ui::RunView::Errors);
          }},
    State{"definition", [](const Scene& scene) { showTab(scene, ui::RunView::Definition); }},
    State{"enlarged", showEnlarged},
    State{"charts-explained",
          [](const Scene& scene) {
              scene.live.display(test::finishedSnapshot(80));
              scene.live.explainCharts();
          }},
    State{"detached", showDetached},
    State{"range", [](const Scene& scene) { showRange(scene, ui::RunView::Overview); }},
    State{"range-statistics", [](const Scene& scene) { showRange(scene, ui::RunView::Statistics); }},
    State{"range-requests", [](const Scene& scene) { showRange(scene, ui::RunView::Requests); }},
    State{"preset-deleted", showDeletedPreset},
    State{"prompts", [](const Scene& scene) { scene.window.showPage("prompts"); }},
    State{"prompt-wrong", showWrongPrompt},
    State{"prompt-removed", showRemovedPrompt},
    State{"prompts-broken", showBrokenPrompts},
    State{"100000-requests", [](const Scene& scene) { scene.live.display(test::finishedSnapshot(100'000, crowd())); }},
};

}  // namespace

std::span<const State> screenStates() { return kStates; }

}  // namespace inferometer::test
