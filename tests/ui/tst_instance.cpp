// SPDX-License-Identifier: GPL-3.0-or-later
// A start that hands what it was to open to the workbench that runs already.
#include "core/base/fd.h"
#include "ui/frame/instance.h"

#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>

#include "tests/ui/window_bench.h"
#include <sys/socket.h>
#include <sys/un.h>

#include <atomic>
#include <thread>

using namespace inferometer;
using ui::Handover;
using ui::Instance;

namespace {

QString socketIn(const QTemporaryDir& folder) { return folder.filePath(QStringLiteral("inferometer-workbench")); }

// A socket at our address as `serve` leaves it: bound, or bound and listening, and never answering.
Fd socketThatDoesNotAnswer(const QString& path, bool serve)
{
    Fd fd{::socket(AF_UNIX, SOCK_STREAM, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = path.toLocal8Bit();
    std::copy(name.begin(), name.end(), address.sun_path);
    if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        qFatal("The socket cannot be bound");
    if (serve && ::listen(fd.get(), 8) != 0)
        qFatal("The socket cannot listen");
    return fd;
}

// From another thread, as another program would.
bool handedOver(const QString& folder, const Handover& handover)
{
    std::atomic<int> answer{-1};
    const std::jthread other{[&] { answer = Instance{folder}.handOver(handover) ? 1 : 0; }};
    while (answer < 0)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    return answer == 1;
}

}  // namespace

class TestInstance : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void WhatIsOpenedGoesToTheOneThatRuns();
    void OnlyOneListens();
    void OnlyTheUserMayConnect();
    void AMessageThatIsNotOursIsDropped_data();
    void AMessageThatIsNotOursIsDropped();
    void WhatACrashLeftIsNoHindrance();
    void OneThatHangsHoldsUpNobody();
    void WithoutARuntimeFolderEachIsOnItsOwn();
    void TheWindowThatTakesOpensIt();
};

void TestInstance::WhatIsOpenedGoesToTheOneThatRuns()
{
    const QTemporaryDir folder;
    Instance first{folder.path()};
    QVERIFY(!Instance{folder.path()}.handOver({}));
    QVERIFY(first.listen());
    QList<Handover> taken;
    connect(&first, &Instance::taken, this, [&taken](const Handover& handover) { taken << handover; });
    const QString path = QStringLiteral("/srv/results/llama é 3");
    QVERIFY(handedOver(folder.path(), {path, "token-1"}));
    QVERIFY(handedOver(folder.path(), {}));
    QCOMPARE(taken.size(), 2);
    QCOMPARE(taken[0].path, path);
    QCOMPARE(taken[0].token, QByteArray{"token-1"});
    QCOMPARE(taken[1].path, QString{});
}

void TestInstance::OnlyOneListens()
{
    const QTemporaryDir folder;
    auto first = std::make_unique<Instance>(folder.path());
    QVERIFY(first->listen());
    QVERIFY(!Instance{folder.path()}.listen());
    QVERIFY(handedOver(folder.path(), {}));  // the second took nothing from the first
    first.reset();
    QVERIFY(Instance{folder.path()}.listen());
}

void TestInstance::OnlyTheUserMayConnect()
{
    const QTemporaryDir folder;
    Instance first{folder.path()};
    QVERIFY(first.listen());
    const auto others = QFileInfo{socketIn(folder)}.permissions()
        & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
    QCOMPARE(others, QFile::Permissions{});
}

void TestInstance::AMessageThatIsNotOursIsDropped_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no greeting") << QByteArray{"hello\n/a\n\n"};
    QTest::newRow("another version") << QByteArray{"open 2\n/a\n\n"};
    QTest::newRow("relative path") << QByteArray{"open 1\na\n\n"};
    QTest::newRow("more lines") << QByteArray{"open 1\n/a\n\n/b\n"};
    QTest::newRow("NUL") << QByteArray{"open 1\n/a\0b\n\n", 14};
    QTest::newRow("broken UTF-8") << QByteArray{"open 1\n/\xff\xfe\n\n"};
    QTest::newRow("token with a blank") << QByteArray{"open 1\n/a\na b\n"};
    QTest::newRow("long token") << "open 1\n/a\n" + QByteArray(300, 't') + "\n";
    QTest::newRow("too long") << "open 1\n/" + QByteArray(Instance::kLongest, 'a') + "\n\n";
    QTest::newRow("endless line") << QByteArray(qsizetype{8} * Instance::kLongest, 'a');
}

void TestInstance::AMessageThatIsNotOursIsDropped()
{
    QFETCH(const QByteArray, message);
    QVERIFY(!ui::readMessage(message));
    const QTemporaryDir folder;
    Instance first{folder.path()};
    QVERIFY(first.listen());
    int taken = 0;
    connect(&first, &Instance::taken, this, [&taken] { ++taken; });
    QLocalSocket socket;
    socket.connectToServer(socketIn(folder));
    QVERIFY(socket.waitForConnected(1000));
    socket.write(message);
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(socket.readAll(), QByteArray{});
    QCOMPARE(taken, 0);
    QVERIFY(handedOver(folder.path(), {}));  // it still serves others
}

void TestInstance::WhatACrashLeftIsNoHindrance()
{
    const QTemporaryDir folder;
    socketThatDoesNotAnswer(socketIn(folder), false).reset();
    QVERIFY(QFileInfo::exists(socketIn(folder)));
    Instance first{folder.path()};
    QVERIFY(!first.handOver({}));
    QVERIFY(first.listen());
    QVERIFY(handedOver(folder.path(), {}));
}

void TestInstance::OneThatHangsHoldsUpNobody()
{
    const QTemporaryDir folder;
    const Fd hung = socketThatDoesNotAnswer(socketIn(folder), true);
    QElapsedTimer waited;
    waited.start();
    QVERIFY(!Instance{folder.path()}.handOver({}, std::chrono::milliseconds{300}));
    QVERIFY(waited.elapsed() < 3000);
}

void TestInstance::WithoutARuntimeFolderEachIsOnItsOwn()
{
    Instance alone{QString{}};
    QVERIFY(!alone.handOver({}));
    QVERIFY(!alone.listen());
}

void TestInstance::TheWindowThatTakesOpensIt()
{
    test::WindowBench bench;
    bench.window->showMinimized();
    const QString path = bench.folder.filePath(QStringLiteral("nothing"));
    bench.window->takeOver({path, {}});
    QVERIFY(!bench.window->isMinimized());
    QTRY_VERIFY(bench.notice("window-notice").contains(path));
}

QTEST_MAIN(TestInstance)
#include "tst_instance.moc"
