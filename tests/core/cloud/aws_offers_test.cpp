// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_offers.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

XmlNode xml(std::string_view text) { return parseXml(text).value(); }

TEST(AwsOffers, TellTheGpusOfAType)
{
    const Offer offer
        = offerOf(xml("<item><instanceType>p4d.24xlarge</instanceType><gpuInfo><gpus><item><count>8</count>"
                      "<manufacturer>NVIDIA</manufacturer><memoryInfo><sizeInMiB>40960</sizeInMiB></memoryInfo>"
                      "<name>A100</name></item></gpus></gpuInfo></item>"));
    EXPECT_EQ(offer.gpu, "NVIDIA A100");
    EXPECT_EQ(offer.gpus, 8);
    EXPECT_EQ(offer.gpuMemory, 40);
    EXPECT_EQ(offerOf(xml("<item><gpuInfo><gpus><item><count>1e99</count></item><item><count>nan</count></item></"
                          "gpus></gpuInfo></item>"))
                  .gpus,
              1024);
    EXPECT_EQ(offerOf(xml("<item><instanceType>m5.large</instanceType></item>")).gpus, 0);
}

TEST(AwsOffers, ReadPricesOutOfTheListsStrings)
{
    AwsPrices prices;
    const auto product = [](const std::string& type, const std::string& price) {
        return R"("{\"product\":{\"attributes\":{\"instanceType\":\")" + type
            + R"(\"}},\"terms\":{\"OnDemand\":{\"a\":{\"priceDimensions\":{\"b\":{\"unit\":\"Hrs\",\"pricePerUnit\":{\"USD\":\")"
            + price + R"(\"}}}}}}}")";
    };
    const std::string next
        = addProducts("{\"PriceList\":[" + product("g5.xlarge", "1.0060000000") + "," + product("g5.xlarge", "0.9")
                          + "," + product("g6.xlarge", "0.0000000000") + "," + product("p5", "-1") + ","
                          + product("p6", "nan") + ",7,\"[\",\"{}\",null],\"NextToken\":\"more\"}",
                      prices);
    EXPECT_EQ(next, "more");
    EXPECT_EQ(prices, (AwsPrices{{"g5.xlarge", 1.006}}));
    for (const char* bad : {"", "[]", "{\"PriceList\":{\"a\":1}}", "{\"PriceList\":7,\"NextToken\":8}"})
        EXPECT_EQ(addProducts(bad, prices), "") << bad;
    EXPECT_NE(productsQuery("eu-west-1", "g5.xlarge", "")
                  .find(R"({"Field":"instanceType","Type":"TERM_MATCH","Value":"g5.xlarge"})"),
              std::string::npos);
    EXPECT_NE(productsQuery("eu-west-1", "", "p2").find(R"("NextToken":"p2")"), std::string::npos);
}

}  // namespace
}  // namespace inferometer
