// SPDX-License-Identifier: GPL-3.0-or-later
// Finishes, in the background, the runs whose program died.
#pragma once

#include "core/store/recovery.h"

#include <QObject>

#include <string>
#include <thread>

namespace inferometer::ui {

class DeploymentsController;

class Recovery : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Looks through `resultsDir` once, until it is destroyed: what is left then waits for the next time. REQUIRES: not
    // started before.
    // What other machines still have of runs beside a server is fetched then.
    void start(const std::string& resultsDir, DeploymentsController& deployments);

signals:
    // In a sentence: how far it is where it takes a while, then what was finished, if anything was, and what is missing
    // of it. `folder`: the last one that was finished; empty while it goes on.
    void told(const QString& said, const QString& folder);
    // None was finished, and one could not be.
    void failed(const QString& reason);

private:
    void finish(const RecoveredRuns& result);
    void fetch(DeploymentsController& deployments);

    std::jthread m_worker;
};

}  // namespace inferometer::ui
