// SPDX-License-Identifier: GPL-3.0-or-later
// A key that cannot be printed by accident: no stream operator, no conversion, one reveal() to grep for.
//
// A process that held one leaves no core file, which would hold it too.
#pragma once

#include <span>
#include <string>

namespace inferometer {

class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string text);
    // Text that may contain secrets, which were told as such before: a request's head, a header.
    static Secret composed(std::string text);

    bool empty() const { return m_text.empty(); }

    // The key itself, for the one place that writes it to a socket.
    const std::string& reveal() const { return m_text; }

private:
    std::string m_text;
};

// The text with [secret] in place of each: endpoints repeat in their errors what they were sent. Those of fewer than
// four characters are no secrets and stay.
std::string withoutSecrets(std::string text, std::span<const Secret> secrets);

// This process writes no core file from now on, and others of the same user cannot look into it.
void leaveNoCoreFile();

}  // namespace inferometer
