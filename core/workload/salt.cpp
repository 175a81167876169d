// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/salt.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <numeric>

namespace inferometer {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t kSaltStream = 0x5A17;

constexpr std::array<std::string_view, 256> kCandidates{
    "able",  "acid",  "age",   "air",   "arm",   "army",  "art",   "away",  "baby",  "back",  "ball",  "band",  "bank",
    "bar",   "base",  "bath",  "bean",  "bear",  "beat",  "bed",   "bell",  "belt",  "best",  "big",   "bill",  "bird",
    "blue",  "board", "boat",  "body",  "bone",  "book",  "born",  "both",  "bowl",  "box",   "boy",   "bread", "bus",
    "busy",  "cake",  "call",  "camp",  "cap",   "car",   "card",  "care",  "case",  "cash",  "cat",   "cell",  "chair",
    "city",  "clay",  "club",  "coal",  "coat",  "code",  "cold",  "cook",  "cool",  "copy",  "corn",  "cost",  "crew",
    "crop",  "cup",   "dark",  "data",  "date",  "dawn",  "day",   "deal",  "dear",  "deep",  "deer",  "desk",  "diet",
    "dish",  "dog",   "door",  "down",  "draw",  "dream", "dress", "drop",  "dry",   "duck",  "dust",  "duty",  "each",
    "ear",   "earth", "east",  "easy",  "edge",  "egg",   "else",  "end",   "even",  "ever",  "eye",   "face",  "fact",
    "fair",  "farm",  "fast",  "fear",  "feet",  "few",   "field", "film",  "fine",  "fire",  "firm",  "fish",  "five",
    "flag",  "flat",  "floor", "flow",  "foot",  "form",  "four",  "free",  "fruit", "fuel",  "full",  "fund",  "game",
    "gate",  "gift",  "girl",  "glass", "goal",  "gold",  "good",  "grass", "gray",  "green", "group", "hair",  "half",
    "hall",  "hand",  "hat",   "head",  "heat",  "high",  "hill",  "home",  "hope",  "horse", "hour",  "house", "ice",
    "idea",  "iron",  "item",  "job",   "join",  "jump",  "key",   "kind",  "king",  "knee",  "lake",  "lamp",  "land",
    "lane",  "last",  "late",  "law",   "leaf",  "left",  "leg",   "line",  "lion",  "list",  "long",  "low",   "lunch",
    "main",  "map",   "mark",  "meal",  "meat",  "metal", "mile",  "milk",  "mind",  "moon",  "more",  "most",  "mouth",
    "name",  "near",  "neck",  "nest",  "new",   "news",  "night", "nine",  "north", "nose",  "note",  "oil",   "old",
    "open",  "page",  "paint", "pair",  "paper", "park",  "part",  "path",  "peace", "pen",   "piano", "pin",   "plan",
    "plant", "plate", "pool",  "port",  "post",  "price", "queen", "race",  "radio", "rain",  "red",   "rest",  "rice",
    "ring",  "river", "road",  "rock",  "roof",  "room",  "root",  "rose",  "salt",  "sand",  "sea",   "seed",  "ship",
    "shoe",  "shop",  "silk",  "snow",  "soil",  "song",  "star",  "stone", "wind"};

std::string joined(std::span<const std::string_view> words)
{
    // Behind a word of its own, so that all of them stand inside a text.
    std::string text = "Note";
    for (const std::string_view word : words)
        text.append(" ").append(word);
    return text;
}

// Counts words inside a text; keeps the first error.
class WordCounter
{
public:
    explicit WordCounter(const TokenCounter& count) : m_count(count), m_anchor(tokensOf({})) {}

    // Tokens of the words alone; 0 after an error.
    std::int64_t tokens(std::span<const std::string_view> words) { return tokensOf(words) - m_anchor; }

    // No word is less than one token, so this sum proves that each is one.
    bool allSingle(std::span<const std::string_view> words)
    {
        return tokens(words) == static_cast<std::int64_t>(words.size());
    }

    const Status& status() const { return m_status; }

private:
    std::int64_t tokensOf(std::span<const std::string_view> words)
    {
        if (!m_status)
            return 0;
        const Result<std::int64_t> counted = m_count(joined(words));
        if (!counted)
            m_status = counted.error();
        return counted ? counted.value() : 0;
    }

    const TokenCounter& m_count;
    Status m_status;
    std::int64_t m_anchor = 0;
};

std::vector<std::string> owned(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

std::vector<std::string> singlesByGroups(WordCounter& counter)
{
    constexpr std::size_t kGroup = 16;
    std::vector<std::string> singles;
    for (std::size_t at = 0; at < kCandidates.size(); at += kGroup) {
        const auto group = std::span{kCandidates}.subspan(at, kGroup);
        if (counter.allSingle(group))
            singles.insert(singles.end(), group.begin(), group.end());
    }
    return singles;
}

// The most frequent token count among some of the words, measured one by one.
std::vector<std::string> mostFrequentCount(WordCounter& counter)
{
    constexpr std::size_t kMeasured = 40;
    std::map<std::int64_t, std::vector<std::string>> byCount;
    for (std::size_t i = 0; i < kMeasured; ++i) {
        // Spread over the list, so that no letter is preferred.
        const auto word = std::span{kCandidates}.subspan(i * kCandidates.size() / kMeasured, 1);
        byCount[counter.tokens(word)].emplace_back(word.front());
    }
    const auto largest = std::max_element(
        byCount.begin(), byCount.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    return largest->second;
}

}  // namespace

std::span<const std::string_view> saltCandidates() { return kCandidates; }

Result<SaltWords> equalSaltWords(const TokenCounter& count)
{
    constexpr std::size_t kEnoughSingles = 48;
    constexpr std::size_t kEnough = 12;
    WordCounter counter{count};
    if (counter.allSingle(kCandidates))
        return SaltWords{owned(kCandidates), true};
    std::vector<std::string> words = singlesByGroups(counter);
    if (words.size() < kEnoughSingles)
        words = mostFrequentCount(counter);
    if (!counter.status())
        return counter.status().error();
    if (words.size() < kEnough)
        return SaltWords{owned(kCandidates), false};
    return SaltWords{std::move(words), true};
}

SaltBook::SaltBook(std::vector<std::string> words, std::uint64_t seed) : m_words(std::move(words)), m_half(1)
{
    assert(m_words.size() >= 2);
    for (std::size_t i = 0; i < kSaltWords; ++i)
        m_half *= m_words.size();
    m_half /= 2;
    Random random{seed, kSaltStream};
    do {
        m_factor = random.below(m_half - 1) + 1;
    } while (std::gcd(m_factor, m_half) != 1);
    m_offset = random.below(m_half);
}

void SaltBook::append(std::uint64_t number, bool warmup, std::string& out) const
{
    auto index = static_cast<std::uint64_t>((Wide{number} * m_factor + m_offset) % m_half);
    index += warmup ? m_half : 0;
    for (std::size_t i = 0; i < kSaltWords; ++i) {
        out.append(m_words[index % m_words.size()]).append(1, ' ');
        index /= m_words.size();
    }
}

std::string SaltBook::text(std::uint64_t number, bool warmup) const
{
    std::string salt;
    append(number, warmup, salt);
    return salt;
}

}  // namespace inferometer
