// SPDX-License-Identifier: GPL-3.0-or-later
// The real window with everything it needs, in a folder of its own, for tests that drive it by clicks and keys.
#pragma once

#include "ui/main_window.h"
#include "ui/run_controller.h"
#include "ui/saved_endpoints.h"
#include "ui/settings.h"
#include "ui/simulated_endpoint.h"

#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fake_secrets.h"
#include "tests/ui/ui_fixture.h"

#include <memory>

namespace inferometer::test {

struct WindowBench
{
    QTemporaryDir folder;
    ui::Settings settings{folder.filePath(QStringLiteral("workbench.ini"))};
    ui::SimulatedEndpoint simulator;
    ui::RunController runs;
    FakeSecrets secrets;
    ui::SavedEndpoints endpoints{folder.path().toStdString(), secrets};
    ui::Context context{settings, runs, simulator, endpoints, {}, {}};
    bool answer = true;    // to every question
    QString chosenFolder;  // in every folder dialog
    QString typed;         // into every dialog that asks for a text
    QStringList questions{};
    std::unique_ptr<ui::MainWindow> window;

    WindowBench()
    {
        context.dialogs.confirm = [this](QWidget*, const ui::Question& question) {
            questions << question.text;
            return answer;
        };
        context.dialogs.openFolder = [](const QString&) {};
        context.dialogs.chooseFolder = [this](QWidget*, const QString&, const QString&) { return chosenFolder; };
        context.dialogs.askText = [this](QWidget*, const QString&, const QString&, const QString&) { return typed; };
        settings.setResultsDir(folder.filePath(QStringLiteral("results")));
        open();
    }

    // A window anew, with what the settings remember.
    void open()
    {
        window.reset();
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
            qFatal("There is no widget %s", name);
        return *widget;
    }

    void click(const char* name) const { QTest::mouseClick(&find<QWidget>(name), Qt::LeftButton); }

    // To whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* focus = window->focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
        QApplication::processEvents();
    }
};

}  // namespace inferometer::test
