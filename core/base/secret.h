// SPDX-License-Identifier: GPL-3.0-or-later
// A key that cannot be printed by accident: no stream operator, no conversion, one reveal() to grep for.
#pragma once

#include <string>
#include <utility>

namespace inferometer {

class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string text) : m_text(std::move(text)) {}

    bool empty() const { return m_text.empty(); }

    // The key itself, for the one place that writes it to a socket.
    const std::string& reveal() const { return m_text; }

private:
    std::string m_text;
};

}  // namespace inferometer
