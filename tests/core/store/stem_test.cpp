// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/stem.h"

#include "store_fixture.h"
#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(SanitizedStem, KeepsLettersDigitsAndTwoSigns)
{
    EXPECT_EQ(sanitizedStem("a_B-9"), "a_B-9");
    EXPECT_EQ(sanitizedStem("org/model 1.5"), "org-model-1-5");
    EXPECT_EQ(sanitizedStem("a../../b"), "a-b");
    EXPECT_EQ(sanitizedStem("a -- b"), "a-b");
    EXPECT_EQ(sanitizedStem("---"), "-");
    EXPECT_EQ(sanitizedStem(""), "");
}

TEST(SanitizedStem, KeepsLettersOfEveryScript)
{
    EXPECT_EQ(sanitizedStem("modèle-日本語-модель"), "modèle-日本語-модель");
    EXPECT_EQ(sanitizedStem("a→b…c “d”"), "a-b-c-d-");
    EXPECT_EQ(sanitizedStem("x😀y"), "x-y");
    EXPECT_EQ(sanitizedStem("x\xFFy"), "x-y");
}

TEST(SyntheticStem, IsTheKits)
{
    RunHeader header = test::headerIn("r");
    header.modelIndex = 3;
    EXPECT_EQ(runStem(header), "synthetic_3_org-model-1-5_100_10_2_stream_0197f000-0000-7000-8000-000000000001");
}

TEST(SyntheticStem, NamesTheImageAsTheKitDoes)
{
    RunHeader header = test::headerIn("r");
    header.spec.prompts.imageSize = ImageSize::Medium;
    EXPECT_EQ(runStem(header),
              "synthetic_0_org-model-1-5_multimodal_medium_100_10_2_stream_0197f000-0000-7000-8000-000000000001");
}

TEST(SyntheticStem, FitsIntoAFileName)
{
    RunHeader header = test::headerIn("r");
    header.spec.prompts.imageSize = ImageSize::Medium;
    header.model = "a";
    for (int i = 0; i < 200; ++i)
        header.model += "語";
    const std::string stem = runStem(header);
    EXPECT_LE(stem.size() + std::string{"_individual_responses.json.part"}.size(), 255U);
    EXPECT_NE(stem.find("語_multimodal_medium_100_"), std::string::npos);  // cut between two letters
}

TEST(IsStem, IsTrueOfNamesThatLeadNowhere)
{
    RunHeader header = test::headerIn("r");
    EXPECT_TRUE(isStem(runStem(header)));
    EXPECT_TRUE(isStem(runStem(header) + "-2"));
    header.model = std::string(3000, 'm');
    EXPECT_TRUE(isStem(runStem(header) + "-1000"));
    for (const std::string& text :
         {std::string{}, std::string{"."}, std::string{".."}, std::string{"a/b"}, std::string{"a\0b", 3},
          std::string{"a b"}, std::string{"\xff"}, std::string(225, 'a')})
        EXPECT_FALSE(isStem(text)) << text;
}

TEST(StemOf, IsAlwaysOne)
{
    EXPECT_EQ(stemOf("my run"), "my-run");
    for (const std::string& text : {std::string{}, std::string{".."}, std::string{"/etc/passwd"},
                                    std::string{"a\0b", 3}, std::string(5000, 'a'), std::string(223, 'a') + "\u00e9"})
        EXPECT_TRUE(isStem(stemOf(text))) << text;
}

}  // namespace
}  // namespace inferometer
