// SPDX-License-Identifier: GPL-3.0-or-later
// Members of a struct as a JSON object, one list for both directions: archive("key", member). Only store's .cpp files
// include it.
#pragma once

#include "core/base/time.h"
#include "core/metrics/histogram.h"
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
    void operator()(const char* key, const std::vector<KeptPrompt>& value);

    std::string text() const { return m_object.dump(-1, ' ', false, FieldJson::error_handler_t::replace); }

private:
    FieldJson m_object = FieldJson::object();
};

// A missing key leaves the member as it is; a value of the wrong type makes ok() false.
class JsonFieldReader
{
public:
    explicit JsonFieldReader(std::string_view text);

    bool ok() const { return m_ok; }

    void operator()(const char* key, std::string& value);
    void operator()(const char* key, bool& value);
    void operator()(const char* key, double& value);
    void operator()(const char* key, std::int64_t& value);
    void operator()(const char* key, std::uint64_t& value);
    void operator()(const char* key, Nanos& value);
    void operator()(const char* key, std::array<std::uint64_t, 3>& value);
    void operator()(const char* key, std::vector<std::string>& value);
    void operator()(const char* key, Histogram& value);
    void operator()(const char* key, Verdict& value);
    void operator()(const char* key, std::vector<KeptPrompt>& value);

private:
    template <typename Value>
    void read(const FieldJson& object, const char* key, Value& value);
    const FieldJson* find(const char* key) const;

    FieldJson m_object;
    bool m_ok = true;
};

}  // namespace inferometer
