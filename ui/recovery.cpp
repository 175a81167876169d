// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recovery.h"

#include "core/store/recorded_run.h"
#include "ui/text.h"

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
                if (!result)
                    return emit failed(errorText(result.error()));
                QStringList folders;
                for (const std::string& folder : result.value())
                    folders << toQt(folder);
                if (!folders.isEmpty())
                    emit recovered(folders);
            },
            Qt::QueuedConnection);
    }};
}

}  // namespace inferometer::ui
