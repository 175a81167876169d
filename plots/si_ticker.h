// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks at round figures, labelled with k or M where figures grow long: all of an axis alike, by the longest of them.
// Decimals in the user's locale.
#pragma once

#include <qcustomplot.h>

namespace inferometer::plots {

class SiTicker : public QCPAxisTicker
{
public:
    // `whole`: ticks at whole numbers only (counts, row numbers).
    explicit SiTicker(bool whole = false) : m_whole{whole} {}

    // The axis is read in a unit of its own: what is written is a coordinate times `factor`.
    void setFactor(double factor) { m_factor = factor; }

protected:
    double getTickStep(const QCPRange& range) override;
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                       int precision) override;

private:
    const bool m_whole;
    double m_factor = 1;
};

}  // namespace inferometer::plots
