// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/pace.h"

#include "core/metrics/survival.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace inferometer {

namespace {

// The times in flight of the measured requests that were sent inside the window. Those sent later are left out: of a
// run that was cut off, only the short ones among them are known.
struct Lives
{
    std::vector<double> known;
    std::vector<double> cut;
    double ok = 0;

    void add(const RequestRecord& record)
    {
        (record.outcome == Outcome::Cancelled ? cut : known).push_back(seconds(record.end - record.sent));
        ok += record.outcome == Outcome::Ok ? 1 : 0;
    }
};

Nanos overlap(const RequestRecord& record, Window window)
{
    return std::max(Nanos{0}, std::min(record.end, window.end) - std::max(record.sent, window.start));
}

}  // namespace

Pace paceOf(double inFlight, double life, double ok, double ended)
{
    Pace pace;
    pace.atOnce = inFlight;
    pace.life = life;
    if (life > 0 && ended > 0)
        pace.rate = inFlight / life * ok / ended;
    if (inFlight > 0)
        pace.waves = ended / inFlight;
    return pace;
}

Pace paceOf(const Blocks& blocks, const FigureWindows& windows)
{
    const Window window = windows.rates;
    if (window.length() <= 0)
        return {};
    Lives lives;
    Nanos busy{0};
    for (const auto& block : blocks) {
        for (const RequestRecord& record : block->records) {
            if (!isSet(record.sent))
                continue;
            busy += overlap(record, window);
            if (record.phase == Phase::Measured && window.has(record.sent))
                lives.add(record);
        }
    }
    const double inFlight = seconds(busy) / window.length();
    const double whileBusy = inFlightWhileBusy(blocks, windows);
    const auto ended = static_cast<double>(lives.known.size());
    const bool any = lives.known.size() + lives.cut.size() > 0;
    const double life = any ? Survival{lives.known, lives.cut}.mean() : std::numeric_limits<double>::quiet_NaN();
    Pace pace = paceOf(inFlight, life, lives.ok, ended);
    if (!std::isnan(whileBusy)) {
        pace.atOnce = whileBusy;
        pace.waves = whileBusy > 0 ? ended / whileBusy : 0;
    }
    return pace;
}

}  // namespace inferometer
