// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every page and state with sample data, light and dark, once in French, into a folder, for a person to look
// at:
//   render_states FOLDER [STATES]   (QT_SCALE_FACTOR=2 for the other scale,
//                                    INFEROMETER_TEST_FONT="Noto Sans" for the other font)
#include "ui/base/language.h"
#include "ui/charts/chart_window.h"
#include "ui/exchange/exchange_window.h"
#include "ui/form/evaluation_page.h"
#include "ui/form/field_form.h"
#include "ui/settings/settings.h"

#include <QDir>
#include <QTimer>

#include "tests/ui/fake_secrets.h"
#include "tests/ui/provision_states.h"
#include "tests/ui/screen_states.h"
#include "tests/ui/site_states.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace inferometer;
using test::Scene;
using test::State;

namespace {

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
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    // A question stands beside the picture of its window.
    context.dialogs.confirm = [&](QWidget* parent, const ui::Question& question) {
        QTimer::singleShot(200, qApp, [&] {
            QWidget* box = QApplication::activeModalWidget();
            save(*box, folder.filePath(QString::fromLatin1(state.name) + QStringLiteral("-question") + suffix));
            box->close();
        });
        return ui::desktopDialogs().confirm(parent, question);
    };
    context.dataFolder = home.path().toStdString();
    context.standing = test::sampleStanding;
    ui::MainWindow window{context};
    window.resize(size);
    window.show();
    QApplication::processEvents();
    const QList<ui::EvaluationPage*> pages = window.findChildren<ui::EvaluationPage*>();
    const auto page = std::find_if(pages.begin(), pages.end(), [](const QWidget* one) { return one->isVisible(); });
    const Scene scene{
        window, *window.findChild<ui::RunView*>(), *(*page)->form(), endpoints, simulator, runs, home, context.dialogs};
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
    if (auto* exchange = window.findChild<ui::ExchangeWindow*>())
        save(*exchange, folder.filePath(QStringLiteral("exchange-window") + suffix));
}

std::vector<State> wantedStates(const QStringList& names)
{
    std::vector<State> states;
    for (const std::span<const State> all : {test::screenStates(), test::siteStates()})
        for (const State& state : all)
            if (names.isEmpty() || names.contains(QString::fromLatin1(state.name)))
                states.push_back(state);
    return states;
}

void renderThemes(const std::vector<State>& states, const QDir& folder, const QString& scale)
{
    for (const bool dark : {false, true}) {
        test::dress(dark);
        const QString theme = dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        for (const State& state : states) {
            render(state, folder, {1440, 900}, theme + scale);
            if (!dark)
                render(state, folder, {1024, 700}, QStringLiteral("-small") + theme + scale);
        }
    }
}

}  // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application{argc, argv};
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || !QDir{}.mkpath(arguments[1])) {
        std::fprintf(stderr, "Usage: render_states FOLDER [STATES]\n");
        return 1;
    }
    const QDir folder{arguments[1]};
    test::useTestFont();
    const std::vector<State> states = wantedStates(arguments.sliced(2));
    const QString scale = QStringLiteral("@%1x").arg(application.devicePixelRatio());
    ui::speak(application, QStringLiteral("en"));
    renderThemes(states, folder, scale);
    test::dress(false);
    ui::speak(application, QStringLiteral("fr"));
    for (const State& state : states)
        render(state, folder, {1440, 900}, QStringLiteral("-french") + scale);
    return 0;
}
