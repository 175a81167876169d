// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/provision_states.h"

#include "ui/provision/deployment_editor.h"
#include "ui/provision/deployments_controller.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

namespace inferometer::test {

namespace {

constexpr auto kYaml = R"(# Two streams a GPU, as in the note of 12 November.
version: 1
name: tiny-on-this-machine
site:
  provider: local
engine:
  recipe: llamacpp
  program: /opt/llama/llama-server
  arguments:
    ctx-size: 8192
    parallel: 4
model: /models/Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf
alias: llama-3.1-8b
limits:
  ttl: 2h
)";
constexpr auto kName = "tiny-on-this-machine";

ui::DeploymentsController& deployments(const Scene& scene)
{
    return *scene.window.findChild<ui::DeploymentsController*>();
}

void await(const std::function<bool()>& isThere)
{
    QElapsedTimer waited;
    waited.start();
    while (!isThere() && !waited.hasExpired(10'000))
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
}

// In what is narrow they have one mark together.
void pressStanding(const Scene& scene)
{
    const auto* named = inView<QAbstractButton>(scene, "standing-show");
    press(scene, named != nullptr && named->isVisible() ? "standing-show" : "standing-mark");
}

void write(const QString& path, const std::string& text)
{
    QDir{}.mkpath(QFileInfo{path}.path());
    QFile file{path};
    if (!file.open(QIODevice::WriteOnly) || file.write(text.c_str()) < 0)
        qFatal("A file of a deployment cannot be written");
}

void put(const Scene& scene, const std::string& name, const std::string& more = {})
{
    std::string text = kYaml;
    text.replace(text.find(kName), std::string{kName}.size(), name);
    if (!deployments(scene).put(name, text + more).ok())
        qFatal("A deployment cannot be written");
    scene.window.showPage("provisioning");
}

struct Sample
{
    const char* deployment;
    const char* resource;
    double minutes;  // since it was made
    double pricePerHour;
    ResourceKind kind = ResourceKind::Machine;
};

Resource resourceOf(const Sample& sample)
{
    Resource resource{.name = sample.resource, .deployment = sample.deployment, .kind = sample.kind};
    resource.state = ResourceState::Standing;
    resource.pricePerHour = sample.pricePerHour;
    resource.created = realtimeNow() - fromSeconds(sample.minutes * 60);
    resource.deadline = resource.created + fromSeconds(7'200);
    return resource;
}

void record(const Scene& scene, const Resource& resource)
{
    const Result<Ledger> ledger = Ledger::open(deployments(scene).folder());
    if (!ledger || !ledger.value().write(resource).ok())
        qFatal("The ledger cannot be written");
}
void record(const Scene& scene, const Sample& sample) { record(scene, resourceOf(sample)); }

void keepEndpoint(const Scene& scene, const std::string& name, const std::string& resource)
{
    write(QString::fromStdString(deployments(scene).folder() + "/" + name + "/endpoint.json"),
          R"({"resource": ")" + resource
              + R"json(", "base_url": "http://127.0.0.1:31842", "model": "llama-3.1-8b", "api": "openai-chat",
 "engine": "llama.cpp, version: 0.7.0 (build 11669)",
 "machine": "Linux 6.1.0 x86_64, 16 processors, 67.2 GB, NVIDIA L4", "command": ["llama-server"],
 "phases": [{"name": "load", "seconds": 4.81}, {"name": "listen", "seconds": 0.62},
            {"name": "ready", "seconds": 0.21}, {"name": "first token", "seconds": 0.148}]})json");
}

void lookAgain(const Scene& scene, const std::function<bool()>& isThere)
{
    deployments(scene).look();
    await(isThere);
}

void stand(const Scene& scene, const char* name, double pricePerHour)
{
    const std::string resource = std::string{"inferometer-"} + name + "-1";
    put(scene, name);
    record(scene,
           {name, resource.c_str(), 42, pricePerHour,
            std::isnan(pricePerHour) ? ResourceKind::Engine : ResourceKind::Machine});
    keepEndpoint(scene, name, resource);
    lookAgain(scene, [&] { return deployments(scene).find(name)->stage() == ui::Stage::Ready; });
}

// An engine that is there and never answers; it ends itself soon.
void addSlowRecipe(const Scene& scene)
{
    qputenv("XDG_DATA_HOME", scene.home.path().toUtf8());
    write(scene.home.filePath(QStringLiteral("inferometer/engines/slow.yaml")),
          "id: slow\nlabel: llama.cpp\napi: openai-chat\nprogram: sleep\narguments: [\"60\"]\nversion: [--version]\n"
          "ready: /health\nphases: [{name: load, ends: [loaded]}]\nfailures: []\n");
}

}  // namespace

Result<StandingNow> sampleStanding(const Ledger& ledger, const SiteAccess& /*access*/, const std::stop_token& /*stop*/)
{
    const Result<Ledger::Read> read = ledger.read();
    if (!read)
        return read.error();
    StandingNow now;
    for (const Resource& resource : read.value().resources)
        if (resource.state != ResourceState::Gone)
            now.all.push_back({resource, resource.name.find("orphan") == std::string::npos, true, true});
    return now;
}

void showNewDeployment(const Scene& scene)
{
    scene.window.showPage("provisioning");
    press(scene, "new-deployment");
    press(scene, "editor-next");
}

void showWrongDeployment(const Scene& scene)
{
    put(scene, kName);
    QApplication::processEvents();
    press(scene, "deployment-edit");
    auto* yaml = inView<QPlainTextEdit>(scene, "editor-yaml");
    yaml->setPlainText(yaml->toPlainText().replace(QStringLiteral("2h"), QStringLiteral("for ever"))
                       + QStringLiteral("modle: x\n"));
    press(scene, "editor-step-3");
}

void showLastStep(const Scene& scene)
{
    put(scene, kName);
    press(scene, "deployment-edit");
    press(scene, "editor-step-4");
}

void showOpenMachine(const Scene& scene)
{
    const std::string text = "version: 1\nname: llama-in-the-cloud\nsite:\n  provider: runpod\n"
                             "  # Nobody listens there: what it offers is shown by hand.\n"
                             "  api-url: http://127.0.0.1:9\nengine:\n  recipe: vllm\n"
                             "model: meta-llama/Llama-3.1-8B-Instruct\nchoose:\n  strategy: fit\n  max-price: 3\n"
                             "  gpus: L4, L40S, H100 SXM\n  concurrency: 16\n";
    if (!deployments(scene).put("llama-in-the-cloud", text).ok())
        qFatal("A deployment cannot be written");
    scene.window.showPage("provisioning");
    press(scene, "deployment-edit");
}

void showChosenMachine(const Scene& scene)
{
    showOpenMachine(scene);
    press(scene, "editor-step-3");
    auto* editor = scene.window.findChild<ui::DeploymentEditor*>();
    // What nobody was asked for has failed by now, and the sample stands in its place.
    await([&scene] { return !inView<QLabel>(scene, "choice-said")->text().contains(QStringLiteral("is asked")); });
    const std::string asked = askedText(editor->spec());
    editor->setChoice(
        asked,
        MachineChoice{
            asked,
            {{{},
              Sentence::plain("L40S (NVIDIA L40S): 27.9 of 48 GB needed, measured 912.4 tok/s here on 2026-11-20, "
                              "0.86 $/h -> 0.26 $ per 1M output tokens; first because you measured it.")},
             {{},
              Sentence::plain("L4 (NVIDIA L4): 19.4 of 24 GB needed, about 13 tok/s a user, 0.44 $/h -> 0.61 $ per 1M "
                              "output tokens; number 2 of 3 that fit.")}},
            0});
}

void showComingUp(const Scene& scene)
{
    addSlowRecipe(scene);
    const std::string text = "version: 1\nname: slow\nengine: {recipe: slow}\nmodel: /models/big.gguf\n"
                             "limits: {ttl: 20s}\n";
    static_cast<void>(deployments(scene).put("slow", text).ok());
    scene.window.showPage("provisioning");
    press(scene, "deployment-up");
    await([&scene] {
        const ui::DeploymentState* state = deployments(scene).find("slow");
        return !state->waitsFor.isEmpty() && state->stands();
    });
}

void showReadyDeployment(const Scene& scene)
{
    stand(scene, kName, std::numeric_limits<double>::quiet_NaN());
    put(scene, "another-one");
    pressStanding(scene);
}

void showBilledDeployments(const Scene& scene)
{
    stand(scene, "llama-on-l4", 0.526);
    stand(scene, "qwen-on-h100", 2.99);
    pressStanding(scene);
}

void showBudget(const Scene& scene)
{
    put(scene, "llama-on-l4", "  budget: 5\n");
    Resource machine = resourceOf({"llama-on-l4", "inferometer-llama-on-l4-1", 42, 0.526});
    machine.site = {"ssh", {{"host", "ada@gpu-1"}}};
    machine.currency = "EUR";
    record(scene, machine);
    keepEndpoint(scene, "llama-on-l4", machine.name);
    lookAgain(scene, [&] { return deployments(scene).find("llama-on-l4")->stage() == ui::Stage::Ready; });
}

void showFailedDeployment(const Scene& scene)
{
    put(scene, kName);
    press(scene, "deployment-up");
    await([&scene] { return deployments(scene).find(kName)->stage() == ui::Stage::Failed; });
}

void showUnfinishedDeployment(const Scene& scene)
{
    put(scene, kName);
    record(scene, {kName, "inferometer-tiny-2", 3, std::numeric_limits<double>::quiet_NaN(), ResourceKind::Engine});
    lookAgain(scene, [&scene] { return deployments(scene).find(kName)->stands(); });
}

void showOrphan(const Scene& scene)
{
    put(scene, kName);
    record(scene, {"", "inferometer-orphan-0198c2d4", 312, 2.49});
    lookAgain(scene, [&scene] { return deployments(scene).find("inferometer-orphan-0198c2d4") != nullptr; });
    pressStanding(scene);
}

void showBrokenDeployment(const Scene& scene) { put(scene, kName, "modle: x\n"); }

void showRemovedDeployment(const Scene& scene)
{
    put(scene, "another-one");
    put(scene, kName);
    press(scene, "remove-deployment");
}

}  // namespace inferometer::test
