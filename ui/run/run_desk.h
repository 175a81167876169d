// SPDX-License-Identifier: GPL-3.0-or-later
// The place where runs are looked at: a column of a page at the left, the view of a run at the right, which stays as it
// is while columns change. It follows the run under way until another one is opened, and again once a run is asked for.
#pragma once

#include "ui/base/page.h"
#include "ui/run/run_controller.h"
#include "ui/run/shown_run.h"

#include <QWidget>

#include <memory>

class QSplitter;
class QStackedWidget;

namespace inferometer::ui {

class ExportMenu;
class RunLabels;
class RunView;

class RunDesk : public QWidget
{
    Q_OBJECT

public:
    // `context` outlives it.
    RunDesk(Context& context, QWidget* parent);

    void addColumn(Page& page);
    void showColumn(Page& page);

    // Shows a run that is over, whatever runs meanwhile.
    void open(const std::shared_ptr<const FinishedRun>& run);
    // Shows the run under way, or the next one as soon as it begins; till then what is in view stays.
    void follow();
    bool isFollowing() const { return m_following; }
    // There is a run in view.
    bool hasRun() const;
    // The name of the run in view turns into a line to type in; a run that cannot be named says why.
    void rename();
    // Notes over the charts of the run in view.
    void explainCharts();
    // One sentence above the run in view, which stays as it is.
    void tell(const QString& text, widgets::Tone tone);

    void save();
    void restoreLayout();

signals:
    // The run in view once more, or one of the simulated endpoint.
    void wanted(const inferometer::ui::Wishes& wishes);
    // The run in view is to be seen, whatever page is.
    void shownWanted();
    // The run in that folder is to be read and shown.
    void openWanted(const QString& folder);
    // A run is in view, maybe another one than before.
    void runShown();

private:
    void connectView();
    void connectRuns();
    void connectLabels();
    void phaseChanged(RunPhase phase);
    void showSnapshot();
    void showEnded();
    void showChoices();
    void relabel(const QString& folder, const RunLabel& label);

    Context& m_context;
    QSplitter* m_splitter;
    QStackedWidget* m_columns;
    RunView* m_view;
    ExportMenu* m_export;
    RunLabels* m_labels;
    bool m_following = true;
    bool m_isFirst = false;  // the run under way is the first one against the simulator: it will be explained
    std::shared_ptr<const RunSpec> m_asked;  // of the run under way, as it was asked for
};

}  // namespace inferometer::ui
