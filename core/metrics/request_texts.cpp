// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/request_texts.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <array>
#include <cstdio>

namespace inferometer {

namespace {

std::string timeText(Nanos time)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%+.3f ms", seconds(time) * 1e3);
    return text.data();
}

// Without the blank line that parts events.
std::string_view withoutEnd(std::string_view bytes) { return bytes.substr(0, bytes.find_last_not_of("\r\n") + 1); }

// Line ends as this program's lines have them.
std::string unified(std::string_view bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] != '\r' || i + 1 >= bytes.size() || bytes[i + 1] != '\n')
            text += bytes[i];
    return text;
}

}  // namespace

std::string rawEventsText(const RecordBlock& block, const RequestRecord& record)
{
    std::string text;
    for (const RawEvent& event : rawEventsOf(block, record)) {
        const std::string head = timeText(event.at - record.sent) + "  ";
        const std::string lines = visibleLines(unified(withoutEnd(event.bytes)));
        text += head;
        for (const char c : lines) {
            text += c;
            if (c == '\n')
                text.append(head.size(), ' ');
        }
        text += '\n';
    }
    return text;
}

}  // namespace inferometer
