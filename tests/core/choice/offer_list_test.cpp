// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/offer_list.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace inferometer {
namespace {

constexpr const char* kHead
    = "machine,gpu,gpus,gpu_memory_gb,provider,region,usd_per_hour,spot,availability,as_of,source\n";
const Nanos kNow = parseDate("2026-11-30").value();

std::vector<SiteOffer> offersOf(const std::string& rows)
{
    ReadOffers read = parseOffers(kHead + rows, "offers.csv");
    EXPECT_TRUE(read.errors.empty()) << read.errors.front().message;
    return read.offers;
}

std::string errorOf(const std::string& csv)
{
    const ReadOffers read = parseOffers(csv, "offers.csv");
    return read.errors.empty() ? "none" : read.errors.front().message;
}

std::string machines(const std::vector<SiteOffer>& offers)
{
    std::string names;
    for (const SiteOffer& one : offers)
        names += one.offer.machine + " ";
    return names;
}

std::string filtered(const std::vector<SiteOffer>& offers, const OfferFilter& filter)
{
    std::string names;
    for (const SiteOffer& one : offers)
        if (passes(one, filter))
            names += one.offer.machine + " ";
    return names;
}

const std::vector<SiteOffer>& some()
{
    static const std::vector<SiteOffer> all
        = offersOf("g6.xlarge,NVIDIA L4,1,24,AWS,eu-west-3,0.80,no,,2026-11-29,aws\n"
                   "g6.12xlarge,L4,4,,aws,eu-west-1,4.6,,high,2026-11-01,\n"
                   "a100-spot,A100,1,80,runpod,,1.19,yes,low,2026-11-29T10:00:00Z,api.runpod.io\n"
                   "unpriced,H100 SXM,1,,lab,,,,none,,\n"
                   "l40s,L40S,,,runpod,,0.79,,,,\n");
    return all;
}

TEST(Offers, AreReadFromAFile)
{
    ASSERT_EQ(some().size(), 5U);
    const SiteOffer& first = some()[0];
    EXPECT_EQ(first.provider, "aws");
    EXPECT_EQ(first.offer.gpu, "NVIDIA L4");
    EXPECT_EQ(first.offer.pricePerHour, 0.8);
    EXPECT_EQ(first.offer.region, "eu-west-3");
    EXPECT_EQ(first.offer.source, "aws");
    EXPECT_EQ(dateText(first.offer.asOf), "2026-11-29");
    EXPECT_EQ(some()[1].offer.source, "file");
    EXPECT_TRUE(some()[2].offer.isSpot);
    EXPECT_TRUE(std::isnan(some()[3].offer.pricePerHour));
    EXPECT_EQ(some()[4].offer.gpus, 1);
    const test::TempFolder folder;
    std::ofstream(folder / "o.csv") << kHead << "x,L4,1,,p,,1,,,,\n";
    EXPECT_EQ(readOffersFile(folder / "o.csv").offers.size(), 1U);
    EXPECT_EQ(readOffersFile(folder / "none.csv").errors.size(), 1U);
}

TEST(Offers, EveryFaultIsNamedByItsLine)
{
    EXPECT_EQ(errorOf("machine,prices\nx,1\n"), "offers.csv:1: \"prices\" is not a column of offers; remove it.");
    EXPECT_EQ(errorOf("machine,usd_per_hours\nx,1\n"),
              "offers.csv:1: \"usd_per_hours\" is not a column of offers; did you mean \"usd_per_hour\"?");
    EXPECT_EQ(errorOf("machine,gpus\nx,many\n"), "offers.csv:2: gpus must be a whole number of GPUs.");
    EXPECT_EQ(errorOf("machine,gpu_memory_gb\nx,nan\n"),
              "offers.csv:2: gpu_memory_gb must be the memory of one GPU in GB.");
    for (const char* price : {"-1", "1e300", "cheap", "inf"})
        EXPECT_EQ(errorOf(std::string("machine,usd_per_hour\nx,") + price + "\n"),
                  "offers.csv:2: usd_per_hour must be USD for an hour of the whole machine, or empty where it is not "
                  "known.");
    EXPECT_EQ(errorOf("machine,spot\nx,perhaps\n"), "offers.csv:2: spot must be yes or no.");
    for (const char* date :
         {"2026-13-01", "2026-02-30", "yesterday", "2026-11-22T25:00:00Z", "1960-01-01", "9999-01-01"})
        EXPECT_EQ(errorOf(std::string("machine,as_of\nx,") + date + "\n"),
                  "offers.csv:2: as_of must be a date such as 2026-11-22.")
            << date;
    EXPECT_EQ(errorOf("machine,gpu\n,\n"), "offers.csv:2: the row names neither a machine nor a GPU; give one.");
    EXPECT_EQ(errorOf("machine\n" + std::string(300, 'a') + "\n"), "offers.csv:2: machine is too long; it is a name.");
}

TEST(Offers, AreSortedWithTheUnknownBehind)
{
    std::vector<SiteOffer> offers = some();
    sortOffers(offers, OfferOrder::Price);
    EXPECT_EQ(machines(offers), "l40s g6.xlarge a100-spot g6.12xlarge unpriced ");
    sortOffers(offers, OfferOrder::Memory);
    EXPECT_EQ(machines(offers), "g6.12xlarge a100-spot unpriced l40s g6.xlarge ");
    sortOffers(offers, OfferOrder::Availability);
    EXPECT_EQ(machines(offers), "g6.12xlarge a100-spot l40s g6.xlarge unpriced ");
    EXPECT_EQ(findOrder("memory"), OfferOrder::Memory);
    EXPECT_FALSE(findOrder("colour"));
    EXPECT_EQ(orderNames(), "price, memory, availability");
}

TEST(Offers, AreFiltered)
{
    EXPECT_EQ(filtered(some(), {.gpu = "L4"}), "g6.xlarge g6.12xlarge ");  // no L40S
    EXPECT_EQ(filtered(some(), {.gpu = "NVIDIA L40S"}), "l40s ");
    EXPECT_EQ(filtered(some(), {.gpu = "A100"}), "a100-spot ");
    EXPECT_EQ(filtered(some(), {.gpu = "H100"}), "unpriced ");
    EXPECT_EQ(filtered(some(), {.gpu = "H100 PCIe"}), "");
    EXPECT_EQ(filtered(some(), {.gpu = "l"}), "g6.xlarge g6.12xlarge l40s ");
    EXPECT_EQ(filtered(some(), {.maxPrice = 1}), "g6.xlarge l40s ");  // no price is no cheap one
    EXPECT_EQ(filtered(some(), {.minMemory = 80}), "g6.12xlarge a100-spot unpriced ");
    EXPECT_EQ(filtered(some(), {.provider = "runpod", .withSpot = false}), "l40s ");
    EXPECT_EQ(filtered(some(), {.region = "eu-"}), "g6.xlarge g6.12xlarge ");
}

TEST(Offers, AreMergedToWhatWasSaidLast)
{
    const std::vector<std::vector<SiteOffer>> lists{
        offersOf("a,L4,1,,aws,eu,1,,,2026-11-01,\nb,L4,1,,aws,eu,2,,,2026-11-20,\n"),
        offersOf("b,L4,1,,aws,eu,9,,,2026-11-10,\na,L4,1,,aws,eu,3,,,2026-11-02,\na,L4,1,,aws,us,4,,,,\n"
                 "a,L4,1,,aws,eu,0.5,yes,,,\na,L4,1,,lab,eu,0,,,,\n")};
    std::string prices;
    for (const SiteOffer& one : mergedOffers(lists))
        prices += one.offer.machine + formatNumber(one.offer.pricePerHour) + " ";
    EXPECT_EQ(prices, "a3 b2 a4 a0.5 a0 ");
}

TEST(Offers, OldPricesAreCalledOld)
{
    EXPECT_EQ(oldPrices(some(), kNow).text(),
              "1 prices are older than 7 days, the oldest of 2026-11-01, and 1 have no date; ask the site anew before "
              "you rely on them.");
    EXPECT_TRUE(oldPrices({}, kNow).pattern.empty());
    const std::vector<SiteOffer> dated = offersOf("a,L4,1,,aws,eu,1,,,2026-11-22,\n");
    EXPECT_EQ(oldPrices(dated, kNow).text(),
              "1 prices are older than 7 days, the oldest of 2026-11-22; ask the site anew before you rely on them.");
    EXPECT_TRUE(oldPrices(dated, kNow - std::chrono::hours{24}).pattern.empty());
    EXPECT_EQ(oldPrices(offersOf("a,L4,1,,,,1,,,,\n"), kNow).text(),
              "1 prices have no date; ask the site anew before you rely on them.");
    EXPECT_TRUE(oldPrices(offersOf("a,L4,1,,,,,,,,\n"), kNow).pattern.empty());  // no price is not old
}

TEST(Offers, AreNamedForAPerson)
{
    EXPECT_EQ(offerName(some()[1].offer), "4 x L4 (g6.12xlarge)");
    EXPECT_EQ(moneyText(0.5), "0.50");
    EXPECT_EQ(moneyText(0.00123), "0.00123");
    EXPECT_EQ(moneyText(0), "0.00");
    EXPECT_EQ(moneyText(std::nan("")), "-");
    EXPECT_EQ(utcText(parseDate("2026-11-22T14:03:59.123Z").value()), "2026-11-22T14:03:59.000Z");
}

}  // namespace
}  // namespace inferometer
