// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks at round figures, labelled with k and M where figures grow long, decimals in the user's locale.
#pragma once

#include <qcustomplot.h>

namespace inferometer::plots {

class SiTicker : public QCPAxisTicker
{
public:
    // `whole`: ticks at whole numbers only (counts, row numbers).
    explicit SiTicker(bool whole = false) : m_whole{whole} {}

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    const bool m_whole;
};

}  // namespace inferometer::plots
