// SPDX-License-Identifier: GPL-3.0-or-later
// The third of the three steps to a plan: prompts of the length asked, and the salts that tell them apart.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/workload/count.h"
#include "core/workload/prompt_builder.h"
#include "core/workload/prompt_file.h"
#include "core/workload/salt.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inferometer {

struct CutPrompts
{
    std::vector<PromptText> prompts;
    std::vector<SizedText> sized{};  // in their place where lengths are drawn
    SaltBook salts;                  // of equal token count where the counter can tell
    std::string note;                // how far lengths are off, as sentences behind the counter's; empty: not at all
};

// The texts that the spec names. Errors name the file, or the setting that it does not serve.
Result<std::vector<PromptTemplate>> templatesOf(const RunSpec& spec);

// `requests`: as many salts are needed. Blocks: while the counter asks the endpoint.
Result<CutPrompts> cut(const RunSpec& spec, const std::vector<PromptTemplate>& from, const Counter& counter,
                       std::uint64_t requests);

// The same with prompts of any length up to the spec's.
Result<CutPrompts> cutSized(const RunSpec& spec, const std::vector<PromptTemplate>& from, const Counter& counter,
                            std::uint64_t requests);

}  // namespace inferometer
