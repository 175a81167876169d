// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a custom dataset in the real window: a file chosen, dropped or typed is shown row by row and run.
#include "ui/form/dataset_model.h"
#include "ui/form/dataset_panel.h"
#include "ui/form/evaluation_page.h"
#include "ui/form/field_form.h"
#include "widgets/value_edit.h"

#include <QFile>
#include <QJsonObject>
#include <QTableView>

#include "tests/ui/window_bench.h"

using namespace inferometer;

namespace {

constexpr int kPatience = 60'000;  // ms

QString dataFile(const char* name)
{
    return QStringLiteral(INFEROMETER_TEST_DATA "/dataset/") + QString::fromLatin1(name);
}

struct Bench : test::WindowBench
{
    ui::EvaluationPage* page = nullptr;

    Bench()
    {
        openByKeys("custom");
        page = inView();
        QVERIFY(page);
    }
    ui::EvaluationPage* inView() const
    {
        for (auto* one : window->findChildren<ui::EvaluationPage*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    template <typename Widget>
    Widget& on(const char* name) const
    {
        auto* widget = page->findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("The page has no %s", name);
        return *widget;
    }
    const ui::DatasetPanel& panel() const { return on<ui::DatasetPanel>("dataset"); }
    bool reads(std::size_t rows) const
    {
        return QTest::qWaitFor([&] { return panel().dataset() && panel().dataset()->rows.size() == rows; }, kPatience);
    }
    QString cell(int row, int column) const
    {
        const auto& model = *on<QTableView>("dataset-rows").model();
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }
    void typeOn(const char* field, const QString& text) const
    {
        auto& edit = on<QLineEdit>(field);
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, text);
    }
    bool dropOnPage(const QString& path) const
    {
        QMimeData carried;
        carried.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter{page->rect().center(), Qt::CopyAction, &carried, Qt::LeftButton, {}};
        QApplication::sendEvent(page, &enter);
        QDropEvent event{page->rect().center(), Qt::CopyAction, &carried, Qt::LeftButton, {}};
        if (enter.isAccepted())
            QApplication::sendEvent(page, &event);
        return enter.isAccepted();
    }
};

}  // namespace

class TestDataset : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void WithoutAFileThePageSaysWhatItTakes();
    void ADroppedFileIsShownRowByRow();
    void AFileIsChosenByTheButtonOrTyped();
    void ABadRowIsNamed();
    void AColumnIsPicked();
    void WhatIsARunIsNotTaken();
    void LargeFilesAreReadWithoutStall();
    void DefaultsAreThoseOfTheEvaluation();
    void DroppedAndRun();
};

void TestDataset::WithoutAFileThePageSaysWhatItTakes()
{
    const Bench bench;
    QVERIFY(bench.on<QLabel>("dataset-state").isVisible());
    QVERIFY(bench.on<QLabel>("dataset-state").text().startsWith(QStringLiteral("No dataset yet: drop a file here")));
    QVERIFY(!bench.on<QTableView>("dataset-rows").isVisible());
    QVERIFY(!bench.on<QPushButton>("run").isEnabled());
    QVERIFY(bench.on<QPushButton>("run").toolTip().contains(QStringLiteral("name the file that holds the prompts")));
}

void TestDataset::ADroppedFileIsShownRowByRow()
{
    const Bench bench;
    QVERIFY(bench.dropOnPage(dataFile("vllm.jsonl")));
    QVERIFY(bench.reads(3));
    QCOMPARE(bench.on<QLineEdit>("input-file-path").text(), dataFile("vllm.jsonl"));
    QVERIFY(bench.on<QTableView>("dataset-rows").isVisible());
    QCOMPARE(bench.cell(0, ui::DatasetModel::Number), QStringLiteral("1"));
    QCOMPARE(bench.cell(0, ui::DatasetModel::Prompt), QStringLiteral("Count from one to five."));
    QCOMPARE(bench.cell(0, ui::DatasetModel::InputTokens), QStringLiteral("6"));
    QCOMPARE(bench.cell(0, ui::DatasetModel::OutputTokens), QStringLiteral("12"));
    QCOMPARE(bench.cell(2, ui::DatasetModel::OutputTokens), QStringLiteral("256"));
    bench.typeOn("num-output-tokens", QStringLiteral("50"));
    QCOMPARE(bench.cell(2, ui::DatasetModel::OutputTokens), QStringLiteral("50"));
    QCOMPARE(
        bench.on<QLabel>("dataset-state").text(),
        QStringLiteral("vLLM prompts with output lengths (JSON lines): 3 row(s), about 23 tokens in. Not sent: id."));
    QVERIFY(bench.on<QLabel>("volume").text().startsWith(
        QStringLiteral("3 request(s), about 23 tokens in, 462 tokens out")));
    bench.typeOn("num-requests", QStringLiteral("6"));
    QVERIFY(bench.on<QLabel>("volume").text().startsWith(
        QStringLiteral("6 request(s), about 46 tokens in, 924 tokens out")));
    QVERIFY(bench.on<QLabel>("volume").text().contains(QStringLiteral("more than once")));
    QVERIFY(bench.dropOnPage(dataFile("images.jsonl")));
    QVERIFY(QTest::qWaitFor([&] { return bench.cell(0, ui::DatasetModel::Image) == QLatin1String{"images/red.png"}; }));
    QVERIFY(bench.on<QLabel>("dataset-state").text().contains(QStringLiteral("2 image(s).")));
}

void TestDataset::AFileIsChosenByTheButtonOrTyped()
{
    Bench bench;
    bench.chosenFile = dataFile("prompts.jsonl");
    auto& button = bench.on<QPushButton>("dataset-choose");
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Space);
    QVERIFY(bench.reads(4));
    QCOMPARE(bench.on<QLineEdit>("input-file-path").text(), bench.chosenFile);
    bench.chosenFile.clear();
    QTest::keyClick(&button, Qt::Key_Space);
    QVERIFY2(bench.reads(4), "thought better of it");
    bench.typeOn("input-file-path", dataFile("sharegpt.json"));
    QVERIFY(bench.reads(2));
    QVERIFY(bench.on<QLabel>("dataset-state").text().contains(QStringLiteral("2 conversation(s) without a question")));
}

void TestDataset::ABadRowIsNamed()
{
    const Bench bench;
    const QString path = bench.folder.filePath(QStringLiteral("bad.jsonl"));
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"prompt\": \"a\"}\n{\"prompt\": \"<b>\", \"image_path\": \"http://h/<i>\"}\n");
    file.close();
    bench.typeOn("input-file-path", path);
    auto& problem = bench.on<QLabel>("dataset-problem");
    QTRY_VERIFY(problem.text().startsWith(path));
    QCOMPARE(
        problem.text(),
        path + QStringLiteral(", line 2: Urls are not supported for image_path. Please provide local image paths."));
    QCOMPARE(problem.textFormat(), Qt::PlainText);
    QVERIFY(problem.isVisible());
    QCOMPARE(widgets::fieldState(bench.on<QLineEdit>("input-file-path")), widgets::FieldState::Invalid);
    for (const char* name : {"run", "send-one-request"}) {
        QVERIFY(!bench.on<QPushButton>(name).isEnabled());
        QVERIFY(bench.on<QPushButton>(name).toolTip().contains(QStringLiteral("line 2: Urls are not supported")));
    }
    QVERIFY(!bench.on<QTableView>("dataset-rows").isVisible());
    QVERIFY(bench.on<QLabel>("volume").text().contains(QStringLiteral("Not known")));
    QVERIFY(bench.dropOnPage(dataFile("prompts.jsonl")));
    QVERIFY(bench.reads(4));
    QVERIFY(!problem.isVisible());
    QCOMPARE(widgets::fieldState(bench.on<QLineEdit>("input-file-path")), widgets::FieldState::Fine);
    QVERIFY(bench.on<QPushButton>("run").isEnabled());
}

void TestDataset::AColumnIsPicked()
{
    const Bench bench;
    QVERIFY(bench.dropOnPage(dataFile("prompts.csv")));
    auto& columns = bench.on<QComboBox>("dataset-columns");
    QTRY_VERIFY(columns.isVisible());
    QVERIFY(bench.on<QLabel>("dataset-problem").text().contains(QStringLiteral("\"id\", \"question\"")));
    QCOMPARE(columns.count(), 3);
    columns.setFocus();
    QTest::keyClick(&columns, Qt::Key_Down);
    QCOMPARE(columns.currentText(), QStringLiteral("id"));
    QTest::keyClick(&columns, Qt::Key_Down);
    QVERIFY(bench.reads(3));
    QCOMPARE(bench.on<QLineEdit>("dataset-column").text(), QStringLiteral("question"));
    QCOMPARE(columns.currentText(), QStringLiteral("question"));
    QCOMPARE(bench.cell(1, ui::DatasetModel::Prompt), QStringLiteral("Two\\nlines?"));
    QVERIFY(bench.dropOnPage(dataFile("prompts.jsonl")));
    QVERIFY(bench.reads(4));
    QVERIFY2(bench.on<QLineEdit>("dataset-column").text().isEmpty(), "that was the other file's");
    QVERIFY(!columns.isVisible());
}

void TestDataset::WhatIsARunIsNotTaken()
{
    const Bench bench;
    for (const char* name : {"run.yaml", "result.zip"}) {
        QFile file{bench.folder.filePath(QString::fromLatin1(name))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!bench.panel().takes(file.fileName()));
    }
    QVERIFY(!bench.panel().takes(bench.folder.path()));
    bench.dropOnPage(bench.folder.filePath(QStringLiteral("run.yaml")));
    QVERIFY2(bench.on<QLineEdit>("input-file-path").text().isEmpty(), "it is the window's");
    QVERIFY(bench.panel().takes(dataFile("sharegpt.json")));
}

void TestDataset::LargeFilesAreReadWithoutStall()
{
    constexpr int kRows = 100'000;
    const Bench bench;
    const QString path = bench.folder.filePath(QStringLiteral("large.jsonl"));
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < kRows; ++i)
        file.write("{\"prompt\": \"Question " + QByteArray::number(i) + QByteArray(200, 'x') + "\"}\n");
    file.close();
    bench.typeOn("input-file-path", path);
    // It is read elsewhere: the answer comes by the event loop.
    QVERIFY(bench.on<QPushButton>("dataset-cancel").isVisible());
    QVERIFY(!bench.panel().dataset());
    QVERIFY(bench.reads(kRows));
    auto& table = bench.on<QTableView>("dataset-rows");
    QCOMPARE(table.model()->rowCount(), kRows);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(table.currentIndex().row(), kRows - 1);
    // Cancelled at once: nothing of it is shown.
    QVERIFY(bench.dropOnPage(path));
    QVERIFY(bench.on<QPushButton>("dataset-cancel").isVisible());
    QTest::mouseClick(&bench.on<QPushButton>("dataset-cancel"), Qt::LeftButton);
    QCOMPARE(bench.on<QLabel>("dataset-problem").text(), QStringLiteral("Reading was stopped."));
    QVERIFY(!bench.panel().dataset());
}

void TestDataset::DefaultsAreThoseOfTheEvaluation()
{
    Bench bench;
    QCOMPARE(bench.page->form()->spec().prompts.numOutputTokens, 256);
    QCOMPARE(bench.page->form()->spec().arrivals.numRequests, 0);
    bench.typeOn("num-concurrent-requests", QStringLiteral("101"));
    QVERIFY(bench.on<QLabel>("num-concurrent-requests-reason").text().contains(QStringLiteral("100")));
    bench.typeOn("num-output-tokens", QStringLiteral("99"));
    bench.openByKeys("synthetic");
    ui::FieldForm& synthetic = *bench.inView()->form();
    QCOMPARE(synthetic.spec().prompts.numOutputTokens, RunSpec{}.prompts.numOutputTokens);
    QCOMPARE(synthetic.spec().arrivals.numConcurrentRequests, 101);
    synthetic.set("num-input-tokens", QStringLiteral("321"));
    bench.openByKeys("custom");
    QCOMPARE(bench.page->form()->spec().prompts.numOutputTokens, 99);
    bench.openByKeys("synthetic");
    QCOMPARE(synthetic.spec().prompts.numInputTokens, 321);
    QCOMPARE(bench.settings.lastSpec(Evaluation::Custom).prompts.numOutputTokens, 99);
    QCOMPARE(bench.settings.lastSpec().prompts.numOutputTokens, RunSpec{}.prompts.numOutputTokens);
    QCOMPARE(bench.settings.lastSpec().prompts.numInputTokens, 321);
}

void TestDataset::DroppedAndRun()
{
    Bench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.typeOn("base-url", QString::fromStdString(bench.simulator.url()));
    bench.typeOn("model-names", QStringLiteral("simulated"));
    QVERIFY(bench.dropOnPage(dataFile("images.jsonl")));
    QVERIFY(bench.reads(3));
    bench.typeOn("num-output-tokens", QStringLiteral("4"));
    QTest::keyClick(bench.window.get(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), kPatience);
    const std::vector<RunCard>& ended = bench.runs.ended();
    QCOMPARE(ended.size(), std::size_t{1});
    QCOMPARE(ended[0].header.spec.evaluation, Evaluation::Custom);
    QCOMPARE(ended[0].summary.ok, std::uint64_t{3});
    QVERIFY(QString::fromStdString(ended[0].header.stem)
                .startsWith(QStringLiteral("custom_simulated_images-jsonl_-1_stream_")));
    QCOMPARE(bench.page->form()->spec().arrivals.numRequests, 0);
}

QTEST_MAIN(TestDataset)
#include "tst_dataset.moc"
