// SPDX-License-Identifier: GPL-3.0-or-later
// The chat in the real window: asked by keys, stopped, edited, taken back, kept and opened again; its figures are those
// of the records.
#include "core/chat/conversation_file.h"
#include "core/store/finished_run.h"
#include "ui/chat/chat_controller.h"
#include "ui/chat/chat_input.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/previews.h"
#include "ui/chat/transcript.h"
#include "ui/chat/turn_chart.h"
#include "ui/form/field_form.h"

#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QListWidget>
#include <QMenu>

#include "tests/ui/window_bench.h"

#include <map>

using namespace inferometer;

namespace {

constexpr int kPatience = 30'000;  // ms

QString textOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

// As a message carries it.
Message imageMessage(QSize size, const QColor& color)
{
    QImage image{size, QImage::Format_RGB32};
    image.fill(color);
    QByteArray bytes;
    QBuffer buffer{&bytes};
    image.save(&buffer, "PNG");
    return withImage({}, bytes.toStdString(), "one.png").value();
}

struct Bench : test::WindowBench
{
    std::unique_ptr<Simulator> server;

    explicit Bench(double ttft = 0.01, double itl = 0.001)
    {
        SimSpec sim;
        sim.ttft = ttft;
        sim.itl = itl;
        sim.reasoningShare = 0.25;
        server = Simulator::start(sim).value();
        openByKeys("chat");
        type("base-url", QString::fromStdString(server->url()));
        type("model-names", QStringLiteral("simulated"));
        type("num-output-tokens", QStringLiteral("16"));
    }
    ui::Transcript& transcript() const { return find<ui::Transcript>("transcript"); }
    QPlainTextEdit& question() const { return find<QPlainTextEdit>("question"); }
    bool isIdle() const { return find<QPushButton>("run").isEnabled(); }
    void begin(const QString& text) const
    {
        question().setFocus();
        QTest::keyClicks(&question(), text);
        QTest::keyClick(&question(), Qt::Key_Return);
    }
    bool ask(const QString& text) const
    {
        const int before = transcript().count();
        begin(text);
        return QTest::qWaitFor([&] { return transcript().count() == before + 2 && isIdle(); }, kPatience);
    }
    std::vector<ChatCard> kept() const { return keptChats(chatsFolder(context.dataFolder)); }
    Conversation keptChat(std::size_t turns) const
    {
        Conversation chat;
        const auto isThere = [&] {
            const std::vector<ChatCard> cards = kept();
            if (cards.empty())
                return false;
            const Result<Conversation> read = readChat(chatsFolder(context.dataFolder), cards.front().id);
            chat = read ? read.value() : Conversation{};
            return chat.turns.size() == turns && chat.turns.back().state != TurnState::Open;
        };
        return QTest::qWaitFor(isThere, kPatience) ? chat : Conversation{};
    }
};

}  // namespace

class TestChat : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AnswersAQuestionByKeys();
    void ShowsTheFiguresOfTheRecord();
    void StopsAnAnswerAndGoesOn();
    void AsksAgainAndTakesItBack();
    void EditsAQuestion();
    void KeepsChatsAndOpensThem();
    void SaysWhyNothingCanBeAsked();
    void SendsAnImage();
    void PreviewsAreMadeBesideTheWindow();
    void TheAxisOfTurnsHasOneUnit();
    void ExportsWhatWasSaid();
    void ArmsAsTheKitDoes();
};

void TestChat::AnswersAQuestionByKeys()
{
    const Bench bench;
    QVERIFY(!bench.find<QPushButton>("send").isEnabled());
    QVERIFY(bench.ask(QStringLiteral("What is it?")));
    QCOMPARE(bench.transcript().plainText(0), QStringLiteral("What is it?"));
    QVERIFY(!bench.transcript().plainText(1).isEmpty());
    QCOMPARE(bench.question().toPlainText(), QString{});
    QVERIFY(bench.question().hasFocus());
    // Shift+Return begins a line.
    QTest::keyClicks(&bench.question(), QStringLiteral("One"));
    QTest::keyClick(&bench.question(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(&bench.question(), QStringLiteral("two"));
    QCOMPARE(bench.question().toPlainText(), QStringLiteral("One\ntwo"));
    QCOMPARE(bench.transcript().count(), 2);
}

void TestChat::ShowsTheFiguresOfTheRecord()
{
    QString folder;
    Conversation chat;
    {
        Bench bench;
        QVERIFY(bench.ask(QStringLiteral("One?")));
        QVERIFY(bench.ask(QStringLiteral("Two?")));
        chat = bench.keptChat(2);
        QCOMPARE(chat.turns.size(), 2U);
        QCOMPARE(bench.find<ui::TurnBars>("turn-bars").count(), 2);
        QCOMPARE(bench.transcript().plainText(1), QString::fromStdString(chat.turns[0].answer));
        const QDir results{bench.folder.filePath(QStringLiteral("results"))};
        const QStringList runs = results.entryList({QStringLiteral("chat_*")}, QDir::Dirs);
        QCOMPARE(runs.size(), 1);
        folder = results.filePath(runs.front());
        bench.window.reset();  // which ends the run
        const Result<FinishedRun> run = loadResult(folder.toStdString());
        QVERIFY2(run.ok(), run ? "" : run.error().message.c_str());
        std::size_t turn = 0;
        for (const auto& block : run.value().blocks)
            for (const RequestRecord& record : block->records) {
                const std::vector<TurnFigure> figures = turnFigures(*block, record);
                const std::vector<TurnFigure>& shown = chat.turns.at(turn).figures;
                QCOMPARE(shown.size(), figures.size());
                for (std::size_t i = 0; i < figures.size(); ++i) {
                    QCOMPARE(shown[i].key, figures[i].key);
                    QCOMPARE(shown[i].value, figures[i].value);
                }
                ++turn;
            }
        QCOMPARE(turn, 2U);
    }
}

void TestChat::StopsAnAnswerAndGoesOn()
{
    Bench bench{0.01, 0.05};
    bench.type("num-output-tokens", QStringLiteral("2000"));
    bench.begin(QStringLiteral("A long story"));
    QVERIFY(QTest::qWaitFor(
        [&] { return bench.transcript().count() == 2 && bench.transcript().plainText(1).size() > 20; }, kPatience));
    QVERIFY(!bench.find<QWidget>("chats").isEnabled());
    bench.click("send");  // which is Stop now
    QVERIFY(QTest::qWaitFor([&] { return bench.isIdle(); }, kPatience));
    QCOMPARE(bench.keptChat(1).turns.front().state, TurnState::Stopped);
    bench.type("num-output-tokens", QStringLiteral("2"));
    QVERIFY(bench.ask(QStringLiteral("Shorter")));
    QVERIFY2(bench.find<widgets::NoticeBar>("chat-notice").text().contains(QStringLiteral("wait a moment")),
             qPrintable(bench.find<widgets::NoticeBar>("chat-notice").text()));
}

void TestChat::AsksAgainAndTakesItBack()
{
    const Bench bench;
    QVERIFY(bench.ask(QStringLiteral("One?")));
    QVERIFY(bench.ask(QStringLiteral("Two?")));
    const QString second = bench.transcript().plainText(3);
    emit bench.transcript().regenerateAsked(1);
    QVERIFY(QTest::qWaitFor([&] { return bench.transcript().count() == 2 && bench.isIdle(); }, kPatience));
    QCOMPARE(bench.transcript().plainText(0), QStringLiteral("One?"));
    bench.find<widgets::NoticeBar>("chat-notice").findChild<QPushButton*>()->click();
    QCOMPARE(bench.transcript().count(), 4);
    QCOMPARE(bench.transcript().plainText(3), second);
}

void TestChat::EditsAQuestion()
{
    const Bench bench;
    QVERIFY(bench.ask(QStringLiteral("One?")));
    emit bench.transcript().editAsked(0);
    QCOMPARE(bench.question().toPlainText(), QStringLiteral("One?"));
    QTest::keyClicks(&bench.question(), QStringLiteral(" Or two?"));
    QTest::keyClick(&bench.question(), Qt::Key_Return);
    QVERIFY(QTest::qWaitFor(
        [&] { return bench.isIdle() && bench.transcript().plainText(0) == QLatin1String{"One? Or two?"}; }, kPatience));
    QCOMPARE(bench.transcript().count(), 2);
    // Left as it was.
    emit bench.transcript().editAsked(0);
    QTest::keyClick(&bench.question(), Qt::Key_Escape);
    QCOMPARE(bench.question().toPlainText(), QString{});
}

void TestChat::KeepsChatsAndOpensThem()
{
    Bench bench;
    QVERIFY(bench.ask(QStringLiteral("The first chat")));
    QCOMPARE(bench.keptChat(1).turns.size(), 1U);
    auto& list = bench.find<QListWidget>("chats");
    QVERIFY(QTest::qWaitFor([&] { return list.count() == 1; }, kPatience));
    bench.typed = QStringLiteral("Called");
    bench.click("rename-chat");
    QVERIFY(QTest::qWaitFor([&] { return list.item(0)->text() == QLatin1String{"Called"}; }, kPatience));
    QCOMPARE(bench.text("chat-title"), QStringLiteral("Called"));
    bench.click("new-chat");
    QCOMPARE(bench.transcript().count(), 0);
    QVERIFY(bench.ask(QStringLiteral("The second chat")));
    QVERIFY(QTest::qWaitFor([&] { return list.count() == 2; }, kPatience));
    list.setCurrentRow(1);
    QVERIFY(QTest::qWaitFor(
        [&] { return bench.transcript().count() == 2 && bench.text("chat-title") == QLatin1String{"Called"}; },
        kPatience));
    QCOMPARE(bench.transcript().plainText(0), QStringLiteral("The first chat"));
    bench.click("remove-chat");
    QVERIFY(QTest::qWaitFor([&] { return list.count() == 1; }, kPatience));
    QCOMPARE(bench.transcript().count(), 0);
    bench.find<widgets::NoticeBar>("chat-notice").findChild<QPushButton*>()->click();
    QVERIFY(QTest::qWaitFor([&] { return list.count() == 2; }, kPatience));
    // The next window finds them.
    bench.open();
    bench.openByKeys("chat");
    QVERIFY(QTest::qWaitFor([&] { return bench.find<QListWidget>("chats").count() == 2; }, kPatience));
}

void TestChat::SaysWhyNothingCanBeAsked()
{
    Bench bench;
    bench.type("base-url", QStringLiteral("http://127.0.0.1:1"));
    QVERIFY(bench.ask(QStringLiteral("Anyone?")));
    const Conversation chat = bench.keptChat(1);
    QCOMPARE(chat.turns.front().state, TurnState::Failed);
    QVERIFY(QString::fromStdString(chat.turns.front().fault).contains(QStringLiteral("127.0.0.1")));
    bench.type("num-output-tokens", QStringLiteral("x"));
    QTest::keyClicks(&bench.question(), QStringLiteral("Anyone?"));
    QVERIFY(!bench.find<QPushButton>("send").isEnabled());
    QVERIFY(!bench.find<QPushButton>("send").toolTip().isEmpty());
}

void TestChat::SendsAnImage()
{
    Bench bench;
    QImage image{40, 30, QImage::Format_RGB32};
    image.fill(Qt::darkCyan);
    const QString path = bench.folder.filePath(QStringLiteral("one.png"));
    QVERIFY(image.save(path));
    bench.chosenFile = path;
    bench.click("choose-image");
    QTRY_VERIFY(bench.find<QWidget>("drop-image").isVisible());
    QVERIFY(bench.ask(QStringLiteral("What is on it?")));
    const Conversation chat = bench.keptChat(1);
    QCOMPARE(chat.turns.front().state, TurnState::Answered);
    QCOMPARE(chat.turns.front().imageName, std::string{"one.png"});
    QCOMPARE(
        QByteArray::fromBase64(QByteArray::fromStdString(chat.turns.front().question.image)),
        textOf(path).isNull() ? QByteArray{} : [&path] {
            QFile file{path};
            file.open(QIODevice::ReadOnly);
            return file.readAll();
        }());
    // Pasted, and taken away again.
    QApplication::clipboard()->setImage(image);
    bench.question().paste();
    QTRY_VERIFY(bench.find<QWidget>("drop-image").isVisible());
    bench.click("drop-image");
    QVERIFY(!bench.find<QWidget>("drop-image").isVisible());
    // What is none.
    bench.chosenFile = QStringLiteral(__FILE__);
    bench.click("choose-image");
    QTRY_VERIFY(bench.find<widgets::NoticeBar>("chat-notice").text().contains(QStringLiteral("PNG, JPEG or WebP")));
}

void TestChat::PreviewsAreMadeBesideTheWindow()
{
    ui::Previews previews;
    std::map<int, QImage> made;
    connect(&previews, &ui::Previews::made, this, [&](int place, const QImage& image) { made[place] = image; });
    Message broken = imageMessage({40, 30}, Qt::red);
    broken.image.resize(40);
    previews.make(std::vector<Message>{imageMessage({40, 30}, Qt::darkCyan),
                                       {},
                                       imageMessage({2000, 500}, Qt::red),
                                       broken,
                                       imageMessage({5000, 1}, Qt::red)});
    QVERIFY2(made.empty(), "the window waits for none");
    QTRY_COMPARE(made.size(), 4U);
    QCOMPARE(made[0].size(), QSize(40, 30));
    QCOMPARE(made[0].pixelColor(5, 5), QColor{Qt::darkCyan});
    QCOMPARE(made[2].size(), QSize(320, 80));
    QVERIFY(made[3].isNull());
    QCOMPARE(made[4].size(), QSize(320, 1));
    // What is asked for next takes the place of what was not made yet; the same is the same picture.
    const QImage before = made[2];
    made.clear();
    previews.make(std::vector<Message>{imageMessage({3000, 3000}, Qt::blue)});
    previews.make(std::vector<Message>{{}, imageMessage({2000, 500}, Qt::red)});
    QTRY_COMPARE(made.size(), 1U);
    QCOMPARE(made[1].cacheKey(), before.cacheKey());
    // A chat that is opened shows them.
    const Bench bench;
    Conversation chat;
    chat.id = uuidV7();
    chat.spec = defaultSpec(Evaluation::Chat);
    chat.turns.resize(2);
    for (Turn& turn : chat.turns)
        turn.state = TurnState::Answered;
    chat.turns[1].question = imageMessage({400, 300}, Qt::darkCyan);
    bench.window->findChild<ui::ChatController*>()->setChat(chat);
    const auto isShown = [&bench] {
        const QImage shown = bench.transcript().grab().toImage();
        for (int y = 0; y < shown.height(); y += 4)
            for (int x = 0; x < shown.width(); x += 4)
                if (shown.pixelColor(x, y) == QColor{Qt::darkCyan})
                    return true;
        return false;
    };
    QTRY_VERIFY(isShown());
}

void TestChat::TheAxisOfTurnsHasOneUnit()
{
    ui::TurnBars bars{nullptr};
    const auto ticks = [&bars](const char* key, double value) {
        TurnFigure figure = *findTurnFigure(key);
        figure.value = value;
        bars.setValues({figure});
        return QStringList{bars.tickText(0), bars.tickText(0.5), bars.tickText(1)}
            .join(QLatin1Char{' '})
            .replace(QChar{QChar::Nbsp}, QLatin1Char{'_'});
    };
    QCOMPARE(ticks("client_ttft_s", 1.4), QStringLiteral("0 0.75_s 1.5_s"));
    QCOMPARE(ticks("client_ttft_s", 0.187), QStringLiteral("0 100_ms 200_ms"));
    QCOMPARE(ticks("client_output_token_per_s_per_request", 14.2), QStringLiteral("0 7.5 15"));
    QCOMPARE(ticks("context_tokens", 1'900'000), QStringLiteral("0 1000000 2000000"));
}

void TestChat::ExportsWhatWasSaid()
{
    Bench bench;
    QVERIFY(bench.ask(QStringLiteral("What is it?")));
    const QList<QAction*> actions = bench.find<QMenu>("chat-actions").actions();
    actions.at(0)->trigger();
    QTRY_VERIFY(QFile::exists(bench.savedTo));
    const Result<Conversation> chat = chatOf(textOf(bench.savedTo).toStdString());
    QVERIFY(chat.ok());
    QCOMPARE(chat.value().turns.size(), 1U);
    actions.at(1)->trigger();
    QTRY_VERIFY(textOf(bench.savedTo).contains(QStringLiteral("> What is it?")));
    actions.at(2)->trigger();
    QTRY_VERIFY(textOf(bench.savedTo).contains(QStringLiteral("Time to first token: ")));
    bench.savedTo = bench.folder.filePath(QStringLiteral("chat.json"));
    bench.chosenFile = bench.savedTo;
    bench.click("new-chat");
    actions.at(4)->trigger();
    QTRY_COMPARE(bench.transcript().count(), 2);
    QCOMPARE(bench.transcript().plainText(0), QStringLiteral("What is it?"));
}

void TestChat::ArmsAsTheKitDoes()
{
    const Bench bench;
    bench.click("run");
    const auto isReady = [&bench] {
        return bench.find<widgets::NoticeBar>("chat-notice").text().contains(QStringLiteral("is ready"));
    };
    QVERIFY(QTest::qWaitFor(isReady, kPatience));
    QVERIFY(bench.question().hasFocus());
    QVERIFY(bench.ask(QStringLiteral("What is it?")));
    bench.click("reset-conversation");
    QCOMPARE(bench.transcript().count(), 0);
}

QTEST_MAIN(TestChat)
#include "tst_chat.moc"
