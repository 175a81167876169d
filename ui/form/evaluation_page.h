// SPDX-License-Identifier: GPL-3.0-or-later
// The page of an evaluation: the form of a run, and Run! and Stop under it. The run itself is in view beside it.
#pragma once

#include "ui/base/page.h"
#include "ui/run/run_controller.h"

#include <QElapsedTimer>

#include <optional>
#include <string>

class QLabel;
class QPushButton;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class EndpointChoice;
class ExchangeWindow;
class DropMark;
class PresetBar;
class SourcePanel;

// What the page of an evaluation has of its own.
struct EvaluationFace
{
    Evaluation evaluation = Evaluation::Synthetic;
    const char* title = "";     // context "pages"
    const char* subtitle = "";  // context "pages"
    // Where its requests come from, if there is something to see; null: nothing.
    SourcePanel* (*makeSource)(FieldForm& form, Context& context, QWidget* parent) = nullptr;
};

// Values that evaluations share are the same on each of their pages: a page shows what the last one held.
class EvaluationPage : public Page
{
    Q_OBJECT

public:
    EvaluationPage(const EvaluationFace& face, Context& context, QWidget* parent);

    bool save() override;
    void run() override;
    void sendOne() override;
    bool grant(const Wishes& wishes) override;
    FieldForm* form() override { return m_form; }
    void restoreLayout() override;
    void restoreValues() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void fold();
    void makeSource();
    void orderTabs();
    QLayout* makeFoot();
    void connectRuns();
    QString problem() const;
    void updateActions();
    void showStatus();
    void specChanged();
    void start();
    bool isRepeated(const RunSpec& spec);
    RunSpec askedSpec() const;
    void sayPrompts();
    void askOne();
    void startRun(const RunSpec& spec, const Result<Secret>& key);
    void ask(const RunSpec& spec, const Secret& key);
    bool useSimulator();
    void phaseChanged(RunPhase phase);
    bool isOfThisSession(const FinishedRun& run) const;

    // Whether the page is too low to show them beside the load's fields.
    struct Shortage
    {
        bool forCommand;
        bool forEndpoint;
        bool operator==(const Shortage&) const = default;
    };

    const EvaluationFace& m_face;
    Context& m_context;
    PresetBar* m_presets;
    FieldForm* m_form;
    EndpointChoice* m_endpoint;
    SourcePanel* m_source = nullptr;
    DropMark* m_mark = nullptr;  // with a source
    QLabel* m_volume;
    widgets::CopyBox* m_command;
    QPushButton* m_run;
    QPushButton* m_stop;
    QElapsedTimer m_sinceStart;
    std::string m_asked;  // by the last start, as YAML
    std::optional<Shortage> m_shortOf;
    bool m_isGiven = false;  // values, while it was not in view
    QPushButton* m_one;
    ExchangeWindow* m_exchange = nullptr;  // once one was asked for
};

}  // namespace inferometer::ui
