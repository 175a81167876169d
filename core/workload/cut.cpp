// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/cut.h"

#include <algorithm>
#include <cstdlib>

namespace inferometer {

namespace {

Result<SaltBook> chooseSalts(const RunSpec& spec, const Counter& counter, std::uint64_t requests)
{
    const auto seed = static_cast<std::uint64_t>(spec.seed);
    const auto candidates = saltCandidates();
    SaltBook plain{{candidates.begin(), candidates.end()}, seed};
    if (!countsTexts(counter.method))
        return plain;
    Result<SaltWords> found = equalSaltWords(counter.count);
    if (!found)
        return found.error();
    SaltBook book{std::move(found.value().words), seed};
    return book.capacity() >= requests ? book : plain;
}

// Prompts differ by their salts, so a few of them are counted whole.
Result<std::int64_t> mostOff(const PromptText& prompt, const SaltBook& salts, const Counter& counter)
{
    std::int64_t most = 0;
    for (const std::uint64_t number : {std::uint64_t{1}, salts.capacity() / 2, salts.capacity() - 1}) {
        const Result<std::int64_t> counted = counter.count(prompt.salted(salts.text(number, number == 1)));
        if (!counted)
            return counted.error();
        most = std::max(most, std::abs(counted.value() - prompt.tokens));
    }
    return most;
}

// Of a counter that is exact.
Result<std::string> noteOf(const CutPrompts& made, const Counter& counter, std::int64_t wanted)
{
    const auto [least, most] = std::minmax_element(made.prompts.begin(), made.prompts.end(),
                                                   [](const auto& a, const auto& b) { return a.tokens < b.tokens; });
    const Result<std::int64_t> off = mostOff(made.prompts.front(), made.salts, counter);
    if (!off)
        return off.error();
    std::string note;
    if (least->tokens != wanted)
        note = " They hold " + std::to_string(least->tokens) + " to " + std::to_string(most->tokens)
            + " tokens: no cut of the text gives the exact number.";
    if (off.value() > 0)
        note += " The unique words at their start make prompts differ by " + std::to_string(off.value())
            + " tokens or so.";
    return note;
}

PromptOrder orderOf(const RunSpec& spec, const SaltBook& salts)
{
    const bool common = spec.prompts.promptReuse == PromptReuse::SharedPrefix;
    return {spec.prompts.numInputTokens, common ? spec.prompts.sharedPrefixPercent / 100 : 0, salts.text(0, false)};
}

}  // namespace

Result<std::vector<PromptTemplate>> templatesOf(const RunSpec& spec)
{
    Result<PromptFile> file = loadPromptFile(spec.prompts.promptsFile, spec.prompts.imageSize != ImageSize::Na);
    if (!file)
        return file.error();
    if (!spec.prompts.useMultiplePrompts)
        return std::vector<PromptTemplate>{file.value().defaultPrompt};
    if (file.value().multiple.empty()) {
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 has no multiple_prompts; add some or turn %2 off.")
                         .with(spec.prompts.promptsFile, Figure::setting("use-multiple-prompts")),
                     "prompts-file"};
    }
    return std::move(file).value().multiple;
}

Result<CutPrompts> cut(const RunSpec& spec, const std::vector<PromptTemplate>& from, const Counter& counter,
                       std::uint64_t requests)
{
    Result<SaltBook> salts = chooseSalts(spec, counter, requests);
    if (!salts)
        return salts.error();
    CutPrompts made{{}, {}, std::move(salts).value(), {}};
    const PromptOrder order = orderOf(spec, made.salts);
    for (const PromptTemplate& each : from) {
        Result<PromptText> prompt = buildPrompt(each, order, counter.count);
        if (!prompt)
            return prompt.error();
        made.prompts.push_back(std::move(prompt).value());
    }
    if (!countsTexts(counter.method))
        return made;
    Result<std::string> note = noteOf(made, counter, spec.prompts.numInputTokens);
    if (!note)
        return note.error();
    made.note = std::move(note).value();
    return made;
}

Result<CutPrompts> cutSized(const RunSpec& spec, const std::vector<PromptTemplate>& from, const Counter& counter,
                            std::uint64_t requests)
{
    Result<SaltBook> salts = chooseSalts(spec, counter, requests);
    if (!salts)
        return salts.error();
    CutPrompts made{{}, {}, std::move(salts).value(), {}};
    const PromptOrder order = orderOf(spec, made.salts);
    std::int64_t off = 0;
    for (const PromptTemplate& each : from) {
        Result<SizedPrompt> prompt = buildSizedPrompt(each, order, counter.count);
        if (!prompt)
            return prompt.error();
        off = std::max(off, prompt.value().off);
        made.sized.push_back(std::move(prompt).value().text);
    }
    made.note = " Prompts are cut between words, at the length nearest to the one drawn; tokens were counted at some "
                "lengths, and those between that were tried differ by "
        + std::to_string(off) + " at most.";
    return made;
}

}  // namespace inferometer
