// SPDX-License-Identifier: GPL-3.0-or-later
// The real window with everything it needs, in a folder of its own, for tests that drive it by clicks and keys.
#pragma once

#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/form/evaluation_page.h"
#include "ui/frame/main_window.h"
#include "ui/frame/pages.h"
#include "ui/run/run_controller.h"
#include "ui/settings/settings.h"
#include "widgets/elided_label.h"
#include "widgets/figure_card.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDirIterator>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fake_secrets.h"
#include "tests/ui/ui_fixture.h"

#include <memory>
#include <type_traits>

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
    bool answer = true;     // to every question
    QString chosenFolder;   // in every folder dialog
    QString chosenFile;     // in every dialog for a file that is there
    QString typed;          // into every dialog that asks for a text
    QString savedTo;        // by the last dialog that asked for a file
    QStringList questions;  // that were asked
    QStringList opened;     // folders shown
    std::unique_ptr<ui::MainWindow> window;

    explicit WindowBench(const ui::Wishes& wishes = {})
    {
        context.dialogs.confirm = [this](QWidget*, const ui::Question& question) {
            questions << question.text;
            return answer;
        };
        context.dialogs.openFolder = [this](const QString& path) { opened << path; };
        context.dialogs.chooseFolder = [this](QWidget*, const QString&, const QString&) { return chosenFolder; };
        context.dialogs.chooseFile = [this](QWidget*, const QString&, const QString&) { return chosenFile; };
        context.dialogs.askText = [this](QWidget*, const QString&, const QString&, const QString&) { return typed; };
        context.dialogs.saveFile = [this](QWidget*, const ui::SaveQuestion& question) {
            savedTo = folder.filePath(question.name);
            return savedTo;
        };
        context.wishes = wishes;
        context.dataFolder = folder.path().toStdString();
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

    // The one in view, where pages have one of that name each; else that of the evaluation shown last, on top.
    template <typename Object>
    Object& find(const char* name) const
    {
        Object* found = nullptr;
        const QList<Object*> all = window->findChildren<Object*>(QString::fromLatin1(name));
        for (Object* object : all) {
            if constexpr (std::is_base_of_v<QWidget, Object>)
                if (object->isVisible())
                    return *object;
        }
        for (Object* object : all) {
            const auto* page = qobject_cast<const QWidget*>(evaluationOf(object));
            if (page && page->isVisible())
                return *object;
            if (!found || (evaluationOf(object) && evaluationOf(object) != evaluationOf(found)))
                found = object;
        }
        if (!found)
            qFatal("There is no %s", name);
        return *found;
    }
    static const QObject* evaluationOf(const QObject* object)
    {
        while (object && !qobject_cast<const ui::EvaluationPage*>(object))
            object = object->parent();
        return object;
    }
    void click(const char* name) const { QTest::mouseClick(&find<QWidget>(name), Qt::LeftButton); }
    void type(const char* field, const QString& text) const
    {
        auto& edit = find<QWidget>(field);
        edit.setFocus();
        QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_Backspace);
        QTest::keyClicks(&edit, text);
    }
    void choose(const char* box, const QString& text) const
    {
        auto& choice = find<QComboBox>(box);
        const int index = choice.findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        choice.setFocus();
        choice.setCurrentIndex(index);
        emit choice.activated(index);
    }
    // The page of this id, by its keys.
    void openByKeys(const char* id) const
    {
        int key = Qt::Key_1;
        for (const ui::PageEntry& page : ui::pages()) {
            if (qstrcmp(page.id, id) == 0)
                break;
            ++key;
        }
        QTest::keyClick(window.get(), static_cast<Qt::Key>(key), Qt::ControlModifier);
        QApplication::processEvents();
    }
    // To whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* focus = window->focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
        QApplication::processEvents();
    }

    // Whether the window takes the file or folder that is dropped on it.
    bool drop(const QString& path) const
    {
        QMimeData carried;
        carried.setUrls({QUrl::fromLocalFile(path)});
        const QPoint at = window->rect().center();
        QDragEnterEvent enter{at, Qt::CopyAction, &carried, Qt::LeftButton, {}};
        QApplication::sendEvent(window.get(), &enter);
        QDropEvent event{at, Qt::CopyAction, &carried, Qt::LeftButton, {}};
        if (enter.isAccepted())
            QApplication::sendEvent(window.get(), &event);
        return enter.isAccepted() && event.isAccepted();
    }

    // Points the form at the simulator with a load of our own.
    void aim(int requests, int streams, int tokens) const
    {
        type("base-url", QString::fromStdString(simulator.url()));
        type("model-names", QStringLiteral("simulated"));
        load(requests, streams, tokens);
    }
    void load(int requests, int streams, int tokens) const
    {
        type("num-requests", QString::number(requests));
        type("num-concurrent-requests", QString::number(streams));
        type("num-output-tokens", QString::number(tokens));
        type("num-input-tokens", QStringLiteral("100"));
    }

    QString text(const char* label) const { return find<QLabel>(label).text(); }
    QString card(const char* id) const
    {
        return find<widgets::FigureCard>(QByteArray{"card-"}.append(id).constData()).figure().number;
    }
    // The figures of the run in view, how far it came, and what can be done with it.
    QStringList allShown() const
    {
        QStringList shown{find<widgets::ElidedLabel>("done").text()};
        for (const auto* card : window->findChildren<widgets::FigureCard*>())
            shown << card->figure().number + card->figure().unit + QLatin1Char{' '} + card->figure().note;
        for (const char* action : {"download", "copy-summary", "open-folder", "run-again"})
            shown << QString::fromLatin1(action)
                    + (find<QAction>(action).isEnabled() ? QString{} : QStringLiteral(" off"));
        return shown;
    }
    // Starts a run that has no endpoint; true when that has failed.
    bool failToStart() const
    {
        type("base-url", QStringLiteral("http://127.0.0.1:1"));
        click("run");
        return QTest::qWaitFor([this] { return isPhase(ui::RunPhase::Failed); }, 20'000);
    }
    bool isPhase(ui::RunPhase phase) const { return runs.phase() == phase; }
    QString notice(const char* name = "notice") const { return find<widgets::NoticeBar>(name).text(); }
    // Every file of the folder, searched; empty: none holds it.
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
};

}  // namespace inferometer::test
