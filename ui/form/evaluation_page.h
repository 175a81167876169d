// SPDX-License-Identifier: GPL-3.0-or-later
// The synthetic evaluation: the form of a run at the left, Run! and Stop under it, the run itself at the right.
#pragma once

#include "core/load/snapshot.h"
#include "ui/frame/pages.h"
#include "ui/run/run_controller.h"

class QLabel;
class QPushButton;
class QSplitter;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class EndpointChoice;
class ExportMenu;
class RunView;
class PresetBar;

class EvaluationPage : public Page
{
    Q_OBJECT

public:
    EvaluationPage(Context& context, QWidget* parent);

    bool save() override;
    void run() override;
    bool grant(const Wishes& wishes) override;
    FieldForm* form() override { return m_form; }
    void restoreLayout() override;
    void restoreValues() override;

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeFormColumn();
    QWidget* makeHeading(QWidget* parent) const;
    QWidget* makeScroll(QWidget* parent);
    QLayout* makeFoot();
    void connectRuns();
    void updateActions();
    void showStatus();
    void specChanged();
    void start();
    void startRun(const RunSpec& spec, const Result<Secret>& key);
    void runSimulator();
    bool useSimulator();
    void phaseChanged(RunPhase phase);
    void showSnapshot(const SnapshotPtr& snapshot);
    void showEnded();
    void showResult(const std::shared_ptr<const FinishedRun>& run);
    void showChoices();
    bool isOfThisSession(const FinishedRun& run) const;
    void runAgain();
    void showFailed();

    Context& m_context;
    QSplitter* m_splitter;
    PresetBar* m_presets;
    FieldForm* m_form;
    EndpointChoice* m_endpoint;
    QLabel* m_volume;
    widgets::CopyBox* m_command;
    QPushButton* m_run;
    QPushButton* m_stop;
    RunView* m_live;
    ExportMenu* m_export;
    std::shared_ptr<const RunSpec> m_shownSpec;  // as it was asked for: of the run in the live area
};

}  // namespace inferometer::ui
