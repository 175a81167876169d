// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/si_ticker.h"

#include <algorithm>
#include <cmath>

namespace inferometer::plots {

double SiTicker::getTickStep(const QCPRange& range)
{
    const double step = QCPAxisTicker::getTickStep(range * m_factor) / m_factor;
    return m_whole ? std::max(1.0, std::floor(step)) : step;
}

QString SiTicker::getTickLabel(double tick, const QLocale& locale, QChar /*formatChar*/, int /*precision*/)
{
    const double figure = tick * m_factor;
    const double size = std::abs(figure);
    if (size < 1e-9)
        return locale.toString(0);
    if (size >= 1e6)
        return locale.toString(figure / 1e6, 'g', 4) + QLatin1Char{'M'};
    if (size >= 1e4)
        return locale.toString(figure / 1e3, 'g', 5) + QLatin1Char{'k'};
    QLocale plain{locale};
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return plain.toString(figure, 'g', 6);
}

}  // namespace inferometer::plots
