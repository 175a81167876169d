// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/json_fields.h"

#include "core/base/foreign_json.h"
#include "core/store/block_values.h"

#include <algorithm>
#include <limits>

namespace inferometer {

namespace {

constexpr std::size_t kLongestText = 4096;  // bytes; of any text that we write, prompts and the spec apart

FieldJson listOf(const Histogram& histogram)
{
    FieldJson list = FieldJson::array();
    for (const auto& [bucket, times] : histogram.parts())
        list.push_back({bucket, times});
    return list;
}

FieldJson listOf(const std::vector<VerdictReason>& reasons)
{
    FieldJson list = FieldJson::array();
    for (const VerdictReason& reason : reasons)
        list.push_back({{"level", verdictName(reason.level)},
                        {"id", reason.id},
                        {"figures", reason.figures},
                        {"text", reason.text}});
    return list;
}

// We write none, and who takes the text for a C string would see the half of it.
bool holdsNul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

VerdictLevel levelFrom(std::string_view name)
{
    for (const VerdictLevel level : {VerdictLevel::Ok, VerdictLevel::ClientBound})
        if (verdictName(level) == name)
            return level;
    return VerdictLevel::Suspect;
}

template <typename Value>
bool takeMember(const FieldJson& object, const char* key, Value& value)
{
    const auto found = object.find(key);
    return found == object.end() || takeJson(*found, value);
}

template <typename Value>
bool takeList(const FieldJson& json, std::vector<Value>& values)
{
    if (!json.is_array())
        return false;
    bool whole = true;
    for (const FieldJson& item : json) {
        Value value{};
        whole = takeJson(item, value) && whole;
        values.push_back(std::move(value));
    }
    return whole;
}

}  // namespace

void JsonFieldWriter::operator()(const char* key, const Histogram& value)
{
    m_object[key] = {{"buckets", listOf(value)}, {"sum_ns", value.sumNanos()}, {"max_ns", value.max().count()}};
}

void JsonFieldWriter::operator()(const char* key, const Verdict& value)
{
    m_object[key] = {{"level", verdictName(value.level)}, {"reasons", listOf(value.reasons)}};
}

void JsonFieldWriter::operator()(const char* key, const LocalFault& value)
{
    if (value.empty())
        m_object[key] = "";
    else
        m_object[key] = {{"pattern", value.pattern}, {"figures", value.figures}};
}

void JsonFieldWriter::operator()(const char* key, const std::vector<VerdictReason>& value)
{
    m_object[key] = listOf(value);
}

void JsonFieldWriter::operator()(const char* key, const std::vector<Cap>& value)
{
    FieldJson list = FieldJson::array();
    for (const Cap& cap : value)
        list.push_back({{"id", cap.id}, {"figures", cap.figures}, {"text", cap.text}});
    m_object[key] = std::move(list);
}

void JsonFieldWriter::operator()(const char* key, const std::vector<KeptPrompt>& value)
{
    FieldJson list = FieldJson::array();
    for (const KeptPrompt& prompt : value)
        list.push_back({{"name", prompt.name}, {"text", prompt.text}, {"salt_at", prompt.saltAt}});
    m_object[key] = std::move(list);
}

bool takeJson(const FieldJson& json, std::string& value)
{
    if (!json.is_string())
        return false;
    const auto& text = json.get_ref<const std::string&>();
    if (holdsNul(text))
        return false;
    std::size_t end = std::min(text.size(), kLongestText);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    value = text.substr(0, end);
    return end == text.size();
}

bool takeJson(const FieldJson& json, bool& value)
{
    if (json.is_boolean())
        value = json.get<bool>();
    return json.is_boolean();
}

bool takeJson(const FieldJson& json, double& value)
{
    if (json.is_null())
        value = std::numeric_limits<double>::quiet_NaN();
    else if (json.is_number())
        value = json.get<double>();
    return json.is_null() || json.is_number();
}

bool takeJson(const FieldJson& json, std::int64_t& value)
{
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!json.is_number_integer() || (json.is_number_unsigned() && json.get<std::uint64_t>() > kMost))
        return false;
    value = json.get<std::int64_t>();
    return true;
}

bool takeJson(const FieldJson& json, std::uint64_t& value)
{
    if (!json.is_number_integer() || (!json.is_number_unsigned() && json.get<std::int64_t>() < 0))
        return false;
    value = json.get<std::uint64_t>();
    return true;
}

bool takeJson(const FieldJson& json, Nanos& value)
{
    std::int64_t count = 0;
    if (!takeJson(json, count) || !isNear(count))
        return false;
    value = Nanos{count};
    return true;
}

bool takeJson(const FieldJson& json, std::array<std::uint64_t, 3>& value)
{
    std::vector<std::uint64_t> list;
    if (!takeList(json, list) || list.size() != value.size())
        return false;
    std::copy(list.begin(), list.end(), value.begin());
    return true;
}

bool takeJson(const FieldJson& json, std::vector<std::string>& value)
{
    value.clear();
    return takeList(json, value);
}

bool takeJson(const FieldJson& json, Cap& cap)
{
    if (json.is_string())
        return takeJson(json, cap.text);
    return json.is_object() && takeMember(json, "id", cap.id) && takeMember(json, "figures", cap.figures)
        && takeMember(json, "text", cap.text);
}

bool takeJson(const FieldJson& json, LocalFault& fault)
{
    std::string text;
    if (json.is_string()) {
        const bool whole = takeJson(json, text);
        fault = LocalFault{text};
        return whole;
    }
    return json.is_object() && takeMember(json, "pattern", fault.pattern) && takeMember(json, "figures", fault.figures);
}

bool takeJson(const FieldJson& json, std::vector<Cap>& value)
{
    value.clear();
    return takeList(json, value);
}

bool takeJson(const FieldJson& json, std::pair<std::size_t, std::uint64_t>& part)
{
    return json.is_array() && json.size() == 2 && takeJson(json[0], part.first) && takeJson(json[1], part.second);
}

bool takeJson(const FieldJson& json, VerdictReason& reason)
{
    if (json.is_string()) {
        reason = {VerdictLevel::ClientBound, "caps", {}, {}};
        const bool whole = takeJson(json, reason.text);
        reason.figures = {reason.text};
        return whole;
    }
    std::string level;
    const bool whole = json.is_object() && takeMember(json, "level", level) && takeMember(json, "id", reason.id)
        && takeMember(json, "figures", reason.figures) && takeMember(json, "text", reason.text);
    reason.level = levelFrom(level);
    return whole;
}

bool takeJson(const FieldJson& json, KeptPrompt& prompt)
{
    if (!json.is_object() || !takeMember(json, "name", prompt.name) || !takeMember(json, "salt_at", prompt.saltAt))
        return false;
    const auto text = json.find("text");
    if (text == json.end())
        return true;
    if (!text->is_string())
        return false;
    const auto& whole = text->get_ref<const std::string&>();
    if (holdsNul(whole))
        return false;
    prompt.text = whole;
    return true;
}

bool takeJson(const FieldJson& json, Histogram& value)
{
    std::vector<std::pair<std::size_t, std::uint64_t>> parts;
    double sum = 0;
    Nanos max{0};
    if (!json.is_object() || !json.contains("buckets") || !takeList(json["buckets"], parts)
        || !takeMember(json, "sum_ns", sum) || !takeMember(json, "max_ns", max))
        return false;
    const auto histogram = Histogram::fromParts(parts, sum, max);
    if (histogram)
        value = *histogram;
    return histogram.has_value();
}

bool takeJson(const FieldJson& json, Verdict& value)
{
    std::string level;
    if (!json.is_object() || !takeMember(json, "level", level))
        return false;
    value.level = levelFrom(level);
    value.reasons.clear();
    const auto reasons = json.find("reasons");
    return reasons == json.end() || takeList(*reasons, value.reasons);
}

bool takeJson(const FieldJson& json, std::vector<VerdictReason>& value)
{
    value.clear();
    return takeList(json, value);
}

bool takeJson(const FieldJson& json, std::vector<KeptPrompt>& value)
{
    value.clear();
    return takeList(json, value);
}

JsonFieldReader::JsonFieldReader(std::string_view text, std::vector<std::string>& unread)
    : m_object(parseForeignJson<FieldJson>(text))
    , m_unread(unread)
{}

const FieldJson* JsonFieldReader::find(const char* key) const
{
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

std::string JsonFieldReader::text(const char* key)
{
    const FieldJson* const found = find(key);
    if (found != nullptr && found->is_string())
        return found->get<std::string>();
    m_unread.emplace_back(key);
    return {};
}

}  // namespace inferometer
