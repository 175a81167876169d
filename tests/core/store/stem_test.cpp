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

TEST(RealWorkloadStem, IsTheKits)
{
    RunHeader header = test::headerIn("r");
    header.spec.evaluation = Evaluation::RealWorkload;
    EXPECT_EQ(runStem(header),
              "realworkload_0_org-model-1-5_100_10_1-0_constant_stream_0197f000-0000-7000-8000-000000000001");
    header.spec.arrivals.qps = 2.5;
    header.spec.arrivals.gaps = GapShape::Exponential;
    header.spec.prompts.lengths = "U(50,100)/(200,250)";
    EXPECT_EQ(runStem(header),
              "realworkload_0_org-model-1-5_75_225_2-5_exponential_stream_0197f000-0000-7000-8000-000000000001");
    header.spec.arrivals.stages = "5-15:1m,0:1m";
    EXPECT_NE(runStem(header).find("_5-0_exponential_stream_"), std::string::npos);  // on average
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

TEST(CustomStem, IsTheKits)
{
    RunHeader header = test::headerIn("r");
    header.spec.evaluation = Evaluation::Custom;
    header.spec.prompts.inputFilePath = "/home/me/my prompts.v2.jsonl";
    EXPECT_EQ(runStem(header),
              "custom_org-model-1-5_my-prompts-v2-jsonl_-2_stream_0197f000-0000-7000-8000-000000000001");
    header.spec.prompts.inputFilePath = "x";
    EXPECT_EQ(runStem(header), "custom_org-model-1-5_x_-2_stream_0197f000-0000-7000-8000-000000000001");
    header.model = std::string(300, 'm');
    header.spec.prompts.inputFilePath = std::string(300, 'f');
    EXPECT_TRUE(isStem(runStem(header))) << runStem(header).size();
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
