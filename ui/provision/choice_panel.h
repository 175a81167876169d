// SPDX-License-Identifier: GPL-3.0-or-later
// Which machine a deployment that leaves it open would have now, and why: what its site is asked before anything is
// made. It asks nobody itself.
#pragma once

#include "core/provision/machine_choice.h"

#include <QWidget>

#include <string>

class QLabel;
class QPushButton;

namespace inferometer::ui {

class ChoicePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChoicePanel(QWidget* parent = nullptr);

    // The deployment as it is now; an answer to anything else is forgotten. `isSound`: nothing is wrong in it. Hidden
    // where its file names the machine.
    void display(const DeploymentSpec& spec, bool isSound);
    // What was told before is old: the next display() begins anew.
    void forget();
    // Asks, where that can be and was not yet.
    void askOnce();
    // `asked`: what it is the answer to (askedText()); one that comes too late is passed over.
    void setAnswer(const std::string& asked, const Result<MachineChoice>& choice);
    // Why which machine is taken, or that it is not known yet; empty: the file names it.
    QString sentence() const;

signals:
    void wanted(const inferometer::DeploymentSpec& spec);
    // sentence() is another one.
    void answered();

private:
    void ask();
    void say(const QString& text, bool isWrong = false);

    DeploymentSpec m_spec;
    bool m_isSound = false;
    bool m_isAsked = false;  // m_asked; answered or not
    std::string m_asked;     // the text of what is chosen by
    QString m_chosen;        // empty: no answer yet, or a refusal
    QLabel* m_said;
    QPushButton* m_ask;
};

}  // namespace inferometer::ui
