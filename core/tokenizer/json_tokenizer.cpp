// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/json_tokenizer.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/tokenizer/model_json.h"
#include "core/tokenizer/pipeline_json.h"

#include <mutex>

namespace inferometer {

namespace {

// What one call works with. Kept for the next, since its caches are warm then.
struct Room
{
    PatternRoom patterns;
    BpeRoom bpe;
    Words words;
    NormalizedText normalized;
    std::vector<std::uint32_t> ids;
};

class RoomPool
{
public:
    std::unique_ptr<Room> take()
    {
        const std::lock_guard lock{m_mutex};
        if (m_rooms.empty())
            return std::make_unique<Room>();
        std::unique_ptr<Room> room = std::move(m_rooms.back());
        m_rooms.pop_back();
        return room;
    }
    void giveBack(std::unique_ptr<Room> room)
    {
        const std::lock_guard lock{m_mutex};
        m_rooms.push_back(std::move(room));
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Room>> m_rooms;
};

struct Parts
{
    std::unique_ptr<const Normalizer> normalizer;
    PreTokenizing preTokenizing;
    BpeModel model;
    AddedTokens plain;
    AddedTokens normalized;
    std::size_t tokens;
};

class JsonTokenizer : public Tokenizer
{
public:
    explicit JsonTokenizer(Parts parts) : m_parts(std::move(parts)) {}

    std::vector<std::uint32_t> encode(std::string_view text) const override
    {
        std::unique_ptr<Room> room = m_pool.take();
        std::vector<std::uint32_t> ids;
        ids.reserve(text.size() / 4 + 1);
        encodeInto(text, *room, ids);
        m_pool.giveBack(std::move(room));
        return ids;
    }

    std::int64_t count(std::string_view text) const override
    {
        std::unique_ptr<Room> room = m_pool.take();
        room->ids.clear();
        encodeInto(text, *room, room->ids);
        const auto count = static_cast<std::int64_t>(room->ids.size());
        m_pool.giveBack(std::move(room));
        return count;
    }

    std::string description() const override { return "BPE of " + grouped(m_parts.tokens) + " tokens"; }

private:
    void encodeInto(std::string_view text, Room& room, std::vector<std::uint32_t>& ids) const
    {
        const bool valid = simdjson::validate_utf8(text.data(), text.size());
        const std::string mended = valid ? std::string{} : toValidUtf8(text);
        room.patterns.startText(text.size());
        m_parts.plain.split(
            valid ? text : std::string_view{mended},
            [&](std::string_view stretch, std::size_t at) { encodeStretch(stretch, at == 0, room, ids); },
            [&ids](std::uint32_t id) { ids.push_back(id); });
    }

    // Between the tokens that are looked for in the text as it comes.
    void encodeStretch(std::string_view stretch, bool fromStart, Room& room, std::vector<std::uint32_t>& ids) const
    {
        room.normalized.fromStart = fromStart;
        if (m_parts.normalizer) {
            room.normalized.text.assign(stretch);
            m_parts.normalizer->apply(room.normalized, room.patterns);
            stretch = room.normalized.text;
        }
        m_parts.normalized.split(
            stretch,
            [&](std::string_view part, std::size_t at) {
                encodeWords(part, at == 0 && room.normalized.fromStart, room, ids);
            },
            [&ids](std::uint32_t id) { ids.push_back(id); });
    }

    void encodeWords(std::string_view part, bool fromStart, Room& room, std::vector<std::uint32_t>& ids) const
    {
        if (!m_parts.preTokenizing.steps)
            return m_parts.model.encode(part, room.bpe, ids);
        Words& words = room.words;
        words.text.assign(part);
        words.spans.assign(1, {0, part.size()});
        words.fromStart = fromStart;
        m_parts.preTokenizing.steps->apply(words, room.patterns);
        for (const Span span : words.spans)
            m_parts.model.encode(words.word(span), room.bpe, ids);
    }

    Parts m_parts;
    mutable RoomPool m_pool;
};

Error notJson(simdjson::error_code code)
{
    if (code == simdjson::DEPTH_ERROR)
        return {Errc::InvalidInput, sentence("errors", "it nests more than %1 deep").with(kForeignDepth)};
    return {Errc::InvalidInput,
            sentence("errors", "it is no JSON (%1)").with(Figure::cause(simdjson::error_message(code)))};
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> makeJsonTokenizer(const simdjson::padded_string& json)
{
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    if (const auto code = parser.allocate(json.size(), kForeignDepth); code != simdjson::SUCCESS)
        return notJson(code);
    if (const auto code = parser.parse(json).get(document); code != simdjson::SUCCESS)
        return notJson(code);
    const JsonPlace root{document, {}};
    auto normalizer = readNormalizer(root);
    if (!normalizer)
        return normalizer.error();
    auto preTokenizing = readPreTokenizer(root);
    if (!preTokenizing)
        return preTokenizing.error();
    const auto bpe = readBpe(root, preTokenizing.value().ofBytes);
    if (!bpe)
        return bpe.error();
    auto model = BpeModel::make(bpe.value());
    if (!model)
        return JsonPlace{document, "model"}.fault(model.error().said);
    auto added = readAddedTokens(root, bpe.value().vocabulary, normalizer.value().get());
    if (!added)
        return added.error();
    const std::size_t tokens = bpe.value().vocabulary.size() + added.value().beyondVocabulary;
    return std::shared_ptr<const Tokenizer>{std::make_shared<const JsonTokenizer>(
        Parts{std::move(normalizer).value(), std::move(preTokenizing).value(), std::move(model).value(),
              AddedTokens{std::move(added.value().plain)}, AddedTokens{std::move(added.value().normalized)}, tokens})};
}

}  // namespace inferometer
