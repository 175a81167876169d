// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/pipeline_json.h"

#include "core/tokenizer/utf8.h"

#include <algorithm>
#include <array>
#include <variant>

namespace inferometer {

namespace {

using NormalizerResult = Result<std::unique_ptr<const Normalizer>>;
using PreTokenizerResult = Result<std::unique_ptr<const PreTokenizer>>;

constexpr std::string_view kGpt2Pattern
    = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

// The steps of a sequence, and of the sequences in it, in their order.
Status flatten(const JsonPlace& place, std::string_view listKey, std::vector<JsonPlace>& steps)
{
    const Result<std::string_view> type = place.text("type");
    if (!type)
        return type.error();
    if (type.value() != "Sequence") {
        if (steps.size() == kMostSteps)
            return place.fault(sentence("errors", "there are more than the %1 entries that are read").with(kMostSteps));
        steps.push_back(place);
        return {};
    }
    const auto list = place.find(listKey);
    if (!list)
        return place.missing(listKey);
    const auto items = list->items(kMostSteps);
    if (!items)
        return items.error();
    for (const JsonPlace& item : items.value())
        if (const Status status = flatten(item, listKey, steps); !status)
            return status.error();
    return {};
}

// {"String": "..."} or {"Regex": "..."}; an empty text matches as an empty pattern does.
Result<std::variant<std::string, Pattern>> readPattern(const JsonPlace& step)
{
    const auto pattern = step.find("pattern");
    if (!pattern)
        return step.missing("pattern");
    const auto plain = pattern->find("String");
    const auto regex = pattern->find("Regex");
    if (!plain && !regex)
        return pattern->wrongKind();
    const Result<std::string_view> text = plain ? plain->text() : regex->text();
    if (!text)
        return text.error();
    if (plain && !text.value().empty())
        return std::variant<std::string, Pattern>{std::string{text.value()}};
    Result<Pattern> compiled = Pattern::compile(text.value());
    if (!compiled) {
        Error error = pattern->fault(compiled.error().said);
        error.code = compiled.error().code;
        return error;
    }
    return std::variant<std::string, Pattern>{std::move(compiled).value()};
}

template <NormalForm form>
NormalizerResult readNormalForm(const JsonPlace& /*step*/)
{
    return std::unique_ptr<const Normalizer>{std::make_unique<NormalFormNormalizer>(form)};
}

NormalizerResult readLowercase(const JsonPlace& /*step*/)
{
    return std::unique_ptr<const Normalizer>{std::make_unique<LowercaseNormalizer>()};
}

NormalizerResult readPrepend(const JsonPlace& step)
{
    const auto what = step.text("prepend");
    if (!what)
        return what.error();
    return std::unique_ptr<const Normalizer>{std::make_unique<PrependNormalizer>(std::string{what.value()})};
}

NormalizerResult readStrip(const JsonPlace& step)
{
    const auto left = step.flag("strip_left", true);
    const auto right = step.flag("strip_right", true);
    if (!left || !right)
        return (left ? right : left).error();
    return std::unique_ptr<const Normalizer>{std::make_unique<StripNormalizer>(left.value(), right.value())};
}

NormalizerResult readReplace(const JsonPlace& step)
{
    auto pattern = readPattern(step);
    const auto content = step.text("content");
    if (!pattern || !content)
        return pattern ? content.error() : pattern.error();
    return std::visit(
        [&](auto&& what) -> NormalizerResult {
            return std::unique_ptr<const Normalizer>{
                std::make_unique<ReplaceNormalizer>(std::forward<decltype(what)>(what), std::string{content.value()})};
        },
        std::move(pattern).value());
}

struct NormalizerRow
{
    std::string_view type;
    NormalizerResult (*read)(const JsonPlace& step);
};
constexpr std::array<NormalizerRow, 8> kNormalizers{{{"NFC", readNormalForm<NormalForm::Nfc>},
                                                     {"NFD", readNormalForm<NormalForm::Nfd>},
                                                     {"NFKC", readNormalForm<NormalForm::Nfkc>},
                                                     {"NFKD", readNormalForm<NormalForm::Nfkd>},
                                                     {"Lowercase", readLowercase},
                                                     {"Prepend", readPrepend},
                                                     {"Strip", readStrip},
                                                     {"Replace", readReplace}}};

struct BehaviorRow
{
    std::string_view name;
    SplitBehavior behavior;
};
constexpr std::array<BehaviorRow, 5> kBehaviors{{{"Removed", SplitBehavior::Removed},
                                                 {"Isolated", SplitBehavior::Isolated},
                                                 {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
                                                 {"MergedWithNext", SplitBehavior::MergedWithNext},
                                                 {"Contiguous", SplitBehavior::Contiguous}}};

template <typename Row, std::size_t size>
const Row* rowOf(const std::array<Row, size>& rows, std::string_view Row::*key, std::string_view wanted)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.*key == wanted; });
    return found == rows.end() ? nullptr : &*found;
}

Result<SplitBehavior> readBehavior(const JsonPlace& step, SplitBehavior usual)
{
    const auto member = step.find("behavior");
    if (!member)
        return usual;
    const auto name = member->text();
    if (!name)
        return name.error();
    const BehaviorRow* row = rowOf(kBehaviors, &BehaviorRow::name, name.value());
    if (row == nullptr)
        return member->unsupported(name.value());
    return row->behavior;
}

PreTokenizerResult readSplit(const JsonPlace& step, bool /*last*/)
{
    auto pattern = readPattern(step);
    const auto behavior = readBehavior(step, SplitBehavior::Isolated);
    const auto invert = step.flag("invert", false);
    if (!pattern)
        return pattern.error();
    if (!behavior || !invert)
        return behavior ? invert.error() : behavior.error();
    return std::visit(
        [&](auto&& what) -> PreTokenizerResult {
            return std::unique_ptr<const PreTokenizer>{std::make_unique<SplitPreTokenizer>(
                std::forward<decltype(what)>(what), behavior.value(), invert.value())};
        },
        std::move(pattern).value());
}

PreTokenizerResult readByteLevel(const JsonPlace& step, bool last)
{
    const auto space = step.flag("add_prefix_space", true);
    const auto regex = step.flag("use_regex", true);
    if (!space || !regex)
        return (space ? regex : space).error();
    std::unique_ptr<const SplitPreTokenizer> split;
    if (regex.value()) {
        Result<Pattern> pattern = Pattern::compile(kGpt2Pattern);
        if (!pattern)
            return step.fault(pattern.error().said);
        split = std::make_unique<SplitPreTokenizer>(std::move(pattern).value(), SplitBehavior::Isolated, false);
    }
    return std::unique_ptr<const PreTokenizer>{
        std::make_unique<ByteLevelPreTokenizer>(space.value(), std::move(split), !last)};
}

Result<MetaspacePreTokenizer::Prepend> readPrependScheme(const JsonPlace& step)
{
    using Prepend = MetaspacePreTokenizer::Prepend;
    const auto space = step.flag("add_prefix_space", true);
    if (!space)
        return space.error();
    const auto scheme = step.find("prepend_scheme");
    if (!scheme)
        return space.value() ? Prepend::Always : Prepend::Never;
    const auto name = scheme->text();
    if (!name)
        return name.error();
    if (name.value() != "always" && name.value() != "first" && name.value() != "never")
        return scheme->unsupported(name.value());
    return name.value() == "always" ? Prepend::Always : name.value() == "first" ? Prepend::First : Prepend::Never;
}

PreTokenizerResult readMetaspace(const JsonPlace& step, bool /*last*/)
{
    const auto replacement = step.text("replacement");
    const auto prepend = readPrependScheme(step);
    const auto split = step.flag("split", true);
    if (!replacement)
        return replacement.error();
    if (!prepend || !split)
        return prepend ? split.error() : prepend.error();
    if (replacement.value().empty() || codePointAt(replacement.value(), 0).length != replacement.value().size())
        return step.fault(sentence("errors", "\"%1\" is not one character").with("replacement"));
    return std::unique_ptr<const PreTokenizer>{
        std::make_unique<MetaspacePreTokenizer>(std::string{replacement.value()}, prepend.value(), split.value())};
}

PreTokenizerResult readDigits(const JsonPlace& step, bool /*last*/)
{
    const auto each = step.flag("individual_digits", false);
    if (!each)
        return each.error();
    return std::unique_ptr<const PreTokenizer>{std::make_unique<ClassPreTokenizer>(
        isNumeric, each.value() ? SplitBehavior::Isolated : SplitBehavior::Contiguous)};
}

PreTokenizerResult readPunctuation(const JsonPlace& step, bool /*last*/)
{
    const auto behavior = readBehavior(step, SplitBehavior::Isolated);
    if (!behavior)
        return behavior.error();
    return std::unique_ptr<const PreTokenizer>{std::make_unique<ClassPreTokenizer>(isPunctuation, behavior.value())};
}

PreTokenizerResult readWhitespace(const JsonPlace& /*step*/, bool /*last*/)
{
    return std::unique_ptr<const PreTokenizer>{std::make_unique<WhitespacePreTokenizer>()};
}

PreTokenizerResult readWhitespaceSplit(const JsonPlace& /*step*/, bool /*last*/)
{
    return std::unique_ptr<const PreTokenizer>{
        std::make_unique<ClassPreTokenizer>(isWhiteSpace, SplitBehavior::Removed)};
}

struct PreTokenizerRow
{
    std::string_view type;
    PreTokenizerResult (*read)(const JsonPlace& step, bool last);
};
constexpr std::array<PreTokenizerRow, 7> kPreTokenizers{{{"ByteLevel", readByteLevel},
                                                         {"Split", readSplit},
                                                         {"Metaspace", readMetaspace},
                                                         {"Digits", readDigits},
                                                         {"Punctuation", readPunctuation},
                                                         {"Whitespace", readWhitespace},
                                                         {"WhitespaceSplit", readWhitespaceSplit}}};

}  // namespace

NormalizerResult readNormalizer(const JsonPlace& root)
{
    const auto top = root.find("normalizer");
    if (!top)
        return std::unique_ptr<const Normalizer>{};
    std::vector<JsonPlace> places;
    if (const Status status = flatten(*top, "normalizers", places); !status)
        return status.error();
    std::vector<std::unique_ptr<const Normalizer>> steps;
    for (const JsonPlace& place : places) {
        const std::string_view type = place.text("type").value();
        const NormalizerRow* row = rowOf(kNormalizers, &NormalizerRow::type, type);
        if (row == nullptr)
            return place.unsupported(type);
        NormalizerResult step = row->read(place);
        if (!step)
            return step;
        steps.push_back(std::move(step).value());
    }
    if (steps.empty())
        return std::unique_ptr<const Normalizer>{};
    return std::unique_ptr<const Normalizer>{std::make_unique<NormalizerSequence>(std::move(steps))};
}

Result<PreTokenizing> readPreTokenizer(const JsonPlace& root)
{
    PreTokenizing read;
    const auto top = root.find("pre_tokenizer");
    if (!top)
        return read;
    std::vector<JsonPlace> places;
    if (const Status status = flatten(*top, "pretokenizers", places); !status)
        return status.error();
    std::vector<std::unique_ptr<const PreTokenizer>> steps;
    for (const JsonPlace& place : places) {
        const std::string_view type = place.text("type").value();
        const PreTokenizerRow* row = rowOf(kPreTokenizers, &PreTokenizerRow::type, type);
        if (row == nullptr)
            return place.unsupported(type);
        const bool last = &place == &places.back();
        PreTokenizerResult step = row->read(place, last);
        if (!step)
            return step.error();
        read.ofBytes = last && type == "ByteLevel";
        steps.push_back(std::move(step).value());
    }
    if (!steps.empty())
        read.steps = std::make_unique<PreTokenizerSequence>(std::move(steps));
    return read;
}

}  // namespace inferometer
