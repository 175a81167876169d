// SPDX-License-Identifier: GPL-3.0-or-later
// Two ways to a new endpoint without typing: a template of a usual server, and a look at the usual ports of this
// computer, which is taken only when asked for.
#pragma once

#include "core/workload/local_servers.h"
#include "ui/base/background_job.h"

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace inferometer::ui {

class EndpointStarts : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointStarts(QWidget* parent = nullptr);

    // Looks for local servers off the UI thread and lists them with a button each.
    void look();

    // How it looks; the usual ports of loopback by default.
    using Search = std::function<std::vector<LocalServer>(const std::stop_token& stop)>;
    void setSearch(Search search) { m_search = std::move(search); }

signals:
    // An endpoint is to begin with this.
    void templateChosen(const inferometer::EndpointEntry& entry);
    // This server is to be saved.
    void serverChosen(const inferometer::EndpointEntry& entry);

private:
    void addTemplates();
    void show(const std::vector<LocalServer>& servers);
    QWidget* rowOf(const LocalServer& server);
    void clear();

    Search m_search;
    QPushButton* m_templates;
    QPushButton* m_look;
    QLabel* m_said;
    QWidget* m_found;
    QVBoxLayout* m_rows;
    BackgroundJob m_job;  // last: joined before the rest goes
};

}  // namespace inferometer::ui
