// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/run_volume.h"

#include "core/config/model_names.h"
#include "ui/base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace inferometer::ui {

namespace {

// Whole up to a million, then with three digits: "1.23 M".
QString roughCount(double value)
{
    return value < 1e6 ? countText(static_cast<std::uint64_t>(std::llround(value)))
                       : rateQuantity(value, {}).text().trimmed();
}

}  // namespace

RunVolume volumeOf(const RunSpec& spec)
{
    const auto models = static_cast<double>(std::max<std::size_t>(1, splitModelNames(spec.target.modelNames).size()));
    const double requests = models * static_cast<double>(spec.arrivals.numRequests + spec.edges.warmupRequests);
    return {requests, requests * static_cast<double>(spec.prompts.numInputTokens),
            requests * static_cast<double>(spec.prompts.numOutputTokens)};
}

QString volumeText(const RunSpec& spec)
{
    const RunVolume volume = volumeOf(spec);
    const auto requests = static_cast<int>(std::min(volume.requests, 2e9));
    return QCoreApplication::translate("volume", "%Ln request(s), about %1 tokens in, %2 tokens out", nullptr, requests)
        .arg(roughCount(volume.tokensIn), roughCount(volume.tokensOut));
}

}  // namespace inferometer::ui
