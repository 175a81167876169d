// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/run_spec.h"
#include "core/config/token_lengths.h"

#include <gtest/gtest.h>

#include <string>

namespace inferometer {
namespace {

std::string errorOf(std::string_view text)
{
    const auto lengths = parseLengths(text, "lengths");
    return lengths ? "" : lengths.error().message;
}

TEST(TokenLengths, AreReadInShort)
{
    const TokenLengths normal = parseLengths("N(480,240)/(300,150)", "lengths").value();
    EXPECT_EQ(normal.input, (LengthDistribution{LengthShape::Normal, 480, 240}));
    EXPECT_EQ(normal.output, (LengthDistribution{LengthShape::Normal, 300, 150}));
    const TokenLengths uniform = parseLengths("U(50,100)/(200,250)", "lengths").value();
    EXPECT_EQ(uniform.input, (LengthDistribution{LengthShape::Uniform, 75, 25}));
    EXPECT_EQ(uniform.output, (LengthDistribution{LengthShape::Uniform, 225, 25}));
    const TokenLengths mixed = parseLengths(" l(480, 240) / D(300) ", "lengths").value();
    EXPECT_EQ(mixed.input, (LengthDistribution{LengthShape::Lognormal, 480, 240}));
    EXPECT_EQ(mixed.output, (LengthDistribution{LengthShape::Constant, 300, 0}));
    for (const char* text : {"N(480,240)", "U(50,100)", "L(20,3)", "D(480)"})
        EXPECT_EQ(lengthText(parseLengths(std::string{text} + "/D(1)", "lengths").value().input), text);
}

TEST(TokenLengths, SayWhichHalfIsWrong)
{
    EXPECT_EQ(errorOf("N(480)/(300,150)"),
              "lengths: the lengths of prompts, \"N(480)\", cannot be read; write them like N(480,240)/(300,150) or "
              "U(50,100)/(200,250), with N, L, U or D before the brackets and whole tokens up to 1000000 in them.");
    EXPECT_EQ(errorOf("D(5)/D(1)"),
              "lengths: prompts of fewer than 16 tokens on average cannot be made; ask for longer ones.");
    EXPECT_EQ(errorOf("D(16)/D(1)"), "");
    EXPECT_EQ(errorOf("N(480,240)"),
              "lengths: the lengths of answers, \"\", cannot be read; write them behind a slash, like "
              "N(480,240)/(300,150) or U(50,100)/D(200), with whole tokens up to 1000000.");
    for (const char* text :
         {"", "/", "(1,2)/(3,4)", "X(1,2)/(3,4)", "N(1,2/(3,4)", "N1,2)/(3,4)", "N(0,1)/(3,4)", "N(-5,1)/(3,4)",
          "N(nan,1)/(3,4)", "N(1,1e308)/(3,4)", "U(9,5)/(1,2)", "D(1,2)/(3)", "N(1,2)/(3,4)/(5,6)", "N(1,2)/D(3,4)",
          "NN(1,2)/(3,4)", "N(1,2,3)/(3,4)", "N()/()", "D)/(", "N(1,-2)/(3,4)"})
        EXPECT_NE(errorOf(text), "") << text;
}

TEST(TokenLengths, AreOfTheFieldsWhereNothingIsSaidInShort)
{
    RunSpec spec;
    spec.prompts.inputShape = LengthShape::Normal;
    spec.prompts.inputSpread = 100;
    EXPECT_FALSE(lengthsOf(spec).value().input.varies());  // synthetic: not its settings
    spec.evaluation = Evaluation::RealWorkload;
    EXPECT_EQ(lengthsOf(spec).value().input, (LengthDistribution{LengthShape::Normal, 1000, 100}));
    EXPECT_FALSE(lengthsOf(spec).value().output.varies());
    spec.prompts.lengths = "U(50,100)/(200,251)";
    EXPECT_EQ(meanTokensOf(spec).input, 75);
    EXPECT_EQ(meanTokensOf(spec).output, 226);
}

}  // namespace
}  // namespace inferometer
