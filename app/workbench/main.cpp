// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/options.h"
#include "app/workbench/render_plots.h"
#include "core/base/visible_text.h"
#include "core/cloud/named_sites.h"
#include "core/config/endpoints.h"
#include "core/config/user_folders.h"
#include "ui/base/icons.h"
#include "ui/base/language.h"
#include "ui/base/text.h"
#include "ui/endpoints/keychain.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/frame/instance.h"
#include "ui/frame/main_window.h"
#include "ui/run/run_controller.h"
#include "ui/settings/settings.h"

#include <QApplication>
#include <QFileInfo>
#include <QTimer>

#include <csignal>
#include <cstdio>

namespace {

using namespace inferometer;

int refuse(const Error& error)
{
    const std::string shown = visibleText(ui::toStd(ui::errorText(error)));
    std::fprintf(stderr, "inferometer-workbench: %s\n", shown.c_str());
    return 1;
}

ui::Handover toHandOver(const workbench::Options& options, const QByteArray& token)
{
    return {options.path.isEmpty() ? QString{} : QFileInfo{options.path}.absoluteFilePath(), token};
}

// Saves a picture of the window after a while and ends the program.
void photograph(ui::MainWindow& window, const workbench::Options& options)
{
    QTimer::singleShot(static_cast<int>(options.screenshotAfter * 1000), &window, [&window, path = options.screenshot] {
        const bool saved = window.grab().save(path);
        QCoreApplication::exit(saved ? 0 : refuse(Error::verbatim(Errc::Disk, "The picture cannot be written.")));
    });
}

// At every site of the ledger, and every account that has a name.
Result<StandingNow> lookAround(const Ledger& ledger, const SiteAccess& access, const std::stop_token& stop)
{
    const Result<std::vector<SiteSpec>> named = accounts(configFolder());
    Result<StandingNow> now = standingNow(ledger, named ? named.value() : std::vector<SiteSpec>{}, access, stop);
    if (now && !named)
        now.value().unseen.push_back(named.error());
    return now;
}

}  // namespace

int main(int argc, char** argv)
{
    // A file that may grow no further is an error of its writing, as a full disk is.
    std::signal(SIGXFSZ, SIG_IGN);  // NOLINT(cert-err33-c): cannot fail for a valid signal
    QCoreApplication::setApplicationName(QStringLiteral("inferometer-workbench"));
    QCoreApplication::setApplicationVersion(QStringLiteral(INFEROMETER_VERSION));
    if (workbench::asksForWords(argc, argv)) {
        const QCoreApplication words{argc, argv};
        return workbench::parseOptions(words) ? 0 : 1;
    }
    if (const Status display = workbench::checkDisplay(argc, argv); !display)
        return refuse(display.error());
    const QByteArray token = qgetenv("XDG_ACTIVATION_TOKEN");  // Qt may take it out of the environment
    QApplication application{argc, argv};
    QGuiApplication::setDesktopFileName(QStringLiteral("org.inferometer.Workbench"));
    Result<workbench::Options> parsed = workbench::parseOptions(application);
    if (!parsed)
        return refuse(parsed.error());
    workbench::Options& options = parsed.value();
    ui::Instance instance;
    if (options.shared && !options.newWindow && instance.handOver(toHandOver(options, token)))
        return 0;
    if (const Status loaded = workbench::load(options); !loaded)
        return refuse(loaded.error());
    ui::Settings settings{options.settingsPath};
    ui::speak(application, settings.language());
    // A picture in a file is light unless asked otherwise.
    const bool drawsFiles = !options.resultToRender.isEmpty();
    ui::Theme theme{options.appearance.value_or(drawsFiles ? ui::Appearance::Light : settings.appearance())};
    QObject::connect(&settings, &ui::Settings::appearanceChanged, &theme, &ui::Theme::setAppearance);
    if (drawsFiles) {
        const Status drawn = workbench::renderPlots(options.resultToRender, options.outputFolder, options.formats);
        return drawn ? 0 : refuse(drawn.error());
    }
    ui::SimulatedEndpoint simulator;
    ui::RunController runs{configFolder()};
    ui::Keychain keychain;
    ui::SavedEndpoints endpoints{configFolder(), keychain};
    ui::Context context{settings, runs, simulator, endpoints, ui::desktopDialogs(), options.wishes};
    context.dataFolder = dataFolder();
    context.standing = lookAround;
    ui::MainWindow window{context};
    QApplication::setWindowIcon(ui::programIcon());
    window.show();
    QObject::connect(&instance, &ui::Instance::taken, &window, &ui::MainWindow::takeOver);
    // One with settings of its own, or that only draws, is nobody's window.
    if (options.shared)
        static_cast<void>(instance.listen());
    if (!options.screenshot.isEmpty())
        photograph(window, options);
    return QApplication::exec();
}
