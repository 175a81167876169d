// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-pair encoding of one word, as the reference's `BPE` model does it: characters to tokens, then the pair that was
// learnt first is merged, the leftmost of these first, until no pair is left.
#pragma once

#include "core/base/result.h"
#include "core/tokenizer/bpe_alphabet.h"
#include "core/tokenizer/pair_table.h"
#include "core/tokenizer/token_index.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

inline constexpr std::uint32_t kHighestTokenId = 0xFFFFFF;

// What a tokenizer.json says of its model. Texts are views into the file as it was read.
struct BpeDescription
{
    TokenIndex vocabulary;
    std::vector<std::pair<std::string_view, std::string_view>> merges;
    std::optional<std::string_view> unknown;
    std::string_view prefix;  // continuing_subword_prefix
    std::string_view suffix;  // end_of_word_suffix
    bool fuseUnknown = false;
    bool byteFallback = false;
    bool ignoreMerges = false;  // a word that is a token is that token
    bool ofBytes = false;       // the vocabulary's characters stand for bytes (characterOfByte), and so do words
};

// Words and the ids they had, of one model. Not thread-safe: each call has its own.
class WordCache
{
public:
    static constexpr std::size_t kMostBytes = 30;
    static constexpr std::size_t kMostIds = 8;

    struct Entry
    {
        std::uint8_t length = 0;  // 0: nothing yet
        std::uint8_t count = 0;
        std::array<char, kMostBytes> text{};
        std::array<std::uint32_t, kMostIds> ids{};

        bool holds(std::string_view word) const
        {
            return length == word.size() && std::string_view{text.data(), length} == word;
        }
    };

    Entry& entryFor(std::string_view word) { return m_entries[hashOf(word) & (m_entries.size() - 1)]; }

private:
    static_assert(sizeof(Entry) == 64);
    std::vector<Entry> m_entries = std::vector<Entry>(std::size_t{1} << 14U);
};

struct BpeRoom
{
    WordCache cache;
    std::vector<std::uint32_t> symbols;
    struct Link
    {
        std::uint32_t id;
        std::uint32_t previous;
        std::uint32_t next;
        bool gone;
    };
    struct Candidate
    {
        std::uint64_t order;  // rank, then place
        std::uint32_t id;
    };
    std::vector<Link> links;
    std::vector<Candidate> queue;
};

// Immutable. Thread-safe: yes, with a room for each call.
class BpeModel
{
public:
    // Keeps nothing of what the description views. The error is a sentence that goes on from "the model".
    static Result<BpeModel> make(const BpeDescription& description);

    // Appends the ids of a word. REQUIRES: fewer than 2^32 bytes.
    void encode(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const;

private:
    struct Symbol
    {
        std::uint32_t character;
        std::uint32_t id;
        bool first;
        bool last;
    };

    explicit BpeModel(const BpeDescription& description);
    Status addMerges(const BpeDescription& description);
    void addAlphabets(const BpeDescription& description);
    std::optional<std::uint32_t> characterAt(std::string_view token, std::size_t place) const;
    void addWords(const BpeDescription& description);
    Status addUnknown(const BpeDescription& description);
    void addMeetings(const BpeDescription& description);

    template <typename Read>
    void readSymbols(std::string_view word, Read read) const;
    std::uint32_t symbolOf(std::uint32_t character) const { return m_alphabets[0].find(character); }
    bool mayMeet(std::uint32_t left, std::uint32_t right) const;
    static std::uint64_t meetingOf(std::uint32_t left, std::uint32_t right);

    void encodeCached(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const;
    void encodeInRuns(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const;
    void encodeMerging(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const;
    bool addFallback(std::uint32_t character, bool first, bool last, std::vector<std::uint32_t>& symbols) const;
    void readUnknown(std::uint32_t& pending, std::vector<std::uint32_t>& symbols) const;
    void mergeShort(std::vector<std::uint32_t>& symbols) const;
    void mergeLong(BpeRoom& room) const;
    static void linkSymbols(BpeRoom& room);
    bool consider(std::uint32_t place, BpeRoom& room) const;
    bool mergeAt(const BpeRoom::Candidate& candidate, std::vector<BpeRoom::Link>& links) const;

    PairTable m_merges;
    // By whether a character begins and ends its word: the prefix and the suffix go with that.
    std::array<BpeAlphabet, 4> m_alphabets;
    std::array<std::uint32_t, 256> m_fallback{};  // the tokens "<0x00>" to "<0xFF>"
    std::uint32_t m_unknown = kNoToken;
    bool m_fuseUnknown;
    bool m_byteFallback;
    bool m_ofBytes;
    std::string m_prefix;
    std::string m_suffix;

    // For ignore_merges: every token that a word can be.
    std::vector<char> m_wordTexts;
    TokenIndex m_words;
    bool m_ignoreMerges;

    // Hashed: the pairs of characters that stand side by side inside of some merge. Between any two others a word can
    // be cut without a change to its tokens.
    std::vector<std::uint64_t> m_meetings;
    bool m_affixes;  // a prefix or a suffix, so that it matters where in its word a character stands
};

}  // namespace inferometer
