// SPDX-License-Identifier: GPL-3.0-or-later
// The four steps and the YAML beside them: each follows the other, nothing of a hand-written file is lost, and what is
// wrong is said where it stands.
#include "ui/provision/deployment_editor.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/worker_questions.h"
#include "ui/provision/yaml_edit.h"
#include "widgets/fact_list.h"
#include "widgets/pair_table.h"
#include "widgets/value_edit.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/fake_secrets.h"
#include "tests/ui/ui_fixture.h"

#include <algorithm>
#include <atomic>
#include <thread>

using namespace inferometer;

namespace {

constexpr auto kText = "# mine\nversion: 1\nname: tiny\nengine: {recipe: llamacpp, port: 8080}  # flow\n\n"
                       "# the model\nmodel: /m/tiny.gguf\nlimits:\n  ttl: 2h  # as long as that\n";

struct Bench
{
    ui::DeploymentEditor editor;

    explicit Bench(const std::string& text = kText)
    {
        editor.resize(1000, 700);
        editor.begin(text, {"other"});
        editor.show();
    }
    template <typename Object>
    Object& find(const char* name) const
    {
        return *editor.findChild<Object*>(QString::fromLatin1(name));
    }
    void type(const char* field, const QString& text) const
    {
        auto& edit = find<QLineEdit>(field);
        edit.selectAll();
        QTest::keyClicks(&edit, text);
    }
    QString yaml() const { return find<QPlainTextEdit>("editor-yaml").toPlainText(); }
    void setYaml(const QString& text) const { find<QPlainTextEdit>("editor-yaml").setPlainText(text); }
    QString wrong() const { return find<QLabel>("editor-wrong").text(); }
};

// Runs `work` on a thread of its own while the event loop goes on.
template <typename Work>
void besideTheLoop(Work work)
{
    std::atomic<bool> done = false;
    std::jthread thread{[&] {
        work();
        done = true;
    }};
    QTRY_VERIFY(done);
}

void setCell(widgets::PairTable& table, int row, int column, const char* text)
{
    table.setItem(row, column, new QTableWidgetItem{QString::fromLatin1(text)});
}

}  // namespace

class TestDeploymentEditor : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AValueIsReplacedAndTheRestStays();
    void TheFieldsAndTheYamlFollowEachOther();
    void WhatIsWrongIsSaidWhereItStands();
    void WhatNobodyTouchedIsNotWrongYet();
    void OnlyWhatWillDoIsSaved();
    void TimesAndMoneyAreRead();
    void CostIsWhatHasAPrice();
    void ArgumentsAndEnvironmentAreTablesOfTheYaml();
    void ASiteIsChosenByItsName();
    void TheMachineIsLeftOpen();
    void TheYamlLeavesItOpenToo();
    void WhichMachineAndWhyIsSeenBeforeAnythingIsMade();
    void ASecretIsSoughtInTheKeyringFirst();
    void AHostIsTrustedByAPersonAlone();
};

void TestDeploymentEditor::AValueIsReplacedAndTheRestStays()
{
    using ui::withYamlValue;
    using ui::yamlValue;
    QCOMPARE(yamlValue(kText, "engine/port"), std::string{"8080"});
    QCOMPARE(yamlValue(kText, "engine/none"), std::string{});
    QCOMPARE(yamlValue(kText, "limits"), std::string{});
    const std::string ported = withYamlValue(kText, "engine/port", "9000");
    QCOMPARE(ported,
             std::string{"# mine\nversion: 1\nname: tiny\nengine:\n  recipe: llamacpp\n  port: 9000\n\n"
                         "# the model\nmodel: /m/tiny.gguf\nlimits:\n  ttl: 2h  # as long as that\n"});
    QCOMPARE(withYamlValue(ported, "engine/port", {}),
             std::string{"# mine\nversion: 1\nname: tiny\nengine:\n  recipe: llamacpp\n\n# the model\n"
                         "model: /m/tiny.gguf\nlimits:\n  ttl: 2h  # as long as that\n"});
    QVERIFY(withYamlValue(kText, "alias", "a: b").ends_with("alias: \"a: b\"\n"));
    QVERIFY(withYamlValue(kText, "site/provider", "local").ends_with("site:\n  provider: local\n"));
    QCOMPARE(withYamlValue(kText, "limits/ttl", {}).find("limits"), std::string::npos);
    // All in one line, and lists in a map.
    QCOMPARE(withYamlValue("{version: 1, name: a, more: [x, {y: z}]}", "name", "b"),
             std::string{"version: 1\nname: b\nmore:\n  - x\n  -\n    y: z\n"});
    QCOMPARE(withYamlValue("no: [", "name", "b"), std::string{"no: ["});
    QCOMPARE(yamlValue("no: [", "no"), std::string{});
}

void TestDeploymentEditor::TheFieldsAndTheYamlFollowEachOther()
{
    const Bench bench;
    QCOMPARE(bench.find<QLineEdit>("deployment-name").text(), QStringLiteral("tiny"));
    bench.type("deployment-name", QStringLiteral("small"));
    QVERIFY2(bench.yaml().contains(QStringLiteral("name: small\n")), qPrintable(bench.yaml()));
    QVERIFY(bench.yaml().contains(QStringLiteral("ttl: 2h  # as long as that")));
    bench.setYaml(bench.yaml().replace(QStringLiteral("2h"), QStringLiteral("3h")));
    QCOMPARE(bench.find<QLineEdit>("deployment-limits-ttl").text(), QStringLiteral("3h"));
    QCOMPARE(bench.editor.spec().limits.ttl, 3 * 3600.0);
    bench.type("deployment-model", QStringLiteral("/m/new.gguf"));
    QVERIFY(bench.find<QTextEdit>("editor-command").toPlainText().contains(QStringLiteral("--model /m/new.gguf")));
}

void TestDeploymentEditor::WhatIsWrongIsSaidWhereItStands()
{
    const Bench bench;
    bench.type("deployment-engine-port", QStringLiteral("99999"));
    QCOMPARE(widgets::fieldState(bench.find<QWidget>("deployment-engine-port")), widgets::FieldState::Invalid);
    QVERIFY(
        bench.find<QLabel>("deployment-engine-port-reason").text().startsWith(QStringLiteral("engine/port must be")));
    QVERIFY2(bench.wrong().startsWith(QStringLiteral("Line 6: engine/port must be")), qPrintable(bench.wrong()));
    QCOMPARE(bench.find<QPlainTextEdit>("editor-yaml").extraSelections().size(), 1);
    QVERIFY(!bench.find<QWidget>("editor-save").isEnabled());
    bench.setYaml(QStringLiteral("version: 1\nname: [\n"));
    QVERIFY(!bench.wrong().isEmpty());
    bench.setYaml(QString::fromLatin1(kText).replace(QStringLiteral("tiny\n"), QStringLiteral("other\n")));
    QVERIFY2(bench.wrong().contains(QStringLiteral("Another deployment has this name")), qPrintable(bench.wrong()));
    bench.setYaml(QString::fromLatin1(kText) + QStringLiteral("nonsense: 1\n"));
    QVERIFY2(bench.wrong().startsWith(QStringLiteral("Line 10: ")), qPrintable(bench.wrong()));
}

void TestDeploymentEditor::WhatNobodyTouchedIsNotWrongYet()
{
    const Bench bench{ui::newDeployment("deployment-1")};
    QCOMPARE(widgets::fieldState(bench.find<QWidget>("deployment-model")), widgets::FieldState::Fine);
    QVERIFY(!bench.find<QWidget>("editor-up").isEnabled());
    QTest::mouseClick(&bench.find<QPushButton>("editor-next"), Qt::LeftButton);
    QCOMPARE(widgets::fieldState(bench.find<QWidget>("deployment-model")), widgets::FieldState::Fine);
    QTest::mouseClick(&bench.find<QPushButton>("editor-next"), Qt::LeftButton);
    QCOMPARE(widgets::fieldState(bench.find<QWidget>("deployment-model")), widgets::FieldState::Invalid);
}

void TestDeploymentEditor::OnlyWhatWillDoIsSaved()
{
    Bench bench;
    const QSignalSpy saved{&bench.editor, &ui::DeploymentEditor::saveWanted};
    QTest::mouseClick(&bench.find<QPushButton>("editor-save"), Qt::LeftButton);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved[0][1].value<std::string>(), std::string{kText});
    bench.editor.edit("tiny", kText);
    bench.type("deployment-name", QStringLiteral("small"));
    QVERIFY2(bench.wrong().contains(QStringLiteral("keeps its name")), qPrintable(bench.wrong()));
    QTest::mouseClick(&bench.find<QPushButton>("editor-save"), Qt::LeftButton);
    QCOMPARE(saved.size(), 1);
}

void TestDeploymentEditor::TimesAndMoneyAreRead()
{
    const QChar blank{QChar::Nbsp};
    const auto words = [blank](const char* text) { return QString::fromLatin1(text).replace(QLatin1Char{'_'}, blank); };
    QCOMPARE(ui::spanText(0.4), words("0_s"));
    QCOMPARE(ui::spanText(59.9), words("59_s"));
    QCOMPARE(ui::spanText(725), words("12_min 5_s"));
    QCOMPARE(ui::spanText(7080), words("1_h 58_min"));
    QCOMPARE(ui::spanText(2 * 86'400), words("2_d"));
    QCOMPARE(ui::moneyText(0.526), QStringLiteral("$0.53"));
    QCOMPARE(ui::moneyText(0.00417), QStringLiteral("$0.00417"));
    QCOMPARE(ui::moneyText(0), QStringLiteral("$0.00"));
    QCOMPARE(ui::moneyText(1.5, "EUR"), QStringLiteral("1.50 EUR"));
}

void TestDeploymentEditor::CostIsWhatHasAPrice()
{
    Standing machine{{.name = "a", .pricePerHour = 0.5, .created = fromSeconds(1'000), .deadline = fromSeconds(9'000)}};
    Standing free{{.name = "b", .created = fromSeconds(4'600), .deadline = fromSeconds(5'000)}};
    const ui::Cost cost = ui::costOf({machine, free}, fromSeconds(8'200));
    QVERIFY(cost.isBilled);
    QCOMPARE(cost.perHour, 0.5);
    QCOMPARE(cost.soFar, 1.0);
    QCOMPARE(cost.since, fromSeconds(1'000));
    QCOMPARE(cost.deadline, fromSeconds(9'000));
    QCOMPARE(ui::moneySpentText(cost), QStringLiteral("$0.50 an hour · $1.00 so far"));
    QVERIFY(!ui::costOf({free}, fromSeconds(8'200)).isBilled);
    ui::DeploymentState state{.name = "a", .standing = {machine, free}};
    const Nanos now = fromSeconds(8'200);
    QVERIFY(ui::shortCostText(state, now).endsWith(QStringLiteral(" · $0.50/h · $1.00")));
    QCOMPARE(ui::budgetText(state, now), QString{});
    state.spec.limits.budget = 5;
    const auto plain = [](QString text) { return text.replace(QChar::Nbsp, QLatin1Char{' '}); };
    QCOMPARE(plain(ui::budgetText(state, now)), QStringLiteral("$4.00 of $5.00 left, for 8 h."));
    QVERIFY(ui::shortCostText(state, now).endsWith(QStringLiteral(" · $0.50/h · $4.00 left")));
    state.spec.limits.budget = 0.75;
    QCOMPARE(ui::budgetText(state, now), QStringLiteral("$0.75 is spent, and $0.25 more."));
    state.standing = {free};
    QCOMPARE(ui::budgetText(state, now), QString{});
    QVERIFY(!ui::shortCostText(state, now).contains(QLatin1Char{'$'}));
}

void TestDeploymentEditor::ArgumentsAndEnvironmentAreTablesOfTheYaml()
{
    using Pairs = widgets::PairTable::Pairs;
    const Bench bench{"version: 1\nname: tiny\nengine: {recipe: llamacpp, arguments: {ctx-size: 8192}}\n"
                      "# the model\nmodel: m\n"};
    auto& arguments = bench.find<widgets::PairTable>("engine-arguments");
    auto& environment = bench.find<widgets::PairTable>("engine-environment");
    QCOMPARE(arguments.pairs(), (Pairs{{QStringLiteral("ctx-size"), QStringLiteral("8192")}}));
    setCell(arguments, 1, 0, "parallel");
    setCell(arguments, 1, 1, "4");
    setCell(environment, 0, 0, "HF_TOKEN");
    setCell(environment, 0, 1, "${HF_TOKEN}");
    QCOMPARE(bench.yaml(),
             QStringLiteral("version: 1\nname: tiny\nengine:\n  recipe: llamacpp\n  arguments:\n"
                            "    ctx-size: 8192\n    parallel: 4\n  environment:\n"
                            "    HF_TOKEN: \"${HF_TOKEN}\"\n# the model\nmodel: m\n"));
    QCOMPARE(bench.editor.problem(), QString{});
    QCOMPARE(bench.editor.spec().engine.arguments, (NamedValues{{"ctx-size", "8192"}, {"parallel", "4"}}));
    // A name that stands twice is no YAML: it is said, and what was there stays.
    const QString before = bench.yaml();
    setCell(arguments, 1, 0, "ctx-size");
    QCOMPARE(bench.yaml(), before);
    QVERIFY(bench.find<QLabel>("engine-arguments-reason").text().contains(QStringLiteral("twice")));
    bench.setYaml(QString{before}.replace(QStringLiteral("parallel: 4"), QStringLiteral("threads: 2")));
    QCOMPARE(arguments.pairs().back(), (Pairs::value_type{QStringLiteral("threads"), QStringLiteral("2")}));
    setCell(environment, 0, 1, "hf_thisIsNobodysBusiness0123456789");
    QVERIFY2(bench.find<QLabel>("engine-environment-reason").text().contains(QStringLiteral("holds a credential")),
             qPrintable(bench.find<QLabel>("engine-environment-reason").text()));
}

void TestDeploymentEditor::ASiteIsChosenByItsName()
{
    Bench bench;
    QVERIFY(bench.editor.findChild<QComboBox*>(QStringLiteral("deployment-site")) == nullptr);
    bench.editor.setSites({{"lab", {"ssh", {{"host", "ada@gpu-1"}}}}});
    auto& box = bench.find<QComboBox>("deployment-site");
    QCOMPARE(box.count(), 2);
    QCOMPARE(box.itemText(1), QStringLiteral("lab · A machine over SSH"));
    box.setCurrentIndex(1);
    QVERIFY2(bench.yaml().endsWith(QStringLiteral("\nsite: lab\n")), qPrintable(bench.yaml()));
    // Its settings are where the site is, not here.
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(bench.editor.findChild<QComboBox*>(QStringLiteral("deployment-site-provider")) == nullptr);
    // The user's sites.yaml, which the text is read with, has no such site here.
    QVERIFY(bench.wrong().contains(QStringLiteral("There is no site \"lab\"")));
    bench.find<QComboBox>("deployment-site").setCurrentIndex(0);
    QVERIFY(!bench.yaml().contains(QStringLiteral("site:")));
    QVERIFY(bench.find<QComboBox>("deployment-site-provider").isVisible());
    bench.setYaml(bench.yaml() + QStringLiteral("site: {provider: ssh, host: a@b}\n"));
    QCOMPARE(bench.find<QLineEdit>("deployment-site-host").text(), QStringLiteral("a@b"));
    QCOMPARE(bench.find<QComboBox>("deployment-site").currentIndex(), 0);
}

namespace {

constexpr auto kNamed = "version: 1\nname: tiny\nmodel: Qwen/Qwen2.5-7B\nengine:\n  recipe: vllm\n# where\nsite:\n"
                        "  provider: runpod\n  gpu: L4\n  cloud: secure\n";

QString machineShown(const Bench& bench)
{
    return bench.find<QComboBox>("deployment-choose-strategy").currentData().toString();
}

MachineChoice sampleChoice(const DeploymentSpec& spec)
{
    return {askedText(spec),
            {{{}, Sentence::plain("L4: the cheapest of 2 that fit.")},
             {{}, Sentence::plain("L40S: number 2 of 2 that fit.")}},
            0};
}

bool holds(const QString& text, const char* words) { return text.contains(QString::fromUtf8(words)); }

}  // namespace

void TestDeploymentEditor::TheMachineIsLeftOpen()
{
    const Bench bench{kNamed};
    QCOMPARE(machineShown(bench), QString{});
    QVERIFY(bench.find<QLineEdit>("deployment-site-gpu").isVisible());
    QVERIFY(bench.editor.findChild<QLineEdit*>(QStringLiteral("deployment-choose-max-price")) == nullptr);
    auto& machine = bench.find<QComboBox>("deployment-choose-strategy");
    machine.setFocus();
    QTest::keyClick(&machine, Qt::Key_Down);
    QCOMPARE(machineShown(bench), QStringLiteral("fit"));
    QVERIFY2(bench.yaml().endsWith(QStringLiteral("# where\nsite:\n  provider: runpod\n  cloud: secure\nchoose:\n"
                                                  "  strategy: fit\n")),
             qPrintable(bench.yaml()));
    QCOMPARE(bench.editor.problem(), QString{});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(bench.editor.findChild<QLineEdit*>(QStringLiteral("deployment-site-gpu")) == nullptr);
    bench.type("deployment-choose-max-price", QStringLiteral("1.5"));
    bench.type("deployment-choose-gpus", QStringLiteral("L4, L40S"));
    bench.type("deployment-choose-context", QStringLiteral("8192"));
    bench.type("deployment-choose-concurrency", QStringLiteral("16"));
    ChooseSpec wanted;
    wanted.maxPrice = 1.5;
    wanted.gpus = {"L4", "L40S"};
    wanted.context = 8192;
    wanted.concurrency = 16;
    QVERIFY(bench.editor.spec().choose == wanted);
    QVERIFY(holds(bench.yaml(), "choose:\n  strategy: fit\n  max-price: 1.5\n"));
    bench.type("deployment-choose-context", QStringLiteral("many"));
    QVERIFY(holds(bench.find<QLabel>("deployment-choose-context-reason").text(), "choose/context must be"));
    QTest::keyClick(&bench.find<QComboBox>("deployment-choose-strategy"), Qt::Key_Up);
    QVERIFY2(!holds(bench.yaml(), "choose"), qPrintable(bench.yaml()));
    QVERIFY(!bench.editor.spec().choose);
    QVERIFY2(!bench.editor.problem().isEmpty(), "nothing names the machine now");
}

void TestDeploymentEditor::TheYamlLeavesItOpenToo()
{
    Bench bench{kNamed};
    const QString open = QString::fromLatin1(kNamed).remove(QStringLiteral("  gpu: L4\n"));
    bench.setYaml(open + QStringLiteral("choose: {}\n"));
    QCOMPARE(machineShown(bench), QStringLiteral("fit"));
    bench.setYaml(open + QStringLiteral("choose: {strategy: seed, tries: 5, min-memory: 40}\n"));
    QCOMPARE(machineShown(bench), QStringLiteral("seed"));
    QCOMPARE(bench.find<QLineEdit>("deployment-choose-tries").text(), QStringLiteral("5"));
    bench.type("deployment-choose-tries", QStringLiteral("2"));
    QCOMPARE(bench.editor.spec().choose->tries, 2);
    QCOMPARE(bench.editor.spec().choose->minMemory, 40.0);
    bench.setYaml(QString::fromLatin1(kNamed));
    QCOMPARE(machineShown(bench), QString{});
    // Both at once is wrong where the choice stands.
    bench.setYaml(QString::fromLatin1(kNamed) + QStringLiteral("choose: {}\n"));
    QVERIFY(holds(bench.find<QLabel>("deployment-choose-strategy-reason").text(), "remove one of them"));
    // A machine by itself has nothing to choose; what a file says of it all the same can be taken away.
    bench.setYaml(QStringLiteral("version: 1\nname: tiny\nmodel: m\nengine: {recipe: vllm}\nchoose: {}\n"));
    QVERIFY(holds(bench.find<QLabel>("deployment-choose-strategy-reason").text(), "nothing to choose"));
    QTest::keyClick(&bench.find<QComboBox>("deployment-choose-strategy"), Qt::Key_Up);
    QCOMPARE(bench.editor.problem(), QString{});
    // A site that has a name keeps it.
    const std::string named = "version: 1\nname: tiny\nsite: pods\n";
    QCOMPARE(ui::withStrategy(named, "fit", "runpod"), named + "choose:\n  strategy: fit\n");
    QCOMPARE(ui::withStrategy(named + "choose: {tries: 1}\n", {}, "runpod"), named);
}

void TestDeploymentEditor::WhichMachineAndWhyIsSeenBeforeAnythingIsMade()
{
    Bench bench{std::string{kNamed}};
    const QSignalSpy asked{&bench.editor, &ui::DeploymentEditor::choiceWanted};
    auto& said = bench.find<QLabel>("choice-said");
    QTest::mouseClick(&bench.find<QWidget>("editor-step-3"), Qt::LeftButton);
    QVERIFY(!said.isVisible());
    QCOMPARE(asked.size(), 0);
    QTest::mouseClick(&bench.find<QWidget>("editor-step-1"), Qt::LeftButton);
    QTest::keyClick(&bench.find<QComboBox>("deployment-choose-strategy"), Qt::Key_Down);
    QCOMPARE(asked.size(), 0);
    QTest::mouseClick(&bench.find<QWidget>("editor-step-3"), Qt::LeftButton);
    QVERIFY(said.isVisible());
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked[0][0].value<DeploymentSpec>().choose);
    QVERIFY(holds(said.text(), "is asked"));
    const DeploymentSpec first = bench.editor.spec();
    bench.editor.setChoice(askedText(first), sampleChoice(first));
    QCOMPARE(said.text(),
             QStringLiteral("Chosen: L4: the cheapest of 2 that fit.\nElse: L40S: number 2 of 2 that fit."));
    // The step where it is begun says so too, and nobody is asked again for the same.
    QTest::mouseClick(&bench.find<QWidget>("editor-step-4"), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    const auto stands = [&bench](const char* words) {
        const std::vector<widgets::Fact>& facts = bench.find<widgets::FactList>("editor-facts").facts();
        return std::any_of(facts.begin(), facts.end(),
                           [words](const widgets::Fact& fact) { return holds(fact.value, words); });
    };
    QVERIFY(stands("L4: the cheapest of 2 that fit."));
    // Another wish is another choice: the answer to the one before is none.
    bench.type("deployment-choose-max-price", QStringLiteral("2"));
    QVERIFY(holds(said.text(), "not asked yet"));
    QVERIFY(stands("when it is made"));
    bench.editor.setChoice(askedText(first), sampleChoice(first));
    QVERIFY(holds(said.text(), "not asked yet"));
    QTest::mouseClick(&bench.find<QWidget>("editor-step-3"), Qt::LeftButton);
    QCOMPARE(asked.size(), 2);
    bench.editor.setChoice(askedText(bench.editor.spec()),
                           Error::verbatim(Errc::NotFound, "None of 2 offers has room."));
    QCOMPARE(said.text(), QStringLiteral("None of 2 offers has room."));
    auto& again = bench.find<QPushButton>("choice-ask");
    again.setFocus();
    QTest::keyClick(&again, Qt::Key_Space);
    QCOMPARE(asked.size(), 3);
    // What is wrong cannot be asked for.
    bench.type("deployment-choose-max-price", QStringLiteral("much"));
    QVERIFY(!again.isEnabled());
    QTest::mouseClick(&bench.find<QWidget>("editor-step-4"), Qt::LeftButton);
    QCOMPARE(asked.size(), 3);
}

void TestDeploymentEditor::ASecretIsSoughtInTheKeyringFirst()
{
    test::FakeSecrets store;
    QObject ui;
    qputenv("SITE_TOKEN", "of the environment");
    std::stop_source stop;
    const SecretSource source = ui::keyringFirst(store, ui, stop.get_token());
    const auto secretOf = [&source](const char* name) {
        std::string secret;
        besideTheLoop([&] {
            const Result<Secret> found = source(name);
            secret = found ? found.value().reveal() : std::string{};
        });
        return secret;
    };
    QCOMPARE(secretOf("SITE_TOKEN"), std::string{"of the environment"});
    store.items["SITE_TOKEN"] = "of the keyring";
    QCOMPARE(secretOf("SITE_TOKEN"), std::string{"of the keyring"});
    store.missing = true;
    QCOMPARE(secretOf("SITE_TOKEN"), std::string{"of the environment"});
    QCOMPARE(secretOf("SITE_TOKEN_OF_NOBODY"), std::string{});
    // The UI thread may be the one that waits: who is stopped asks it for nothing.
    stop.request_stop();
    QVERIFY(!source("SITE_TOKEN"));
}

void TestDeploymentEditor::AHostIsTrustedByAPersonAlone()
{
    QWidget window;
    ui::Dialogs dialogs;
    bool answer = true;
    QString asked;
    dialogs.confirm = [&](QWidget*, const ui::Question& question) {
        asked = question.title + question.text;
        return answer;
    };
    std::stop_source stop;
    QObject ui;
    const HostKeyTrust trust = ui::askForTrust(dialogs, ui, &window, stop.get_token());
    bool isTrusted = false;
    const auto ask = [&] { isTrusted = trust({"gpu-1", "ED25519", "SHA256:abc", {}}); };
    besideTheLoop(ask);
    QVERIFY(isTrusted);
    for (const char* words : {"gpu-1", "ED25519", "SHA256:abc"})
        QVERIFY2(asked.contains(QString::fromLatin1(words)), qPrintable(asked));
    answer = false;
    besideTheLoop(ask);
    QVERIFY(!isTrusted);
    answer = true;
    stop.request_stop();
    ask();
    QVERIFY(!isTrusted);
}

QTEST_MAIN(TestDeploymentEditor)
#include "tst_deployment_editor.moc"
