// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/recovery.h"

#include "ui/base/text.h"
#include "ui/provision/deployments_controller.h"

#include <QDir>
#include <QStringList>

namespace inferometer::ui {

void Recovery::start(const std::string& resultsDir, DeploymentsController& deployments)
{
    if (!QDir{toQt(resultsDir)}.exists())
        return fetch(deployments);
    m_worker = std::jthread{[this, resultsDir, &deployments](const std::stop_token& stop) {
        const auto tell = [this](const Sentence& step) {
            if (step.pattern.empty())
                return;
            QMetaObject::invokeMethod(
                this,
                [this, step] { emit told(tr("An interrupted run is completed. %1").arg(sentenceText(step)), {}); },
                Qt::QueuedConnection);
        };
        QMetaObject::invokeMethod(
            this,
            [this, &deployments, result = recoverRuns(resultsDir, {tell, stop})] {
                finish(result);
                fetch(deployments);
            },
            Qt::QueuedConnection);
    }};
}

// At once where the deployments were read already.
void Recovery::fetch(DeploymentsController& deployments)
{
    connect(&deployments, &DeploymentsController::fetched, this, [this](const QString& folder) {
        emit told(tr("The rest of a run that went on beside its server was fetched; it is whole now."), folder);
    });
    connect(&deployments, &DeploymentsController::unfetched, this,
            [this](const Error& error) { emit failed(errorText(error)); });
    connect(&deployments, &DeploymentsController::looked, &deployments, &DeploymentsController::fetchLeft,
            Qt::SingleShotConnection);
    deployments.fetchLeft();
}

void Recovery::finish(const RecoveredRuns& result)
{
    if (result.runs.empty()) {
        if (!result.failures.empty())
            emit failed(errorText(result.failures.front()));
        return;
    }
    QStringList said{tr("%n interrupted run(s) were found; their result files are now complete.", nullptr,
                        static_cast<int>(result.runs.size()))};
    for (const RecoveredRun& run : result.runs)
        if (!run.whole)
            said << sentenceText(run.said);
    emit told(said.join(QLatin1Char{' '}), toQt(result.runs.back().folder));
}

}  // namespace inferometer::ui
