// SPDX-License-Identifier: GPL-3.0-or-later
// What of ours runs or bills, at the sidebar's foot on every page: what, since when, what it costs, and its end.
#pragma once

#include "ui/base/page.h"

#include <QTimer>
#include <QWidget>

#include <string>
#include <vector>

class QToolButton;
class QVBoxLayout;

namespace inferometer::widgets {
class ElidedLabel;
class WordButton;
}  // namespace inferometer::widgets

namespace inferometer::ui {

class DeploymentsController;
struct DeploymentState;

// Hidden while nothing runs.
class StandingStrip : public QWidget
{
    Q_OBJECT

public:
    // `deployments` and `dialogs` outlive it.
    StandingStrip(DeploymentsController& deployments, const Dialogs& dialogs, QWidget* parent);

    // One mark without words, where the sidebar shows icons alone.
    void setCompact(bool compact);

signals:
    // That one is to be in view.
    void showWanted(const QString& name);

private:
    struct Row
    {
        QWidget* all;
        widgets::WordButton* name;
        QToolButton* destroy;
        widgets::ElidedLabel* stage;  // where it does not stand as it should
        widgets::ElidedLabel* cost;
        std::string deployment{};
    };
    void addRow();
    void refresh();
    void show(Row& row, const DeploymentState& state);
    void destroy(const std::string& name);
    QString allText(const std::vector<const DeploymentState*>& standing) const;

    DeploymentsController& m_deployments;
    const Dialogs& m_dialogs;
    QVBoxLayout* m_rows;
    widgets::WordButton* m_more;
    QToolButton* m_mark;
    std::vector<Row> m_all;
    QTimer m_clock;
    bool m_compact = false;
};

}  // namespace inferometer::ui
