// SPDX-License-Identifier: GPL-3.0-or-later
// A run file or result that is opened off the UI thread.
#include "core/base/fd.h"
#include "core/config/run_yaml.h"
#include "ui/charts/drop_mark.h"
#include "ui/frame/opening.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "tests/ui/ui_fixture.h"
#include <fcntl.h>
#include <sys/stat.h>

using namespace inferometer;

class TestOpening : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void ASlowFileHoldsUpNobody();
    void AFileOverTheWindowIsMarked();
};

// Nobody writes into the first file, so that reading it does not end.
void TestOpening::ASlowFileHoldsUpNobody()
{
    const QTemporaryDir folder;
    const QByteArray slow = QFile::encodeName(folder.filePath(QStringLiteral("slow.yaml")));
    QCOMPARE(mkfifo(slow.constData(), 0600), 0);
    RunSpec spec;
    spec.target.modelNames = "quick";
    QFile quick{folder.filePath(QStringLiteral("quick.yaml"))};
    QVERIFY(quick.open(QIODevice::WriteOnly));
    quick.write(QByteArray::fromStdString(toYaml(spec)));
    quick.close();
    ui::Opening opening;
    const QSignalSpy opened{&opening, &ui::Opening::opened};
    const QSignalSpy failed{&opening, &ui::Opening::failed};
    opening.start(QFile::decodeName(slow));
    opening.start(quick.fileName());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<ui::Wishes>().spec->target.modelNames, std::string{"quick"});
    Fd writer;
    while (!writer.isOpen())
        writer = Fd{open(slow.constData(), O_WRONLY | O_NONBLOCK)};
    writer.reset();
    QTest::qWait(50);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(failed.count(), 0);
}

void TestOpening::AFileOverTheWindowIsMarked()
{
    QWidget window;
    window.resize(400, 300);
    window.show();
    ui::Opening opening;
    opening.takeDropsOn(window);
    const auto& mark = *window.findChild<ui::DropMark*>();
    QMimeData carried;
    const auto enter = [&](const QString& url) {
        carried.setUrls({QUrl{url}});
        QDragEnterEvent event{{5, 5}, Qt::CopyAction, &carried, Qt::LeftButton, {}};
        QApplication::sendEvent(&window, &event);
        return event.isAccepted();
    };
    QVERIFY(!enter(QStringLiteral("https://example.com/run.yaml")) && !mark.isVisible());
    QVERIFY(enter(QStringLiteral("file:///tmp/run.yaml")) && mark.isVisible());
    QCOMPARE(mark.geometry(), window.rect());
    QCOMPARE(mark.accessibleName(), QStringLiteral("Open run.yaml"));
    QDragLeaveEvent leave;
    QApplication::sendEvent(&window, &leave);
    QVERIFY(!mark.isVisible());
    QVERIFY(enter(QStringLiteral("file:///tmp/no-such.yaml")));
    QDropEvent drop{{5, 5}, Qt::CopyAction, &carried, Qt::LeftButton, {}};
    QApplication::sendEvent(&window, &drop);
    QVERIFY(!mark.isVisible());
}

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
