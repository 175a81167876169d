// SPDX-License-Identifier: GPL-3.0-or-later
// A key that cannot be printed by accident: no stream operator, no conversion, one reveal() to grep for.
//
// A process that held one leaves no core file, which would hold it too.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string text);
    // Text that may contain secrets, which were told as such before: a request's head, a header.
    static Secret composed(std::string text);

    bool empty() const { return m_text.empty(); }
    // Whether both hold the same key.
    friend bool operator==(const Secret& a, const Secret& b) { return a.m_text == b.m_text; }

    // The key itself, for the one place that writes it to a socket.
    const std::string& reveal() const { return m_text; }

    // What others may repeat of it: the whole, its words without those that only say how it is given ("Bearer"), what
    // Base64 hides in them, and the Base64 of each. The longest first; none under four characters, or eight
    // digits, which any text may hold.
    std::span<const std::string> traces() const { return m_traces; }

private:
    std::string m_text;
    std::vector<std::string> m_traces;
};

// The text with [secret] in place of every trace of each, since endpoints repeat in their errors what they were sent.
// Small and large letters count as the same, and so do a character and its escapes in JSON, URLs and HTML. Where the
// text ends inside a trace, that part goes too: a text may be cut before. To be called before a text is cut all the
// same, for what is cut behind the mark is cut in vain.
std::string withoutSecrets(std::string text, std::span<const Secret> secrets);
// The same for a text of pieces. `begins`, where each begins, in order, then says where it begins in what is returned:
// a trace that lies in several stands in the last of them.
std::string withoutSecrets(std::string text, std::span<const Secret> secrets, std::span<std::size_t> begins);

// This process writes no core file from now on, and others of the same user cannot look into it.
void leaveNoCoreFile();

}  // namespace inferometer
