// SPDX-License-Identifier: GPL-3.0-or-later
// Offers on a terminal: which to show, and the table or the JSON of them.
#pragma once

#include "core/choice/offer_list.h"

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace inferometer::cli {

struct OffersOptions
{
    OfferFilter filter{};
    std::string order = "price";  // as findOrder() knows it
    bool json = false;
    bool choose = false;  // instead: which of them the deployment would take
};

// --gpu, --max-price, --min-memory, --sort, --json. REQUIRES: the options outlive the parsing.
void addOfferOptions(CLI::App& app, OffersOptions& options);

// What passes, sorted: a table and a sentence on old prices, or a JSON list. Prices are old or not at `now`, since the
// Unix epoch. REQUIRES: findOrder(options.order).
std::string offersText(std::vector<SiteOffer> offers, const OffersOptions& options, Nanos now);

}  // namespace inferometer::cli
