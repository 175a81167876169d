// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/si_ticker.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer::plots {

namespace {

struct Notation
{
    double from = 0;  // the longest figure of the axis
    double unit = 1;
    QLatin1String sign{};
};
constexpr std::array kNotations{Notation{1e6, 1e6, QLatin1String{"M"}}, Notation{1e4, 1e3, QLatin1String{"k"}},
                                Notation{0, 1, QLatin1String{""}}};

}  // namespace

double SiTicker::getTickStep(const QCPRange& range)
{
    if (m_step > 0)
        return m_step;
    const double step = QCPAxisTicker::getTickStep(range * m_factor) / m_factor;
    return m_whole ? std::max(1.0, std::floor(step)) : step;
}

QVector<QString> SiTicker::createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar /*formatChar*/,
                                             int /*precision*/)
{
    constexpr int kDigits = 9;  // of a round step: no more are written than it has
    double most = 0;
    for (const double tick : ticks)
        most = std::max(most, std::abs(tick * m_factor));
    const auto notation
        = std::find_if(kNotations.begin(), kNotations.end(), [most](const Notation& one) { return most >= one.from; });
    QLocale plain{locale};
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    QVector<QString> labels;
    for (const double tick : ticks) {
        const double figure = tick * m_factor / notation->unit;
        const bool isNought = std::abs(figure) < 1e-9;
        labels << (isNought ? plain.toString(0) : plain.toString(figure, 'g', kDigits) + QString{notation->sign});
    }
    return labels;
}

namespace {

// Of halves, fifths and quarters, so that what is counted has a tick of its own. REQUIRES: value > 0.
double roundStep(double value)
{
    constexpr std::array kSteps{1.0, 2.0, 2.5, 5.0};
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    const auto* const step
        = std::find_if(kSteps.begin(), kSteps.end(), [=](double one) { return one * decade * (1 + 1e-9) >= value; });
    return step == kSteps.end() ? 10 * decade : *step * decade;
}

}  // namespace

void fitBeside(QCPAxis& right, const QCPAxis& left, double most)
{
    QVector<double> ticks;
    left.ticker()->generate(left.range(), {}, {}, 0, ticks, nullptr, nullptr);
    const double steps = ticks.size() > 1 ? left.range().size() / (ticks[1] - ticks[0]) : 1;
    const double step = roundStep(most / steps);
    qSharedPointerCast<SiTicker>(right.ticker())->setStep(step);
    right.setRange(0, step * steps);
}

}  // namespace inferometer::plots
