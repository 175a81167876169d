// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/offers_table.h"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace inferometer::cli {
namespace {

const Nanos kNow = parseDate("2026-11-30").value();

std::vector<SiteOffer> some()
{
    return parseOffers("machine,gpu,gpus,provider,region,usd_per_hour,spot,availability,as_of\n"
                       "g6.xlarge,NVIDIA L4,1,aws,eu-west-3,0.8,no,,2026-11-29\n"
                       "\"bad\x1b[2J\nname\",A100,2,runpod,,,yes,\xE2\x80\xAE"
                       "high,2026-10-01\n"
                       "b,L40S,1,runpod,,0.79,yes,high,2026-10-01\n",
                       "o.csv")
        .offers;
}

std::string textOf(const OffersOptions& options) { return offersText(some(), options, kNow); }

TEST(OffersTable, IsAligned)
{
    OffersOptions options;
    options.filter.provider = "aws";
    EXPECT_EQ(
        textOf(options),
        "  Machine          GPU  GPUs  GB   Price/h       Kind  Available     Region  Provider    Price of  Source\n"
        "  g6.xlarge  NVIDIA L4     1  24  0.80 USD  on demand          -  eu-west-3       aws  2026-11-29    file\n"
        "1 of 3 offers.\n");
}

TEST(OffersTable, SortsAndSaysWhatIsOld)
{
    const std::string text = textOf({});
    EXPECT_LT(text.find("L40S"), text.find("NVIDIA L4 "));
    EXPECT_LT(text.find("NVIDIA L4 "), text.find("A100"));
    EXPECT_NE(text.find("3 of 3 offers. 1 prices are older than 7 days, the oldest of 2026-10-01; ask"),
              std::string::npos)
        << text;
}

TEST(OffersTable, SteersNoTerminal)
{
    const std::string text = textOf({});
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    // NOLINTNEXTLINE(misc-misleading-bidirectional): it is what is tested
    EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
    EXPECT_NE(text.find("bad\\x1b[2J\\nname"), std::string::npos) << text;
    OffersOptions options;
    options.json = true;
    for (const char c : textOf(options))
        EXPECT_TRUE(c == '\n' || (c >= ' ' && c < '\x7f'));
}

TEST(OffersTable, IsJsonToo)
{
    OffersOptions options;
    options.json = true;
    options.order = "memory";
    const auto list = nlohmann::json::parse(textOf(options));
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0]["gpu"], "A100");
    EXPECT_TRUE(list[0]["price_per_hour"].is_null());
    EXPECT_EQ(list[0]["is_old"], false);
    EXPECT_EQ(list[1]["price_per_hour"], 0.79);
    EXPECT_EQ(list[1]["currency"], "USD");
    EXPECT_EQ(list[1]["is_old"], true);
    EXPECT_EQ(list[2]["as_of"], "2026-11-29T00:00:00.000Z");
    options.filter.gpu = "H200";
    EXPECT_EQ(textOf(options), "[]\n");
    options.json = false;
    EXPECT_EQ(textOf(options), "None of 3 offers passes; ask for less.\n");
    EXPECT_EQ(offersText({}, options, kNow), "There are no offers.\n");
}

TEST(OffersTable, HasOptions)
{
    OffersOptions options;
    CLI::App app;
    addOfferOptions(app, options);
    app.parse("--gpu L4 --max-price 0.9 --min-memory 20 --sort availability --json", false);
    EXPECT_EQ(options.filter.gpu, "L4");
    EXPECT_EQ(options.filter.maxPrice, 0.9);
    EXPECT_EQ(options.filter.minMemory, 20);
    EXPECT_EQ(options.order, "availability");
    EXPECT_TRUE(options.json);
    for (const char* wrong : {"--sort colour", "--max-price -1", "--min-memory lots"})
        EXPECT_THROW(app.parse(wrong, false), CLI::ParseError) << wrong;
}

}  // namespace
}  // namespace inferometer::cli
