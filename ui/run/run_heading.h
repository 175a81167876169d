// SPDX-License-Identifier: GPL-3.0-or-later
// Over the parts of a run: what it is called, how far to trust it and what was noted of it; under that how it ended or
// how far it is, what was measured, where and when. It knows no run, only what it is given, and changes none.
#pragma once

#include "ui/run/shown_run.h"

#include <QWidget>

class QBoxLayout;
class QToolButton;

namespace inferometer::widgets {
class ElidedLabel;
class WordButton;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class NoteEditor;
class RunNameEdit;

class RunHeading : public QWidget
{
    Q_OBJECT

public:
    explicit RunHeading(QWidget* parent);

    // At the right of the first line, behind those before.
    void addButton(QWidget& button);

    // REQUIRES: run.snapshot().
    void display(const ShownRun& run);
    // Something that takes a while and belongs to no run yet. What stands of the run before stays.
    void showBusy(const QString& what);
    void showSaving(const QString& what);
    // The name turns into a line to type in; a run that cannot be named says why.
    void rename();

signals:
    // Of the run in view. Empty: its own again, none.
    void nameWanted(const QString& name);
    void noteWanted(const QString& note);
    void verdictWanted();
    void folderWanted();
    // A sentence: why it cannot be named so.
    void refused(const QString& reason);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectParts();
    void fillTitle();
    void fillFacts();
    void layOutLines();
    void showName();
    void showProgress();
    void showFacts();
    void showVerdict();
    void showNote();
    void showFolder();
    void openNote();

    ShownRun m_run;
    QBoxLayout* m_title;
    QBoxLayout* m_lines;
    RunNameEdit* m_name;
    widgets::WordButton* m_verdict;
    QToolButton* m_folder;
    widgets::WordButton* m_note;
    NoteEditor* m_noteEditor;
    widgets::ElidedLabel* m_end;
    widgets::ElidedLabel* m_done;
    widgets::ElidedLabel* m_time;
    widgets::ElidedLabel* m_facts;
};

}  // namespace inferometer::ui
