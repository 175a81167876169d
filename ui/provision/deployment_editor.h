// SPDX-License-Identifier: GPL-3.0-or-later
// A deployment in four steps (where; what model and engine; limits; go) beside its YAML, which is what is saved and can
// be edited all the time: the fields follow it, and it follows the fields.
#pragma once

#include "core/provision/deployment_spec.h"
#include "core/provision/machine_choice.h"
#include "ui/provision/deployment_fields.h"

#include <QWidget>

#include <array>
#include <map>
#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace inferometer::widgets {
class FactList;
class WrappedText;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class ChoicePanel;
class DeploymentForm;
class EngineTables;

class DeploymentEditor : public QWidget
{
    Q_OBJECT

public:
    explicit DeploymentEditor(QWidget* parent = nullptr);

    // Among which it can be.
    void setSites(std::vector<NamedSite> sites);

    // A new one: `taken` are the names of others.
    void begin(const std::string& text, std::vector<std::string> taken);
    // One that is there; its name stays.
    void edit(const std::string& name, const std::string& text);
    // Of the one that is edited; empty: a new one.
    const std::string& name() const { return m_name; }
    // The same with what was changed in it and not saved.
    void setDraft(const std::string& text);
    // Whether it is another text than it was.
    bool isChanged() const { return m_text != m_before; }
    const std::string& text() const { return m_text; }
    // What the YAML says; of use while problem() is empty.
    const DeploymentSpec& spec() const { return m_read.spec; }
    // The first thing that is wrong; empty: nothing.
    QString problem() const;
    // The answer to choiceWanted(); `asked`: askedText() of its deployment.
    void setChoice(const std::string& asked, const Result<MachineChoice>& choice);

signals:
    // The text will do. `up`: it is to come up at once.
    void saveWanted(const std::string& name, const std::string& text, bool up);
    void closeWanted();
    // Which machine it would have now.
    void choiceWanted(const inferometer::DeploymentSpec& spec);

private:
    QWidget* makeForms();
    // The form, and more below it.
    static QWidget* withPart(QWidget* form, QWidget* part);
    void edited(const std::string& path, const std::string& value);
    std::string provider() const;
    std::string shownValue(const std::string& path) const;
    QWidget* makeSummary();
    QWidget* makeYaml();
    QLayout* makeHead();
    QLayout* makeFoot();
    void start();
    void goTo(int step);
    void setText(const std::string& text);
    void textEdited();
    void check();
    void showForms();
    void showFaults();
    void showSummary();
    void updateButtons();
    void save(bool up);

    std::string m_name;                // of the one that is there; empty: a new one
    std::vector<std::string> m_taken;  // names of others
    std::string m_before;
    std::vector<NamedSite> m_sites;
    std::array<std::vector<DeploymentField>, kFormSteps - 1> m_fields{};
    std::string m_text;
    ReadDeployment m_read;
    std::map<std::string, QString> m_faults;  // by path
    QStringList m_lines;                      // what is wrong, with its lines
    std::vector<int> m_badLines;              // from 1
    bool m_filling = false;

    QLabel* m_title;
    std::array<QToolButton*, kFormSteps> m_tabs{};
    std::array<DeploymentForm*, kFormSteps - 1> m_forms{};
    EngineTables* m_tables;
    ChoicePanel* m_choice;
    QStackedWidget* m_stack;
    widgets::FactList* m_facts;
    widgets::WrappedText* m_command;
    QLabel* m_cost;
    QPlainTextEdit* m_yaml;
    QLabel* m_wrong;
    QPushButton* m_back;
    QPushButton* m_next;
    QPushButton* m_save;
    QPushButton* m_up;
};

}  // namespace inferometer::ui
