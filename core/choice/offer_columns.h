// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table of offers, wherever it stands: a row each.
#pragma once

#include "core/choice/offer_list.h"

#include <span>
#include <string>
#include <string_view>

namespace inferometer {

struct OfferColumn
{
    std::string_view id;    // "price"
    std::string_view head;  // "GPU"
    std::string_view help;
    // As the site tells it, which may be anything; "-" where it tells nothing.
    std::string (*text)(const SiteOffer& one);
    // What it is sorted by, NaN where it is not told; null: its text.
    double (*number)(const SiteOffer& one) = nullptr;
    bool isWord = false;  // its text is read as one, although it is sorted by a number
};
std::span<const OfferColumn> offerColumns();

// What a row is sorted by in that column, worked out once: a GPU's memory may have to be looked up.
struct OfferKey
{
    bool isTold = false;
    double number = 0;
    std::string text{};
};
OfferKey keyOf(const SiteOffer& one, const OfferColumn& column);

// Whether `a` stands before `b`. What tells nothing stands last either way.
bool isBefore(const OfferKey& a, const OfferKey& b, bool isDescending = false);

}  // namespace inferometer
