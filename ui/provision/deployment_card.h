// SPDX-License-Identifier: GPL-3.0-or-later
// The deployment that is looked at: what it is and how it stands, its steps and phases, its log, what it costs, and
// what can be done with it.
#pragma once

#include "ui/provision/client_place.h"
#include "ui/provision/deployment_state.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLayout;
class QPushButton;
class QToolButton;

namespace inferometer::widgets {
class ChoiceBox;
class ElidedLabel;
class FactList;
class SegmentBar;
class WrappedText;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class LogView;
class StepStrip;

class DeploymentCard : public QWidget
{
    Q_OBJECT

public:
    explicit DeploymentCard(QWidget* parent = nullptr);

    // `folder`: where deployments are kept. The state is copied; another one's log replaces what stood there.
    void show(const DeploymentState& state, const std::string& folder);
    void showClient(const ClientPlace& place);
    void addLine(const QString& name, const QString& line);
    LogView& log() const { return *m_log; }

signals:
    void upWanted();
    void measureWanted();
    void destroyWanted();
    void cancelWanted();
    void editWanted();
    void fromHereWanted(bool fromHere);

private:
    void layOut();
    QLayout* makeHead();
    QLayout* makeEndpoint();
    QLayout* makeClient();
    QLayout* makeFoot();
    void showHead();
    void showFacts();
    void showPhases();
    void updateActions();
    void copyCommand();

    DeploymentState m_state;
    QString m_home;  // folder of the deployment
    QTimer m_clock;

    QLabel* m_name;
    QLabel* m_stage;
    widgets::WrappedText* m_advice;
    widgets::ElidedLabel* m_endpoint;
    QToolButton* m_copyEndpoint;
    QWidget* m_endpointRow;
    QWidget* m_clientRow;
    widgets::ChoiceBox* m_client;
    widgets::ElidedLabel* m_clientWhy;
    widgets::FactList* m_facts;
    StepStrip* m_steps;
    widgets::SegmentBar* m_phases;
    LogView* m_log;
    QPushButton* m_up;
    QPushButton* m_measure;
    QPushButton* m_destroy;
    QPushButton* m_cancel;
    QPushButton* m_edit;
    QPushButton* m_copy;
};

}  // namespace inferometer::ui
