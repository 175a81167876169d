// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(Sentence, FiguresStandAtTheirPlaces)
{
    const Sentence order = sentence("errors", "%2 before %1, %2 again; 5 % off, %3 and 100%");
    EXPECT_EQ(order.with("a", std::string{"b"}).text(), "b before a, b again; 5 % off, %3 and 100%");
    EXPECT_EQ(sentence("errors", "%1 to %2 s").with(16, 0.5).text(), "16 to 0.5 s");
    EXPECT_EQ(sentence("errors", "%1").with(std::int64_t{9'007'199'254'740'991}).text(), "9007199254740991");
}

TEST(Sentence, AFigureIsNotFilledAgain)
{
    EXPECT_EQ(sentence("errors", "%1 and %2").with("%2%1", "%1").text(), "%2%1 and %1");
    const Sentence inner = sentence("errors", "the file %1").with("100%2");
    EXPECT_EQ(sentence("errors", "%1: %2").with(inner, "x").text(), "the file 100%2: x");
}

TEST(Sentence, FiguresKeepWhatTheyAre)
{
    const Sentence said = sentence("errors", "%1, %2, %3, %4, %5, %6")
                              .with(Figure::setting("proxy"), Figure::flag("ca-file"), Figure::unit("tokens"),
                                    Figure::cause("No such file"), sentence("errors", "part %1").with(1),
                                    Figure::metric("End of stream"));
    EXPECT_EQ(said.text(), "proxy, --ca-file, tokens, No such file, part 1, End of stream");
    EXPECT_EQ(said.figures[0].kind, Figure::Kind::Setting);
    EXPECT_EQ(said.figures[1].kind, Figure::Kind::Flag);
    EXPECT_EQ(said.figures[2].kind, Figure::Kind::Unit);
    EXPECT_EQ(said.figures[3].kind, Figure::Kind::Cause);
    ASSERT_EQ(said.figures[4].kind, Figure::Kind::Part);
    EXPECT_EQ(said.figures[4].part->pattern, "part %1");
    EXPECT_EQ(said.figures[5].kind, Figure::Kind::Metric);
}

TEST(Error, SaysItsSentenceInEnglish)
{
    const Error error{Errc::Disk, sentence("errors", "No %1 left.").with("space"), "results-dir"};
    EXPECT_EQ(error.message, "No space left.");
    const Error other = error.about("proxy");
    EXPECT_EQ(other.message, error.message);
    EXPECT_EQ(other.code, Errc::Disk);
    EXPECT_EQ(other.field, "proxy");
    EXPECT_EQ(Error::verbatim(Errc::Disk, "100 %1").message, "100 %1");
}

}  // namespace
}  // namespace inferometer
