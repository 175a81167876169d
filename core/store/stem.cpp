// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/stem.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::size_t kLongestModel = 120;  // bytes; a file name has 255
constexpr std::size_t kLongestPart = 70;    // of a model and a file, where both stand in a name
constexpr std::size_t kLongestStem = 224;   // which leaves room for _individual_responses.json.part

struct CodeRange
{
    char32_t first;
    char32_t last;
};

// Signs, blanks and controls outside ASCII: Latin-1's, general and CJK punctuation, arrows, boxes, pictures, full-width
// forms of ASCII's, surrogates, private use and U+FFFD. What is in none of them counts as a letter.
constexpr std::array kSigns{
    CodeRange{0x80, 0xA9},     CodeRange{0xAB, 0xB1},      CodeRange{0xB4, 0xB4},     CodeRange{0xB6, 0xB8},
    CodeRange{0xBB, 0xBB},     CodeRange{0xBF, 0xBF},      CodeRange{0xD7, 0xD7},     CodeRange{0xF7, 0xF7},
    CodeRange{0x2000, 0x206F}, CodeRange{0x20A0, 0x20CF},  CodeRange{0x2190, 0x245F}, CodeRange{0x249C, 0x24E9},
    CodeRange{0x2500, 0x2775}, CodeRange{0x2794, 0x2BFF},  CodeRange{0x3000, 0x3004}, CodeRange{0x3008, 0x3020},
    CodeRange{0xD800, 0xF8FF}, CodeRange{0xFE10, 0xFE6F},  CodeRange{0xFF00, 0xFF0F}, CodeRange{0xFF1A, 0xFF20},
    CodeRange{0xFFE0, 0xFFFF}, CodeRange{0x1F000, 0x1FAFF}};

bool isLetter(char32_t code)
{
    if (code < 0x80)
        return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')
            || code == '_';
    return std::none_of(kSigns.begin(), kSigns.end(),
                        [code](CodeRange range) { return code >= range.first && code <= range.last; });
}

// REQUIRES: valid UTF-8, not at its end.
struct Character
{
    char32_t code;
    std::size_t length;
};
Character characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80U)
        return {lead, 1};
    const std::size_t length = lead < 0xE0U ? 2 : (lead < 0xF0U ? 3 : 4);
    char32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        code = code << 6U | (byte(i) & 0x3FU);
    return {code, length};
}

std::string shortened(std::string_view text, std::size_t most)
{
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)};
}

// As Python prints a number that may be a fraction: 1 is "1.0".
std::string floatText(double value)
{
    const std::string text = formatNumber(value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

// "16" streams, or "1.0_constant"; of stages their mean rate.
std::string loadOf(const RunSpec& spec)
{
    if (!isOpenLoop(spec))
        return std::to_string(spec.arrivals.numConcurrentRequests);
    return floatText(meanRateOf(spec.arrivals)) + "_" + fieldText(spec, *findRunField("qps-distribution"));
}

std::string customStem(const RunHeader& header)
{
    const std::string& path = header.spec.prompts.inputFilePath;
    const std::size_t slash = path.rfind('/');
    const std::string_view file = slash == std::string::npos ? path : std::string_view{path}.substr(slash + 1);
    return sanitizedStem(std::string{evaluationName(header.spec.evaluation)} + "_"
                         + shortened(header.model, kLongestPart) + "_" + shortened(file, kLongestPart) + "_-"
                         + std::to_string(header.spec.arrivals.numConcurrentRequests) + "_stream_" + header.runId);
}

}  // namespace

std::string sanitizedStem(std::string_view text)
{
    const std::string valid = toValidUtf8(text);
    std::string stem;
    for (std::size_t i = 0; i < valid.size();) {
        const Character character = characterAt(valid, i);
        if (isLetter(character.code))
            stem += valid.substr(i, character.length);
        else if (stem.empty() || stem.back() != '-')
            stem += '-';
        i += character.length;
    }
    return stem;
}

std::string runStem(const RunHeader& header)
{
    const RunSpec& spec = header.spec;
    if (isOfDataset(spec))
        return customStem(header);
    const EvaluationRow& row = evaluationRow(spec.evaluation);
    const std::string head = std::string{row.fileStem()} + "_" + std::to_string(header.modelIndex) + "_"
        + shortened(header.model, kLongestModel);
    if (row.byHand)
        return sanitizedStem(head + "_stream_" + header.runId);
    const MeanTokens tokens = meanTokensOf(spec);
    const std::string image = spec.prompts.imageSize == ImageSize::Na ? "" : "_multimodal_" + header.imageSize();
    return sanitizedStem(head + image + "_" + std::to_string(tokens.input) + "_" + std::to_string(tokens.output) + "_"
                         + loadOf(spec) + "_stream_" + header.runId);
}

bool isStem(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestStem && sanitizedStem(text) == text;
}

std::string stemOf(std::string_view text)
{
    const std::string stem = shortened(sanitizedStem(text), kLongestStem);
    return stem.empty() ? "run" : stem;
}

}  // namespace inferometer
