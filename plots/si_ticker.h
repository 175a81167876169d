// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks at round figures, labelled with k or M where figures grow long: all of an axis alike, by the longest of them.
// Decimals in the user's locale.
#pragma once

#include <qcustomplot.h>

#include <span>

namespace inferometer::plots {

class SiTicker : public QCPAxisTicker
{
public:
    // `whole`: ticks at whole numbers only (counts, row numbers).
    explicit SiTicker(bool whole = false) : m_whole{whole} {}

    // The axis is read in a unit of its own: what is written is a coordinate times `factor`.
    void setFactor(double factor) { m_factor = factor; }
    // Ticks so far apart; 0: as far as reads well.
    void setStep(double step) { m_step = step; }

protected:
    double getTickStep(const QCPRange& range) override;
    QVector<QString> createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar formatChar,
                                       int precision) override;

private:
    const bool m_whole;
    double m_factor = 1;
    double m_step = 0;
};

// Ends the right axis at or above `most`, its ticks at one of the steps (niceCeiling()) on the grid of the left one.
// Both begin at 0. REQUIRES: its ticker is a SiTicker, most > 0.
void fitBeside(QCPAxis& right, const QCPAxis& left, double most, std::span<const double> steps);

}  // namespace inferometer::plots
