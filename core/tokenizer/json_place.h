// SPDX-License-Identifier: GPL-3.0-or-later
// A value in a tokenizer.json and where it stands there, which every error names: "model.merges[17]".
#pragma once

#include "core/base/result.h"

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

class JsonPlace
{
public:
    JsonPlace(simdjson::dom::element value, std::string path) : m_value(value), m_path(std::move(path)) {}

    const std::string& path() const { return m_path; }
    simdjson::dom::element value() const { return m_value; }

    // A member; nothing when there is none, when it is null, or when this is no object.
    std::optional<JsonPlace> find(std::string_view key) const;
    // The items of a list. The error: it is none, or longer than `most`.
    Result<std::vector<JsonPlace>> items(std::size_t most) const;
    Result<std::string_view> text() const;
    // Members; a flag that is missing has its usual value.
    Result<std::string_view> text(std::string_view key) const;
    Result<bool> flag(std::string_view key, bool usual) const;

    // "at PATH, WHAT"; of the whole file, WHAT.
    Error fault(const Sentence& what) const;
    Error wrongKind() const;
    Error missing(std::string_view key) const;
    // It asks for what there is no code for: "WordPiece".
    Error unsupported(std::string_view what) const;

private:
    simdjson::dom::element m_value;
    std::string m_path;
};

}  // namespace inferometer
