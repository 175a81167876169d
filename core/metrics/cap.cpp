// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/cap.h"

#include "core/base/sentence.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::array kSentences{
    CapSentence{"descriptors", "descriptors: %1 (%2 needed)"},
    CapSentence{"local-ports", "local ports to one address: %1 (%2 needed)"},
    CapSentence{"streams", "streams: %1 over %2 load thread(s)"},
    CapSentence{"open-streams", "requests in flight: as many as are due, %1 at most, over %2 load thread(s)"},
    CapSentence{"most-in-flight", "requests in flight: %1 at most, as asked, over %2 load thread(s)"},
    CapSentence{"waited-in-flight",
                "%1 requests that were due waited for others to end, %2 at most, since %3 may be in flight at once; "
                "latencies from the schedule show it, those from sending do not."},
    CapSentence{"handshakes", "handshakes at once: %1 a load thread"},
    CapSentence{"addresses",
                "connections: where a host has several addresses, the next one is tried %1 after the last; none is "
                "waited for longer than %2"},
    CapSentence{"answers-cut",
                "%1 answers were kept in part: of one, %2 MiB are kept at most, of a run %3 MiB; no figure depends on "
                "it."},
    CapSentence{"raw-events-cut",
                "The raw events of %1 answers were kept in part: of one, %2 MiB are kept at most, of a run %3 MiB; no "
                "figure depends on it."},
};

}  // namespace

std::span<const CapSentence> capSentences() { return kSentences; }

const CapSentence* findCapSentence(std::string_view id)
{
    const auto* const found
        = std::find_if(kSentences.begin(), kSentences.end(), [id](const CapSentence& row) { return row.id == id; });
    return found == kSentences.end() ? nullptr : found;
}

Cap capOf(std::string_view id, std::vector<std::string> figures)
{
    std::string text = filled(findCapSentence(id)->pattern, figures);
    return {std::string{id}, std::move(figures), std::move(text)};
}

}  // namespace inferometer
