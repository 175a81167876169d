// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/options.h"

#include "ui/base/text.h"
#include "ui/frame/opening.h"
#include "ui/settings/settings.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <string_view>

namespace inferometer::workbench {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("options", text); }

Error wrong(const QString& sentence) { return Error::verbatim(Errc::InvalidInput, ui::toStd(sentence)); }

void declare(QCommandLineParser& parser)
{
    parser.setApplicationDescription(tr("Measures how a large language model is served."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("PATH"),
                                 tr("A result folder, a zip exported from one or a run's YAML file to open."),
                                 QStringLiteral("[PATH]"));
    const std::array kOptions{
        QCommandLineOption{QStringLiteral("theme"), tr("Appearance: system, light or dark."), QStringLiteral("NAME")},
        QCommandLineOption{QStringLiteral("simulator"), tr("Start the simulated endpoint, ready to be measured.")},
        QCommandLineOption{QStringLiteral("run"), tr("Start the run at once.")},
        QCommandLineOption{QStringLiteral("config"), tr("Fill the form from this run's YAML."), QStringLiteral("FILE")},
        QCommandLineOption{QStringLiteral("new-window"), tr("Open another window, though a workbench runs already.")},
        QCommandLineOption{QStringLiteral("settings"), tr("Keep settings in this file."), QStringLiteral("FILE")},
        QCommandLineOption{QStringLiteral("render-plots"), tr("Draw every chart of a result into files and end."),
                           QStringLiteral("RESULT")},
        QCommandLineOption{QStringLiteral("output"), tr("Where the charts go; the result's folder by default."),
                           QStringLiteral("FOLDER")},
        QCommandLineOption{QStringLiteral("format"), tr("png or svg; both by default."), QStringLiteral("NAME")},
        QCommandLineOption{QStringLiteral("screenshot"), tr("Save a picture of the window and end."),
                           QStringLiteral("FILE")},
        QCommandLineOption{QStringLiteral("after"), tr("Seconds before the picture is taken; 3 by default."),
                           QStringLiteral("SECONDS")},
    };
    for (const QCommandLineOption& option : kOptions)
        parser.addOption(option);
}

Status takeAppearance(const QCommandLineParser& parser, Options& options)
{
    if (!parser.isSet(QStringLiteral("theme")))
        return {};
    const QString name = parser.value(QStringLiteral("theme"));
    options.appearance = ui::appearanceFromName(name);
    return options.appearance ? Status{} : Status{wrong(tr("--theme takes system, light or dark, not %1.").arg(name))};
}

Status takePath(const QCommandLineParser& parser, Options& options)
{
    options.path = parser.value(QStringLiteral("config"));
    if (!parser.positionalArguments().isEmpty())
        options.path = parser.positionalArguments().constFirst();
    options.newWindow = parser.isSet(QStringLiteral("new-window"));
    const QStringList given = parser.optionNames();
    options.shared = std::all_of(given.begin(), given.end(),
                                 [](const QString& name) { return name == QLatin1String{"new-window"}; });
    return {};
}

Status takePictures(const QCommandLineParser& parser, Options& options)
{
    options.resultToRender = parser.value(QStringLiteral("render-plots"));
    options.outputFolder = parser.value(QStringLiteral("output"));
    if (options.outputFolder.isEmpty())
        options.outputFolder = QFileInfo{options.resultToRender}.isDir()
            ? options.resultToRender
            : QFileInfo{options.resultToRender}.absolutePath();
    const QString format = parser.value(QStringLiteral("format"));
    const std::array kFormats{QStringLiteral("png"), QStringLiteral("svg")};
    for (const QString& known : kFormats) {
        if (format.isEmpty() || format == known)
            options.formats.push_back(known);
    }
    if (options.formats.empty())
        return wrong(tr("--format takes png or svg, not %1.").arg(format));
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    bool isNumber = true;
    if (parser.isSet(QStringLiteral("after")))
        options.screenshotAfter = parser.value(QStringLiteral("after")).toDouble(&isNumber);
    return isNumber ? Status{} : Status{wrong(tr("--after takes a number of seconds."))};
}

bool isSet(const char* variable)
{
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): no thread was started yet
    return value != nullptr && *value != '\0';
}

bool hasAny(int argc, char** argv, std::initializer_list<std::string_view> words)
{
    const std::span<char*> given{argv, static_cast<std::size_t>(argc)};
    return std::any_of(given.begin(), given.end(), [&words](const char* argument) {
        return std::find(words.begin(), words.end(), argument) != words.end();
    });
}

}  // namespace

bool asksForWords(int argc, char** argv)
{
    return hasAny(argc, argv, {"--version", "-v", "--help", "-h", "--help-all"});
}

Status checkDisplay(int argc, char** argv)
{
    if (isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM") || hasAny(argc, argv, {"-platform"}))
        return {};
    // In English: no language is chosen yet.
    return Error::verbatim(
        Errc::Unsupported,
        "There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); start "
        "this in a desktop session, or draw pictures by `inferometer plot`.");
}

Result<Options> parseOptions(const QCoreApplication& application)
{
    QCommandLineParser parser;
    declare(parser);
    parser.process(application);
    Options options;
    options.settingsPath = parser.isSet(QStringLiteral("settings")) ? parser.value(QStringLiteral("settings"))
                                                                    : ui::Settings::defaultPath();
    options.wishes.simulator = parser.isSet(QStringLiteral("simulator"));
    options.wishes.run = parser.isSet(QStringLiteral("run"));
    for (const auto take : {takeAppearance, takePath, takePictures}) {
        if (const Status taken = take(parser, options); !taken)
            return taken.error();
    }
    return options;
}

Status load(Options& options)
{
    if (options.path.isEmpty())
        return {};
    const Result<ui::Wishes> wishes = ui::openPath(options.path);
    if (!wishes)
        return wishes.error();
    options.wishes.spec = wishes.value().spec;
    options.wishes.opened = wishes.value().opened;
    return {};
}

}  // namespace inferometer::workbench
