// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/run_volume.h"

#include "core/config/model_names.h"
#include "ui/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

QString roughCount(double value)
{
    return value < 1e6 ? countText(static_cast<std::uint64_t>(std::llround(value)))
                       : rateQuantity(value, {}).text().trimmed();
}

namespace {

// Measured, of one model. What stages come to depends on the draw; this is what is expected, warm-up included.
double requestsOf(const RunSpec& spec)
{
    const Result<RateProfile> profile = profileOf(spec.arrivals);
    if (isOpenLoop(spec) && profile && profile.value().ends())
        return std::max(0.0, std::round(profile.value().total()) - static_cast<double>(spec.edges.warmupRequests));
    return static_cast<double>(spec.arrivals.numRequests);
}

}  // namespace

RunVolume volumeOf(const RunSpec& spec)
{
    const MeanTokens tokens = meanTokensOf(spec);
    const double requests = requestsOf(spec);
    return volumeOver(spec, requests, requests * static_cast<double>(tokens.input),
                      requests * static_cast<double>(tokens.output));
}

RunVolume volumeOver(const RunSpec& spec, double requests, double tokensIn, double tokensOut)
{
    const auto models = static_cast<double>(std::max<std::size_t>(1, splitModelNames(spec.target.modelNames).size()));
    const double all = requests + static_cast<double>(spec.edges.warmupRequests);
    const double each = requests > 0 ? models * all / requests : 0;
    return {models * all, tokensIn * each, tokensOut * each};
}

QString volumeText(const RunVolume& volume)
{
    const auto requests = static_cast<int>(std::min(volume.requests, 2e9));
    return QCoreApplication::translate("volume", "%Ln request(s), about %1 tokens in, %2 tokens out", nullptr, requests)
        .arg(roughCount(volume.tokensIn), roughCount(volume.tokensOut));
}

}  // namespace inferometer::ui
