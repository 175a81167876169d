// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/options.h"
#include "app/workbench/render_plots.h"
#include "core/config/endpoints.h"
#include "ui/icons.h"
#include "ui/keychain.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/run_controller.h"
#include "ui/saved_endpoints.h"
#include "ui/settings.h"
#include "ui/simulated_endpoint.h"
#include "ui/text.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

namespace {

using namespace inferometer;

int refuse(const Error& error)
{
    std::fprintf(stderr, "inferometer-workbench: %s\n", qUtf8Printable(ui::errorText(error)));
    return 1;
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application{argc, argv};
    QApplication::setApplicationName(QStringLiteral("inferometer-workbench"));
    QApplication::setApplicationVersion(QStringLiteral(INFEROMETER_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.inferometer.Workbench"));
    const Result<workbench::Options> parsed = workbench::parseOptions(application);
    if (!parsed)
        return refuse(parsed.error());
    const workbench::Options& options = parsed.value();
    ui::Settings settings{options.settingsPath};
    ui::speak(application, settings.language());
    ui::Theme theme{options.appearance.value_or(settings.appearance())};
    QObject::connect(&settings, &ui::Settings::appearanceChanged, &theme, &ui::Theme::setAppearance);
    if (!options.resultToRender.isEmpty()) {
        const Status drawn = workbench::renderPlots(options.resultToRender, options.outputFolder, options.formats);
        return drawn ? 0 : refuse(drawn.error());
    }
    ui::SimulatedEndpoint simulator;
    ui::RunController runs{configFolder()};
    ui::Keychain keychain;
    ui::SavedEndpoints endpoints{configFolder(), keychain};
    ui::Context context{settings, runs, simulator, endpoints, ui::desktopDialogs(), options.wishes};
    ui::MainWindow window{context};
    QApplication::setWindowIcon(ui::programIcon());
    window.show();
    if (!options.screenshot.isEmpty()) {
        QTimer::singleShot(static_cast<int>(options.screenshotAfter * 1000), &window, [&] {
            const bool saved = window.grab().save(options.screenshot);
            QCoreApplication::exit(saved ? 0 : refuse(Error::verbatim(Errc::Disk, "The picture cannot be written.")));
        });
    }
    return QApplication::exec();
}
