// SPDX-License-Identifier: GPL-3.0-or-later
// What is told to a person as a pattern and what stands in it, so that the screen can tell it in another language.
// Literals behind sentence("errors", ...) are found by lupdate: no pattern is put together at run time.
#pragma once

#include "core/base/text.h"

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

struct Sentence;

// What stands at a place of a sentence. The kind says how the screen shows it; in English it is the text as it is.
struct Figure
{
    enum class Kind : std::uint8_t {
        Plain,    // a number, a name, somebody else's words
        Number,   // one to read, not to type: on the screen as its language writes it
        Setting,  // a key such as base-url: on the screen its label
        Flag,     // the same as --base-url
        Unit,     // of a field table: "tokens"
        Metric,   // the label of a metric
        Cause,    // the system's words, in English
        Part      // a sentence within the sentence
    };

    // NOLINTBEGIN(google-explicit-constructor): by design
    template <std::convertible_to<std::string_view> Text>
    Figure(const Text& plain) : text(std::string_view{plain})
    {}
    template <std::integral Whole>
    Figure(Whole number) : text(std::to_string(number))
    {}
    Figure(double number) : text(formatNumber(number)) {}
    Figure(const Sentence& inner);
    // NOLINTEND(google-explicit-constructor)

    static Figure number(double value) { return {Kind::Number, formatNumber(value)}; }
    static Figure count(std::uint64_t of) { return number(static_cast<double>(of)); }
    static Figure setting(std::string_view key) { return {Kind::Setting, std::string{key}}; }
    static Figure flag(std::string_view key) { return {Kind::Flag, "--" + std::string{key}}; }
    static Figure unit(std::string_view name) { return {Kind::Unit, std::string{name}}; }
    static Figure metric(std::string_view label) { return {Kind::Metric, std::string{label}}; }
    static Figure cause(std::string_view words) { return {Kind::Cause, std::string{words}}; }

    Kind kind = Kind::Plain;
    std::string text;                      // in English
    std::shared_ptr<const Sentence> part;  // of Kind::Part

private:
    Figure(Kind what, std::string words) : kind(what), text(std::move(words)) {}
};

struct Sentence
{
    std::string_view pattern;  // a literal, in English, with the places %1 to %9
    std::vector<Figure> figures;

    // A text that is the same in every language.
    static Sentence plain(std::string_view text) { return {"%1", {Figure{text}}}; }
    // In English.
    std::string text() const;
    // The same pattern with these at %1, %2, ...
    template <typename... Values>
    Sentence with(const Values&... values) const
    {
        return {pattern, {Figure{values}...}};
    }
};

// The context is read by lupdate alone: always "errors". REQUIRES: the pattern is a literal.
inline Sentence sentence([[maybe_unused]] std::string_view context, std::string_view pattern) { return {pattern, {}}; }

// The pattern with %1, %2, ... replaced, each once: a figure that holds "%1" itself stays as it is.
std::string filled(std::string_view pattern, const std::vector<std::string>& figures);

}  // namespace inferometer
