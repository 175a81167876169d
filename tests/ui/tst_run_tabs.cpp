// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the live area and its Export menu, driven by clicks and keys.
#include "ui/charts/plot_card.h"
#include "ui/errors/error_card.h"
#include "ui/requests/request_table.h"
#include "ui/requests/requests_view.h"
#include "ui/run/definition_facts.h"
#include "ui/run/definition_view.h"
#include "ui/run/export_menu.h"
#include "ui/run/run_view.h"
#include "ui/run/summary_markdown.h"
#include "widgets/fact_list.h"
#include "widgets/figure_card.h"
#include "widgets/notice_bar.h"

#include <QClipboard>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/run_view_fixture.h"
#include "tests/ui/ui_fixture.h"
#include <zip.h>

#include <map>

using namespace inferometer;
using test::Live;

namespace {

FinishedRun savedRun(const QString& folder)
{
    FinishedRun saved;
    saved.ended = true;
    saved.folder = folder.toStdString();
    saved.header.stem = "simulated_250_100_8";
    saved.summary.ok = 7;
    saved.summary.outputRate = 321.5;
    saved.summary.metrics.push_back({findMetric("ttft_s"), {}});
    saved.summary.metrics.back().statistics.n = 7;
    saved.summary.metrics.back().statistics.mean = 0.25;
    saved.summary.metrics.back().statistics.quantiles.push_back({0.5, 0.125, {}, false, false});
    saved.facts.turnaround.add(std::chrono::microseconds{200});
    saved.facts.scope = "loopback";
    saved.facts.verdict = {VerdictLevel::Suspect, {{VerdictLevel::Suspect, "steal", {}, "The hypervisor took 4 %."}}};
    return saved;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

std::map<std::string, std::string> unzipped(const QString& path)
{
    std::map<std::string, std::string> files;
    int code = 0;
    zip_t* archive = zip_open(qPrintable(path), ZIP_RDONLY, &code);
    for (zip_int64_t i = 0; archive && i < zip_get_num_entries(archive, 0); ++i) {
        std::string bytes(1000, '\0');
        zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        bytes.resize(static_cast<std::size_t>(zip_fread(file, bytes.data(), bytes.size())));
        zip_fclose(file);
        files[zip_get_name(archive, static_cast<zip_uint64_t>(i), 0)] = bytes;
    }
    if (archive)
        zip_discard(archive);
    return files;
}

}  // namespace

class TestRunTabs : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void TabsOpenByClickAndKey();
    void ErrorsAreGroupedExplainedAndFound();
    void AdviceSuitsOneStream();
    void VerdictCardOpensItsReasons();
    void DefinitionTellsTheRun();
    void DefinitionIsHonestBeforeTheEnd();
    void ResultsAreDownloadedAsAZip();
    void ADownloadThatFailsSaysWhy();
    void SummaryIsCopiedAsMarkdown();
    void EveryRunFigureIsInTheDefinitionAndTheMarkdown();
    void TheLimitOfTheRunIsDrawn();
    void ChartsAreSavedAsPictures();
    void ChartsBesideTheGridAreSavedAndCopiedToo();
    void ExportOffersOnlyWhatThereIs();
    void EveryInputHasAName();
};

void TestRunTabs::TabsOpenByClickAndKey()
{
    Live live;
    const auto* requests = live.view.findChild<ui::RequestsView*>();
    QVERIFY(!requests->isVisible());
    live.clickTab(ui::RunView::Requests);
    QVERIFY(requests->isVisible());
    QCOMPARE(live.requestsShown(), 6);
    QVERIFY(!live.view.findChild<QPushButton*>(QStringLiteral("charts"))->isVisible());
    live.tabs.setFocus();
    QTest::keyClick(&live.tabs, Qt::Key_Right);
    QTest::keyClick(&live.tabs, Qt::Key_Right);
    QVERIFY(live.view.findChild<ui::DefinitionView*>()->isVisible());
    QVERIFY(!requests->isVisible());
}

void TestRunTabs::ErrorsAreGroupedExplainedAndFound()
{
    Live live;
    QCOMPARE(live.tabs.tabText(ui::RunView::Errors), QStringLiteral("Errors 4"));
    live.clickTab(ui::RunView::Errors);
    const auto cards = live.view.findChildren<ui::ErrorCard*>();
    QCOMPARE(cards.size(), 3);
    const auto text = [&](qsizetype card, const char* name) {
        return cards[card]->findChild<QLabel*>(QString::fromLatin1(name))->text();
    };
    QCOMPARE(text(0, "error-title"), QStringLiteral("429 Too Many Requests"));
    QCOMPARE(text(0, "error-share"), QStringLiteral("3 of 6 request(s), 50.0\u00a0%"));
    QVERIFY(text(0, "error-meaning").contains(QStringLiteral("limits the rate")));
    QVERIFY(text(0, "error-meaning").contains(QStringLiteral("1.50\u00a0s")));
    QVERIFY(text(0, "error-advice").contains(QStringLiteral("lower Concurrent to 4 or less"), Qt::CaseInsensitive));
    QVERIFY(cards[0]->findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("Request 1: slow down")));
    QVERIFY(text(1, "error-title").startsWith(QStringLiteral("503 ")));
    QVERIFY(text(2, "error-title").startsWith(QStringLiteral("Cancelled")));
    QTest::mouseClick(cards[0]->findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(live.tabs.currentIndex(), int(ui::RunView::Requests));
    QCOMPARE(live.requestsShown(), 3);
    QCOMPARE(live.view.findChild<QLineEdit*>(QStringLiteral("requests-filter"))->text(),
             QStringLiteral("outcome:rate_limited status:429"));
    live.feed.addFailed(Outcome::RateLimited, 429, "slow down");
    live.display();
    QCOMPARE(live.requestsShown(), 4);
    QCOMPARE(live.tabs.tabText(ui::RunView::Errors), QStringLiteral("Errors 5"));
}

void TestRunTabs::AdviceSuitsOneStream()
{
    const FailureKind limited{Outcome::RateLimited, 429};
    QVERIFY(ui::errorAdvice(limited, 9).contains(QStringLiteral("Concurrent to 4 or less")));
    QVERIFY(!ui::errorAdvice(limited, 1).contains(QStringLiteral("Concurrent")));
    for (std::size_t i = 0; i < kOutcomes; ++i) {
        for (const int status : {0, 302, 400, 404, 418, 429, 500, 503, 599}) {
            const FailureKind kind{static_cast<Outcome>(i), static_cast<std::uint16_t>(status)};
            QVERIFY(!ui::errorTitle(kind).isEmpty() && !ui::errorMeaning(kind).isEmpty());
            QVERIFY2(!ui::errorAdvice(kind, 8).contains(QLatin1Char{'%'}), qPrintable(ui::errorAdvice(kind, 8)));
        }
    }
}

void TestRunTabs::VerdictCardOpensItsReasons()
{
    Live live;
    auto* card = live.view.findChild<widgets::FigureCard*>(QStringLiteral("card-verdict"));
    QVERIFY(card->focusPolicy() & Qt::TabFocus);
    card->setFocus();
    QTest::keyClick(card, Qt::Key_Return);
    QVERIFY(live.view.findChild<ui::DefinitionView*>()->isVisible());
    live.clickTab(ui::RunView::Overview);
    QTest::mouseClick(card, Qt::LeftButton);
    QVERIFY(live.view.findChild<ui::DefinitionView*>()->isVisible());
    live.clickTab(ui::RunView::Overview);
    QTest::mouseClick(live.view.findChild<widgets::FigureCard*>(QStringLiteral("card-errors")), Qt::LeftButton);
    QCOMPARE(live.tabs.currentIndex(), int(ui::RunView::Errors));
}

void TestRunTabs::DefinitionTellsTheRun()
{
    Live live;
    const FinishedRun saved = savedRun(QStringLiteral("/nowhere"));
    live.display(saved);
    live.clickTab(ui::RunView::Definition);
    const auto text = [&](const char* name) { return live.view.findChild<QLabel*>(QString::fromLatin1(name))->text(); };
    QCOMPARE(text("verdict"), QStringLiteral("Verdict: suspect"));
    QVERIFY(text("verdict-reasons").contains(QStringLiteral("The hypervisor took 4 %.")));
    const auto value = [&](const char* group, const char* label) {
        const auto* list
            = live.view.findChild<widgets::FactList*>(QStringLiteral("facts-") + QString::fromLatin1(group));
        for (const widgets::Fact& fact : list->facts()) {
            if (fact.label == QString::fromLatin1(label))
                return fact.value;
        }
        return QString{};
    };
    QVERIFY(value("figures", "Pause between requests").contains(QStringLiteral("p99 2")));
    QVERIFY(value("window", "Scope").startsWith(QStringLiteral("loopback")));
    QCOMPARE(value("window", "Outcomes"), QStringLiteral("1 ok · 4 failed · 1 cancelled"));
    QCOMPARE(value("policies", "Prompt reuse"), QStringLiteral("unique"));
    QCOMPARE(value("settings", "Number of concurrent requests"), QStringLiteral("8\u00a0streams"));
    QCOMPARE(value("settings", "Prompt reuse"), QString{});
    const QString yaml
        = live.view.findChild<QWidget*>(QStringLiteral("run-yaml"))->findChild<QPlainTextEdit*>()->toPlainText();
    QVERIFY(yaml.contains(QStringLiteral("num-concurrent-requests: 8")));
}

void TestRunTabs::DefinitionIsHonestBeforeTheEnd()
{
    Live live;
    live.clickTab(ui::RunView::Definition);
    QCOMPARE(live.view.findChild<QLabel*>(QStringLiteral("verdict"))->text(), QStringLiteral("Verdict so far: ok"));
    const auto* list = live.view.findChild<widgets::FactList*>(QStringLiteral("facts-figures"));
    for (const widgets::Fact& fact : list->facts())
        QVERIFY2(fact.label != QStringLiteral("CPU steal"), "not known yet");
}

void TestRunTabs::ResultsAreDownloadedAsAZip()
{
    const QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("a_summary.json")), "{\"a\": 1}");
    write(folder.filePath(QStringLiteral("records.csv")), "x,y\n");
    write(folder.filePath(QStringLiteral("journal")), "every record");
    write(folder.filePath(QStringLiteral("older.zip")), "not again");
    const QTemporaryDir target;
    QString path = target.filePath(QStringLiteral("out.zip"));
    ui::SaveQuestion asked;
    ui::Dialogs dialogs;
    dialogs.saveFile = [&](QWidget*, const ui::SaveQuestion& question) {
        asked = question;
        return path;
    };
    Live live;
    ui::ExportMenu& menu = live.view.makeExportMenu(dialogs);
    const FinishedRun saved = savedRun(folder.path());
    live.display(saved);
    live.action(menu, "download").trigger();
    QTRY_VERIFY(live.view.notice().text().contains(path));
    QCOMPARE(asked.name, QStringLiteral("simulated_250_100_8.zip"));
    const auto files = unzipped(path);
    QCOMPARE(files.size(), std::size_t{3});
    QCOMPARE(files.at("a_summary.json"), std::string{"{\"a\": 1}"});
    QCOMPARE(files.at("records.csv"), std::string{"x,y\n"});
    QCOMPARE(files.at("journal"), std::string{"every record"});
}

void TestRunTabs::ADownloadThatFailsSaysWhy()
{
    const QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("records.csv")), "x,y\n");
    ui::Dialogs dialogs;
    dialogs.saveFile = [](QWidget*, const ui::SaveQuestion&) { return QStringLiteral("/no/such/folder/out.zip"); };
    Live live;
    ui::ExportMenu& menu = live.view.makeExportMenu(dialogs);
    const FinishedRun saved = savedRun(folder.path());
    live.display(saved);
    live.action(menu, "download").trigger();
    QTRY_VERIFY(live.view.notice().text().contains(QStringLiteral("/no/such/folder/out.zip cannot be written")));
}

void TestRunTabs::SummaryIsCopiedAsMarkdown()
{
    const ui::Dialogs dialogs;
    Live live;
    live.spec.target.baseUrl = "http://ada:secret@lab:8000/?key=secret";
    ui::ExportMenu& menu = live.view.makeExportMenu(dialogs);
    const FinishedRun saved = savedRun(QStringLiteral("/nowhere"));
    live.display(saved);
    live.action(menu, "copy-summary").trigger();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QStringLiteral("| Time to first token | s | 7 | 0.25 | 0.125 |")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("- requests: 7 ok, 0 failed")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("- output rate: 321.5 tok/s ^")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("^ no steady rate: ")));
    QVERIFY(text.contains(QStringLiteral("verdict: suspect")));
    QVERIFY(text.contains(QStringLiteral("http://lab:8000")));
    QVERIFY(!text.contains(QStringLiteral("secret")));
}

void TestRunTabs::EveryRunFigureIsInTheDefinitionAndTheMarkdown()
{
    std::vector<RunFigure> rows{runFigures().begin(), runFigures().end()};
    rows.push_back({"toy", "Toy", "tok/s", "A row that a test adds.", RunFigureKind::Value,
                    [](const RunFigureInput& run) { return std::optional{2 * run.summary.outputRate}; }, nullptr,
                    "toys"});
    auto saved = std::make_shared<FinishedRun>(savedRun(QStringLiteral("/nowhere")));
    auto& statistics = saved->summary.metrics.back().statistics;
    statistics.quantiles.push_back({0.95, 0.25, {}, false, true});
    saved->label.name = "a_<b>*";
    const ui::ShownRun run{std::shared_ptr<const FinishedRun>{saved}};
    const std::vector<widgets::Fact> facts = ui::runFigureFacts(run, rows);
    QCOMPARE(facts.back().label, QStringLiteral("Toy"));
    QCOMPARE(facts.back().value, QStringLiteral("643\u00a0tok/s"));
    const auto rate = std::find_if(facts.begin(), facts.end(),
                                   [](const auto& fact) { return fact.label == QStringLiteral("Request rate"); });
    QVERIFY(rate->value.endsWith(QStringLiteral("(no steady rate)")));
    const QString text = ui::summaryMarkdown(run, rows);
    QVERIFY2(text.startsWith(QStringLiteral("## a\\_\\<b>\\*\n")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("- toys: 643 tok/s")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("| 0.125 | – | 0.25\\* |")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("\\* fewer requests than this percentile needs")));
}

void TestRunTabs::TheLimitOfTheRunIsDrawn()
{
    Live live;
    const plots::Plot& distribution = live.card("distribution").plot();
    QVERIFY(distribution.subtitle().isEmpty());
    live.spec.slo.ttft = 0.4;
    live.display();
    QVERIFY(distribution.subtitle().startsWith(QStringLiteral("SLO 400 ms")));
    live.spec.slo.ttft = 0;
    live.display();
    QVERIFY(distribution.subtitle().isEmpty());
}

void TestRunTabs::ChartsBesideTheGridAreSavedAndCopiedToo()
{
    Live live;
    QTemporaryDir folder;
    QStringList names;
    ui::Dialogs dialogs;
    dialogs.saveFile = [&](QWidget*, const ui::SaveQuestion& question) {
        names << question.name;
        return folder.filePath(question.name);
    };
    static_cast<void>(live.view.makeExportMenu(dialogs));
    const auto trigger = [](const QWidget& plot, const char* name) {
        for (QAction* action : plot.actions())
            if (action->objectName() == QLatin1String{name})
                return action->trigger();
        qFatal("no such action");
    };
    for (const char* id : {"distribution-plot", "request-gaps"}) {
        auto* plot = live.view.findChild<plots::Plot*>(QLatin1String{id});
        QCOMPARE(plot->contextMenuPolicy(), Qt::ActionsContextMenu);
        trigger(*plot, "save-csv");
        trigger(*plot, "save-svg");
        QVERIFY(QFile{folder.filePath(names.back())}.size() > 0);
        QGuiApplication::clipboard()->clear();
        trigger(*plot, "copy-picture");
        QVERIFY(!QGuiApplication::clipboard()->image().isNull());
    }
    QVERIFY(names[0].startsWith(QStringLiteral("distribution_")));
    QCOMPARE(names.mid(2), (QStringList{QStringLiteral("request_chunks.csv"), QStringLiteral("request_chunks.svg")}));
    QFile csv{folder.filePath(QStringLiteral("request_chunks.csv"))};
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QVERIFY(csv.readAll().startsWith("at_s,gap_s"));
}

void TestRunTabs::ChartsAreSavedAsPictures()
{
    const QTemporaryDir target;
    ui::Dialogs dialogs;
    dialogs.saveFile = [&](QWidget*, const ui::SaveQuestion& question) { return target.filePath(question.name); };
    Live live;
    static_cast<void>(live.view.makeExportMenu(dialogs));
    const QMenu& menu = live.card("throughput").menu();
    live.action(menu, "save-png").trigger();
    const QImage image{target.filePath(QStringLiteral("throughput.png"))};
    QVERIFY(image.width() >= 960 && test::colorsIn(image) > 4);
    live.action(menu, "save-svg").trigger();
    QVERIFY(QFile::exists(target.filePath(QStringLiteral("throughput.svg"))));
    QGuiApplication::clipboard()->clear();
    live.action(menu, "copy-picture").trigger();
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
    live.action(menu, "save-pdf").trigger();
    QVERIFY(QFile::exists(target.filePath(QStringLiteral("throughput.pdf"))));
    live.action(menu, "save-csv").trigger();
    QFile csv{target.filePath(QStringLiteral("throughput.csv"))};
    QVERIFY(csv.open(QIODevice::ReadOnly) && csv.readLine().contains(','));
}

void TestRunTabs::ExportOffersOnlyWhatThereIs()
{
    const ui::Dialogs dialogs;
    Live live;
    ui::ExportMenu& menu = live.view.makeExportMenu(dialogs);
    live.display();
    QVERIFY(!live.action(menu, "download").isEnabled());
    QVERIFY(!live.action(menu, "copy-summary").isEnabled());
    QSignalSpy again{&menu, &ui::ExportMenu::runAgainWanted};
    live.action(menu, "run-again").trigger();
    QCOMPARE(again.count(), 1);
}

void TestRunTabs::EveryInputHasAName()
{
    Live live;
    for (int tab = 0; tab < live.tabs.count(); ++tab) {
        live.tabs.setCurrentIndex(tab);
        QCOMPARE(test::unnamedInputs(live.view).join(QLatin1Char{','}), QString{});
    }
}

QTEST_MAIN(TestRunTabs)
#include "tst_run_tabs.moc"
