// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer_folder.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

// The SambaNova kit's families, in its order, and the tokenizer of each; the first row that fits a name counts.
// `family` is looked for in the normalized name, `variant` in the lowered one.
struct FamilyRow
{
    std::string_view family;
    std::string_view variant;
    std::string_view alsoVariant;
    std::string_view tokenizer;
};
constexpr std::string_view kSwallow = "tokyotech-llm/Llama-3.1-Swallow-8B-Instruct-v0.3";
constexpr std::string_view kLlama31 = "unsloth/Llama-3.1-8B-Instruct";
constexpr std::string_view kLlama32 = "unsloth/Llama-3.2-1B-Instruct";
constexpr std::string_view kLlama33 = "unsloth/Llama-3.3-70B-Instruct";
constexpr std::string_view kLlama2 = "NousResearch/Llama-2-7b-chat-hf";
constexpr std::array<FamilyRow, 24> kFamilies{{
    {"mistral", "", "", "TheBloke/Mistral-7B-Instruct-v0.2-AWQ"},
    {"llama2", "", "", kLlama2},
    {"llama3", "3.1", "swallow", kSwallow},
    {"llama3", "3p1", "swallow", kSwallow},
    {"llama3", "3.1", "", kLlama31},
    {"llama3", "3p1", "", kLlama31},
    {"llama3", "3.2", "", kLlama32},
    {"llama3", "3p2", "", kLlama32},
    {"llama3", "3.3", "", kLlama33},
    {"llama3", "3p3", "", kLlama33},
    {"llama3", "", "", "unsloth/llama-3-8b-Instruct"},
    {"llama4", "maverick", "", "unsloth/Llama-4-Maverick-17B-128E-Instruct"},
    {"llama4", "", "", "unsloth/Llama-4-Scout-17B-16E-Instruct"},
    {"deepseek", "coder", "", "deepseek-ai/deepseek-coder-1.3b-base"},
    {"deepseek", "", "", "deepseek-ai/DeepSeek-R1"},
    {"qwen", "qwq", "", "unsloth/QwQ-32B"},
    {"qwq", "", "", "unsloth/QwQ-32B"},
    {"qwen", "coder", "", "unsloth/Qwen2.5-Coder-32B-Instruct"},
    {"qwen", "", "", "unsloth/Qwen2.5-72B-Instruct"},
    {"solar", "", "", "upstage/SOLAR-10.7B-Instruct-v1.0"},
    // Here the kit has "eeve", which no name contains once its "v" is gone: EEVE counts as Llama 2 there, and here.
    // Of the kit's later versions.
    {"gptoss", "", "", "openai/gpt-oss-120b"},
    {"allam", "", "", "humain-ai/ALLaM-7B-Instruct-preview"},
    {"minimax", "", "", "MiniMaxAI/MiniMax-M2.5"},
    {"gemma", "", "", "unsloth/gemma-3-1b-it"},
}};

// As the kit does before it looks for a family.
std::string normalizedName(std::string_view text)
{
    std::string name = lowered(text);
    name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return c == '-' || c == 'v'; }), name.end());
    return name;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// A name that can only be of something in a folder.
bool isPlain(std::string_view name)
{
    constexpr std::size_t kMostBytes = 200;
    return !name.empty() && name.size() <= kMostBytes && name.front() != '.'
        && std::none_of(name.begin(), name.end(), [](char c) {
               return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

struct ModelName
{
    std::string organisation;  // empty: none
    std::string name;          // empty: none that is plain
    std::string whole;         // empty: not one "org/name" or "name" of plain names
};

ModelName parsed(std::string_view model)
{
    ModelName parsed;
    const std::size_t slash = model.rfind('/');
    const std::string_view last = model.substr(slash == std::string_view::npos ? 0 : slash + 1);
    const std::string_view first = slash == std::string_view::npos ? std::string_view{} : model.substr(0, slash);
    if (!isPlain(last))
        return parsed;
    parsed.name = last;
    if (slash != std::string_view::npos && !isPlain(first))
        return parsed;
    parsed.organisation = first;
    parsed.whole = model;
    return parsed;
}

std::optional<fs::path> fileIn(const fs::path& folder)
{
    std::error_code ignored;
    for (const char* name : {"tokenizer.json", "tokenizer.model"})
        if (fs::is_regular_file(folder / name, ignored))
            return folder / name;
    return std::nullopt;
}

// The snapshot of a Hugging Face cache that its `main` is, or the only one.
std::optional<fs::path> snapshotIn(const fs::path& cache)
{
    const fs::path snapshots = cache / "snapshots";
    std::string commit;
    if (std::error_code ignored; fs::is_regular_file(cache / "refs" / "main", ignored)) {
        std::ifstream file{cache / "refs" / "main"};
        commit.resize(200);
        file.read(commit.data(), static_cast<std::streamsize>(commit.size()));
        commit.resize(static_cast<std::size_t>(file.gcount()));
    }
    if (const std::string name{trimmed(commit)}; isPlain(name))
        return snapshots / name;
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator at{snapshots, error}; !error && at != fs::directory_iterator{}; at.increment(error))
        found.push_back(at->path());
    return found.size() == 1 ? std::optional{found.front()} : std::nullopt;
}

// Looks for one name under the root, and keeps where it looked.
class Search
{
public:
    explicit Search(fs::path root) : m_root(std::move(root)) {}

    std::optional<fs::path> find(const ModelName& model)
    {
        if (!model.whole.empty())
            if (auto file = look(m_root / model.whole))
                return file;
        if (!model.name.empty() && model.name != model.whole)
            if (auto file = look(m_root / model.name))
                return file;
        if (model.organisation.empty())
            return std::nullopt;
        const std::string cache = "models--" + model.organisation + "--" + model.name;
        for (const fs::path& place : {m_root / cache, m_root / "hub" / cache}) {
            const auto snapshot = snapshotIn(place);
            if (auto file = snapshot ? look(*snapshot) : std::nullopt)
                return file;
        }
        m_looked.push_back(cache);
        return std::nullopt;
    }

    std::string looked() const
    {
        std::string text;
        for (const std::string& place : m_looked)
            text += (text.empty() ? "" : ", ") + place;
        return text;
    }

private:
    std::optional<fs::path> look(const fs::path& folder)
    {
        auto file = fileIn(folder);
        if (!file)
            m_looked.push_back(folder.lexically_relative(m_root).string());
        return file;
    }

    fs::path m_root;
    std::vector<std::string> m_looked;
};

}  // namespace

Result<TokenizerChoice> tokenizerFor(const fs::path& root, std::string_view model)
{
    std::error_code ignored;
    if (fs::is_regular_file(root, ignored))
        return TokenizerChoice{root, std::string{model}, false};
    if (const auto file = fileIn(root))
        return TokenizerChoice{*file, std::string{model}, false};
    Search search{root};
    if (const auto file = search.find(parsed(model)))
        return TokenizerChoice{*file, std::string{model}, false};
    const std::string_view family = familyTokenizer(model);
    if (const auto file = search.find(parsed(family)))
        return TokenizerChoice{*file, std::string{family}, true};
    return Error{Errc::NotFound,
                 sentence("errors",
                          "There is no tokenizer for %1 in %2: neither there nor in its folders %3. Put the model's "
                          "tokenizer.json into one of them.")
                     .with(model, root.string(), search.looked())};
}

std::string_view familyTokenizer(std::string_view model)
{
    const std::string normalized = normalizedName(model);
    const std::string low = lowered(model);
    const auto row = std::find_if(kFamilies.begin(), kFamilies.end(), [&](const FamilyRow& family) {
        return contains(normalized, family.family) && contains(low, family.variant)
            && contains(low, family.alsoVariant);
    });
    return row == kFamilies.end() ? kLlama2 : row->tokenizer;
}

}  // namespace inferometer
