// SPDX-License-Identifier: GPL-3.0-or-later
// The page of an evaluation: the form of a run, and Run! and Stop under it. The run itself is in view beside it.
#pragma once

#include "ui/base/page.h"
#include "ui/run/run_controller.h"

class QLabel;
class QPushButton;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class EndpointChoice;
class PresetBar;

// What the page of an evaluation has of its own.
struct EvaluationFace
{
    Evaluation evaluation;
    const char* title;     // context "pages"
    const char* subtitle;  // context "pages"
};

// Values that evaluations share are the same on each of their pages: a page shows what the last one held.
class EvaluationPage : public Page
{
    Q_OBJECT

public:
    EvaluationPage(const EvaluationFace& face, Context& context, QWidget* parent);

    bool save() override;
    void run() override;
    bool grant(const Wishes& wishes) override;
    FieldForm* form() override { return m_form; }
    void restoreLayout() override;
    void restoreValues() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void layOut();
    QWidget* makeHeading(QWidget* parent) const;
    QWidget* makeScroll(QWidget* parent);
    QLayout* makeFoot();
    void connectRuns();
    void updateActions();
    void showStatus();
    void specChanged();
    void start();
    void startRun(const RunSpec& spec, const Result<Secret>& key);
    void ask(const RunSpec& spec, const Secret& key);
    bool useSimulator();
    void phaseChanged(RunPhase phase);
    bool isOfThisSession(const FinishedRun& run) const;

    const EvaluationFace& m_face;
    Context& m_context;
    PresetBar* m_presets;
    FieldForm* m_form;
    EndpointChoice* m_endpoint;
    QLabel* m_volume;
    widgets::CopyBox* m_command;
    QPushButton* m_run;
    QPushButton* m_stop;
};

}  // namespace inferometer::ui
