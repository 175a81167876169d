// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/json_fields.h"

#include <limits>

namespace inferometer {

namespace {

FieldJson listOf(const Histogram& histogram)
{
    FieldJson list = FieldJson::array();
    for (const auto& [bucket, times] : histogram.parts())
        list.push_back({bucket, times});
    return list;
}

VerdictLevel levelFrom(std::string_view name)
{
    for (const VerdictLevel level : {VerdictLevel::Ok, VerdictLevel::ClientBound})
        if (verdictName(level) == name)
            return level;
    return VerdictLevel::Suspect;
}

}  // namespace

void JsonFieldWriter::operator()(const char* key, const Histogram& value)
{
    m_object[key] = {{"buckets", listOf(value)}, {"sum_ns", value.sumNanos()}, {"max_ns", value.max().count()}};
}

void JsonFieldWriter::operator()(const char* key, const Verdict& value)
{
    FieldJson reasons = FieldJson::array();
    for (const VerdictReason& reason : value.reasons)
        reasons.push_back({{"level", verdictName(reason.level)},
                           {"id", reason.id},
                           {"figures", reason.figures},
                           {"text", reason.text}});
    m_object[key] = {{"level", verdictName(value.level)}, {"reasons", std::move(reasons)}};
}

void JsonFieldWriter::operator()(const char* key, const std::vector<KeptPrompt>& value)
{
    FieldJson list = FieldJson::array();
    for (const KeptPrompt& prompt : value)
        list.push_back({{"name", prompt.name}, {"text", prompt.text}});
    m_object[key] = std::move(list);
}

JsonFieldReader::JsonFieldReader(std::string_view text) : m_object(FieldJson::parse(text, nullptr, false))
{
    m_ok = m_object.is_object();
    if (!m_ok)
        m_object = FieldJson::object();
}

const FieldJson* JsonFieldReader::find(const char* key) const
{
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

template <typename Value>
void JsonFieldReader::read(const FieldJson& object, const char* key, Value& value)
{
    try {
        if (const auto found = object.find(key); found != object.end())
            found->get_to(value);
    } catch (const FieldJson::exception&) {
        m_ok = false;
    }
}

void JsonFieldReader::operator()(const char* key, std::string& value) { read(m_object, key, value); }
void JsonFieldReader::operator()(const char* key, bool& value) { read(m_object, key, value); }
void JsonFieldReader::operator()(const char* key, std::int64_t& value) { read(m_object, key, value); }
void JsonFieldReader::operator()(const char* key, std::uint64_t& value) { read(m_object, key, value); }
void JsonFieldReader::operator()(const char* key, std::array<std::uint64_t, 3>& value) { read(m_object, key, value); }
void JsonFieldReader::operator()(const char* key, std::vector<std::string>& value) { read(m_object, key, value); }

void JsonFieldReader::operator()(const char* key, double& value)
{
    const FieldJson* const found = find(key);
    if (found != nullptr && found->is_null())
        value = std::numeric_limits<double>::quiet_NaN();
    else
        read(m_object, key, value);
}

void JsonFieldReader::operator()(const char* key, Nanos& value)
{
    std::int64_t count = value.count();
    read(m_object, key, count);
    value = Nanos{count};
}

void JsonFieldReader::operator()(const char* key, Histogram& value)
{
    const FieldJson* const found = find(key);
    if (found == nullptr)
        return;
    if (!found->is_object()) {
        m_ok = false;
        return;
    }
    Histogram::Parts parts;
    double sum = 0;
    std::int64_t max = 0;
    read(*found, "buckets", parts);
    read(*found, "sum_ns", sum);
    read(*found, "max_ns", max);
    const auto histogram = Histogram::fromParts(parts, sum, Nanos{max});
    m_ok = m_ok && histogram;
    if (histogram)
        value = *histogram;
}

void JsonFieldReader::operator()(const char* key, Verdict& value)
{
    const FieldJson* const found = find(key);
    if (found == nullptr || !found->is_object())
        return;
    std::string level;
    read(*found, "level", level);
    value.level = levelFrom(level);
    for (const FieldJson& item : found->value("reasons", FieldJson::array())) {
        if (!item.is_object())
            continue;
        VerdictReason reason;
        std::string reasonLevel;
        read(item, "level", reasonLevel);
        read(item, "id", reason.id);
        read(item, "figures", reason.figures);
        read(item, "text", reason.text);
        reason.level = levelFrom(reasonLevel);
        value.reasons.push_back(std::move(reason));
    }
}

void JsonFieldReader::operator()(const char* key, std::vector<KeptPrompt>& value)
{
    const FieldJson* const found = find(key);
    if (found == nullptr)
        return;
    for (const FieldJson& item : *found) {
        if (!item.is_object()) {
            m_ok = false;
            return;
        }
        KeptPrompt prompt;
        read(item, "name", prompt.name);
        read(item, "text", prompt.text);
        value.push_back(std::move(prompt));
    }
}

}  // namespace inferometer
