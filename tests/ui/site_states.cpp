// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/site_states.h"

#include "core/cloud/named_sites.h"
#include "core/config/user_folders.h"
#include "ui/provision/worker_questions.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QTcpServer>
#include <QTextEdit>

#include "tests/support/route_server.h"

#include <array>
#include <atomic>
#include <functional>
#include <thread>

namespace inferometer::test {

namespace {

void open(const Scene& scene, int row)
{
    const std::vector<NamedSite> sites{
        {"lab", {"ssh", {{"host", "ada@gpu-1.lab.example"}, {"jump", "ada@gate.example"}}}},
        {"jetson", {"edge", {{"host", "nvidia@jetson.local"}, {"password-env", "JETSON_PASSWORD"}}}},
        {"frankfurt", {"aws", {{"region", "eu-central-1"}, {"instance", "g6.12xlarge"}, {"spot", "true"}}}},
        {"pods-community", {"runpod", {{"gpu", "NVIDIA GeForce RTX 4090"}, {"cloud", "community"}}}}};
    if (!saveSites(configFolder(), sites).ok())
        qFatal("The sites cannot be written");
    scene.endpoints.secrets().write("RUNPOD_API_KEY", Secret{"x"}, &scene.window, [](const Status&) {});
    scene.window.showPage("provisioning");
    inView<QListWidget>(scene, "site-list")->setCurrentRow(row);
    QApplication::processEvents();
}

void settle(const std::function<bool()>& isDone)
{
    QElapsedTimer waited;
    waited.start();
    while (!isDone() && !waited.hasExpired(10'000))
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
}

void setField(const Scene& scene, const char* name, const char* text)
{
    auto* edit = inView<QLineEdit>(scene, name);
    edit->setText(QString::fromLatin1(text));
    emit edit->textEdited(edit->text());
}

// Off the UI thread, as a worker asks.
void ask(const std::function<void()>& question)
{
    std::atomic<bool> isDone = false;
    const std::jthread worker{[&] {
        question();
        isDone = true;
    }};
    settle([&isDone] { return isDone.load(); });
}

void showNewSite(const Scene& scene)
{
    scene.window.showPage("provisioning");
    press(scene, "add-site");
}

void showSites(const Scene& scene) { open(scene, 2); }

void showSiteTested(const Scene& scene)
{
    scene.window.showPage("provisioning");
    press(scene, "add-site");
    setField(scene, "named-name", "here");
    press(scene, "save-site");
    press(scene, "test-site");
    settle([&scene] { return inView<QTextEdit>(scene, "site-outcome")->toPlainText().startsWith(u"Linux"); });
}

// A machine that takes the connection and says nothing.
void showSiteTesting(const Scene& scene)
{
    open(scene, 0);
    auto* silent = new QTcpServer{&scene.window};
    silent->listen(QHostAddress::LocalHost);
    const std::string place = "ada@127.0.0.1:" + std::to_string(silent->serverPort());
    setField(scene, "named-site-host", place.c_str());
    setField(scene, "named-site-jump", "");
    press(scene, "test-site");
}

void showSiteRefused(const Scene& scene)
{
    open(scene, 3);
    setField(scene, "named-site-api-url", "http://127.0.0.1:9");
    press(scene, "test-site");
    const QString waits = inView<QTextEdit>(scene, "site-outcome")->toPlainText();
    settle([&] { return inView<QTextEdit>(scene, "site-outcome")->toPlainText() != waits; });
}

void showSiteWrong(const Scene& scene)
{
    open(scene, 1);
    setField(scene, "named-name", "on the desk");
    setField(scene, "named-site-host", "");
    setField(scene, "named-site-password-env", "s3cret!");
}

void showSiteRemoved(const Scene& scene)
{
    open(scene, 1);
    press(scene, "remove-site");
}

void showSiteChosen(const Scene& scene)
{
    open(scene, 0);
    press(scene, "new-deployment");
    auto* box = inView<QComboBox>(scene, "deployment-site");
    box->setCurrentIndex(3);
    QApplication::processEvents();
}

RouteAnswer catalog(const RouteRequest& asked)
{
    if (asked.line.find("cloud=SECURE") == std::string::npos)
        return {200, R"({"gpus":[]})"};
    std::string gpus;
    const auto add = [&gpus](const char* id, const char* name, int memory, double price, const char* available) {
        gpus += (gpus.empty() ? "" : ",") + std::string{R"({"secure":true,"maxCount":{"secure":8},"id":")"} + id
            + R"(","name":")" + name + R"(","memory":)" + std::to_string(memory) + R"(,"price":{"secure":)"
            + std::to_string(price) + R"(},"availability":")" + available + R"("})";
    };
    add("NVIDIA L4", "L4", 24, 0.44, "HIGH");
    add("NVIDIA L40S", "L40S", 48, 0.86, "LOW");
    add("NVIDIA GeForce RTX 4090", "RTX 4090", 24, 0.69, "NONE");
    add("NVIDIA A100 80GB PCIe", "A100 PCIe", 80, 1.64, "MEDIUM");
    add("NVIDIA H100 80GB HBM3", "H100 SXM", 80, 2.99, "LOW");
    add("NVIDIA B200", "B200", 180, 5.99, "HIGH");
    return {200, R"({"gpus":[)" + gpus + "]}"};
}

// Two accounts: one answers, the other is not there.
void showOffers(const Scene& scene)
{
    static const RouteServer server{catalog};
    const std::vector<NamedSite> sites{{"pods", {"runpod", {{"api-url", server.url()}}}},
                                       {"pods-of-the-team", {"runpod", {{"api-url", "http://127.0.0.1:9"}}}}};
    if (!saveSites(configFolder(), sites).ok())
        qFatal("The sites cannot be written");
    scene.endpoints.secrets().write("RUNPOD_API_KEY", Secret{"x"}, &scene.window, [](const Status&) {});
    scene.window.showPage("provisioning");
    press(scene, "show-offers");
    const QString waits = inView<QTextEdit>(scene, "offers-state")->toPlainText();
    settle([&] { return inView<QTextEdit>(scene, "offers-state")->toPlainText() != waits; });
}

void askPrice(const Scene& scene)
{
    scene.window.showPage("provisioning");
    ask([&scene] {
        DeploymentPrice price;
        Offer& offer = price.offer;
        offer.machine = "H100-1-80G";
        offer.gpu = "NVIDIA H100 PCIe";
        offer.gpus = 1;
        offer.gpuMemory = 80;
        offer.region = "fr-par-2";
        offer.pricePerHour = 2.73;
        offer.currency = "EUR";
        offer.source = "api.scaleway.com";
        price.ttl = 7'200;
        price.most = 5.46;
        static_cast<void>(ui::askForPrice(scene.dialogs, scene.window, &scene.window, {})(price));
    });
}

void askHostKey(const Scene& scene)
{
    scene.window.showPage("provisioning");
    ask([&scene] {
        static_cast<void>(ui::askForTrust(scene.dialogs, scene.window, &scene.window, {})(
            {"ada@gpu-1.lab.example:2222", "ED25519", "SHA256:Vq3n0Zk0o1XyUuJmQ2b8cFh5xw4sYt7eLrPdA9iKjGc", {}}));
    });
}

constexpr std::array kStates{State{"sites-new", showNewSite},         State{"sites", showSites},
                             State{"sites-tested", showSiteTested},   State{"sites-testing", showSiteTesting},
                             State{"sites-refused", showSiteRefused}, State{"sites-wrong", showSiteWrong},
                             State{"sites-removed", showSiteRemoved}, State{"sites-chosen", showSiteChosen},
                             State{"sites-offers", showOffers},       State{"asks-price", askPrice},
                             State{"asks-host-key", askHostKey}};

}  // namespace

std::span<const State> siteStates() { return kStates; }

}  // namespace inferometer::test
