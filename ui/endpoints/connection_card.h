// SPDX-License-Identifier: GPL-3.0-or-later
// Tries an endpoint out in the background and shows each step as it ends: mark, time, what was found or what went
// wrong.
#pragma once

#include "core/base/secret.h"
#include "core/workload/connection_check.h"
#include "ui/base/background_job.h"
#include "widgets/card.h"

#include <QString>

#include <array>

class QLabel;
class QPushButton;

namespace inferometer::ui {

class ConnectionCard : public widgets::Card
{
    Q_OBJECT

public:
    explicit ConnectionCard(QWidget* parent = nullptr);

    // `forbidden`: why there is nothing that could be tried; empty when there is.
    void setForbidden(const QString& forbidden);
    void start(const RunSpec& spec, const Secret& key);
    // Something kept the test from its first step.
    void showError(const QString& text);
    // Ends a test under way and empties the card.
    void reset();
    bool isActive() const { return m_job.isActive(); }

signals:
    // The button was pressed while nothing is under way.
    void wanted();

private:
    struct Line
    {
        QLabel* mark = nullptr;
        QLabel* name = nullptr;
        QLabel* time = nullptr;
        QLabel* note = nullptr;
    };
    void makeLines();
    void pressed();
    void showStep(const ConnectionStepResult& result);
    void showLine(ConnectionStep step, const QString& mark, QPalette::ColorRole role, const QString& said);
    void showRunning(int step);
    void ended(const Status& status);
    void showConclusion(const QString& text, QPalette::ColorRole role);
    void updateButton();
    void empty();

    QPushButton* m_button;
    QLabel* m_conclusion;
    std::array<Line, kConnectionSteps> m_lines;
    QString m_forbidden;
    BackgroundJob m_job;
};

}  // namespace inferometer::ui
