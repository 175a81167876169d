// SPDX-License-Identifier: GPL-3.0-or-later
// The synthetic evaluation: the form of a run at the left, Run! and Stop under it, the run itself at the right.
#pragma once

#include "core/load/snapshot.h"
#include "ui/pages.h"
#include "ui/run_controller.h"

class QPushButton;
class QScrollArea;
class QSplitter;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class EndpointChoice;
class FieldForm;
class LiveView;

class SyntheticPage : public Page
{
    Q_OBJECT

public:
    SyntheticPage(Context& context, QWidget* parent);

    void save() override;

private:
    QWidget* makeFormColumn();
    QWidget* makeHeading(QWidget* parent) const;
    void connectRuns();
    void addShortcuts();
    void grantWishes();
    void updateActions();
    void specChanged();
    void run();
    void startRun(const RunSpec& spec, const Result<Secret>& key);
    void runSimulator();
    bool useSimulator();
    void phaseChanged(RunPhase phase);
    void showSnapshot(const SnapshotPtr& snapshot);
    void showFinished();
    void showResult(const SnapshotPtr& snapshot, const SavedRun& saved);
    void showFailed();

    Context& m_context;
    QSplitter* m_splitter;
    FieldForm* m_form;
    EndpointChoice* m_endpoint;
    widgets::CopyBox* m_command;
    QPushButton* m_run;
    QPushButton* m_stop;
    LiveView* m_live;
};

}  // namespace inferometer::ui
