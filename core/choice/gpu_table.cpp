// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/gpu_table.h"

#include "core/base/text.h"
#include "core/choice/csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace inferometer {

extern const std::string_view kGpus;  // resources/data/gpus.csv

namespace {

// Drivers and sites count what the firmware leaves, and in GiB or GB: 22.4 of 24, 183 of 180.
constexpr double kMemoryTolerance = 0.12;
constexpr std::size_t kMostWord = 200;

constexpr std::array<std::string_view, 24> kSayNothing{
    "nvidia", "amd",      "geforce", "tesla",      "instinct",  "quadro",      "gpu",   "tensor",
    "core",   "cores",    "gen",     "generation", "edition",   "workstation", "ws",    "blackwell",
    "hopper", "lovelace", "ampere",  "jetson",     "developer", "kit",         "grace", "with"};

double numberOf(std::string_view text) { return parseNumber(text).value_or(std::numeric_limits<double>::quiet_NaN()); }

std::vector<Gpu> readTable()
{
    const Result<CsvTable> table = parseCsv(kGpus, "gpus.csv");
    std::vector<Gpu> gpus;
    if (!table)
        return gpus;
    for (const CsvRow& row : table.value().rows) {
        const auto at = [&](std::string_view column) { return std::string{table.value().at(row, column)}; };
        gpus.push_back({at("name"), at("vendor"), splitWords(at("key")), at("form"), numberOf(at("memory_gb")),
                        lowered(at("memory_type")), numberOf(at("bandwidth_gb_s")), numberOf(at("tdp_w")),
                        static_cast<int>(parseInteger(at("year")).value_or(0)), at("source")});
    }
    return gpus;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetterOrDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'z'); }
bool isWhole(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), isDigit); }

// "rtx4090" is two words, "rtx6000ada" three, "4080s" is what vast.ai calls a 4080 SUPER.
void appendParts(std::string_view word, std::vector<std::string>& words)
{
    for (const std::string_view first : {"rtx", "gtx", "pro"})
        if (word.starts_with(first) && word.size() > first.size()) {
            words.emplace_back(first);
            return appendParts(word.substr(first.size()), words);
        }
    for (const std::string_view last : {"ada", "super", "ti", "s"}) {
        const std::string_view number = word.substr(0, word.size() - std::min(word.size(), last.size()));
        if (word.ends_with(last) && number.size() == 4 && isWhole(number)) {
            words.emplace_back(number);
            words.emplace_back(last == "s" ? "super" : last);
            return;
        }
    }
    words.emplace_back(word);
}

std::vector<std::string> wordsOf(std::string_view text)
{
    const std::string low = lowered(text);
    std::vector<std::string> words;
    for (auto from = low.begin(); from != low.end();) {
        const auto begin = std::find_if(from, low.end(), isLetterOrDigit);
        from = std::find_if_not(begin, low.end(), isLetterOrDigit);
        if (begin != from)
            appendParts(std::string_view{&*begin, static_cast<std::size_t>(from - begin)}, words);
    }
    return words;
}

// What a word says beside the name of the card.
struct Told
{
    std::vector<std::string> names;
    std::optional<double> memory;
    std::string form;
    std::string memoryType;
};

bool isUnit(std::string_view word) { return word == "gb" || word == "gib" || word == "g"; }

// "80gb" as 80.
std::optional<double> memoryIn(std::string_view word)
{
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    return digits > 0 && isUnit(word.substr(digits)) ? parseNumber(word.substr(0, digits)) : std::nullopt;
}

std::string_view formIn(std::string_view word)
{
    if (word == "pcie" || word == "nvl")
        return word;
    return word == "sxm" || (word.size() == 4 && word.starts_with("sxm") && isDigit(word.back())) ? "sxm" : "";
}

Told toldBy(std::string_view text)
{
    Told told;
    const std::vector<std::string> words = wordsOf(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (const std::optional<double> memory = memoryIn(word))
            told.memory = memory;
        else if (i + 1 < words.size() && isWhole(word) && isUnit(words[i + 1]))
            told.memory = parseNumber(words[i++]);
        else if (const std::string_view form = formIn(word); !form.empty())
            told.form = form;
        else if (word.starts_with("hbm") || word.starts_with("gddr") || word.starts_with("lpddr"))
            told.memoryType = word;
        else if (std::find(kSayNothing.begin(), kSayNothing.end(), word) == kSayNothing.end() && word != "oam")
            told.names.push_back(word);
    }
    return told;
}

bool isAbout(double memory, double row) { return std::abs(memory - row) <= kMemoryTolerance * row; }

bool isMeant(const Gpu& gpu, const Told& told, double memory)
{
    return std::is_permutation(gpu.key.begin(), gpu.key.end(), told.names.begin(), told.names.end())
        && (told.form.empty() || gpu.form.empty() || told.form == gpu.form)
        && (told.memoryType.empty() || told.memoryType == gpu.memoryType)
        && (!told.memory || isAbout(*told.memory, gpu.memory)) && (memory <= 0 || isAbout(memory, gpu.memory));
}

bool promisesLess(const Gpu& a, const Gpu& b)
{
    return a.memory != b.memory ? a.memory < b.memory : a.bandwidth < b.bandwidth;
}

}  // namespace

const std::vector<Gpu>& gpuTable()
{
    static const std::vector<Gpu> table = readTable();
    return table;
}

const Gpu* findGpu(std::string_view word, double memory)
{
    if (word.size() > kMostWord)
        return nullptr;
    const Told told = toldBy(word);
    const Gpu* found = nullptr;
    for (const Gpu& gpu : gpuTable())
        if (isMeant(gpu, told, memory) && (found == nullptr || promisesLess(gpu, *found)))
            found = &gpu;
    return found;
}

bool mayMean(std::string_view word, const Gpu& gpu)
{
    return word.size() <= kMostWord && isMeant(gpu, toldBy(word), 0);
}

}  // namespace inferometer
