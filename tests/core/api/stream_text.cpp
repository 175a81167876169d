// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/api/stream_text.h"

#include "core/api/event_splitter.h"
#include "core/base/text.h"

#include <array>
#include <cmath>
#include <numeric>

namespace inferometer {

namespace {

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    appendJsonEscaped(text, out);
    return out += '"';
}

std::string countText(std::string_view name, std::int32_t count)
{
    std::string text{name};
    return text.append("=").append(count < 0 ? "-" : std::to_string(count));
}

std::string payloadText(const EventFacts& facts)
{
    static constexpr std::array<std::string_view, 3> kKinds{"content", "reasoning", "tool-call"};
    std::string text{kKinds.at(static_cast<std::size_t>(facts.kind))};
    if (facts.reasoning && facts.visible)
        text += "+reasoning";
    if (facts.repeats)
        text += " so-far";
    if (!facts.guessed.empty())
        text += "?";
    return text.append(" ").append(std::to_string(facts.bytes)).append(" ").append(quoted(facts.text));
}

std::string usageText(const EventFacts& facts)
{
    return "usage " + countText("in", facts.inputTokens) + " " + countText("out", facts.outputTokens) + " "
        + countText("cached", facts.cachedTokens) + " " + countText("reasoning", facts.reasoningTokens);
}

std::string metricsText(const ServerMetrics& metrics)
{
    std::string text;
    for (std::size_t i = 0; i < ServerMetrics::kFields; ++i) {
        if (!std::isnan(metrics.values[i]))
            text.append(" ")
                .append(serverMetricName(static_cast<ServerMetrics::Field>(i)))
                .append("=")
                .append(formatNumber(metrics.values[i]));
    }
    return text;
}

// One read's worth of bytes, so that a sanitizer sees who reads beyond the padding.
struct Read
{
    explicit Read(std::string_view bytes) : memory(bytes.begin(), bytes.end()), size(bytes.size())
    {
        memory.resize(size + kEventPadding, '#');
    }
    std::string_view view() const { return {memory.data(), size}; }
    std::vector<char> memory;
    std::size_t size;
};

}  // namespace

std::span<const std::string_view> otherForms()
{
    static constexpr std::array<std::string_view, 3> kNames{"gemini-array", "sambastudio-v1", "sambastudio-v2"};
    return kNames;
}

const Dialect* formNamed(std::string_view name)
{
    static constexpr std::array<std::string_view, 3> kAddresses{"http://h/v1beta/models/m:streamGenerateContent",
                                                                "http://h/api/predict/generic/p/e",
                                                                "http://h/api/v2/predict/generic/p/e"};
    const auto names = otherForms();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != name)
            continue;
        const Dialect* row = findDialect(name.substr(0, name.rfind('-')));
        return dialectAt(*row, parseUrl(kAddresses[i]).value()).value().form;
    }
    return findDialect(name);
}

std::vector<const Dialect*> allForms()
{
    std::vector<const Dialect*> forms;
    for (const Dialect& dialect : dialects())
        forms.push_back(&dialect);
    for (const std::string_view name : otherForms())
        forms.push_back(formNamed(name));
    return forms;
}

std::string factsText(const EventFacts& facts)
{
    std::string text;
    const auto say = [&](bool holds, const std::string& words) {
        if (holds)
            text.append(text.empty() ? "" : " ").append(words);
    };
    say(facts.payload, payloadText(facts));
    say(facts.chunkTokens >= 0, countText("chunk-tokens", facts.chunkTokens));
    say(facts.tokensSoFar >= 0, "so-far=" + std::to_string(facts.tokensSoFar));
    say(facts.finished, "finished");
    say(facts.finish == FinishKind::Bad, "bad-finish " + quoted(facts.finishReason));
    say(facts.finish == FinishKind::Unknown, "unknown-finish " + quoted(facts.finishReason));
    say(facts.usage, usageText(facts));
    say(facts.hasServerMetrics, "server" + metricsText(facts.serverMetrics));
    say(facts.error, "error " + quoted(facts.errorText));
    return text.empty() ? "nothing" : text;
}

std::string streamText(const Dialect& dialect, std::string_view body, std::span<const std::size_t> cuts)
{
    EventSplitter splitter{dialect.framing};
    const auto decoder = dialect.makeDecoder();
    decoder->keepText(true);
    std::string text;
    const auto onEvent = [&](std::string_view data, bool errorEvent) {
        EventFacts facts;
        const DecodeStatus status = decoder->decode(data, facts);
        text.append(errorEvent ? "error-event: " : "")
            .append(status == DecodeStatus::Malformed ? "malformed" : factsText(facts))
            .append("\n");
    };
    std::size_t from = 0;
    bool fits = true;
    const auto feedTo = [&](std::size_t to) {
        const Read read{body.substr(from, to - from)};
        fits &= splitter.feed(read.view(), onEvent);
        from = to;
    };
    for (const std::size_t cut : cuts)
        feedTo(cut);
    feedTo(body.size());
    splitter.finish(onEvent);
    text.append(fits ? "end" : "too long").append(splitter.midEvent() ? ": mid-event\n" : "\n");
    return text;
}

std::vector<std::size_t> everyByte(std::string_view body)
{
    std::vector<std::size_t> cuts(body.empty() ? 0 : body.size() - 1);
    std::iota(cuts.begin(), cuts.end(), std::size_t{1});
    return cuts;
}

}  // namespace inferometer
