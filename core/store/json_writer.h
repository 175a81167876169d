// SPDX-License-Identifier: GPL-3.0-or-later
// JSON written as it goes, indented by 4, so that a file of many records never stands in memory as one tree.
#pragma once

#include "core/store/atomic_file.h"

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

class JsonWriter
{
public:
    using Sink = std::function<void(std::string_view piece)>;

    // Text goes to `sink` piece by piece.
    explicit JsonWriter(Sink sink) : m_sink{std::move(sink)} {}
    explicit JsonWriter(AtomicFile& file) : m_sink{[&file](std::string_view piece) { file.write(piece); }} {}

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    JsonWriter& key(std::string_view name);

    // What is not a number is null.
    void value(double number);
    void value(const std::optional<double>& number);
    void value(std::integral auto number) { raw(std::to_string(number)); }
    void value(std::string_view text);
    void null() { raw("null"); }
    // JSON as it stands.
    void raw(std::string_view json);
    // On one line, whatever their number.
    void values(std::span<const double> numbers);
    void values(std::span<const std::uint32_t> numbers);

    // The line break behind the last brace.
    void endDocument();

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void newLine();
    void flush();

    Sink m_sink;
    std::string m_text;
    std::vector<bool> m_empty;  // by nesting
    bool m_afterKey = false;
};

// In quotes. What a terminal would obey, or does not show, is escaped: the file may be looked at by cat.
void appendJsonText(std::string_view text, std::string& out);

// As Python's json writes it: shortest digits that read back, ".0" behind a whole number, null when it is none.
void appendJsonNumber(double number, std::string& out);

}  // namespace inferometer
