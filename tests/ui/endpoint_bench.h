// SPDX-License-Identifier: GPL-3.0-or-later
// The window as tests of endpoints drive it: by clicks and keys, with a keyring of their own.
#pragma once

#include "core/config/endpoints.h"
#include "ui/main_window.h"
#include "ui/run_controller.h"
#include "ui/saved_endpoints.h"
#include "ui/settings.h"
#include "ui/simulated_endpoint.h"
#include "widgets/copy_box.h"
#include "widgets/notice_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fake_secrets.h"
#include "tests/ui/ui_fixture.h"

#include <memory>

namespace inferometer::test {

inline constexpr auto kKey = "sk-test-0123456789abcdef";

// A window on a folder of its own, with saved endpoints, a keyring that is a map, and the simulator.
struct Bench
{
    QTemporaryDir folder;
    ui::Settings settings{folder.filePath(QStringLiteral("workbench.ini"))};
    ui::SimulatedEndpoint simulator;
    ui::RunController runs;
    FakeSecrets secrets;
    ui::SavedEndpoints endpoints{folder.path().toStdString(), secrets};
    ui::Context context{settings, runs, simulator, endpoints, {}, {}};
    std::unique_ptr<ui::MainWindow> window;

    explicit Bench(const std::vector<EndpointEntry>& saved = {})
    {
        if (!saveEndpoints(folder.path().toStdString(), saved).ok() || !simulator.start().ok())
            qFatal("no bench to test on");
        endpoints.reload();
        RunSpec spec;
        spec.resultsDir = folder.filePath(QStringLiteral("results")).toStdString();
        spec.numInputTokens = 50;
        spec.numOutputTokens = 3;
        spec.numRequests = 2;
        settings.setLastSpec(spec);
        open();
    }
    void open()
    {
        window = std::make_unique<ui::MainWindow>(context);
        window->resize(1440, 900);
        window->show();
        QApplication::processEvents();
    }

    template <typename Widget>
    Widget& find(const char* name) const
    {
        auto* widget = window->findChild<Widget*>(QString::fromLatin1(name));
        if (!widget)
            qFatal("no widget %s", name);
        return *widget;
    }
    void type(const char* field, const QString& text) const
    {
        auto& edit = find<QLineEdit>(field);
        edit.setFocus();
        edit.selectAll();
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QTest::keyClicks(&edit, text);
    }
    void click(const char* name) const { QTest::mouseClick(&find<QAbstractButton>(name), Qt::LeftButton); }
    void choose(const char* box, const QString& text) const
    {
        auto& choice = find<QComboBox>(box);
        const int index = choice.findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        choice.setFocus();
        choice.setCurrentIndex(index);
        emit choice.activated(index);
    }
    QString text(const char* label) const { return find<QLabel>(label).text(); }
    QString command() const { return find<widgets::CopyBox>("command").text(); }
    QString notice(const char* name) const { return find<widgets::NoticeBar>(name).text(); }
    std::vector<EndpointEntry> saved() const { return loadEndpoints(folder.path().toStdString()).value(); }
    QStringList names() const
    {
        QStringList names;
        for (const EndpointEntry& entry : saved())
            names << QString::fromStdString(entry.name);
        return names;
    }
    void showPage() const { click("page-endpoints"); }
    // Every file of the folder, searched.
    QString fileWith(const QByteArray& text) const
    {
        QDirIterator files{folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories};
        while (files.hasNext()) {
            QFile file{files.next()};
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return file.fileName();
        }
        return {};
    }
    EndpointEntry simulated(const char* name) const
    {
        return {.name = name, .baseUrl = simulator.url(), .modelNames = "simulated"};
    }
};

// Nobody listens there.
inline EndpointEntry lab() { return {.name = "lab", .baseUrl = "http://127.0.0.1:1", .modelNames = "big"}; }

}  // namespace inferometer::test
