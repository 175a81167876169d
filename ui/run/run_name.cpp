// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_name.h"

#include "ui/base/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace inferometer::ui {

QString runName(const RunHeader& header)
{
    const auto start = std::chrono::floor<std::chrono::milliseconds>(header.startUtc).count();
    return QCoreApplication::translate("runs", "%1, %2 streams, %3")
        .arg(toQt(header.model))
        .arg(header.spec.arrivals.numConcurrentRequests)
        .arg(QLocale{}.toString(QDateTime::fromMSecsSinceEpoch(start).time(), QLocale::ShortFormat));
}

}  // namespace inferometer::ui
