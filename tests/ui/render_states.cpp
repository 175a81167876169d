// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page and state with sample data, light and dark, once in French, into a folder, for a person to look
// at:
//   render_states FOLDER            (QT_SCALE_FACTOR=2 for the other scale)
#include "ui/base/language.h"
#include "ui/base/text.h"
#include "ui/charts/chart_window.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/form/field_form.h"
#include "ui/form/preset_bar.h"
#include "ui/frame/main_window.h"
#include "ui/frame/recovery.h"
#include "ui/requests/requests_view.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"
#include "ui/settings/settings.h"
#include "widgets/notice_bar.h"

#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/fake_secrets.h"
#include "tests/ui/record_feed.h"
#include "tests/ui/ui_fixture.h"

#include <array>
#include <cstdio>
#include <functional>

using namespace inferometer;

namespace {

struct Scene
{
    ui::MainWindow& window;
    ui::RunView& live;
    ui::FieldForm& form;
    ui::SavedEndpoints& endpoints;
    ui::SimulatedEndpoint& simulator;
};

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

// As while a run goes on: nothing can be changed, the run can be stopped.
void lockForm(const Scene& scene)
{
    scene.form.setEnabled(false);
    for (const char* name : {"run", "endpoint", "presets", "save-preset", "delete-preset"})
        scene.window.findChild<QWidget*>(QString::fromLatin1(name))->setEnabled(false);
    scene.window.findChild<QWidget*>(QStringLiteral("stop"))->setEnabled(true);
}

void showActive(const Scene& scene, const SnapshotPtr& snapshot)
{
    lockForm(scene);
    scene.live.display(snapshot);
}

void showPreparing(const Scene& scene)
{
    lockForm(scene);
    scene.live.showBusy(ui::sentenceText(sentence("errors", "Looking for the endpoint's tokenizer")));
}

// The server reports its own figures, and the run has a limit of TTFT.
void showBatches(const Scene& scene)
{
    RunSpec spec = scene.form.spec();
    spec.slo.ttft = 0.4;
    test::SampleShape shape;
    shape.batchSizes = 4;
    const SnapshotPtr half = atHalf(shape);
    showActive(scene, half);
    scene.live.display(ui::ShownRun::Live{half, std::make_shared<const RunSpec>(spec), {}});
}

void showFinished(const Scene& scene)
{
    scene.live.display(test::finishedSnapshot(80));
    scene.live.notice().tell(QStringLiteral("Results are in /home/ada/results/simulated_250_100_8_2026-11-22"),
                             widgets::Tone::Good);
    scene.live.notice().offer(QStringLiteral("Open folder"), [] {});
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
    scene.form.setAdvancedOpen(true);
    QApplication::processEvents();
    for (QWidget* widget = &scene.form; widget; widget = widget->parentWidget()) {
        if (auto* scroll = qobject_cast<QScrollArea*>(widget))
            scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum() / 2);
    }
}

void press(const Scene& scene, const char* button)
{
    scene.window.findChild<QAbstractButton*>(QString::fromLatin1(button))->click();
    QApplication::processEvents();
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
    for (QElapsedTimer waited; !conclusion->isVisible();) {
        if (!waited.isValid())
            waited.start();
        if (waited.hasExpired(10'000))
            break;
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
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
    auto* box = scene.window.findChild<QComboBox*>(QStringLiteral("endpoint"));
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
    feed.add(test::wholeRequest(), texts);
    const SnapshotPtr snapshot = feed.snapshot();
    FinishedRun saved;
    saved.ended = true;
    saved.folder = "/home/ada/results/simulated_250_100_8_2026-11-22";
    saved.header.stem = "simulated_250_100_8";
    saved.facts.scope = "network";
    saved.facts.stamps = {5'913, 42, 0};
    saved.facts.firstStamps = {61, 0, 0};
    saved.facts.busiestSecond = 0.04;
    saved.facts.inFlightMean = 7.96;
    saved.facts.minRtt = std::chrono::microseconds{412};
    saved.facts.connections = 8;
    saved.facts.caps = {capOf("descriptors", {"1048576", "164"}), capOf("local-ports", {"28232", "100"})};
    for (int i = 0; i < 100; ++i) {
        saved.facts.userLag.add(std::chrono::microseconds{40 + i});
        saved.facts.turnaround.add(std::chrono::microseconds{120 + i});
    }
    VerdictInput input;
    input.stealShare = 0.041;
    saved.facts.verdict = judge(input);
    RunSpec spec = scene.form.spec();
    spec.prompts.promptReuse = PromptReuse::Shared;
    saved.header.spec = spec;
    saved.header.runId = "0199f3a2-7c41-7d11-9c1e-5b0c6f2f8a10";
    saved.snapshot = snapshot;
    saved.blocks = blocksOf(*snapshot);
    saved.summary = summarize(saved.blocks, saved.facts.loadEnd, sloOf(spec));
    scene.live.display(std::make_shared<const FinishedRun>(saved));
    scene.live.openTab(tab);
    QApplication::processEvents();
    scene.live.findChild<ui::RequestsView*>()->select(snapshot->finished - 1);
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

void showInterrupted(const Scene& scene)
{
    emit scene.window.findChild<ui::Recovery*>()->recovered(
        {QStringLiteral("/home/ada/results/simulated_250_100_8_2026-11-22")}, {});
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

void showDeletedPreset(const Scene& scene)
{
    auto& bar = *scene.window.findChild<ui::PresetBar*>();
    bar.findChild<QAbstractButton*>(QStringLiteral("save-preset"))->click();
    bar.findChild<QAbstractButton*>(QStringLiteral("delete-preset"))->click();
}

struct State
{
    const char* name;
    void (*show)(const Scene& scene);
};

constexpr std::array kStates{
    State{"empty", [](const Scene&) {}},
    State{"advanced", showAdvanced},
    State{"wrong", showWrong},
    State{"preparing", showPreparing},
    State{"running", [](const Scene& scene) { showActive(scene, atHalf({})); }},
    State{"running-batches", showBatches},
    State{"client-bound", showSuspect},
    State{"finished", showFinished},
    State{"failed", showFailed},
    State{"endpoints-empty", [](const Scene& scene) { press(scene, "page-endpoints"); }},
    State{"endpoint-tested", [](const Scene& scene) { showTested(scene, 0); }},
    State{"endpoint-unreachable", [](const Scene& scene) { showTested(scene, 3); }},
    State{"endpoint-wrong", showWrongEndpoint},
    State{"endpoint-removed", showRemovedEndpoint},
    State{"endpoint-chosen", showChosenEndpoint},
    State{"settings", [](const Scene& scene) { scene.window.showPage("settings"); }},
    State{"about", [](const Scene& scene) { scene.window.showPage("about"); }},
    State{"palette", [](const Scene& scene) { scene.window.showPalette(); }},
    State{"explained", explainField},
    State{"statistics", [](const Scene& scene) { showTab(scene, ui::RunView::Statistics); }},
    State{"statistics-live", showLiveStatistics},
    State{"statistics-empty",
          [](const Scene& scene) {
              scene.live.display(test::emptySnapshot());
              scene.live.openTab(ui::RunView::Statistics);
          }},
    State{"requests", [](const Scene& scene) { showTab(scene, ui::RunView::Requests); }},
    State{"request-failed", showFailedRequest},
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
    State{"detached", showDetached},
    State{"preset-deleted", showDeletedPreset},
    State{"100000-requests", [](const Scene& scene) { scene.live.display(test::finishedSnapshot(100'000, crowd())); }},
};

void save(QWidget& window, const QString& path)
{
    if (!window.grab().save(path + QStringLiteral(".png")))
        std::fprintf(stderr, "%s.png cannot be written\n", qPrintable(path));
}

void render(const State& state, const QDir& folder, QSize size, const QString& suffix)
{
    const QTemporaryDir home;
    ui::Settings settings{home.filePath(QStringLiteral("workbench.ini"))};
    ui::SimulatedEndpoint simulator;
    ui::RunController runs;
    test::FakeSecrets secrets;
    ui::SavedEndpoints endpoints{home.path().toStdString(), secrets};
    ui::Context context{settings, runs, simulator, endpoints, {}, {}};
    context.dialogs.askText
        = [](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("Nightly, 8 streams"); };
    ui::MainWindow window{context};
    window.resize(size);
    window.show();
    QApplication::processEvents();
    const Scene scene{window, *window.findChild<ui::RunView*>(), *window.findChild<ui::FieldForm*>(), endpoints,
                      simulator};
    RunSpec spec;
    spec.target.modelNames = "Meta-Llama-3.3-70B-Instruct";
    spec.target.baseUrl = "http://lab-h100:8000";
    spec.arrivals.numRequests = 80;
    spec.arrivals.numConcurrentRequests = 8;
    scene.form.setSpec(spec);
    state.show(scene);
    // Twice: layouts settle, then queued replots paint.
    QApplication::processEvents();
    QApplication::processEvents();
    save(window, folder.filePath(QString::fromLatin1(state.name) + suffix));
    if (auto* detached = window.findChild<ui::ChartWindow*>())
        save(*detached, folder.filePath(QStringLiteral("chart-window") + suffix));
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 2 || !QDir{}.mkpath(arguments[1])) {
        std::fprintf(stderr, "Usage: render_states FOLDER\n");
        return 1;
    }
    const QDir folder{arguments[1]};
    const QString scale = QStringLiteral("@%1x").arg(application.devicePixelRatio());
    ui::speak(application, QStringLiteral("en"));
    for (const bool dark : {false, true}) {
        test::dress(dark);
        const QString theme = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        for (const State& state : kStates) {
            render(state, folder, {1440, 900}, theme + scale);
            if (!dark)
                render(state, folder, {1024, 700}, QStringLiteral("-small") + theme + scale);
        }
    }
    test::dress(false);
    ui::speak(application, QStringLiteral("fr"));
    for (const State& state : kStates)
        render(state, folder, {1440, 900}, QStringLiteral("-french") + scale);
    return 0;
}
