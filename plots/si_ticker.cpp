// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/si_ticker.h"

#include "plots/nice_range.h"

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

void fitBeside(QCPAxis& right, const QCPAxis& left, double most, std::span<const double> steps)
{
    QVector<double> ticks;
    left.ticker()->generate(left.range(), {}, {}, 0, ticks, nullptr, nullptr);
    const double places = ticks.size() > 1 ? left.range().size() / (ticks[1] - ticks[0]) : 1;
    const double step = niceCeiling(most / places, steps);
    qSharedPointerCast<SiTicker>(right.ticker())->setStep(step);
    right.setRange(0, step * places);
}

}  // namespace inferometer::plots
