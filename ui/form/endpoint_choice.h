// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a run's form: which saved endpoint is measured, or the fields below. It keeps the form's endpoint fields
// in step with the choice, and offers the models that the endpoint lists.
#pragma once

#include "core/base/secret.h"
#include "core/config/run_spec.h"

#include <QWidget>

#include <string>

class QLabel;

namespace inferometer::widgets {
class ChoiceBox;
}

namespace inferometer::ui {

class FieldForm;
class ModelMenu;
class SavedEndpoints;

class EndpointChoice : public QWidget
{
    Q_OBJECT

public:
    // Both outlive this widget.
    EndpointChoice(SavedEndpoints& endpoints, FieldForm& form, QWidget* parent = nullptr);

    // Fills the form, with the endpoint that the spec names put in. One that is not there is told, and the spec's own
    // endpoint fields stand.
    void setSpec(const RunSpec& spec);
    // The run as the engine takes it: the endpoint is spelled out, its name gone.
    RunSpec runSpec() const;
    // The same run in a terminal, for a POSIX shell.
    QString command() const;

private:
    void fillBox();
    void apply(RunSpec spec, const std::string& name);
    void chosen(int index);
    void endpointsChanged();
    void askForModels();
    void showReason(const QString& reason);

    SavedEndpoints& m_endpoints;
    FieldForm& m_form;
    widgets::ChoiceBox* m_box;
    QLabel* m_reason;
    ModelMenu* m_models;
    std::string m_listed;  // model names as the chosen entry had them when it was applied
};

}  // namespace inferometer::ui
