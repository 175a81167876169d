// SPDX-License-Identifier: GPL-3.0-or-later
// The whole job of a person, by clicks and keys in the real window: add an endpoint, fill the form, run, stop, look at
// a request, export everything, open the result again. Against the simulator, or the engine that INFEROMETER_JOB_URL
// and INFEROMETER_JOB_MODEL name.
#include "core/store/finished_run.h"
#include "ui/charts/plot_card.h"
#include "ui/charts/plot_grid.h"
#include "ui/chat/transcript.h"
#include "ui/form/field_form.h"
#include "ui/requests/request_table.h"
#include "ui/run/export_menu.h"
#include "ui/run/run_view.h"
#include "widgets/copy_box.h"
#include "widgets/fact_list.h"

#include <QAction>
#include <QClipboard>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSvgRenderer>
#include <QTabBar>

#include "tests/ui/window_bench.h"
#include <zip.h>

using namespace inferometer;

namespace {

constexpr auto kKey = "sk-job-0123456789abcdef";
constexpr int kPatience = 60'000;  // ms

QByteArray contentOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

struct Job : test::WindowBench
{
    QString url = qEnvironmentVariable("INFEROMETER_JOB_URL");
    QString model = qEnvironmentVariable("INFEROMETER_JOB_MODEL", QStringLiteral("simulated"));

    Job()
    {
        if (!url.isEmpty())
            return;
        if (!simulator.start().ok())
            qFatal("no simulator to test on");
        url = QString::fromStdString(simulator.url());
    }

    void addEndpoint() const
    {
        openByKeys("endpoints");
        click("add-endpoint");
        type("endpoint-name", QStringLiteral("job"));
        type("endpoint-base-url", url.mid(7));
        QVERIFY2(!find<QPushButton>("save-endpoint").isEnabled(), "without a scheme it is no URL");
        type("endpoint-base-url", url);
        choose("endpoint-key-place", QStringLiteral("System keyring"));
        type("endpoint-key", QString::fromLatin1(kKey));
        click("save-endpoint");
        QTRY_VERIFY(secrets.items.contains("job"));
        QTest::keyClick(window.get(), Qt::Key_1, Qt::ControlModifier);
        choose("endpoint", QStringLiteral("job"));
        type("model-names", model);
    }

    void run() const
    {
        const ui::RunPhase before = runs.phase();  // the keyring answers later
        QTest::keyClick(window.get(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(!isPhase(before) || runs.isActive());
    }
    void awaitEnd() const { QTRY_VERIFY_WITH_TIMEOUT(isPhase(ui::RunPhase::Finished), kPatience); }

    ui::RunView& live() const { return *window->findChild<ui::RunView*>(); }
    void openTab(ui::RunView::Tab tab) const
    {
        auto& tabs = *live().findChild<QTabBar*>();
        QTest::mouseClick(&tabs, Qt::LeftButton, {}, tabs.tabRect(tab).center());
        QApplication::processEvents();
    }
    // What the action of a menu wrote.
    QString saved(const QMenu& menu, const char* action)
    {
        savedTo.clear();
        menu.findChild<QAction*>(QString::fromLatin1(action))->trigger();
        return savedTo;
    }
};

}  // namespace

class TestWholeJob : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void FromAnEndpointToAResultOpenedAgain();
    void StoppedHalfway();
    void BySchedule();
    void OverADataset();
    void InAChat();

private:
    static void look(Job& job);
    static void exportAll(Job& job);
    static void exportCharts(Job& job);
};

// A request chosen by a click and a key: its facts, and its row as text.
void TestWholeJob::look(Job& job)
{
    job.openTab(ui::RunView::Requests);
    auto& table = *job.live().findChild<ui::RequestTable*>();
    QCOMPARE(table.model()->rowCount(), 12);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(0, 0)).center());
    QTest::keyClick(&table, Qt::Key_Down);
    QCOMPARE(table.currentIndex().row(), 1);
    QVERIFY(job.text("request-title").contains(QStringLiteral("ok")));
    const auto& facts = job.find<QWidget>("request-details").findChild<widgets::FactList*>()->facts();
    QVERIFY(facts.size() > 4);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char{'\n'}), 2);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1Char{'\t'}));
}

void TestWholeJob::exportCharts(Job& job)
{
    auto& charts = *job.live().findChild<ui::PlotGrid*>();
    int exported = 0;
    for (ui::PlotCard* card : charts.cards()) {
        if (!card->plot().isOffered())
            continue;
        const QString svg = job.saved(card->menu(), "save-svg");
        QVERIFY2(QSvgRenderer{svg}.isValid(), qPrintable(svg));
        QVERIFY(!QImage{job.saved(card->menu(), "save-png")}.isNull());
        QVERIFY(contentOf(job.saved(card->menu(), "save-pdf")).startsWith("%PDF-"));
        const QString csv = job.saved(card->menu(), "save-csv");
        QVERIFY2(contentOf(csv).count('\n') > 1, qPrintable(csv));
        ++exported;
    }
    QVERIFY(exported >= 5);  // with one batch size its charts are one
}

void TestWholeJob::exportAll(Job& job)
{
    job.openTab(ui::RunView::Overview);
    exportCharts(job);
    auto& menu = *job.live().findChild<ui::ExportMenu*>();
    const QString archive = job.saved(menu, "download");
    QTRY_VERIFY_WITH_TIMEOUT(job.live().notice().text().contains(archive), kPatience);
    int code = 0;
    zip_t* zip = zip_open(qPrintable(archive), ZIP_RDONLY, &code);
    QVERIFY(zip);
    QVERIFY(zip_get_num_entries(zip, 0) >= 4);
    zip_discard(zip);
    QVERIFY(!contentOf(archive).contains(kKey));
    menu.findChild<QAction*>(QStringLiteral("copy-summary"))->trigger();
    const QString markdown = QGuiApplication::clipboard()->text();
    QVERIFY(markdown.contains(QStringLiteral("| Time to first token | s | 12 |")));
    QVERIFY(!markdown.contains(QString::fromLatin1(kKey)));
    QVERIFY(!job.find<widgets::CopyBox>("command").text().contains(QString::fromLatin1(kKey)));
}

void TestWholeJob::FromAnEndpointToAResultOpenedAgain()
{
    Job job;
    job.addEndpoint();
    job.load(0, 3, 12);
    QVERIFY(!job.find<QPushButton>("run").isEnabled());
    QVERIFY(job.find<QLabel>("num-requests-reason").isVisible());
    QTest::keyClick(job.window.get(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!job.runs.isActive());
    job.load(12, 3, 12);
    job.run();
    job.awaitEnd();
    QCOMPARE(job.card("errors"), QStringLiteral("0"));
    const QString ttft = job.card("ttft");
    QVERIFY(ttft != QString{QChar{0x2013}});
    look(job);
    exportAll(job);
    QCOMPARE(job.fileWith(kKey), QString{});

    const QString folder = QString::fromStdString(job.runs.saved()->folder);
    const QJsonObject summary = [&] {
        const QStringList files = QDir{folder}.entryList({QStringLiteral("*_summary.json")});
        return QJsonDocument::fromJson(contentOf(QDir{folder}.filePath(files.value(0)))).object();
    }();
    QCOMPARE(summary.value(QStringLiteral("results_num_requests_started")).toInt(), 12);
    const test::WindowBench later;
    QVERIFY(later.drop(folder));
    QTRY_COMPARE_WITH_TIMEOUT(later.card("ttft"), ttft, kPatience);
    QCOMPARE(later.card("output"), job.card("output"));
}

void TestWholeJob::StoppedHalfway()
{
    Job job;
    job.addEndpoint();
    job.load(1000, 4, 12);
    job.run();
    QTRY_VERIFY_WITH_TIMEOUT(job.runs.snapshot() && job.runs.snapshot()->ok >= 4, kPatience);
    job.openTab(ui::RunView::Requests);
    job.openTab(ui::RunView::Overview);
    job.live().findChild<ui::PlotCard*>()->plot().setFocus();
    QTest::keyClick(job.window.get(), Qt::Key_Escape);
    job.awaitEnd();
    QVERIFY(job.runs.saved()->summary.ok >= 4);
    QVERIFY(job.runs.snapshot()->finished < 1000);
    QVERIFY(job.find<QPushButton>("run").isEnabled());
    QVERIFY(!job.find<QPushButton>("stop").isEnabled());
    QVERIFY(QDir{QString::fromStdString(job.runs.saved()->folder)}.exists());
}

// Its records, read back from its files.
std::vector<RequestRecord> recordsIn(const std::string& folder)
{
    std::vector<RequestRecord> records;
    const Result<FinishedRun> run = loadResult(folder);
    if (run)
        for (const auto& block : run.value().blocks)
            records.insert(records.end(), block->records.begin(), block->records.end());
    return records;
}

void TestWholeJob::BySchedule()
{
    Job job;
    job.addEndpoint();
    job.openByKeys("real-workload");
    for (const auto& [field, value] : {std::pair{"qps", "20"}, std::pair{"num-requests", "12"},
                                       std::pair{"num-input-tokens", "60"}, std::pair{"num-output-tokens", "8"}})
        job.type(field, QString::fromLatin1(value));
    job.choose("qps-distribution", QStringLiteral("exponential"));
    job.run();
    job.awaitEnd();
    QCOMPARE(job.card("errors"), QStringLiteral("0"));
    const std::vector<RequestRecord> records = recordsIn(job.runs.saved()->folder);
    QCOMPARE(records.size(), 12U);
    for (const RequestRecord& record : records) {
        QCOMPARE(record.serverOutputTokens, 8);  // as the server counts them
        QVERIFY(isSet(record.scheduled) && record.sent >= record.scheduled);
    }
}

void TestWholeJob::OverADataset()
{
    Job job;
    job.addEndpoint();
    const QString path = job.folder.filePath(QStringLiteral("prompts.jsonl"));
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"prompt\": \"What is a queue?\"}\n{\"prompt\": \"And a batch?\"}\n{\"prompt\": \"Why?\"}\n");
    file.close();
    job.openByKeys("custom");
    job.type("input-file-path", path);
    job.type("num-output-tokens", QStringLiteral("6"));
    QTRY_VERIFY_WITH_TIMEOUT(job.find<QPushButton>("run").isEnabled(), kPatience);
    job.run();
    job.awaitEnd();
    const std::vector<RequestRecord> records = recordsIn(job.runs.saved()->folder);
    QCOMPARE(records.size(), 3U);
    for (const RequestRecord& record : records) {
        QCOMPARE(record.outcome, Outcome::Ok);
        QVERIFY(record.serverInputTokens > 0);
        QVERIFY(record.serverOutputTokens > 0 && record.serverOutputTokens <= 6);
    }
}

// With its history, and with an image, of a model that has eyes; then it goes on with both.
void TestWholeJob::InAChat()
{
    Job job;
    job.addEndpoint();
    job.openByKeys("chat");
    job.choose("endpoint", QStringLiteral("job"));
    job.type("num-output-tokens", QStringLiteral("10"));
    auto& said = job.find<ui::Transcript>("transcript");
    auto& question = job.find<QPlainTextEdit>("question");
    const auto ask = [&](const char* text) {
        const int before = said.count();
        question.setFocus();
        QTest::keyClicks(&question, QString::fromLatin1(text));
        QTest::keyClick(&question, Qt::Key_Return);
        return QTest::qWaitFor([&] { return said.count() == before + 2 && job.find<QPushButton>("run").isEnabled(); },
                               kPatience);
    };
    QVERIFY(ask("What is a queue?"));
    QVERIFY(ask("And a batch?"));
    QImage image{64, 64, QImage::Format_RGB32};
    image.fill(Qt::darkCyan);
    job.chosenFile = job.folder.filePath(QStringLiteral("one.png"));
    QVERIFY(image.save(job.chosenFile));
    job.click("choose-image");
    QTRY_VERIFY(job.find<QWidget>("drop-image").isVisible());
    QVERIFY(ask("What is on it?"));
    QVERIFY(ask("Why?"));
    job.window.reset();  // which ends the run and writes its files
    const QDir results{job.folder.filePath(QStringLiteral("results"))};
    const QStringList runs = results.entryList({QStringLiteral("chat_*")}, QDir::Dirs);
    QCOMPARE(runs.size(), 1);
    const std::vector<RequestRecord> records = recordsIn(results.filePath(runs.front()).toStdString());
    QCOMPARE(records.size(), 4U);
    QCOMPARE(records[0].outcome, Outcome::Ok);
    QCOMPARE(records[1].outcome, Outcome::Ok);
    QCOMPARE(records[2].outcome, Outcome::Ok);
    QCOMPARE(records[3].outcome, Outcome::Ok);
    QVERIFY2(records[1].serverInputTokens > records[0].serverInputTokens, "the server has read the history");
    QVERIFY(records[2].serverInputTokens > records[1].serverInputTokens);
    QVERIFY(records[3].serverInputTokens > records[2].serverInputTokens);
    QCOMPARE(job.fileWith(kKey), QString{});
}

QTEST_MAIN(TestWholeJob)
#include "tst_whole_job.moc"
