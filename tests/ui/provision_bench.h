// SPDX-License-Identifier: GPL-3.0-or-later
// The window with deployments of its own: our simulator is the engine, by recipes in a data folder that only this bench
// knows, and nothing that others run on this machine is seen.
#pragma once

#include "core/config/user_folders.h"
#include "core/provision/engine_process.h"
#include "core/provision/standing.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/deployments_controller.h"
#include "ui/provision/standing_strip.h"

#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QUuid>

#include "tests/ui/window_bench.h"

namespace inferometer::test {

inline constexpr int kStartPatience = 60'000;  // ms

struct DataHome
{
    QTemporaryDir data;

    DataHome()
    {
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        qputenv("XDG_CONFIG_HOME", data.path().toUtf8());
        addRecipe("sim", "The simulator", "/v1/models");
        addRecipe("never", "Never ready", "/never");
    }
    static void addRecipe(const char* name, const char* label, const char* ready)
    {
        const QDir folder{QString::fromStdString(dataFolder()) + QStringLiteral("/engines")};
        folder.mkpath(QStringLiteral("."));
        QFile file{folder.filePath(QString::fromLatin1(name) + QStringLiteral(".yaml"))};
        if (!file.open(QIODevice::WriteOnly))
            qFatal("A recipe cannot be written");
        file.write(QStringLiteral("id: %1\nlabel: %4\napi: openai-chat\nprogram: \"%2\"\n"
                                  "arguments: [simulate, --port, \"{port}\", --ttft, \"0.01\"]\nversion: [--version]\n"
                                  "ready: %3\nphases: [{name: listen, ends: [Listening on]}]\n"
                                  "failures: [{text: There is no option, means: one of its arguments is none}]\n")
                       .arg(QString::fromLatin1(name), QStringLiteral(INFEROMETER_PROGRAM), QString::fromLatin1(ready),
                            QString::fromLatin1(label))
                       .toUtf8());
    }
};

struct ProvisionBench : DataHome, WindowBench
{
    const std::string name = "t" + QUuid::createUuid().toString(QUuid::Id128).left(8).toStdString();
    ui::Decision decision = ui::Decision::Cancel;  // of every question with three answers
    QStringList decided;                           // that were asked

    ProvisionBench()
    {
        context.dataFolder = dataFolder();
        context.standing = [this](const Ledger& ledger, const SiteAccess& access, const std::stop_token& stop) {
            Result<StandingNow> now = standingNow(ledger, {}, access, stop);
            if (now)
                std::erase_if(now.value().all, [this](const Standing& one) { return !isOurs(one.resource.name); });
            return now;
        };
        context.dialogs.decide = [this](QWidget*, const ui::ThreeWayQuestion& asked) {
            decided << asked.question.text;
            return decision;
        };
        open();
    }
    // Nothing is left on this machine, however a test ended.
    ~ProvisionBench()
    {
        window.reset();
        for (const std::string& one : running())
            static_cast<void>(stopEngine(*localHost(), one).ok());
    }
    ProvisionBench(const ProvisionBench&) = delete;
    ProvisionBench& operator=(const ProvisionBench&) = delete;

    bool isOurs(const std::string& resource) const { return resource.starts_with("inferometer-" + name + "-"); }
    std::vector<std::string> running() const
    {
        std::vector<std::string> names = runningEngines(*localHost()).value();
        std::erase_if(names, [this](const std::string& one) { return !isOurs(one); });
        return names;
    }
    ui::DeploymentsController& deployments() const { return *context.deployments; }
    const ui::DeploymentState* state() const { return deployments().find(name); }
    bool isAt(ui::Stage stage) const { return state() && state()->stage() == stage; }
    bool isStripShown() const { return window->findChild<ui::StandingStrip*>()->isVisible(); }
    QString shown(const char* label) const { return find<QLabel>(label).text(); }
    QString advice() const { return find<QTextEdit>("deployment-advice").toPlainText(); }

    std::string yaml(const char* recipe = "sim", const char* more = "") const
    {
        return "version: 1\nname: " + name + "\nengine:\n  recipe: " + recipe + "\n" + more
            + "model: /m/tiny.gguf\nalias: simulated\nlimits:\n  ready: 60s\n";
    }
    void add(const char* recipe = "sim", const char* more = "") const
    {
        if (!deployments().put(name, yaml(recipe, more)).ok())
            qFatal("A deployment cannot be written");
        click("page-provisioning");
    }
    bool awaits(ui::Stage stage) const
    {
        return QTest::qWaitFor([this, stage] { return isAt(stage); }, kStartPatience);
    }
};

}  // namespace inferometer::test
