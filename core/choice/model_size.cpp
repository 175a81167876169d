// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/model_size.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace inferometer {

namespace {

constexpr std::size_t kMostName = 400;
constexpr double kMostBillions = 100'000;
constexpr int kExpertsOfAToken = 2;  // of Mixtral and those named like it

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Words of a name, in small letters: letters, digits, what else is `within` them, and a point between two digits.
std::vector<std::string> piecesOf(std::string_view name, std::string_view within)
{
    const std::string low = lowered(name.substr(0, kMostName));
    std::vector<std::string> pieces(1);
    for (std::size_t i = 0; i < low.size(); ++i) {
        const char c = low[i];
        const bool isPoint = c == '.' && i > 0 && isDigit(low[i - 1]) && i + 1 < low.size() && isDigit(low[i + 1]);
        if ((c >= 'a' && c <= 'z') || isDigit(c) || isPoint || within.find(c) != std::string_view::npos)
            pieces.back() += c;
        else if (!pieces.back().empty())
            pieces.emplace_back();
    }
    return pieces;
}

// A folder or an owner may have digits of its own.
std::string_view withoutOwner(std::string_view name)
{
    const std::size_t slash = name.find_last_of('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

// "70b" as 70, "360m" as 0.36, "1t" as 1000.
std::optional<double> billionsIn(std::string_view piece)
{
    if (piece.size() < 2 || !isDigit(piece.front()))
        return std::nullopt;
    const double unit = piece.back() == 'b' ? 1 : piece.back() == 'm' ? 1e-3 : piece.back() == 't' ? 1e3 : 0;
    const std::optional<double> number = parseNumber(piece.substr(0, piece.size() - 1));
    if (unit == 0 || !number || *number <= 0 || *number * unit > kMostBillions)
        return std::nullopt;
    return *number * unit;
}

// "8x7b".
std::optional<ParameterCount> expertsIn(std::string_view piece)
{
    const std::size_t cross = piece.find('x');
    if (cross == std::string_view::npos)
        return std::nullopt;
    const std::optional<std::int64_t> experts = parseInteger(piece.substr(0, cross));
    const std::optional<double> each = billionsIn(piece.substr(cross + 1));
    if (!experts || *experts < 1 || *experts > 1024 || !each)
        return std::nullopt;
    return ParameterCount{static_cast<double>(*experts) * *each,
                          static_cast<double>(std::min<std::int64_t>(*experts, kExpertsOfAToken)) * *each};
}

// "16e" beside a size says that this is one expert's, "e4b" that it is what works of more.
bool tellsAPartOnly(std::string_view piece)
{
    const bool isCount
        = piece.size() > 1 && piece.back() == 'e' && std::all_of(piece.begin(), piece.end() - 1, isDigit);
    return isCount || (piece.starts_with('e') && billionsIn(piece.substr(1)));
}

struct TypeBits
{
    std::string_view name;
    double bits;
};

constexpr std::array kTypes{
    TypeBits{"float32", 32},      TypeBits{"fp32", 32},          TypeBits{"float", 32},     TypeBits{"f32", 32},
    TypeBits{"float16", 16},      TypeBits{"bfloat16", 16},      TypeBits{"half", 16},      TypeBits{"fp16", 16},
    TypeBits{"bf16", 16},         TypeBits{"f16", 16},           TypeBits{"fp8", 8},        TypeBits{"fp8_e4m3", 8},
    TypeBits{"fp8_e5m2", 8},      TypeBits{"float8_e4m3fn", 8},  TypeBits{"int8", 8},       TypeBits{"w8a8", 8},
    TypeBits{"w8a16", 8},         TypeBits{"8bit", 8},           TypeBits{"fbgemm_fp8", 8}, TypeBits{"awq", 4.25},
    TypeBits{"gptq", 4.25},       TypeBits{"int4", 4.25},        TypeBits{"w4a16", 4.25},   TypeBits{"4bit", 4.25},
    TypeBits{"awq_marlin", 4.25}, TypeBits{"gptq_marlin", 4.25}, TypeBits{"nf4", 4.5},      TypeBits{"bnb", 4.5},
    TypeBits{"mxfp4", 4.25},      TypeBits{"nvfp4", 4.5},        TypeBits{"fp4", 4.5},      TypeBits{"q2_k", 3.35},
    TypeBits{"q3_k_s", 3.5},      TypeBits{"q3_k_m", 3.91},      TypeBits{"q3_k_l", 4.27},  TypeBits{"q4_0", 4.5},
    TypeBits{"q4_k_s", 4.58},     TypeBits{"q4_k_m", 4.84},      TypeBits{"q5_k_s", 5.52},  TypeBits{"q5_k_m", 5.68},
    TypeBits{"q6_k", 6.56},       TypeBits{"q8_0", 8.5},
};

int wholeOf(const nlohmann::json& json, const char* key)
{
    constexpr std::int64_t kMost = 100'000'000;
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_unsigned())
        return 0;
    const auto value = found->get<std::uint64_t>();
    return value > kMost ? 0 : static_cast<int>(value);
}

std::string textOf(const nlohmann::json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

double weightBytesOf(const nlohmann::json& json)
{
    const auto quantized = json.find("quantization_config");
    if (quantized != json.end() && quantized->is_object()) {
        const int bits = wholeOf(*quantized, "bits");
        constexpr double kScale = 0.25;  // bits, of a group of 128
        if (bits > 0 && bits <= 32)
            return (bits + (bits < 8 ? kScale : 0)) / 8;
        return bytesByType(textOf(*quantized, "quant_method")).value_or(0);
    }
    const std::string type = textOf(json, "torch_dtype");
    return bytesByType(type.empty() ? textOf(json, "dtype") : type).value_or(0);
}

}  // namespace

std::optional<double> firstSizeIn(std::string_view name)
{
    for (const std::string& piece : piecesOf(withoutOwner(name), ""))
        if (const auto size = billionsIn(std::string_view{piece}.substr(piece.find('x') + 1)))
            return size;
    return std::nullopt;
}

std::optional<ParameterCount> sizeByName(std::string_view name)
{
    ParameterCount count;
    for (const std::string& piece : piecesOf(withoutOwner(name), "")) {
        if (tellsAPartOnly(piece))
            return std::nullopt;
        if (const auto experts = expertsIn(piece); experts && count.total == 0)
            count = *experts;
        else if (const auto size = billionsIn(piece); size && count.total == 0)
            count = {*size, *size};
        else if (const auto active = piece.starts_with('a') ? billionsIn(piece.substr(1)) : std::nullopt)
            count.active = *active;
    }
    if (count.total == 0 || count.active > count.total)
        return std::nullopt;
    return count;
}

std::optional<double> bytesByType(std::string_view type)
{
    std::string word = lowered(type);
    std::replace(word.begin(), word.end(), '-', '_');
    const auto* const found
        = std::find_if(kTypes.begin(), kTypes.end(), [&word](const TypeBits& row) { return row.name == word; });
    return found == kTypes.end() ? std::nullopt : std::optional{found->bits / 8};
}

std::optional<double> bytesByName(std::string_view name)
{
    for (const std::string& piece : piecesOf(name, "_"))
        if (const std::optional<double> bytes = bytesByType(piece); bytes && piece != "float" && piece != "half")
            return bytes;
    return std::nullopt;
}

Result<ModelShape> readModelShape(std::string_view json)
{
    const nlohmann::json whole = parseForeignJson(json);
    if (!whole.is_object())
        return Error{Errc::InvalidInput,
                     sentence("errors", "This is no config.json of a model; give the one beside its weights.")};
    const auto part = whole.find("text_config");
    const nlohmann::json& text = part != whole.end() && part->is_object() ? *part : whole;
    ModelShape shape;
    shape.layers = wholeOf(text, "num_hidden_layers");
    const int heads = wholeOf(text, "num_attention_heads");
    const int kvHeads = wholeOf(text, "num_key_value_heads");
    shape.kvHeads = kvHeads > 0 ? kvHeads : heads;
    shape.headSize = wholeOf(text, "head_dim");
    if (shape.headSize == 0 && heads > 0)
        shape.headSize = wholeOf(text, "hidden_size") / heads;
    shape.longestContext = wholeOf(text, "max_position_embeddings");
    shape.weightBytes = weightBytesOf(whole);
    if (shape.weightBytes == 0)
        shape.weightBytes = weightBytesOf(text);
    if (shape.layers == 0 && shape.kvHeads == 0)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "The config.json names neither num_hidden_layers nor num_attention_heads; give that of a "
                              "language model.")};
    return shape;
}

double cacheBytesPerToken(const ModelShape& shape, const ParameterCount& parameters, double numberBytes)
{
    if (shape.tellsCache())
        return 2.0 * shape.layers * shape.kvHeads * shape.headSize * numberBytes;
    constexpr double kThumb = 64.0 * 1024;
    constexpr double kThumbNumber = 2;
    return kThumb * std::sqrt(parameters.active) * numberBytes / kThumbNumber;
}

}  // namespace inferometer
