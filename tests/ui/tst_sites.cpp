// SPDX-License-Identifier: GPL-3.0-or-later
// Named sites in the real window: made, changed, tried out, taken away and had back; every provider has its form.
#include "core/cloud/named_sites.h"
#include "ui/provision/deployment_fields.h"
#include "ui/provision/site_secrets.h"

#include <QFile>
#include <QListWidget>
#include <QTextEdit>
#include <QToolButton>

#include "tests/ui/provision_bench.h"

using namespace inferometer;
using test::ProvisionBench;

namespace {

std::vector<NamedSite> kept() { return loadSites(configFolder()).value(); }

QString outcome(const ProvisionBench& bench) { return bench.find<QTextEdit>("site-outcome").toPlainText(); }

const NamedSite kPods{"pods", {"runpod", {{"gpu", "NVIDIA L4"}, {"api-url", "http://127.0.0.1:9"}}}};

}  // namespace

class TestSites : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ASiteIsMadeTriedOutAndChosen();
    void WhatIsWrongIsSaidAndNotSaved();
    void ARemovedSiteComesBack();
    void ASecretGoesIntoTheKeyringAndOut();
    void WhatASiteRefusesIsSaid();
    void EveryProviderHasItsForm();
    void AFileThatCannotBeReadIsNotWrittenOver();
};

void TestSites::ASiteIsMadeTriedOutAndChosen()
{
    const ProvisionBench bench;
    bench.openByKeys("provisioning");
    QVERIFY(bench.shown("sites-empty").contains(QStringLiteral("A site is where machines are")));
    bench.click("add-site");
    bench.type("named-name", QStringLiteral("here"));
    bench.click("test-site");
    QTRY_VERIFY_WITH_TIMEOUT(outcome(bench).startsWith(QStringLiteral("Linux")), test::kStartPatience);
    bench.click("save-site");
    QCOMPARE(kept(), (std::vector<NamedSite>{{"here", {}}}));
    QCOMPARE(bench.shown("site-title"), QStringLiteral("here"));
    bench.click("duplicate-site");
    QCOMPARE(kept().back().name, std::string{"here-2"});

    bench.click("new-deployment");
    bench.type("deployment-name", QString::fromStdString(bench.name));
    bench.choose("deployment-site", QStringLiteral("here · This machine"));
    bench.click("editor-next");
    bench.choose("deployment-engine-recipe", QStringLiteral("The simulator"));
    bench.type("deployment-model", QStringLiteral("m"));
    bench.click("editor-save");
    QVERIFY(bench.state() != nullptr);
    QCOMPARE(bench.state()->spec.siteName, std::string{"here"});
    QVERIFY2(bench.state()->problem.isEmpty(), qPrintable(bench.state()->problem));
    QVERIFY(bench.find<QWidget>("deployment-up").isVisible());
}

void TestSites::WhatIsWrongIsSaidAndNotSaved()
{
    const ProvisionBench bench;
    QVERIFY(saveSites(configFolder(), {kPods}).ok());
    bench.openByKeys("provisioning");
    bench.click("add-site");
    bench.type("named-name", QStringLiteral("pods"));
    QCOMPARE(bench.shown("named-name-reason"), QStringLiteral("Another site has this name."));
    bench.type("named-name", QStringLiteral("on the desk"));
    QVERIFY(bench.shown("named-name-reason").contains(QStringLiteral("letters, digits")));
    QVERIFY(!bench.find<QPushButton>("save-site").isEnabled());
    QVERIFY(bench.find<QPushButton>("test-site").isEnabled());
    bench.type("named-name", QStringLiteral("desk"));
    bench.choose("named-site-provider", QStringLiteral("A machine over SSH"));
    bench.type("named-site-password-env", QStringLiteral("s3cret!"));
    QVERIFY(bench.shown("named-site-password-env-reason").contains(QStringLiteral("holds a credential")));
    QVERIFY(!bench.find<QPushButton>("test-site").isEnabled());
    // What was not saved can be had back.
    bench.find<QListWidget>("site-list").setCurrentRow(0);
    QCOMPARE(bench.shown("site-title"), QStringLiteral("pods"));
    QTest::mouseClick(bench.find<widgets::NoticeBar>("provisioning-notice").findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(bench.find<QLineEdit>("named-name").text(), QStringLiteral("desk"));
    QCOMPARE(kept().size(), 1U);
}

void TestSites::ARemovedSiteComesBack()
{
    const ProvisionBench bench;
    const NamedSite other{"here", {}};
    QVERIFY(saveSites(configFolder(), {kPods, other}).ok());
    bench.openByKeys("provisioning");
    bench.find<QListWidget>("site-list").setCurrentRow(0);
    bench.click("remove-site");
    QCOMPARE(kept(), std::vector<NamedSite>{other});
    QCOMPARE(bench.shown("site-title"), QStringLiteral("here"));
    QTest::mouseClick(bench.find<widgets::NoticeBar>("provisioning-notice").findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(kept(), (std::vector<NamedSite>{kPods, other}));
    QCOMPARE(bench.shown("site-title"), QStringLiteral("pods"));
}

void TestSites::ASecretGoesIntoTheKeyringAndOut()
{
    ProvisionBench bench;
    QVERIFY(saveSites(configFolder(), {kPods}).ok());
    bench.openByKeys("provisioning");
    bench.find<QListWidget>("site-list").setCurrentRow(0);
    QTRY_VERIFY(bench.shown("site-secret-state").contains(QStringLiteral("Neither")));
    bench.type("site-secret-RUNPOD_API_KEY", QStringLiteral("rpa_nobodys"));
    bench.click("site-secret-keep");
    QTRY_COMPARE(bench.shown("site-secret-state"), QStringLiteral("In the keyring."));
    QCOMPARE(bench.secrets.items.at("RUNPOD_API_KEY"), std::string{"rpa_nobodys"});
    QCOMPARE(bench.find<QLineEdit>("site-secret-RUNPOD_API_KEY").text(), QString{});
    QFile file{QString::fromStdString(sitesPath(configFolder()))};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("rpa_nobodys"));
    bench.answer = false;
    bench.click("site-secret-clear");
    QCOMPARE(bench.questions.size(), 1);
    QApplication::processEvents();
    QCOMPARE(bench.secrets.items.size(), 1U);
    bench.answer = true;
    bench.click("site-secret-clear");
    QTRY_VERIFY(bench.secrets.items.empty());
    QTRY_VERIFY(bench.shown("site-secret-state").contains(QStringLiteral("Neither")));
}

void TestSites::WhatASiteRefusesIsSaid()
{
    ProvisionBench bench;
    QVERIFY(saveSites(configFolder(), {kPods}).ok());
    bench.openByKeys("provisioning");
    bench.find<QListWidget>("site-list").setCurrentRow(0);
    bench.click("test-site");
    QTRY_VERIFY2_WITH_TIMEOUT(outcome(bench).contains(QStringLiteral("RUNPOD_API_KEY")), qPrintable(outcome(bench)),
                              test::kStartPatience);
    bench.secrets.items["RUNPOD_API_KEY"] = "rpa_nobodys";
    bench.click("test-site");
    QTRY_VERIFY2_WITH_TIMEOUT(outcome(bench).contains(QStringLiteral("127.0.0.1:9")), qPrintable(outcome(bench)),
                              test::kStartPatience);
    QVERIFY(!outcome(bench).contains(QStringLiteral("rpa_nobodys")));
}

void TestSites::EveryProviderHasItsForm()
{
    const ProvisionBench bench;
    bench.openByKeys("provisioning");
    bench.click("add-site");
    for (const Provider& provider : providers()) {
        auto& box = bench.find<QComboBox>("named-site-provider");
        box.setCurrentIndex(box.findData(QString::fromStdString(std::string{provider.id})));
        for (const SiteKey& key : provider.keys) {
            const std::string name = "named-site-" + std::string{key.name};
            const auto& edit = bench.find<QLineEdit>(name.c_str());
            QVERIFY2(edit.isVisible(), name.c_str());
            QCOMPARE(edit.placeholderText(), QString::fromStdString(std::string{key.preset}));
        }
        QCOMPARE(test::unnamedInputs(*bench.window).join(QLatin1Char{','}), QString{});
    }
}

void TestSites::AFileThatCannotBeReadIsNotWrittenOver()
{
    const ProvisionBench bench;
    QVERIFY(saveSites(configFolder(), {kPods}).ok());
    QFile file{QString::fromStdString(sitesPath(configFolder()))};
    QVERIFY(file.open(QIODevice::Append) && file.write("future: 1\n") > 0);
    file.close();
    bench.openByKeys("provisioning");
    QVERIFY2(bench.shown("sites-empty").contains(QStringLiteral("\"future\" is not known here")),
             qPrintable(bench.shown("sites-empty")));
    QVERIFY(!bench.find<QToolButton>("add-site").isEnabled());
}

QTEST_MAIN(TestSites)
#include "tst_sites.moc"
