// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of the outside world as values. A broken precondition asserts instead; a failed request is data in its record.
#pragma once

#include "core/base/sentence.h"

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace inferometer {

// What kind of failure it is; the message says it to a person.
enum class Errc { InvalidInput, NotFound, Auth, Network, Timeout, RateLimited, Protocol, Disk, Cancelled, Unsupported };

struct Error
{
    Error(Errc kind, Sentence sentence, std::string_view key = {});
    // Shown as it is: what only a terminal says, or what is in the user's language already.
    static Error verbatim(Errc kind, std::string_view text, std::string_view key = {});
    // The same error about another setting.
    Error about(std::string_view key) const { return {code, said, key}; }

    Errc code;
    Sentence said;        // what failed, with its name, and what to do next
    std::string message;  // the same in English
    std::string field;    // the setting it concerns by its key, empty when it concerns none
};

// Either a T or an Error.
template <typename T>
class [[nodiscard]] Result
{
public:
    // NOLINTNEXTLINE(google-explicit-constructor): by design
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor): by design
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    // REQUIRES: ok().
    T& value() & { return assert(ok()), *std::get_if<0>(&m_state); }
    const T& value() const& { return assert(ok()), *std::get_if<0>(&m_state); }
    T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&m_state)); }

    // REQUIRES: !ok().
    // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.UndefReturn): the analyzer does not know get_if from index()
    const Error& error() const { return assert(!ok()), *std::get_if<1>(&m_state); }

private:
    std::variant<T, Error> m_state;
};

// Success, or an Error.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}  // NOLINT(google-explicit-constructor): by design

    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }

    // REQUIRES: !ok().
    const Error& error() const { return assert(m_error), *m_error; }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

}  // namespace inferometer
