// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/token_lengths.h"

#include "core/base/text.h"
#include "core/config/secret_names.h"

#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::array kLetters{std::pair{'D', LengthShape::Constant}, std::pair{'U', LengthShape::Uniform},
                              std::pair{'N', LengthShape::Normal}, std::pair{'L', LengthShape::Lognormal}};

std::optional<LengthShape> shapeOf(char letter)
{
    const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    for (const auto& [known, shape] : kLetters)
        if (known == upper)
            return shape;
    return std::nullopt;
}

std::optional<double> tokensIn(std::string_view text, double least)
{
    const std::optional<double> number = parseNumber(trimmed(text));
    return number && *number >= least && *number <= static_cast<double>(kLongestTokens) ? number : std::nullopt;
}

// What stands between the brackets.
std::optional<LengthDistribution> distributionOf(LengthShape shape, std::string_view inside)
{
    const std::size_t comma = inside.find(',');
    const bool isConstant = shape == LengthShape::Constant;
    const auto first = tokensIn(inside.substr(0, comma), 1);
    if (!first || isConstant != (comma == std::string_view::npos))
        return std::nullopt;
    if (isConstant)
        return LengthDistribution{shape, *first, 0};
    const auto second = tokensIn(inside.substr(comma + 1), 0);
    if (!second || (shape == LengthShape::Uniform && *second < *first))
        return std::nullopt;
    if (shape == LengthShape::Uniform)
        return LengthDistribution{shape, (*first + *second) / 2, (*second - *first) / 2};
    return LengthDistribution{shape, *first, *second};
}

// `shape` is that of the half before, or nothing; one with a letter of its own replaces it.
std::optional<LengthDistribution> halfIn(std::string_view text, std::optional<LengthShape> shape)
{
    text = trimmed(text);
    if (text.empty() || text.back() != ')')
        return std::nullopt;
    if (text.front() != '(') {
        shape = shapeOf(text.front());
        text = trimmed(text.substr(1));
    }
    if (!shape || text.size() < 2 || text.front() != '(')
        return std::nullopt;
    return distributionOf(*shape, text.substr(1, text.size() - 2));
}

Error wrongHalf(std::string_view key, std::string_view text, bool isInput)
{
    const Sentence said = isInput
        ? sentence("errors",
                   "%1: the lengths of prompts, \"%2\", cannot be read; write them like N(480,240)/(300,150) or "
                   "U(50,100)/(200,250), with N, L, U or D before the brackets and whole tokens up to 1000000 in them.")
        : sentence("errors",
                   "%1: the lengths of answers, \"%2\", cannot be read; write them behind a slash, like "
                   "N(480,240)/(300,150) or U(50,100)/D(200), with whole tokens up to 1000000.");
    return {Errc::InvalidInput, said.with(Figure::setting(key), typedText(trimmed(text))), key};
}

}  // namespace

Result<TokenLengths> parseLengths(std::string_view text, std::string_view key)
{
    const std::size_t slash = text.find('/');
    const std::string_view before = text.substr(0, slash);
    const std::string_view behind = slash == std::string_view::npos ? std::string_view{} : text.substr(slash + 1);
    const auto input = halfIn(before, std::nullopt);
    if (!input)
        return wrongHalf(key, before, true);
    const auto output = halfIn(behind, input->shape);
    if (!output)
        return wrongHalf(key, behind, false);
    if (input->mean < static_cast<double>(kShortestInput))
        return Error{
            Errc::InvalidInput,
            sentence("errors", "%1: prompts of fewer than %2 tokens on average cannot be made; ask for longer ones.")
                .with(Figure::setting(key), kShortestInput),
            key};
    return TokenLengths{*input, *output};
}

std::string lengthText(const LengthDistribution& lengths)
{
    for (const auto& [letter, shape] : kLetters) {
        if (shape != lengths.shape)
            continue;
        const bool isUniform = shape == LengthShape::Uniform;
        std::string text{letter};
        text.append("(").append(formatNumber(isUniform ? lengths.mean - lengths.spread : lengths.mean));
        if (shape != LengthShape::Constant)
            text.append(",").append(formatNumber(isUniform ? lengths.mean + lengths.spread : lengths.spread));
        return text + ")";
    }
    return {};
}

}  // namespace inferometer
