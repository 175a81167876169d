// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_name.h"

#include "core/base/time.h"
#include "core/base/visible_text.h"
#include "core/config/model_names.h"
#include "core/http/address.h"

#include <algorithm>
#include <vector>

namespace inferometer {

namespace {

bool beginsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// UTF-8: the text without its middle.
std::string elided(const std::string& text, std::size_t most)
{
    std::vector<std::size_t> begins;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (beginsCharacter(text[i]))
            begins.push_back(i);
    if (begins.size() <= most)
        return text;
    const std::size_t head = (most - 1) / 2;
    const std::size_t tail = most - 1 - head;
    return text.substr(0, begins[head]) + "\u2026" + text.substr(begins[begins.size() - tail]);
}

// What is asked, by name; plain and empty: nothing is said of it.
Figure askedOf(const RunSpec& spec)
{
    const std::vector<std::string> names = splitModelNames(spec.target.modelNames);
    if (names.empty())
        return elided(placeOf(spec.target), kShortModelLength);
    const std::string first = shortModelName(names.front());
    if (names.size() == 1)
        return first;
    return sentence("errors", "%1 and %2 more").with(first, names.size() - 1);
}

}  // namespace

std::string shortModelName(std::string_view model)
{
    const std::size_t end = model.find_last_not_of('/');
    const std::string_view whole = model.substr(0, end == std::string_view::npos ? model.size() : end + 1);
    const std::size_t slash = whole.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? whole : whole.substr(slash + 1);
    return elided(visibleText(last), kShortModelLength);
}

std::string placeOf(const TargetSpec& target)
{
    const Result<Url> url = parseUrl(target.baseUrl.empty() ? usualUrl(target) : target.baseUrl);
    return url ? visibleText(url.value().authority()) : std::string{};
}

Sentence loadShape(const RunSpec& spec)
{
    if (isOpenLoop(spec))
        return sentence("errors", "%1 /s").with(Figure::number(meanRateOf(spec.arrivals)));
    const std::int64_t streams = spec.arrivals.numConcurrentRequests;
    return (streams == 1 ? sentence("errors", "%1 stream") : sentence("errors", "%1 streams")).with(streams);
}

Sentence runName(const RunSpec& spec)
{
    const Figure asked = askedOf(spec);
    return asked.text.empty() ? loadShape(spec) : Sentence{"%1, %2", {asked, Figure{loadShape(spec)}}};
}

Sentence runName(const RunHeader& header, const RunLabel& label)
{
    if (!label.name.empty())
        return Sentence::plain(visibleText(label.name));
    constexpr std::size_t kMinutes = 5;  // "11:55"
    RunSpec spec = header.spec;
    if (!header.model.empty())
        spec.target.modelNames = quotedModelName(header.model);
    return Sentence{"%1, %2", {Figure{runName(spec)}, localTimeOfDay(header.startUtc).substr(0, kMinutes)}};
}

}  // namespace inferometer
