// SPDX-License-Identifier: GPL-3.0-or-later
// How true the figures are while the window is open and draws the run: truth_bench's 512 streams at 50 tokens/s,
// started by the workbench.
#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/frame/main_window.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_view.h"
#include "ui/settings/settings.h"

#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include "tests/support/endpoint_process.h"
#include "tests/support/print_accuracy.h"
#include "tests/ui/fake_secrets.h"
#include "tests/ui/ui_fixture.h"

using namespace inferometer;

namespace {

std::string runIdOf(const FinishedRun& saved)
{
    QFile file{QString::fromStdString(saved.folder + "/" + saved.header.stem + "_summary.json")};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("run_id")).toString().toStdString();
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home;
    SimSpec sim;
    sim.ttft = 0.2;
    sim.itl = 0.02;
    sim.truthLog = home.filePath(QStringLiteral("truth.jsonl")).toStdString();
    Endpoint endpoint{sim};  // forks, so before Qt has threads
    QApplication application{argc, argv};
    test::dress(false);
    ui::Settings settings{home.filePath(QStringLiteral("workbench.ini"))};
    ui::SimulatedEndpoint simulator;
    ui::RunController runs;
    test::FakeSecrets secrets;
    ui::SavedEndpoints endpoints{home.path().toStdString(), secrets};
    ui::Context context{settings, runs, simulator, endpoints, {}, {}};
    ui::MainWindow window{context};
    window.resize(1440, 900);
    window.show();
    RunSpec spec;
    spec.target.baseUrl = "http://127.0.0.1:" + std::to_string(endpoint.port());
    spec.target.modelNames = "simulated";
    spec.prompts.numInputTokens = 50;
    spec.prompts.numOutputTokens = 100;
    spec.arrivals.numRequests = 1024;
    spec.arrivals.numConcurrentRequests = 512;
    spec.keep.resultsDir = home.path().toStdString();
    QObject::connect(&runs, &ui::RunController::phaseChanged, qApp, [&] {
        if (!runs.isActive())
            QCoreApplication::quit();
    });
    runs.start(spec);
    QApplication::exec();
    if (!runs.saved()) {
        std::fprintf(stderr, "%s\n", runs.error().message.c_str());
        return 1;
    }
    endpoint.stop();
    std::printf("512x50 with the window open and drawing\n");
    printAccuracy(*runs.snapshot(), runs.saved()->facts, runIdOf(*runs.saved()), sim.truthLog);
    return 0;
}
