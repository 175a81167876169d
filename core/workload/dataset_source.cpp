// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/dataset_source.h"

#include "core/base/random.h"
#include "core/workload/prompt_builder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cassert>
#include <numeric>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kOrderStream = std::uint64_t{1} << 61U;  // of the seed
constexpr int kWarmupSide = 500;                                 // pixels

bool isWarmup(const Slot& slot) { return slot.phase == Phase::Warmup; }

std::string memberOf(const std::string& name, const Json& value)
{
    return Json(name).dump() + ":" + value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string turnedText(std::string_view text) { return "Again: " + turned(text); }

DatasetSource::DatasetSource(std::shared_ptr<const Dataset> dataset, const RunSpec& spec, const DatasetWording& wording,
                             std::vector<std::int32_t> tokens)
    : m_dataset(std::move(dataset))
    , m_tokens(std::move(tokens))
    , m_outputTokens(spec.prompts.numOutputTokens)
    , m_promptPrefix(wording.promptPrefix)
    , m_prompts{PromptText{std::string{kCustomPrompt}, {}, 0, 0}}
    , m_plain(bodyOf(wording, {}))
{
    assert(!m_dataset->rows.empty() && m_tokens.size() == m_dataset->rows.size());
    for (const DatasetImage& image : m_dataset->images)
        if (std::none_of(m_withImage.begin(), m_withImage.end(),
                         [&](const auto& known) { return known.first == image.mediaType; }))
            m_withImage.emplace_back(image.mediaType, bodyOf(wording, image.mediaType));
    if (!m_dataset->images.empty() && (spec.edges.warmupRequests > 0 || spec.edges.warmupSeconds > 0)) {
        m_warmupImage = ImageBook{kWarmupSide, static_cast<std::uint64_t>(spec.seed)};
        m_withImage.emplace_back("", bodyOf(wording, "image/png"));
    }
    if (m_dataset->holdsMembers())
        setMembers(wording);
    if (spec.prompts.datasetOrder == DatasetOrder::Shuffled) {
        m_order.resize(m_dataset->rows.size());
        std::iota(m_order.begin(), m_order.end(), 0U);
        Random random{static_cast<std::uint64_t>(spec.seed), kOrderStream};
        for (std::size_t left = m_order.size(); left > 1; --left)
            std::swap(m_order[left - 1], m_order[random.below(left)]);
    }
}

NumberedBody DatasetSource::bodyOf(const DatasetWording& wording, std::string_view imageType)
{
    BodyParts parts = wording.parts;
    parts.image = !imageType.empty();
    parts.imageType = imageType.empty() ? parts.imageType : imageType;
    NumberedBody body = bodyOfAnyLength(*wording.dialect, parts);
    std::string promptPrefix;
    appendJsonEscaped(wording.promptPrefix, promptPrefix);
    body.prefix.extend(promptPrefix);
    return body;
}

// Of a body with a text, all but that text.
void DatasetSource::setMembers(const DatasetWording& wording)
{
    m_members = NumberedText::of([&](std::int64_t tokens) {
        BodyParts parts = wording.parts;
        parts.outputTokens = tokens;
        const BodyTemplate body = wording.dialect->body(parts);
        const Json whole = Json::parse(body.prefix + body.suffix, nullptr, false);
        std::string members;
        for (const auto& [name, value] : whole.items())
            if (name != "messages")
                members += "," + memberOf(name, value);
        return members + "}";
    });
    if (!wording.parts.systemPrompt.empty())
        m_system = Json{{"role", "system"}, {"content", std::string{wording.parts.systemPrompt}}}.dump(
            -1, ' ', false, Json::error_handler_t::replace);
}

std::size_t DatasetSource::indexOf(const Slot& slot) const
{
    const std::size_t rows = m_dataset->rows.size();
    const auto place = static_cast<std::size_t>(slot.number % rows);
    if (isWarmup(slot))
        return rows - 1 - place;
    return m_order.empty() ? place : m_order[place];
}

// Of a request that is worded as a text.
std::string DatasetSource::promptOf(const Slot& slot) const
{
    const DatasetRow& row = rowOf(slot);
    return isWarmup(slot) ? turnedText(m_dataset->shown(row)) : std::string{row.text};
}

const NumberedBody& DatasetSource::bodyFor(std::string_view imageType) const
{
    return std::find_if(m_withImage.begin(), m_withImage.end(),
                        [imageType](const auto& known) { return known.first == imageType; })
        ->second;
}

void DatasetSource::appendMembers(const DatasetRow& row, std::int64_t tokens, std::string& body) const
{
    constexpr std::string_view kMessages = "\"messages\":[";
    body += '{';
    if (m_system.empty() || row.ownSystem)
        body += row.text;
    else
        body.append(kMessages).append(m_system).append(",").append(row.text.substr(kMessages.size()));
    m_members.append(tokens, body);
}

Shape DatasetSource::next(const Slot& slot, std::string& body)
{
    const std::size_t index = indexOf(slot);
    const DatasetRow& row = m_dataset->rows[index];
    const bool own = row.outputTokens > 0 && followsLengths();
    Shape shape;
    shape.outputTokens = own ? row.outputTokens : static_cast<std::int32_t>(m_outputTokens);
    shape.promptTokens = m_tokens[index];
    shape.prompt = row.number;
    if (m_dataset->holdsMembers() && !isWarmup(slot)) {
        appendMembers(row, shape.outputTokens, body);
        return shape;
    }
    const DatasetImage* image = row.image < 0 ? nullptr : &m_dataset->images[static_cast<std::size_t>(row.image)];
    const NumberedBody& around = image == nullptr ? m_plain : bodyFor(isWarmup(slot) ? "" : image->mediaType);
    body.reserve(body.size() + row.text.size() + (image != nullptr ? image->base64.size() : 0));
    around.prefix.append(shape.outputTokens, body);
    if (isWarmup(slot))
        appendJsonEscaped(promptOf(slot), body);
    else
        appendJsonEscaped(row.text, body);
    around.suffix.append(shape.outputTokens, body);
    if (image != nullptr) {
        if (isWarmup(slot))
            m_warmupImage.append(slot.number, true, body);
        else
            body += image->base64;
        around.tail.append(shape.outputTokens, body);
    }
    return shape;
}

std::string DatasetSource::salt(const Slot& slot) const
{
    if (m_dataset->holdsMembers() && !isWarmup(slot))
        return "{" + std::string{rowOf(slot).text} + "}";
    return m_promptPrefix + promptOf(slot);
}

}  // namespace inferometer
