// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/recovery.h"

#include "core/store/recovery.h"
#include "ui/base/text.h"

#include <QDir>

namespace inferometer::ui {

void Recovery::start(const std::string& resultsDir)
{
    if (!QDir{toQt(resultsDir)}.exists())
        return;
    m_worker = std::jthread{[this, resultsDir] {
        QMetaObject::invokeMethod(
            this,
            [this, result = recoverRuns(resultsDir)] {
                QStringList folders;
                QStringList damage;
                for (const RecoveredRun& run : result.runs) {
                    folders << toQt(run.folder);
                    if (!run.whole)
                        damage << sentenceText(run.said);
                }
                if (!folders.isEmpty())
                    emit recovered(folders, damage);
                else if (!result.failures.empty())
                    emit failed(errorText(result.failures.front()));
            },
            Qt::QueuedConnection);
    }};
}

}  // namespace inferometer::ui
