// SPDX-License-Identifier: GPL-3.0-or-later
// A run that stands open in a window, to be named and noted on.
#pragma once

#include "core/store/run_label.h"
#include "ui/run/run_view.h"

#include <QFileInfo>
#include <QPlainTextEdit>

#include "tests/support/sample_snapshot.h"
#include "tests/ui/sample_run.h"
#include "tests/ui/window_bench.h"

namespace inferometer::test {

// The folder of a run of the simulator; measured once.
inline QString measuredRun()
{
    static const QTemporaryDir folder;
    static const QString measured = [] {
        WindowBench bench;
        bench.settings.setResultsDir(folder.path());
        bench.open();
        if (!bench.simulator.start().ok())
            return QString{};
        bench.aim(4, 2, 5);
        bench.click("run");
        if (!QTest::qWaitFor([&] { return bench.isPhase(ui::RunPhase::Finished); }, 20'000))
            return QString{};
        return QString::fromStdString(bench.runs.saved()->folder);
    }();
    return measured;
}

// A window with results of its own, in which a run of the simulator stands open.
struct OpenedRun : WindowBench
{
    QString home;

    OpenedRun()
    {
        const QString measured = measuredRun();
        home = settings.resultsFolder() + QLatin1Char{'/'} + QFileInfo{measured}.fileName();
        QDir{}.mkpath(home);
        for (const QFileInfo& file : QDir{measured}.entryInfoList(QDir::Files))
            QFile::copy(file.filePath(), home + QLatin1Char{'/'} + file.fileName());
        openRun(home);
        settings.setResultsDir(QFileInfo{home}.absolutePath());  // the form has the one of that run by now
        // The one that was measured first had a window of its own.
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    void openRun(const QString& path) const
    {
        QVERIFY(drop(path));
        if (!QTest::qWaitFor([this] { return view().shown().finished() != nullptr; }, 20'000))
            qFatal("It was not opened");
    }

    ui::RunView& view() const { return *window->findChild<ui::RunView*>(); }
    const QString& label(const char* name) const { return find<widgets::ElidedLabel>(name).text(); }
    QString name() const { return label("run-name"); }
    QLineEdit& edit() const { return find<QLineEdit>("run-name-edit"); }
    QPlainTextEdit& noteEdit() const { return find<QPlainTextEdit>("note-edit"); }
    RunLabel kept() const { return readRunLabel(home.toStdString()); }
    QString own() const { return edit().placeholderText(); }
    // By F2, over what stands there; pasted, since QTest types ASCII alone.
    void rename(const QString& name, Qt::Key end = Qt::Key_Return) const
    {
        press(Qt::Key_F2);
        edit().insert(name);
        QTest::keyClick(&edit(), end);
    }
    void writeNote(const QString& note) const
    {
        click("run-note");
        noteEdit().selectAll();
        QTest::keyClicks(&noteEdit(), note);
    }
};

// One of a model on a network, stopped by nobody; of its requests two failed.
inline FinishedRun sample(std::uint64_t requests = 80)
{
    RunSpec spec;
    spec.target.modelNames = "meta-llama/Llama-3.3-70B";
    spec.target.baseUrl = "http://lab-h100:8000/v1?key=secret";
    spec.arrivals.numConcurrentRequests = 64;
    return sampleRun(spec, finishedSnapshot(requests));
}

inline std::shared_ptr<const FinishedRun> whole(FinishedRun run)
{
    return std::make_shared<const FinishedRun>(std::move(run));
}

}  // namespace inferometer::test
