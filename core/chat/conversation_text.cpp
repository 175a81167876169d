// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/conversation_text.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace inferometer {

namespace {

struct KitRow
{
    std::string_view key;
    std::string_view label;
    std::string_view unit;
};
constexpr std::array kKitRows{
    KitRow{"client_ttft_s", "Time to first token", "seconds"},
    KitRow{"client_output_token_per_s_per_request", "Throughput", "tokens/second"},
    KitRow{"client_end_to_end_latency_s", "Latency", "seconds"},
};

double valueOf(const Turn& turn, std::string_view key)
{
    const auto found = std::find_if(turn.figures.begin(), turn.figures.end(),
                                    [key](const TurnFigure& figure) { return figure.key == key; });
    return found == turn.figures.end() ? 0 : found->value;
}

double rounded(double value)
{
    constexpr double kPlaces = 1e4;
    return std::round(value * kPlaces) / kPlaces;
}

void appendQuoted(const std::string& text, std::string& out)
{
    out += "> ";
    for (const char c : text) {
        out += c;
        if (c == '\n')
            out += "> ";
    }
    out += "\n\n";
}

void appendTurn(const Turn& turn, std::string& out)
{
    appendQuoted(visibleLines(turn.question.text), out);
    if (!turn.imageName.empty())
        out.append("> (with the image ").append(visibleLines(turn.imageName)).append(")\n\n");
    if (!turn.reasoning.empty())
        out.append("<details><summary>Reasoning</summary>\n\n")
            .append(visibleLines(turn.reasoning))
            .append("\n\n</details>\n\n");
    out.append(visibleLines(turn.answer)).append("\n\n");
    if (turn.state == TurnState::Stopped)
        out += "*Stopped.*\n\n";
    if (!turn.fault.empty())
        out.append("*").append(visibleLines(turn.fault)).append("*\n\n");
    for (const TurnFigure& figure : turn.figures)
        out.append("- ").append(figure.label.text()).append(": ").append(turnFigureText(figure)).append("\n");
    out += "\n";
}

}  // namespace

std::string chatMarkdown(const Conversation& chat)
{
    std::string text = "# " + titleOf(chat) + "\n\nModel: " + visibleLines(chat.model) + "\n\n";
    for (const Turn& turn : chat.turns)
        appendTurn(turn, text);
    return text;
}

std::string kitFigures(const Turn& turn)
{
    std::string text;
    if (turn.figures.empty())
        return text;
    for (const KitRow& row : kKitRows)
        text.append(row.label)
            .append(": ")
            .append(formatNumber(rounded(valueOf(turn, row.key))))
            .append(" ")
            .append(row.unit)
            .append("\n");
    return text;
}

std::string kitView(const Conversation& chat)
{
    std::string text;
    for (const Turn& turn : chat.turns) {
        text.append("user: ").append(visibleLines(turn.question.text)).append("\n\nassistant: ");
        text.append(turn.fault.empty() ? visibleLines(trimmed(turn.answer)) : "Error: " + visibleLines(turn.fault));
        text.append("\n\n");
        if (const std::string figures = kitFigures(turn); !figures.empty())
            text.append("Performance metrics\n").append(figures).append("\n");
    }
    return text;
}

}  // namespace inferometer
