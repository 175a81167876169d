// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/progress_text.h"

#include "ui/base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace inferometer::ui {

namespace {

class ProgressWords
{
    Q_DECLARE_TR_FUNCTIONS(progress)
};

QString spanText(double span)
{
    const auto whole = static_cast<qint64>(span);
    if (whole < 60)
        return ProgressWords::tr("%1 s").arg(QLocale{}.toString(span, 'f', 1));
    const QString pair = QStringLiteral("%1:%2");
    if (whole < 3600)
        return ProgressWords::tr("%1 min").arg(pair.arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char{'0'}));
    return ProgressWords::tr("%1 h").arg(pair.arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char{'0'}));
}

// Rounded so that the words do not change with every tick.
QString leftText(double left)
{
    const double step = left < 10 ? 1 : left < 60 ? 5 : left < 600 ? 30 : 60;
    const double rounded = std::max(1.0, std::round(left / step) * step);
    if (rounded < 60)
        return ProgressWords::tr("about %1 s left").arg(static_cast<int>(rounded));
    const double minutes = rounded / 60;
    return ProgressWords::tr("about %1 min left")
        .arg(QLocale{}.toString(minutes, 'f', std::fmod(minutes, 1) > 0 ? 1 : 0));
}

}  // namespace

double doneShare(const Snapshot& snapshot)
{
    return snapshot.asked > 0 ? static_cast<double>(snapshot.finished) / static_cast<double>(snapshot.asked) : 0;
}

std::optional<double> secondsLeft(const Snapshot& snapshot)
{
    if (snapshot.state != RunState::Running || snapshot.asked <= snapshot.finished
        || snapshot.finished < snapshot.inFlight.size() || snapshot.finished == 0)
        return std::nullopt;
    const double done = static_cast<double>(snapshot.finished) + static_cast<double>(snapshot.inFlight.size()) / 2;
    const double left = static_cast<double>(snapshot.asked) - done;
    return std::max(0.0, left) * seconds(snapshot.elapsed) / done;
}

QString doneText(const Snapshot& snapshot)
{
    return ProgressWords::tr("%1 of %Ln request(s)", nullptr, static_cast<int>(snapshot.asked))
        .arg(countText(snapshot.finished));
}

QString timeText(const Snapshot& snapshot)
{
    QString text = ProgressWords::tr("%1 elapsed").arg(spanText(seconds(snapshot.elapsed)));
    if (snapshot.state == RunState::Draining)
        text += QStringLiteral(" · ")
            + ProgressWords::tr("stopping, %1 in flight").arg(countText(snapshot.inFlight.size()));
    if (const std::optional<double> left = secondsLeft(snapshot))
        text += QStringLiteral(" · ") + leftText(*left);
    return text;
}

}  // namespace inferometer::ui
