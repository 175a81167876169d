// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/batch_groups.h"

#include "plots/plot_text.h"

#include <QCoreApplication>

namespace inferometer::plots {

Category batchCategory(double batch)
{
    if (batch == kNoBatchSize)
        return {{},
                translated(QT_TRANSLATE_NOOP("plots", "n/a")),
                translated(QT_TRANSLATE_NOOP("plots", "Batch size not reported")),
                {}};
    const QString text = QString::number(batch, 'g', 6);
    return {csvNumber(batch), text, translated(QT_TRANSLATE_NOOP("plots", "Batch size %1")).arg(text), {}};
}

}  // namespace inferometer::plots
