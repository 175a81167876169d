// SPDX-License-Identifier: GPL-3.0-or-later
// Members of a struct as a JSON object, one list for both directions: archive("key", member). Only store's .cpp files
// include it.
#pragma once

#include "core/base/time.h"
#include "core/metrics/cap.h"
#include "core/metrics/histogram.h"
#include "core/metrics/local_fault.h"
#include "core/metrics/verdict.h"
#include "core/store/run_header.h"

#include <nlohmann/json.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

using FieldJson = nlohmann::ordered_json;

class JsonFieldWriter
{
public:
    // Strings, numbers, lists of them; a number that is none becomes null.
    template <typename Value>
    void operator()(const char* key, const Value& value)
    {
        m_object[key] = value;
    }
    void operator()(const char* key, const Nanos& value) { m_object[key] = value.count(); }
    void operator()(const char* key, const Histogram& value);
    void operator()(const char* key, const Verdict& value);
    void operator()(const char* key, const LocalFault& value);
    void operator()(const char* key, const std::vector<Cap>& value);
    void operator()(const char* key, const std::vector<VerdictReason>& value);
    void operator()(const char* key, const std::vector<KeptPrompt>& value);

    // Of ASCII alone: run.json may be looked at by cat.
    std::string text() const { return m_object.dump(-1, ' ', true, FieldJson::error_handler_t::replace); }

private:
    FieldJson m_object = FieldJson::object();
};

// A value out of JSON that may be anything. False when it is none or out of range; what can be kept of it is.
bool takeJson(const FieldJson& json, std::string& value);  // cut where longer than any of ours; no NUL
bool takeJson(const FieldJson& json, bool& value);
bool takeJson(const FieldJson& json, double& value);  // null is NaN
bool takeJson(const FieldJson& json, std::int64_t& value);
bool takeJson(const FieldJson& json, std::uint64_t& value);
bool takeJson(const FieldJson& json, Nanos& value);  // within 73 years
bool takeJson(const FieldJson& json, std::array<std::uint64_t, 3>& value);
bool takeJson(const FieldJson& json, std::vector<std::string>& value);
bool takeJson(const FieldJson& json, Cap& cap);  // or its text alone
bool takeJson(const FieldJson& json, std::vector<Cap>& value);
bool takeJson(const FieldJson& json, LocalFault& fault);  // or its text alone
bool takeJson(const FieldJson& json, Histogram::Parts::value_type& part);
bool takeJson(const FieldJson& json, Histogram& value);
bool takeJson(const FieldJson& json, VerdictReason& reason);  // or the text alone, of a cap that bound
bool takeJson(const FieldJson& json, std::vector<VerdictReason>& value);
bool takeJson(const FieldJson& json, Verdict& value);
bool takeJson(const FieldJson& json, KeptPrompt& prompt);
bool takeJson(const FieldJson& json, std::vector<KeptPrompt>& value);

// A missing key leaves the member as it is, and so does a value that cannot be taken, whose key is then in `unread`.
class JsonFieldReader
{
public:
    // `unread` outlives the reader.
    JsonFieldReader(std::string_view text, std::vector<std::string>& unread);

    // The text is a JSON object, and not one made to break its reader.
    bool ok() const { return m_object.is_object(); }

    template <typename Value>
    void operator()(const char* key, Value& value)
    {
        const FieldJson* const found = find(key);
        if (found != nullptr && !takeJson(*found, value))
            m_unread.emplace_back(key);
    }

    // A text of any length; empty where there is none.
    std::string text(const char* key);

private:
    const FieldJson* find(const char* key) const;

    FieldJson m_object;
    std::vector<std::string>& m_unread;
};

}  // namespace inferometer
