// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/offer_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace inferometer {
namespace {

const OfferColumn& columnOf(std::string_view id)
{
    const auto all = offerColumns();
    return *std::find_if(all.begin(), all.end(), [id](const OfferColumn& column) { return column.id == id; });
}

SiteOffer offer(const std::string& machine, double price, const std::string& available = {})
{
    SiteOffer one{"aws", {}};
    one.offer.machine = machine;
    one.offer.pricePerHour = price;
    one.offer.availability = available;
    return one;
}

std::string sorted(std::vector<SiteOffer> offers, std::string_view id, bool isDescending)
{
    const OfferColumn& column = columnOf(id);
    std::stable_sort(offers.begin(), offers.end(), [&](const SiteOffer& a, const SiteOffer& b) {
        return isBefore(keyOf(a, column), keyOf(b, column), isDescending);
    });
    std::string order;
    for (const SiteOffer& one : offers)
        order += one.offer.machine.empty() ? "-" : one.offer.machine;
    return order;
}

TEST(OfferColumns, AreNamedOnceAndExplained)
{
    std::set<std::string_view> ids;
    for (const OfferColumn& column : offerColumns()) {
        EXPECT_TRUE(ids.insert(column.id).second) << column.id;
        EXPECT_FALSE(column.head.empty() || column.help.empty()) << column.id;
    }
}

TEST(OfferColumns, SayWhatIsNotToldByADash)
{
    const SiteOffer nothing{};
    for (const OfferColumn& column : offerColumns())
        EXPECT_EQ(column.text(nothing), column.id == "kind" ? "on demand" : "-") << column.id;
}

TEST(OfferColumns, TellAPriceInTheSitesOwnCurrency)
{
    SiteOffer one = offer("a", 2.73);
    one.offer.currency = "EUR";
    EXPECT_EQ(columnOf("price").text(one), "2.73 EUR");
}

TEST(OfferColumns, SortNumbersByTheirValueAndTheUntoldLast)
{
    const std::vector<SiteOffer> offers{offer("a", 10), offer("b", std::nan("")), offer("c", 9)};
    EXPECT_EQ(sorted(offers, "price", false), "cab");
    EXPECT_EQ(sorted(offers, "price", true), "acb");
    const std::vector<SiteOffer> named{offer("b", 1), offer("", 1), offer("a", 1)};
    EXPECT_EQ(sorted(named, "machine", false), "ab-");
    EXPECT_EQ(sorted(named, "machine", true), "ba-");
}

TEST(OfferColumns, SortAvailabilityByWhatItMeans)
{
    const std::vector<SiteOffer> offers{offer("a", 1, "sold out"), offer("b", 1, "low"), offer("c", 1, "High"),
                                        offer("d", 1)};
    EXPECT_EQ(sorted(offers, "availability", false), "cbda");
}

}  // namespace
}  // namespace inferometer
