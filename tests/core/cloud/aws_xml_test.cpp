// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/aws_xml.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::string nested(std::size_t depth)
{
    std::string text;
    for (std::size_t i = 0; i < depth; ++i)
        text += "<a>";
    for (std::size_t i = 0; i < depth; ++i)
        text += "</a>";
    return text;
}

TEST(AwsXml, ReadsElementsAndTheirText)
{
    const auto root = parseXml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<R xmlns=\"http://x/\" a='1'>\n <set>\n  <item><id>i-1</id><empty/></item>"
                               "<item ><id>i-2</id></item ></set><place><zone>a</zone></place></R>\n");
    ASSERT_TRUE(root);
    EXPECT_EQ(root->name, "R");
    ASSERT_EQ(root->items("set").size(), 2U);
    EXPECT_EQ(root->items("set")[1].at("id"), "i-2");
    EXPECT_EQ(root->at("set/item/id"), "i-1");
    EXPECT_EQ(root->at("place/zone"), "a");
    EXPECT_EQ(root->at("place"), "");
    EXPECT_EQ(root->at("place/nothing/zone"), "");
    EXPECT_EQ(root->find("zone"), nullptr);
    EXPECT_TRUE(root->items("nothing").empty());
}

TEST(AwsXml, ReadsTheFiveEntitiesAndNumbers)
{
    EXPECT_EQ(parseXml("<a>&lt;b&gt; &amp;&quot;&apos;&#65;&#x20AC;&#x1F600;</a>")->text,
              "<b> &\"'A\xE2\x82\xAC\xF0\x9F\x98\x80");
    for (const std::string_view bad :
         {"&b;", "&", "&amp", "&#;", "&#x;", "&#xD800;", "&#0;", "&#1114112;", "&#99999999999;", "&#6 5;", "&#-1;"})
        EXPECT_FALSE(parseXml("<a>" + std::string{bad} + "</a>")) << bad;
}

TEST(AwsXml, RefusesWhatIsNotPlain)
{
    for (const std::string_view bad : {"",
                                       "   ",
                                       "text",
                                       "<a>",
                                       "</a>",
                                       "<a></b>",
                                       "<a><b></a></b>",
                                       "<a></a><b></b>",
                                       "<a></a>x",
                                       "x<a></a>",
                                       "<a b></a>",
                                       "<a b=c></a>",
                                       "<a b=\"c></a>",
                                       "<a b=\"<\"></a>",
                                       "<>",
                                       "< a></a>",
                                       "<a",
                                       "<a/",
                                       "<a/b>",
                                       "<?xml",
                                       "<a><?php ?></a>",
                                       "<a><!-- x --></a>",
                                       "<a><![CDATA[x]]></a>",
                                       "<!DOCTYPE a><a></a>",
                                       "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                                       "{\"a\":1}",
                                       "<html><br></html>"})
        EXPECT_FALSE(parseXml(bad)) << bad;
    EXPECT_FALSE(parseXml(std::string_view{"<a>\0</a>", 8}));
    EXPECT_FALSE(parseXml("<a>\x1b[2J</a>"));
}

TEST(AwsXml, HoldsOnlySoMuch)
{
    EXPECT_TRUE(parseXml(nested(kXmlDepth)));
    EXPECT_FALSE(parseXml(nested(kXmlDepth + 1)));
    EXPECT_FALSE(parseXml(nested(100'000)));
    std::string wide = "<a>";
    for (std::size_t i = 0; i < kXmlNodes; ++i)
        wide += "<b/>";
    EXPECT_FALSE(parseXml(wide + "</a>"));
    wide.resize(wide.size() - 4);
    EXPECT_TRUE(parseXml(wide + "</a>"));
}

TEST(AwsXml, EveryCutIsRefused)
{
    const std::string whole = "<?xml version=\"1.0\"?><a b=\"c\"><d>e &amp; f</d><g/></a>";
    ASSERT_TRUE(parseXml(whole));
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
        EXPECT_FALSE(parseXml(whole.substr(0, cut))) << cut;
}

TEST(AwsXml, FindsAParentAnywhere)
{
    const auto root = parseXml("<R><x/><E><F><Code>A</Code><Message>m</Message></F></E><Code>B</Code></R>");
    EXPECT_EQ(findParentOf(*root, "Message")->at("Code"), "A");
    EXPECT_EQ(findParentOf(*root, "Code")->at("Code"), "B");
    EXPECT_EQ(findParentOf(*root, "Nothing"), nullptr);
}

}  // namespace
}  // namespace inferometer
