// SPDX-License-Identifier: GPL-3.0-or-later
// The table of evaluations: a row is a page, a command and a word of YAML.
#include "core/config/run_spec.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

// As the SambaNova AI Starter Kit's page has them.
void setCustomDefaults(RunSpec& spec)
{
    constexpr std::int64_t kMaxOutputTokens = 256;
    spec.prompts.numOutputTokens = kMaxOutputTokens;
    spec.arrivals.numRequests = 0;
}

// It ends when a person ends it, and every word is kept.
void setChatDefaults(RunSpec& spec)
{
    constexpr std::int64_t kMaxTokensToGenerate = 256;  // as the SambaNova AI Starter Kit's page
    spec.prompts.numOutputTokens = kMaxTokensToGenerate;
    spec.prompts.outputLength = OutputLength::Cap;
    spec.arrivals.numRequests = 0;
    spec.arrivals.workers = 1;
    spec.limits.timeout = 0;
    spec.keep.saveLlmResponses = true;
}

constexpr std::array kEvaluations{
    EvaluationRow{Evaluation::Synthetic, "synthetic", "Synthetic", "prompts of a given length"},
    EvaluationRow{Evaluation::RealWorkload, "real-workload", "Real workload",
                  "the same by a schedule of so many a second, whether others have ended or not", true, false,
                  "realworkload"},
    EvaluationRow{
        Evaluation::Custom, "custom", "Custom dataset", "the prompts of a file", false, true, {}, setCustomDefaults},
    EvaluationRow{Evaluation::Chat, "chat", "Chat", "what a person asks", false, false, {}, setChatDefaults, true},
};

}  // namespace

std::span<const EvaluationRow> evaluations() { return kEvaluations; }

const EvaluationRow& evaluationRow(Evaluation evaluation)
{
    return *std::find_if(kEvaluations.begin(), kEvaluations.end(),
                         [evaluation](const EvaluationRow& row) { return row.evaluation == evaluation; });
}

std::string_view evaluationName(Evaluation evaluation) { return evaluationRow(evaluation).id; }

bool isOpenLoop(const RunSpec& spec) { return evaluationRow(spec.evaluation).openLoop; }

bool isOfDataset(const RunSpec& spec) { return evaluationRow(spec.evaluation).ofDataset; }

RunSpec defaultSpec(Evaluation evaluation)
{
    RunSpec spec;
    spec.evaluation = evaluation;
    if (const auto set = evaluationRow(evaluation).setDefaults)
        set(spec);
    return spec;
}

bool hasOwnDefault(const RunField& field, Evaluation evaluation)
{
    return field.isOf(evaluation) && fieldText(defaultSpec(evaluation), field) != fieldText(RunSpec{}, field);
}

const EvaluationRow* findEvaluation(std::string_view id)
{
    const auto* const found = std::find_if(kEvaluations.begin(), kEvaluations.end(),
                                           [id](const EvaluationRow& row) { return row.id == id; });
    return found == kEvaluations.end() ? nullptr : found;
}

}  // namespace inferometer
