// SPDX-License-Identifier: GPL-3.0-or-later
// Our tokenizers, for tests/tokenizers/compare.py, which holds them against the reference:
//   tokenizer_bench ids TOKENIZER TEXTS     the ids of every text, as 32-bit numbers with their count in front
//   tokenizer_bench time TOKENIZER TEXTS    seconds to open it, then of the best of seven passes over the texts: with a
//                                           tokenizer just opened (first), and the same one again (warm)
// TEXTS is a file of texts with their 32-bit length in front, both in the order of this machine's bytes.
#include "core/tokenizer/tokenizer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace inferometer;

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> readTexts(const char* path)
{
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    std::vector<std::string> texts;
    for (std::size_t at = 0; at + 4 <= bytes.size();) {
        std::uint32_t length = 0;
        std::memcpy(&length, bytes.data() + at, 4);
        texts.push_back(bytes.substr(at + 4, length));
        at += 4 + length;
    }
    return texts;
}

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double passOver(const Tokenizer& tokenizer, const std::vector<std::string>& texts, std::size_t& tokens)
{
    const auto start = Clock::now();
    tokens = 0;
    for (const std::string& text : texts)
        tokens += tokenizer.encode(text).size();
    return since(start);
}

void writeIds(const Tokenizer& tokenizer, const std::vector<std::string>& texts)
{
    for (const std::string& text : texts) {
        const std::vector<std::uint32_t> ids = tokenizer.encode(text);
        const auto count = static_cast<std::uint32_t>(ids.size());
        std::fwrite(&count, 4, 1, stdout);
        std::fwrite(ids.data(), 4, ids.size(), stdout);
    }
}

void time(const char* path, const std::vector<std::string>& texts)
{
    constexpr int kPasses = 7;
    double open = 1e9;
    double first = 1e9;
    double warm = 1e9;
    std::size_t tokens = 0;
    for (int pass = 0; pass < kPasses; ++pass) {
        const auto start = Clock::now();
        const auto tokenizer = openTokenizer(path).value();
        open = std::min(open, since(start));
        first = std::min(first, passOver(*tokenizer, texts, tokens));
        warm = std::min(warm, passOver(*tokenizer, texts, tokens));
    }
    std::printf("%.6f %.6f %.6f %zu\n", open, first, warm, tokens);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: tokenizer_bench ids|time TOKENIZER TEXTS\n");
        return 2;
    }
    const auto tokenizer = openTokenizer(argv[2]);
    if (!tokenizer) {
        std::fprintf(stderr, "%s\n", tokenizer.error().message.c_str());
        return 1;
    }
    const std::vector<std::string> texts = readTexts(argv[3]);
    std::strcmp(argv[1], "ids") == 0 ? writeIds(*tokenizer.value(), texts) : time(argv[2], texts);
    return 0;
}
