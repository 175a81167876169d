// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/plan.h"
#include "core/workload/prompt_book.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace inferometer {
namespace {

constexpr std::uint64_t kRequests = 10'000;

PromptBook bookOf(PromptReuse reuse, std::size_t prompts = 1, std::uint64_t seed = 1)
{
    PromptBook book{seed, reuse, 100};
    book.setSalts(SaltBook{{saltCandidates().begin(), saltCandidates().end()}, seed});
    std::vector<PromptText> texts;
    for (std::size_t i = 0; i < prompts; ++i)
        texts.push_back({"p" + std::to_string(i), "Tell \"all\"\nof it.", 5, 10});
    book.setPrompts(texts, {"{\"prompt\":\"", "\"}"});
    return book;
}

Slot measured(std::uint64_t number) { return {1000 + number, number, Phase::Measured}; }
Slot warmup(std::uint64_t number) { return {number, number, Phase::Warmup}; }

std::string bodyOf(PromptBook& book, const Slot& slot)
{
    std::string body;
    book.next(slot, body);
    return body;
}

TEST(PromptBook, BodyHoldsTheEscapedTextWithTheSaltInIt)
{
    PromptBook book = bookOf(PromptReuse::Unique);
    EXPECT_EQ(bodyOf(book, measured(0)),
              "{\"prompt\":\"Tell " + book.salts().text(0, false) + "\\\"all\\\"\\nof it.\"}");
    EXPECT_EQ(book.prompts()[0].salted(book.salt(measured(0))),
              "Tell " + book.salts().text(0, false) + "\"all\"\nof it.");
}

TEST(PromptBook, SaysTheShapeOfWhatItAppends)
{
    std::string out = "head";
    const Shape shape = bookOf(PromptReuse::Unique).next(measured(0), out);
    EXPECT_EQ(shape.prompt, 0U);
    EXPECT_EQ(shape.promptTokens, 10);
    EXPECT_EQ(shape.outputTokens, 100);
    EXPECT_EQ(shape.conversation, 0U);
    EXPECT_TRUE(out.starts_with("head{\"prompt\":"));
}

TEST(PromptBook, DoesNotCareHowMuchWarmUpThereWas)
{
    // The same seed gives the same measured prompts, however long a warm-up by time turned out to be.
    PromptBook book = bookOf(PromptReuse::Unique, 20);
    EXPECT_EQ(bodyOf(book, {0, 0, Phase::Measured}), bodyOf(book, {77, 0, Phase::Measured}));
}

TEST(PromptBook, WarmUpDrawsItsOwnPrompts)
{
    PromptBook book = bookOf(PromptReuse::Unique, 20);
    std::string body;
    int same = 0;
    for (std::uint64_t number = 0; number < 1000; ++number)
        same += book.next(warmup(number), body).prompt == book.next(measured(number), body).prompt ? 1 : 0;
    EXPECT_NEAR(same, 50, 30);
}

TEST(PromptBook, UniquePromptsAreAllDifferentWarmUpIncluded)
{
    PromptBook book = bookOf(PromptReuse::Unique);
    std::set<std::string> seen;
    for (std::uint64_t number = 0; number < kRequests; ++number) {
        EXPECT_TRUE(seen.insert(bodyOf(book, measured(number))).second) << number;
        EXPECT_TRUE(seen.insert(bodyOf(book, warmup(number))).second) << number;
    }
}

TEST(PromptBook, SharedPromptsAreOneTextAndWarmUpAnother)
{
    PromptBook book = bookOf(PromptReuse::Shared);
    const std::string text = bodyOf(book, measured(0));
    for (std::uint64_t number = 0; number < kRequests; number += 97)
        EXPECT_EQ(bodyOf(book, measured(number)), text);
    EXPECT_NE(bodyOf(book, warmup(0)), text);
    EXPECT_EQ(bodyOf(book, warmup(5)), bodyOf(book, warmup(0)));
    EXPECT_NE(book.salt(warmup(0)), book.salt(measured(0)));
}

// The image in the body of a request; the text around it must be whole.
std::string imageOf(PromptBook& book, const Slot& slot)
{
    const std::string body = bodyOf(book, slot);
    const std::size_t begin = body.find("\"images\":[\"") + 11;
    EXPECT_TRUE(body.ends_with("\"]}")) << slot.number;
    return body.substr(begin, body.size() - begin - 3);
}

PromptBook bookWithImages(PromptReuse reuse)
{
    PromptBook book = bookOf(reuse);
    book.setImages(ImageBook{500, 1});
    book.setPrompts({{"p", "Tell \"all\"\nof it.", 5, 10}}, {"{\"prompt\":\"", "\",\"images\":[\"", "\"]}"});
    return book;
}

TEST(PromptBook, ImagesOfUniquePromptsAreAllDifferentWarmUpIncluded)
{
    for (const PromptReuse reuse : {PromptReuse::Unique, PromptReuse::SharedPrefix}) {
        PromptBook book = bookWithImages(reuse);
        std::set<std::string> seen;
        for (std::uint64_t number = 0; number < 50; ++number) {
            EXPECT_TRUE(seen.insert(imageOf(book, measured(number))).second) << number;
            EXPECT_TRUE(seen.insert(imageOf(book, warmup(number))).second) << number;
        }
    }
}

TEST(PromptBook, SharedPromptsHaveOneImageAndWarmUpAnother)
{
    PromptBook book = bookWithImages(PromptReuse::Shared);
    const std::string image = imageOf(book, measured(0));
    EXPECT_EQ(imageOf(book, measured(5)), image);
    EXPECT_NE(imageOf(book, warmup(0)), image);
}

TEST(PromptBook, TheSeedDecides)
{
    PromptBook one = bookOf(PromptReuse::Unique, 20, 1);
    PromptBook again = bookOf(PromptReuse::Unique, 20, 1);
    PromptBook other = bookOf(PromptReuse::Unique, 20, 2);
    int same = 0;
    for (std::uint64_t number = 0; number < 2000; ++number) {
        EXPECT_EQ(bodyOf(one, measured(number)), bodyOf(again, measured(number)));
        same += bodyOf(one, measured(number)) == bodyOf(other, measured(number)) ? 1 : 0;
    }
    EXPECT_EQ(same, 0);
}

TEST(PromptBook, DrawsFromSeveralPromptsEvenlyWithReplacement)
{
    PromptBook book = bookOf(PromptReuse::Unique, 20);
    std::map<std::uint32_t, int> counts;
    std::string body;
    for (std::uint64_t number = 0; number < kRequests; ++number) {
        body.clear();
        ++counts[book.next(measured(number), body).prompt];
    }
    ASSERT_EQ(counts.size(), 20U);
    for (const auto& [prompt, count] : counts)
        EXPECT_NEAR(count, 500, 120) << prompt;
}

TEST(PromptBook, WithoutSaltsTheTextIsSentAsItIs)
{
    PromptBook book{1, PromptReuse::Unique, 1};
    book.setPrompts({{"test", "Say something.", 0, 2}}, {"{\"prompt\":\"", "\"}"});
    EXPECT_EQ(bodyOf(book, measured(0)), R"({"prompt":"Say something."})");
    EXPECT_EQ(book.salt(measured(0)), "");
}

}  // namespace
}  // namespace inferometer
