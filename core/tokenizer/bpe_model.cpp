// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/bpe_model.h"

#include "core/tokenizer/utf8.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::size_t kShort = 32;  // symbols; above, a queue is faster than looking at all of them
constexpr std::uint32_t kNoLink = 0xFFFFFFFF;
constexpr std::size_t kFewestMeetingBits = 12;
constexpr std::size_t kMostMeetingBits = 23;

// The character that a text is; nothing when it is more or none.
std::optional<std::uint32_t> onlyCharacter(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    const CodePoint c = codePointAt(text, 0);
    return c.length == text.size() && c.value < 0x110000 ? std::optional{c.value} : std::nullopt;
}

std::string fallbackName(unsigned byte)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    return {'<', '0', 'x', kDigits[byte >> 4U], kDigits[byte & 15U], '>'};
}

// The bytes that a text of a byte-level vocabulary stands for, appended; false when one of it stands for none.
bool appendBytesOf(std::string_view text, std::vector<char>& out)
{
    static const auto kBytes = [] {
        std::array<int, 0x200> bytes{};
        bytes.fill(-1);
        for (int byte = 0; byte < 256; ++byte)
            bytes.at(characterOfByte(static_cast<std::uint8_t>(byte))) = byte;
        return bytes;
    }();
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = codePointAt(text, at);
        if (c.value >= kBytes.size() || kBytes.at(c.value) < 0)
            return false;
        out.push_back(static_cast<char>(kBytes.at(c.value)));
        at += c.length;
    }
    return true;
}

Error missingToken(std::string_view token)
{
    return {Errc::InvalidInput,
            sentence("errors", "it names the token \"%1\", which its vocabulary lacks").with(token)};
}

}  // namespace

BpeModel::BpeModel(const BpeDescription& description)
    : m_merges(description.merges.size())
    , m_fuseUnknown(description.fuseUnknown)
    , m_byteFallback(description.byteFallback)
    , m_ofBytes(description.ofBytes)
    , m_prefix(description.prefix)
    , m_suffix(description.suffix)
    , m_ignoreMerges(description.ignoreMerges)
    , m_affixes(!description.prefix.empty() || !description.suffix.empty())
{
    for (unsigned byte = 0; byte < m_fallback.size(); ++byte)
        m_fallback.at(byte) = description.vocabulary.find(fallbackName(byte)).value_or(kNoToken);
}

Result<BpeModel> BpeModel::make(const BpeDescription& description)
{
    BpeModel model{description};
    if (const Status added = model.addUnknown(description); !added)
        return added.error();
    if (const Status added = model.addMerges(description); !added)
        return added.error();
    model.addAlphabets(description);
    model.addMeetings(description);
    if (description.ignoreMerges)
        model.addWords(description);
    return model;
}

Status BpeModel::addUnknown(const BpeDescription& description)
{
    if (!description.unknown)
        return {};
    const auto id = description.vocabulary.find(*description.unknown);
    if (!id)
        return missingToken(*description.unknown);
    m_unknown = *id;
    return {};
}

Status BpeModel::addMerges(const BpeDescription& description)
{
    std::string merged;
    std::uint32_t rank = 0;
    for (const auto& [left, right] : description.merges) {
        const auto leftId = description.vocabulary.find(left);
        const auto rightId = description.vocabulary.find(right);
        if (!leftId || !rightId)
            return missingToken(leftId ? right : left);
        if (right.size() < m_prefix.size())
            return missingToken(m_prefix + std::string{right});
        merged.assign(left).append(right.substr(m_prefix.size()));
        const auto id = description.vocabulary.find(merged);
        if (!id)
            return missingToken(merged);
        m_merges.set(*leftId, *rightId, {rank++, *id});
    }
    return {};
}

void BpeModel::addAlphabets(const BpeDescription& description)
{
    const std::size_t places = m_affixes ? m_alphabets.size() : 1;
    description.vocabulary.forEach([this, places](std::string_view text, std::uint32_t id) {
        for (std::size_t place = 0; place < places; ++place)
            if (const auto character = characterAt(text, place))
                m_alphabets.at(place).set(*character, id);
    });
}

// The character that a token is at a place in a word: without the prefix, unless it begins it, and without the suffix
// where it ends it.
std::optional<std::uint32_t> BpeModel::characterAt(std::string_view token, std::size_t place) const
{
    const std::string_view front = place % 2 == 0 ? std::string_view{m_prefix} : std::string_view{};
    const std::string_view back = place / 2 == 1 ? std::string_view{m_suffix} : std::string_view{};
    if (token.size() <= front.size() + back.size() || token.substr(0, front.size()) != front
        || token.substr(token.size() - back.size()) != back)
        return std::nullopt;
    return onlyCharacter(token.substr(front.size(), token.size() - front.size() - back.size()));
}

void BpeModel::addMeetings(const BpeDescription& description)
{
    std::size_t bits = kFewestMeetingBits;
    while (bits < kMostMeetingBits && std::size_t{1} << bits < 16 * description.merges.size())
        ++bits;
    m_meetings.resize(std::size_t{1} << (bits - 6));
    for (const auto& [left, right] : description.merges) {
        if (left.empty() || right.empty())
            continue;
        const std::uint32_t before = symbolOf(lastCodePoint(left).value);
        const std::uint32_t behind = symbolOf(codePointAt(right, 0).value);
        const std::uint64_t hash = meetingOf(before, behind) & (64 * m_meetings.size() - 1);
        m_meetings[hash / 64] |= std::uint64_t{1} << hash % 64;
    }
}

std::uint64_t BpeModel::meetingOf(std::uint32_t left, std::uint32_t right)
{
    return ((std::uint64_t{left} << 32U | right) * 0x9E3779B97F4A7C15U) >> 40U;
}

bool BpeModel::mayMeet(std::uint32_t left, std::uint32_t right) const
{
    const std::uint64_t hash = meetingOf(left, right) & (64 * m_meetings.size() - 1);
    return (m_meetings[hash / 64] >> hash % 64 & 1U) != 0;
}

void BpeModel::addWords(const BpeDescription& description)
{
    std::size_t bytes = 0;
    description.vocabulary.forEach([&bytes](std::string_view text, std::uint32_t) { bytes += text.size(); });
    m_wordTexts.reserve(bytes);  // the index views into it
    m_words = TokenIndex{description.vocabulary.size()};
    description.vocabulary.forEach([this](std::string_view text, std::uint32_t id) {
        const std::size_t begin = m_wordTexts.size();
        if (!m_ofBytes)
            m_wordTexts.insert(m_wordTexts.end(), text.begin(), text.end());
        else if (!appendBytesOf(text, m_wordTexts))
            return m_wordTexts.resize(begin);
        m_words.set({m_wordTexts.data() + begin, m_wordTexts.size() - begin}, id);
    });
}

// Calls read(Symbol) for each character of a word; stops where it gives false.
template <typename Read>
void BpeModel::readSymbols(std::string_view word, Read read) const
{
    for (std::size_t at = 0; at < word.size();) {
        const CodePoint c
            = m_ofBytes ? CodePoint{characterOfByte(static_cast<std::uint8_t>(word[at])), 1} : codePointAt(word, at);
        const bool first = at == 0;
        at += c.length;
        const bool last = at == word.size();
        const std::size_t place = m_affixes ? (first ? 1U : 0U) + (last ? 2U : 0U) : 0U;
        read(Symbol{c.value, m_alphabets[place].find(c.value), first, last}, at - c.length);
    }
}

void BpeModel::encode(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const
{
    if (word.empty())
        return;
    if (word.size() <= WordCache::kMostBytes)
        return encodeCached(word, room, ids);
    if (m_ignoreMerges) {
        if (const auto id = m_words.find(word))
            return ids.push_back(*id);
    }
    m_affixes ? encodeMerging(word, room, ids) : encodeInRuns(word, room, ids);
}

void BpeModel::encodeCached(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const
{
    WordCache::Entry& entry = room.cache.entryFor(word);
    if (entry.holds(word)) {
        ids.insert(ids.end(), entry.ids.begin(), entry.ids.begin() + entry.count);
        return;
    }
    const std::size_t begin = ids.size();
    const auto whole = m_ignoreMerges ? m_words.find(word) : std::nullopt;
    whole ? ids.push_back(*whole) : encodeMerging(word, room, ids);
    const std::size_t count = ids.size() - begin;
    if (count > WordCache::kMostIds)
        return;
    entry.length = static_cast<std::uint8_t>(word.size());
    entry.count = static_cast<std::uint8_t>(count);
    std::copy(word.begin(), word.end(), entry.text.begin());
    std::copy(ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.end(), entry.ids.begin());
}

// A long word, or a text that nothing has cut: in runs, between which no merge reaches.
void BpeModel::encodeInRuns(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const
{
    std::size_t begin = 0;
    const auto endRun = [&](std::size_t end) {
        const std::string_view run = word.substr(begin, end - begin);
        // A whole word may be another token than its merges give, and the cache knows whole words.
        run.size() <= WordCache::kMostBytes && !m_ignoreMerges ? encodeCached(run, room, ids)
                                                               : encodeMerging(run, room, ids);
        begin = end;
    };
    std::uint32_t previous = kNoToken;
    readSymbols(word, [&](const Symbol& symbol, std::size_t at) {
        if (previous != kNoToken && symbol.id != kNoToken && !mayMeet(previous, symbol.id))
            endRun(at);
        previous = symbol.id;
    });
    endRun(word.size());
}

void BpeModel::encodeMerging(std::string_view word, BpeRoom& room, std::vector<std::uint32_t>& ids) const
{
    std::vector<std::uint32_t>& symbols = room.symbols;
    symbols.clear();
    std::uint32_t pending = kNoToken;  // an unknown one, to which more may be added
    readSymbols(word, [&](const Symbol& symbol, std::size_t /*at*/) {
        if (symbol.id != kNoToken) {
            if (pending != kNoToken)
                symbols.push_back(std::exchange(pending, kNoToken));
            symbols.push_back(symbol.id);
        } else if (!addFallback(symbol.character, symbol.first, symbol.last, symbols)) {
            readUnknown(pending, symbols);
        }
    });
    if (pending != kNoToken)
        symbols.push_back(pending);
    symbols.size() <= kShort ? mergeShort(symbols) : mergeLong(room);
    ids.insert(ids.end(), symbols.begin(), symbols.end());
}

// The bytes of a character that is no token, with its prefix and suffix, when each of them is one.
bool BpeModel::addFallback(std::uint32_t character, bool first, bool last, std::vector<std::uint32_t>& symbols) const
{
    if (!m_byteFallback)
        return false;
    std::string text = first ? std::string{} : m_prefix;
    appendUtf8(character, text);
    text += last ? m_suffix : std::string{};
    const auto tokenOf = [this](char byte) { return m_fallback[static_cast<unsigned char>(byte)]; };
    if (std::any_of(text.begin(), text.end(), [&](char byte) { return tokenOf(byte) == kNoToken; }))
        return false;
    std::transform(text.begin(), text.end(), std::back_inserter(symbols), tokenOf);
    return true;
}

void BpeModel::readUnknown(std::uint32_t& pending, std::vector<std::uint32_t>& symbols) const
{
    if (pending != kNoToken && !m_fuseUnknown)
        symbols.push_back(pending);
    pending = m_unknown;
}

void BpeModel::mergeShort(std::vector<std::uint32_t>& symbols) const
{
    std::array<Merge, kShort + 1> merges;  // of a symbol with the next one; the last has none
    std::size_t count = symbols.size();
    for (std::size_t i = 0; i + 1 < count; ++i)
        merges[i] = m_merges.find(symbols[i], symbols[i + 1]);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            best = merges[i].rank < merges[best].rank ? i : best;
        if (merges[best].rank == kNoRank)
            break;
        symbols[best] = merges[best].id;
        --count;
        for (std::size_t i = best + 1; i < count; ++i) {
            symbols[i] = symbols[i + 1];
            merges[i - 1] = merges[i];
        }
        // merges[best] is now that of the next pair, or of none.
        merges[best] = best + 1 < count ? m_merges.find(symbols[best], symbols[best + 1]) : Merge{};
        if (best > 0)
            merges[best - 1] = m_merges.find(symbols[best - 1], symbols[best]);
    }
    symbols.resize(count);
}

void BpeModel::linkSymbols(BpeRoom& room)
{
    const auto count = static_cast<std::uint32_t>(room.symbols.size());
    room.links.clear();
    for (std::uint32_t i = 0; i < count; ++i)
        room.links.push_back({room.symbols[i], i == 0 ? kNoLink : i - 1, i + 1 == count ? kNoLink : i + 1, false});
}

// Queues the merge of what stands at a place with what is next to it, if there is one.
bool BpeModel::consider(std::uint32_t place, BpeRoom& room) const
{
    if (place == kNoLink || room.links[place].next == kNoLink)
        return false;
    const Merge merge = m_merges.find(room.links[place].id, room.links[room.links[place].next].id);
    if (merge.rank == kNoRank)
        return false;
    room.queue.push_back({std::uint64_t{merge.rank} << 32U | place, merge.id});
    return true;
}

// False: it was queued for symbols that have merged since.
bool BpeModel::mergeAt(const BpeRoom::Candidate& candidate, std::vector<BpeRoom::Link>& links) const
{
    const auto place = static_cast<std::uint32_t>(candidate.order);
    BpeRoom::Link& left = links[place];
    if (left.gone || left.next == kNoLink)
        return false;
    BpeRoom::Link& right = links[left.next];
    const Merge merge = m_merges.find(left.id, right.id);
    if (merge.rank == kNoRank || merge.id != candidate.id)
        return false;
    left.id = candidate.id;
    right.gone = true;
    left.next = right.next;
    if (left.next != kNoLink)
        links[left.next].previous = place;
    return true;
}

void BpeModel::mergeLong(BpeRoom& room) const
{
    const auto later = [](const BpeRoom::Candidate& a, const BpeRoom::Candidate& b) { return a.order > b.order; };
    auto& queue = room.queue;
    linkSymbols(room);
    queue.clear();
    for (std::uint32_t i = 0; i < room.links.size(); ++i)
        consider(i, room);
    std::make_heap(queue.begin(), queue.end(), later);
    while (!queue.empty()) {
        const BpeRoom::Candidate top = queue.front();
        std::pop_heap(queue.begin(), queue.end(), later);
        queue.pop_back();
        if (!mergeAt(top, room.links))
            continue;
        const auto place = static_cast<std::uint32_t>(top.order);
        for (const std::uint32_t begin : {room.links[place].previous, place})
            if (consider(begin, room))
                std::push_heap(queue.begin(), queue.end(), later);
    }
    room.symbols.clear();
    for (std::uint32_t at = 0; at != kNoLink; at = room.links[at].next)
        room.symbols.push_back(room.links[at].id);
}

}  // namespace inferometer
