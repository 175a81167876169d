// SPDX-License-Identifier: GPL-3.0-or-later
// The table of a run's settings: form, flags, YAML keys, tooltips and --help are made from it.
#include "core/api/dialect.h"
#include "core/config/field_text.h"
#include "core/config/run_spec.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace inferometer {

namespace {

constexpr std::array<std::string_view, 3> kReuse{"unique", "shared", "shared-prefix"};
constexpr std::array<std::string_view, 2> kLengths{"exact", "cap"};
constexpr std::array<std::string_view, 4> kImageSizes{"na", "small", "medium", "large"};

constexpr double kDay = 86400;

// Where a part of the settings stands.
constexpr std::tuple kParts{&RunSpec::target, &RunSpec::prompts, &RunSpec::arrivals, &RunSpec::limits,
                            &RunSpec::edges,  &RunSpec::slo,     &RunSpec::keep};

template <typename Part, typename Value>
constexpr Part RunSpec::*partOf(Value Part::* /*member*/)
{
    return std::get<Part RunSpec::*>(kParts);
}

// Where a row's value stands: at<&LimitSpec::timeout>.
template <auto Member>
constexpr const auto& at(const RunSpec& spec)
{
    return spec.*partOf(Member).*Member;
}

struct Head
{
    std::string_view key;
    std::string_view label;
    std::string_view unit;
    std::string_view group;
};

constexpr RunField row(const Head& head, RunField::Member member, std::string_view help)
{
    return {{head.key, head.label, head.unit, head.group, help, member, {}, {}, {}, FieldPlace::Main}};
}

struct Limits
{
    Range hard;
    Range suggested{};
};

constexpr RunField number(const Head& head, RunField::Member member, const Limits& limits, std::string_view help)
{
    RunField field = row(head, member, help);
    field.hard = limits.hard;
    field.suggested = limits.suggested;
    return field;
}

constexpr RunField choice(const Head& head, RunField::Member member, std::span<const std::string_view> choices,
                          std::string_view help)
{
    RunField field = row(head, member, help);
    field.choices = choices;
    return field;
}

constexpr RunField more(RunField field)
{
    field.place = FieldPlace::Advanced;
    return field;
}

constexpr RunField briefly(std::string_view label, RunField field)
{
    field.brief = label;
    return field;
}

constexpr std::string_view kEndpoint = "Endpoint";
constexpr std::string_view kLoad = "Load";
constexpr std::string_view kPrompts = "Prompts and answers";
constexpr std::string_view kGoodput = "Goodput";
constexpr std::string_view kResults = "Results";

constexpr std::array kEndpointFields{
    more(row({"endpoint", "Saved endpoint", "", kEndpoint}, &memberAt<RunSpec, &RunSpec::endpoint>,
             "Name of an entry in endpoints.yaml that gives URL, dialect, model and the rest of this group. On the "
             "command line the options of this group win over the entry.")),
    row({"model-names", "Model name", "", kEndpoint}, at<&TargetSpec::modelNames>,
        "The model as the endpoint calls it; several, separated by spaces, are measured one after the other, and one "
        "that holds some stands in quotes. Empty takes the only model that the endpoint lists."),
    choice({"llm-api", "API type", "", kEndpoint}, at<&TargetSpec::llmApi>, {},
           "The dialect that the endpoint speaks."),
    row({"base-url", "Base URL", "", kEndpoint}, at<&TargetSpec::baseUrl>,
        "http or https address of the endpoint, with or without the API's path."),
    row({"api-key-env", "API key variable", "", kEndpoint}, at<&TargetSpec::apiKeyEnv>,
        "Name of the environment variable that holds the key; never the key itself. Empty sends none."),
    more(row({"proxy", "Proxy", "", kEndpoint}, at<&TargetSpec::proxy>,
             "http address of a CONNECT proxy. Arrival times are then the proxy's writes. http_proxy and its like in "
             "the environment are ignored.")),
    more(row({"ca-file", "CA file", "", kEndpoint}, at<&TargetSpec::caFile>,
             "PEM file of the authority that signed the endpoint's certificate, when the system does not know it.")),
    more(row({"insecure", "Accept any certificate", "", kEndpoint}, at<&TargetSpec::insecure>,
             "Do not verify the endpoint's certificate: anyone on the way can read the key. For tests only.")),
    more(row(
        {"extra-body", "Extra body", "", kEndpoint}, at<&TargetSpec::extraBody>,
        "JSON object merged into every request body; null removes a key. What has a setting of its own is refused.")),
};

constexpr std::array kLoadFields{
    briefly("Input tokens",
            number({"num-input-tokens", "Number of input tokens", "tokens", kLoad}, at<&PromptSpec::numInputTokens>,
                   {{16, 1'000'000}, {50, 10'000}},
                   "Length of each prompt without chat template. Long prompts make the time to first token a measure "
                   "of prefill.")),
    briefly("Output tokens",
            number({"num-output-tokens", "Number of output tokens", "tokens", kLoad}, at<&PromptSpec::numOutputTokens>,
                   {{1, 1'000'000}, {50, 2'000}},
                   "Length asked of each answer. With very short answers the rates say little.")),
    briefly("Requests",
            number({"num-requests", "Number of total requests", "requests", kLoad}, at<&ArrivalSpec::numRequests>,
                   {{1, 100'000'000}, {1, 2'000}},
                   "Measured requests, warm-up not counted. A p99 needs several hundred.")),
    briefly("Concurrent",
            number({"num-concurrent-requests", "Number of concurrent requests", "streams", kLoad},
                   at<&ArrivalSpec::numConcurrentRequests>, {{1, 100'000}, {1, 2'000}},
                   "Streams held open; each sends its next request as soon as its last ended.")),
    number({"timeout", "Timeout", "s", kLoad}, at<&LimitSpec::timeout>, {{0.1, 30 * kDay}, {60, 1'800}},
           "After this no new request is sent; those in flight get the grace period."),
    briefly("Image size",
            choice({"multimodal-image-size", "Multimodal image size", "", kLoad}, at<&PromptSpec::imageSize>,
                   kImageSizes,
                   "Send a drawn PNG image with each prompt: small is 500 x 500 pixels, medium 1024 x "
                   "1024, large 2000 x 2000; na sends none. No two are the same, unless prompts are "
                   "shared. The model must take images.")),
    more(number({"wait-ready", "Wait until ready", "s", kLoad}, at<&LimitSpec::waitReady>, {{0, kDay}},
                "How long to wait, before the run, for an endpoint that does not answer yet or still loads its model; "
                "0 asks once.")),
    more(number({"request-timeout", "Request timeout", "s", kLoad}, at<&LimitSpec::requestTimeout>, {{0, 30 * kDay}},
                "Cuts a request that takes longer, from its sending to its end; 0 for none.")),
    more(number({"idle-timeout", "Idle timeout", "s", kLoad}, at<&LimitSpec::idleTimeout>, {{0, 30 * kDay}},
                "Cuts a request that received no byte for this long; 0 for none.")),
    more(number({"grace-period", "Grace period", "s", kLoad}, at<&LimitSpec::gracePeriod>, {{0, kDay}},
                "Time for requests in flight to end after Stop or the timeout; then they are cut and recorded as "
                "cancelled.")),
    more(number({"warmup-requests", "Warm-up requests", "requests", kLoad}, at<&EdgeSpec::warmupRequests>,
                {{0, 1'000'000}},
                "Sent first and kept out of every figure; their prompts are never those of measured requests.")),
    more(number({"warmup-seconds", "Warm-up time", "s", kLoad}, at<&EdgeSpec::warmupSeconds>, {{0, kDay}},
                "Requests of this first stretch are kept out of every figure; 0 for none.")),
    more(number({"warmup-share", "Warm-up share", "%", kLoad}, at<&EdgeSpec::warmupShare>, {{0, 45}},
                "The first part of the measured requests, kept out of every figure; 0 for none.")),
    more(number({"cooldown-requests", "Cool-down requests", "requests", kLoad}, at<&EdgeSpec::cooldownRequests>,
                {{0, 1'000'000}}, "So many of the last requests are kept out of every figure; rates end before them.")),
    more(number({"cooldown-seconds", "Cool-down time", "s", kLoad}, at<&EdgeSpec::cooldownSeconds>, {{0, kDay}},
                "Requests due in the load's last stretch of this length are kept out of every figure; 0 for none.")),
    more(number({"cooldown-share", "Cool-down share", "%", kLoad}, at<&EdgeSpec::cooldownShare>, {{0, 45}},
                "The last part of the measured requests, kept out of every figure; 0 for none.")),
    more(number({"retry-429", "Retries after 429", "", kLoad}, at<&LimitSpec::retry429>, {{0, 100}},
                "How often a rate-limited request is sent again after Retry-After; each is counted apart.")),
    more(row({"new-connections", "New connections", "", kLoad}, at<&ArrivalSpec::newConnections>,
             "Open a fresh connection for every request instead of reusing them.")),
    more(row({"use-debugging-mode", "Debugging mode", "", kLoad}, at<&PromptSpec::useDebuggingMode>,
             "Send the header ss-sn-options: accuracy_debug with every request, by which SambaNova's servers help to "
             "find out why answers are wrong; others ignore it. It may cost time: not for figures.")),
    more(number({"workers", "Load threads", "threads", kLoad}, at<&ArrivalSpec::workers>, {{0, 256}},
                "Threads that send and receive; 0 chooses from the streams and the cores.")),
};

constexpr std::array kPromptFields{
    more(number({"seed", "Seed", "", kPrompts}, &memberAt<RunSpec, &RunSpec::seed>, {{0, 9007199254740992.0}},
                "Seeds every random choice; 0 draws a new one for each run and records it. The same seed sends the "
                "same prompts, which the server may still have cached from the first time.")),
    more(choice({"prompt-reuse", "Prompt reuse", "", kPrompts}, at<&PromptSpec::promptReuse>, kReuse,
                "unique: no two prompts begin alike, so a prefix cache cannot help. shared: one prompt for all. "
                "shared-prefix: the first part is common.")),
    more(number({"shared-prefix-percent", "Shared prefix", "%", kPrompts}, at<&PromptSpec::sharedPrefixPercent>,
                {{1, 99}}, "With shared-prefix: the part of each prompt that is the same in all.")),
    more(row({"use-multiple-prompts", "Several prompts", "", kPrompts}, at<&PromptSpec::useMultiplePrompts>,
             "Draw each request's text from the list of prompts instead of using the default one.")),
    more(row({"prompts-file", "Prompts file", "", kPrompts}, at<&PromptSpec::promptsFile>,
             "YAML file with default_prompt and multiple_prompts; empty uses the built-in texts.")),
    more(choice({"output-length", "Output length", "", kPrompts}, at<&PromptSpec::outputLength>, kLengths,
                "exact: ask the server to go on past its end token until the number is reached, where it takes that. "
                "cap: the number is a limit.")),
    more(row({"system-prompt", "System prompt", "", kPrompts}, at<&PromptSpec::systemPrompt>,
             "Sent before each prompt and not part of its length; empty for none.")),
    more(row({"sampling-params", "Sampling parameters", "", kPrompts}, at<&PromptSpec::samplingParams>,
             "JSON object such as {\"temperature\": 0}, merged into every request body. What has a setting of its own "
             "is refused.")),
};

constexpr std::array kGoodputFields{
    more(number({"slo-ttft", "Limit of TTFT", "s", kGoodput}, at<&SloSpec::ttft>, {{0, kDay}},
                "Time to first token that a request must keep to count as good; 0 for no limit.")),
    more(number({"slo-tpot", "Limit of TPOT", "s", kGoodput}, at<&SloSpec::tpot>, {{0, kDay}},
                "Time per output token that a request must keep to count as good; 0 for no limit. A request too short "
                "to have one neither passes nor fails.")),
    more(number({"slo-gap", "Limit of the longest gap", "s", kGoodput}, at<&SloSpec::gap>, {{0, kDay}},
                "Longest time between two chunks that a request must keep to count as good; 0 for no limit.")),
    more(number({"slo-e2e", "Limit of E2E", "s", kGoodput}, at<&SloSpec::e2e>, {{0, kDay}},
                "End-to-end latency that a request must keep to count as good; 0 for no limit.")),
};

constexpr std::array kResultFields{
    more(row({"results-dir", "Results folder", "", kResults}, at<&KeepSpec::resultsDir>,
             "Folder under which each run gets a folder of its own. Empty takes inferometer/results in the user's data "
             "folder ($XDG_DATA_HOME or ~/.local/share).")),
    more(row({"save-llm-responses", "Save responses", "", kResults}, at<&KeepSpec::saveLlmResponses>,
             "Keep the text of every answer. Large runs need much disk.")),
    more(row({"save-chunks", "Save chunks", "", kResults}, at<&KeepSpec::saveChunks>,
             "Write the arrival of every chunk into the result file. The journal has them either way.")),
};

template <std::size_t... Sizes>
constexpr auto joined(const std::array<RunField, Sizes>&... parts)
{
    std::array<RunField, (Sizes + ...)> all{};
    std::size_t count = 0;
    const auto append = [&](const auto& part) {
        for (const RunField& field : part)
            all[count++] = field;
    };
    (append(parts), ...);
    return all;
}

constexpr auto kRunFields = joined(kEndpointFields, kLoadFields, kPromptFields, kGoodputFields, kResultFields);

// The dialects are api's table, which no constant expression reaches.
auto withDialects()
{
    static const std::vector<std::string_view> ids = [] {
        std::vector<std::string_view> all;
        for (const Dialect& dialect : dialects())
            all.push_back(dialect.id);
        return all;
    }();
    auto fields = kRunFields;
    std::find_if(fields.begin(), fields.end(), [](const RunField& field) { return field.key == "llm-api"; })->choices
        = ids;
    return fields;
}

constexpr std::array kEvaluations{
    EvaluationRow{Evaluation::Synthetic, "synthetic", "Synthetic", "prompts of a given length"},
};

}  // namespace

std::span<const EvaluationRow> evaluations() { return kEvaluations; }

std::string_view evaluationName(Evaluation evaluation)
{
    return std::find_if(kEvaluations.begin(), kEvaluations.end(),
                        [evaluation](const EvaluationRow& row) { return row.evaluation == evaluation; })
        ->id;
}

const EvaluationRow* findEvaluation(std::string_view id)
{
    const auto* const found = std::find_if(kEvaluations.begin(), kEvaluations.end(),
                                           [id](const EvaluationRow& row) { return row.id == id; });
    return found == kEvaluations.end() ? nullptr : found;
}

std::span<const RunField> runFields()
{
    static const auto fields = withDialects();
    return fields;
}

const RunField* findRunField(std::string_view key)
{
    const std::span<const RunField> fields = runFields();
    const auto found
        = std::find_if(fields.begin(), fields.end(), [key](const RunField& field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

std::string fieldText(const RunSpec& spec, const RunField& field) { return memberText(spec, field); }

Status setField(RunSpec& spec, const RunField& field, std::string_view text) { return setMember(spec, field, text); }

}  // namespace inferometer
