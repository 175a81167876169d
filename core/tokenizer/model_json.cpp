// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/model_json.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace inferometer {

namespace {

using simdjson::SUCCESS;

Error tooMany(const JsonPlace& place, std::size_t most)
{
    return place.fault(sentence("errors", "there are more than the %1 entries that are read").with(most));
}

Result<TokenIndex> readVocabulary(const JsonPlace& model)
{
    const auto place = model.find("vocab");
    simdjson::dom::object object;
    if (!place)
        return model.missing("vocab");
    if (place->value().get(object) != SUCCESS)
        return place->wrongKind();
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& member : object)
        ++count;
    if (count > kMostTokens)
        return tooMany(*place, kMostTokens);
    TokenIndex vocabulary{count};
    for (const auto& [text, value] : object) {
        std::uint64_t id = 0;
        if (value.get(id) != SUCCESS || id > kHighestTokenId)
            return place->fault(
                sentence("errors", "the token \"%1\" has no number between 0 and %2").with(text, kHighestTokenId));
        vocabulary.set(text, static_cast<std::uint32_t>(id));
    }
    return vocabulary;
}

using TokenPair = std::pair<std::string_view, std::string_view>;

// ["a", "b"], or "a b".
std::optional<TokenPair> pairOf(simdjson::dom::element item)
{
    simdjson::dom::array parts;
    if (item.get(parts) == SUCCESS) {
        TokenPair pair;
        if (parts.size() != 2 || parts.at(0).get(pair.first) != SUCCESS || parts.at(1).get(pair.second) != SUCCESS)
            return std::nullopt;
        return pair;
    }
    std::string_view line;
    if (item.get(line) != SUCCESS)
        return std::nullopt;
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos || line.find(' ', blank + 1) != std::string_view::npos)
        return std::nullopt;
    return TokenPair{line.substr(0, blank), line.substr(blank + 1)};
}

// The head of a merges.txt, which some files have kept.
bool isVersionLine(simdjson::dom::element item)
{
    std::string_view line;
    return item.get(line) == SUCCESS && line.substr(0, 8) == "#version";
}

Result<std::vector<TokenPair>> readMerges(const JsonPlace& model)
{
    const auto place = model.find("merges");
    simdjson::dom::array list;
    if (!place)
        return model.missing("merges");
    if (place->value().get(list) != SUCCESS)
        return place->wrongKind();
    std::vector<TokenPair> merges;
    std::size_t at = 0;
    for (const simdjson::dom::element item : list) {
        if (at == kMostMerges)
            return tooMany(*place, kMostMerges);
        const auto pair = pairOf(item);
        if (!pair && !isVersionLine(item))
            return place->fault(sentence("errors", "entry %1 is not two tokens").with(at));
        if (pair && !isVersionLine(item))
            merges.push_back(*pair);
        ++at;
    }
    return merges;
}

Result<std::string_view> optionalText(const JsonPlace& model, std::string_view key)
{
    const auto member = model.find(key);
    return member ? member->text() : Result<std::string_view>{std::string_view{}};
}

Status readFlags(const JsonPlace& model, BpeDescription& bpe)
{
    struct Row
    {
        std::string_view key;
        bool BpeDescription::*flag;
    };
    for (const Row& row :
         {Row{"fuse_unk", &BpeDescription::fuseUnknown}, Row{"byte_fallback", &BpeDescription::byteFallback},
          Row{"ignore_merges", &BpeDescription::ignoreMerges}})
    {
        const auto flag = model.flag(row.key, false);
        if (!flag)
            return flag.error();
        bpe.*row.flag = flag.value();
    }
    return {};
}

Status readTexts(const JsonPlace& model, BpeDescription& bpe)
{
    const auto unknown = optionalText(model, "unk_token");
    const auto prefix = optionalText(model, "continuing_subword_prefix");
    const auto suffix = optionalText(model, "end_of_word_suffix");
    if (!unknown)
        return unknown.error();
    if (!prefix || !suffix)
        return (prefix ? suffix : prefix).error();
    if (model.find("unk_token"))
        bpe.unknown = unknown.value();
    bpe.prefix = prefix.value();
    bpe.suffix = suffix.value();
    return {};
}

Status checkKind(const JsonPlace& model)
{
    const auto type = model.find("type");
    const Result<std::string_view> name = type ? type->text() : Result<std::string_view>{std::string_view{"BPE"}};
    if (!name)
        return name.error();
    if (name.value() != "BPE")
        return model.unsupported(name.value());
    double dropout = 0;
    const auto member = model.find("dropout");
    if (member && (member->value().get(dropout) != SUCCESS || dropout != 0))
        return member->unsupported("dropout");
    return {};
}

// A token as it is listed, before it has a number.
struct Listed
{
    AddedToken token;
    bool normalized = true;
};

Result<Listed> readListed(const JsonPlace& place)
{
    Listed listed;
    const auto content = place.text("content");
    const auto special = place.flag("special", false);
    if (!content || !special)
        return (content ? special.error() : content.error());
    if (content.value().size() > kMostAddedTokenBytes)
        return place.fault(
            sentence("errors", "the token has more than the %1 bytes that are read").with(kMostAddedTokenBytes));
    listed.token.content = content.value();
    const auto lstrip = place.flag("lstrip", false);
    const auto rstrip = place.flag("rstrip", false);
    const auto singleWord = place.flag("single_word", false);
    const auto normalized = place.flag("normalized", !special.value());
    for (const auto* flag : {&lstrip, &rstrip, &singleWord, &normalized})
        if (!*flag)
            return flag->error();
    listed.token.lstrip = lstrip.value();
    listed.token.rstrip = rstrip.value();
    listed.token.singleWord = singleWord.value();
    listed.normalized = normalized.value();
    return listed;
}

class Numbering
{
public:
    explicit Numbering(const TokenIndex& vocabulary)
        : m_vocabulary(vocabulary)
        , m_next(static_cast<std::uint32_t>(vocabulary.size()))
    {}

    void add(Listed listed)
    {
        if (listed.token.content.empty())
            return;
        const auto [known, isNew] = m_ids.try_emplace(listed.token.content, 0);
        if (isNew) {
            const auto inVocabulary = m_vocabulary.find(listed.token.content);
            m_beyond += inVocabulary ? 0 : 1;
            known->second = inVocabulary ? *inVocabulary : m_next++;
        }
        listed.token.id = known->second;
        m_tokens.insert_or_assign(known->second, std::move(listed));
    }

    AddedTokenLists lists(const Normalizer* normalizer) const
    {
        AddedTokenLists lists;
        lists.beyondVocabulary = m_beyond;
        PatternRoom room;
        for (const auto& [id, listed] : m_tokens) {
            if (!listed.normalized) {
                lists.plain.push_back(listed.token);
                continue;
            }
            NormalizedText text{listed.token.content, false};
            if (normalizer != nullptr)
                normalizer->apply(text, room);
            lists.normalized.push_back(listed.token);
            lists.normalized.back().content = std::move(text.text);
        }
        return lists;
    }

private:
    const TokenIndex& m_vocabulary;
    std::uint32_t m_next;
    std::size_t m_beyond = 0;
    std::unordered_map<std::string, std::uint32_t> m_ids;
    std::map<std::uint32_t, Listed> m_tokens;
};

}  // namespace

Result<BpeDescription> readBpe(const JsonPlace& root, bool ofBytes)
{
    const auto model = root.find("model");
    if (!model)
        return root.missing("model");
    if (const Status status = checkKind(*model); !status)
        return status.error();
    auto vocabulary = readVocabulary(*model);
    if (!vocabulary)
        return vocabulary.error();
    auto merges = readMerges(*model);
    if (!merges)
        return merges.error();
    BpeDescription bpe;
    bpe.vocabulary = std::move(vocabulary).value();
    bpe.merges = std::move(merges).value();
    bpe.ofBytes = ofBytes;
    if (const Status status = readFlags(*model, bpe); !status)
        return status.error();
    if (const Status status = readTexts(*model, bpe); !status)
        return status.error();
    return bpe;
}

Result<AddedTokenLists> readAddedTokens(const JsonPlace& root, const TokenIndex& vocabulary,
                                        const Normalizer* normalizer)
{
    const auto place = root.find("added_tokens");
    if (!place)
        return AddedTokenLists{};
    const auto items = place->items(kMostAddedTokens);
    if (!items)
        return items.error();
    Numbering numbering{vocabulary};
    for (const JsonPlace& item : items.value()) {
        auto listed = readListed(item);
        if (!listed)
            return listed.error();
        numbering.add(std::move(listed).value());
    }
    return numbering.lists(normalizer);
}

}  // namespace inferometer
