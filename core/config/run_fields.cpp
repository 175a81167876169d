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
constexpr std::array<std::string_view, 2> kOrders{"file", "shuffled"};

constexpr std::array<std::string_view, 4> kGaps{"constant", "uniform", "exponential", "gamma"};
constexpr std::array<std::string_view, 4> kLengthShapes{"constant", "uniform", "normal", "lognormal"};

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

constexpr std::uint32_t bitOf(Evaluation evaluation) { return 1U << static_cast<unsigned>(evaluation); }

constexpr RunField onlyOf(Evaluation evaluation, RunField field)
{
    field.evaluations = bitOf(evaluation);
    return field;
}

constexpr RunField notOf(Evaluation evaluation, RunField field)
{
    field.evaluations &= ~bitOf(evaluation);
    return field;
}

// Where an evaluation suggests another range than the row.
constexpr RunField suggesting(std::span<const OwnRange> ranges, RunField field)
{
    field.ownRanges = ranges;
    return field;
}

constexpr RunField briefly(std::string_view label, RunField field)
{
    field.brief = label;
    return field;
}

constexpr RunField ofKind(TextKind kind, RunField field)
{
    field.kind = kind;
    return field;
}

// Other words that people look for it by.
constexpr RunField also(std::string_view words, RunField field)
{
    field.words = words;
    return field;
}

constexpr std::string_view kEndpoint = "Endpoint";
constexpr std::string_view kDataset = "Dataset";
constexpr std::string_view kLoad = "Load";
constexpr std::string_view kEdges = "Warm-up and cool-down";
constexpr std::string_view kLimits = "Limits and SLO";
constexpr std::string_view kPrompts = "Prompts and answers";
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
    also("server address host port",
         row({"base-url", "Base URL", "", kEndpoint}, at<&TargetSpec::baseUrl>,
             "http or https address of the endpoint, with or without the API's path. Where none is given, sncloud and "
             "sambastudio take that of SAMBANOVA_URL and SAMBASTUDIO_URL, and all others http://127.0.0.1:8000.")),
    also("token secret password authorization",
         row({"api-key-env", "API key variable", "", kEndpoint}, at<&TargetSpec::apiKeyEnv>,
             "Name of the environment variable that holds the key; never the key itself. Empty sends none.")),
    more(row({"proxy", "Proxy", "", kEndpoint}, at<&TargetSpec::proxy>,
             "http address of a CONNECT proxy. Arrival times are then the proxy's writes. http_proxy and its like in "
             "the environment are ignored.")),
    also("TLS certificate https PEM",
         more(ofKind(TextKind::File,
                     row({"ca-file", "CA file", "", kEndpoint}, at<&TargetSpec::caFile>,
                         "PEM file of the authority that signed the endpoint's certificate, when the system does not "
                         "know it.")))),
    also("TLS verify https",
         more(row({"insecure", "Accept any certificate", "", kEndpoint}, at<&TargetSpec::insecure>,
                  "Do not verify the endpoint's certificate: anyone on the way can read the key. For tests only."))),
    also("token count vocabulary BPE SentencePiece tokenizer.json Hugging Face",
         more(ofKind(TextKind::File,
                     row({"tokenizer", "Tokenizer", "", kEndpoint}, at<&TargetSpec::tokenizer>,
                         "A tokenizer.json of Hugging Face, a .model of SentencePiece, or a folder that holds one, or "
                         "one for each model by its name. It counts prompts instead of the endpoint (not in a chat) "
                         "and, once the run or a chat's answer is over, answers whose length the endpoint does not "
                         "tell; their text is kept for that.")))),
    also("JSON body",
         more(ofKind(TextKind::Lines,
                     row({"extra-body", "Extra body", "", kEndpoint}, at<&TargetSpec::extraBody>,
                         "JSON object merged into every request body; null removes a key. What has a setting of its "
                         "own is refused.")))),
};

constexpr std::array kDatasetFields{
    onlyOf(Evaluation::Custom,
           also("data set jsonl csv sharegpt prompts upload",
                briefly("File",
                        ofKind(TextKind::File,
                               row({"input-file-path", "Dataset file", "", kDataset}, at<&PromptSpec::inputFilePath>,
                                   "File of prompts: JSON lines of the SambaNova kit, of vLLM or of OpenAI messages, "
                                   "ShareGPT, AIPerf's inputs.json or CSV, told apart by what stands in it. Paths of "
                                   "images are relative to its folder."))))),
    onlyOf(
        Evaluation::Custom,
        briefly("Column",
                row({"dataset-column", "Column", "", kDataset}, at<&PromptSpec::datasetColumn>,
                    "Of a CSV file: the column that holds the prompts. Empty takes the one named prompt, or the only "
                    "one."))),
    onlyOf(Evaluation::Custom,
           also("shuffle random sequence",
                briefly("Order",
                        choice({"dataset-order", "Order of rows", "", kDataset}, at<&PromptSpec::datasetOrder>, kOrders,
                               "file: as they stand in the file. shuffled: in an order that the seed decides.")))),
    onlyOf(
        Evaluation::Custom,
        also("instructions assistant",
             more(row({"prompt-prefix", "Prompt prefix", "", kDataset}, at<&PromptSpec::promptPrefix>,
                      "Put in front of every prompt of the file, as the SambaNova kit did until June 2025 with \"You "
                      "are a helpful assistant that provides concise and helpful assistance on a variety of "
                      "subjects. Ask: \". Messages stay as they are.")))),
};

// As the SambaNova AI Starter Kit's page of custom prompts has them.
constexpr std::array kOwnLengths{OwnRange{Evaluation::Custom, {1, 2'048}}, OwnRange{Evaluation::Chat, {50, 2'048}}};
constexpr std::array kOwnRequests{OwnRange{Evaluation::Custom, {}}};
constexpr std::array kOwnStreams{OwnRange{Evaluation::Custom, {1, 100}}};

constexpr std::array kLoadFields{
    notOf(Evaluation::Custom,
          also("prompt length context size",
               briefly("Input tokens",
                       number({"num-input-tokens", "Number of input tokens", "tokens", kLoad},
                              at<&PromptSpec::numInputTokens>, {{kShortestInput, kLongestTokens}, {50, 10'000}},
                              "Length of each prompt without chat template. Long prompts make the time to first token "
                              "a measure of prefill.")))),
    suggesting(
        kOwnLengths,
        also("answer length max_tokens size",
             briefly(
                 "Output tokens",
                 number({"num-output-tokens", "Number of output tokens", "tokens", kLoad},
                        at<&PromptSpec::numOutputTokens>, {{kShortestOutput, kLongestTokens}, {50, 2'000}},
                        "Length asked of each answer, unless a dataset gives its own; in a chat, the most tokens that "
                        "an answer may have. With very short answers the rates say little.")))),
    suggesting(
        kOwnRequests,
        also("count samples prompts",
             briefly("Requests",
                     number({"num-requests", "Number of total requests", "requests", kLoad},
                            at<&ArrivalSpec::numRequests>, {{0, 100'000'000}, {1, 2'000}},
                            "Measured requests, warm-up not counted. A p99 needs several hundred. Of a dataset: 0 asks "
                            "each row once, and more than it has begins again.")))),
    notOf(
        Evaluation::RealWorkload,
        suggesting(kOwnStreams,
                   also("streams users parallel clients batch",
                        briefly("Concurrent",
                                number({"num-concurrent-requests", "Number of concurrent requests", "streams", kLoad},
                                       at<&ArrivalSpec::numConcurrentRequests>, {{1, 100'000}, {1, 2'000}},
                                       "Streams held open; each sends its next request as soon as its last ended."))))),
    onlyOf(
        Evaluation::RealWorkload,
        also("rate rps request-rate arrivals open loop",
             number({"qps", "Queries per second", "/s", kLoad}, at<&ArrivalSpec::qps>, {{0.001, kMostRate}, {0.5, 10}},
                    "Requests that are due a second, whether others have ended or not."))),
    onlyOf(Evaluation::RealWorkload,
           also("arrivals process poisson",
                briefly("Distribution",
                        choice({"qps-distribution", "QPS distribution", "", kLoad}, at<&ArrivalSpec::gaps>, kGaps,
                               "How long from one request to the next, 1/qps on average: constant; uniform between 0 "
                               "and twice that; exponential, a Poisson process; gamma, as burstiness says.")))),
    onlyOf(Evaluation::RealWorkload,
           also("gamma shape arrival smoothness",
                more(number(
                    {"burstiness", "Burstiness", "", kLoad}, at<&ArrivalSpec::burstiness>, {{0.01, 1000}, {0.1, 10}},
                    "With gamma: the shape of the gaps, as vLLM means it. 1 is a Poisson process; less comes in "
                    "bursts, more is steadier.")))),
    onlyOf(Evaluation::RealWorkload,
           also("ramp schedule multi-stage duration step",
                more(row({"stages", "Stages", "", kLoad}, at<&ArrivalSpec::stages>,
                         "Rates and times in turn, in place of qps and num-requests, such as 10:30s,20:60s; 5-50:2m is "
                         "a ramp, 0:10s a pause. The run sends what is due in that time, warm-up included.")))),
    onlyOf(Evaluation::RealWorkload,
           also("cap concurrency limit",
                more(number({"max-in-flight", "Most in flight", "requests", kLoad}, at<&ArrivalSpec::maxInFlight>,
                            {{0, 100'000}},
                            "Requests that are due wait while so many are in flight; 0 lets none wait. Latencies from "
                            "the schedule show the wait, those from sending do not.")))),
    also("duration run time",
         number({"timeout", "Timeout", "s", kLoad}, at<&LimitSpec::timeout>, {{0.1, 30 * kDay}, {60, 1'800}},
                "After this no new request is sent; those in flight get the grace period.")),
    notOf(Evaluation::Custom,
          briefly("Image size",
                  choice({"multimodal-image-size", "Multimodal image size", "", kLoad}, at<&PromptSpec::imageSize>,
                         kImageSizes,
                         "Send a drawn PNG image with each prompt: small is 500 x 500 pixels, medium 1024 x "
                         "1024, large 2000 x 2000; na sends none. No two are the same, unless prompts are "
                         "shared. The model must take images."))),
    also("keep-alive TCP reuse",
         more(row({"new-connections", "New connections", "", kLoad}, at<&ArrivalSpec::newConnections>,
                  "Open a fresh connection for every request instead of reusing them."))),
    more(row({"use-debugging-mode", "Debugging mode", "", kLoad}, at<&PromptSpec::useDebuggingMode>,
             "Send the header ss-sn-options: accuracy_debug with every request, by which SambaNova's servers help to "
             "find out why answers are wrong; others ignore it. It may cost time: not for figures.")),
    more(number({"workers", "Load threads", "threads", kLoad}, at<&ArrivalSpec::workers>, {{0, 256}},
                "Threads that send and receive; 0 chooses from the streams and the cores.")),
};

constexpr std::array kEdgeFields{
    also("discard ramp",
         more(number({"warmup-requests", "Warm-up requests", "requests", kEdges}, at<&EdgeSpec::warmupRequests>,
                     {{0, 1'000'000}},
                     "Sent first and kept out of every figure; their prompts are never those of measured requests."))),
    more(number({"warmup-seconds", "Warm-up time", "s", kEdges}, at<&EdgeSpec::warmupSeconds>, {{0, kDay}},
                "Requests of this first stretch are kept out of every figure; 0 for none.")),
    more(number({"warmup-share", "Warm-up share", "%", kEdges}, at<&EdgeSpec::warmupShare>, {{0, 45}},
                "The first part of the measured requests, kept out of every figure; 0 for none.")),
    more(number({"cooldown-requests", "Cool-down requests", "requests", kEdges}, at<&EdgeSpec::cooldownRequests>,
                {{0, 1'000'000}}, "So many of the last requests are kept out of every figure; rates end before them.")),
    more(number({"cooldown-seconds", "Cool-down time", "s", kEdges}, at<&EdgeSpec::cooldownSeconds>, {{0, kDay}},
                "Requests due in the load's last stretch of this length are kept out of every figure; 0 for none.")),
    more(number({"cooldown-share", "Cool-down share", "%", kEdges}, at<&EdgeSpec::cooldownShare>, {{0, 45}},
                "The last part of the measured requests, kept out of every figure; 0 for none.")),
};

constexpr std::array kLimitFields{
    more(number({"wait-ready", "Wait until ready", "s", kLimits}, at<&LimitSpec::waitReady>, {{0, kDay}},
                "How long to wait, before the run, for an endpoint that does not answer yet or still loads its model; "
                "0 asks once.")),
    also("cut slow",
         more(number({"request-timeout", "Request timeout", "s", kLimits}, at<&LimitSpec::requestTimeout>,
                     {{0, 30 * kDay}}, "Cuts a request that takes longer, from its sending to its end; 0 for none."))),
    also("stall hang",
         more(number({"idle-timeout", "Idle timeout", "s", kLimits}, at<&LimitSpec::idleTimeout>, {{0, 30 * kDay}},
                     "Cuts a request that received no byte for this long; 0 for none."))),
    more(number({"grace-period", "Grace period", "s", kLimits}, at<&LimitSpec::gracePeriod>, {{0, kDay}},
                "Time for requests in flight to end after Stop or the timeout; then they are cut and recorded as "
                "cancelled.")),
    also("rate limit",
         more(number({"retry-429", "Retries after 429", "", kLimits}, at<&LimitSpec::retry429>, {{0, 100}},
                     "How often a rate-limited request is sent again after Retry-After; each is counted apart."))),
    also("goodput objective target threshold sla",
         more(number({"slo-ttft", "Limit of TTFT", "s", kLimits}, at<&SloSpec::ttft>, {{0, kDay}},
                     "Time to first token that a request must keep to count as good; 0 for no limit."))),
    also("goodput objective target threshold sla",
         more(number(
             {"slo-tpot", "Limit of TPOT", "s", kLimits}, at<&SloSpec::tpot>, {{0, kDay}},
             "Time per output token that a request must keep to count as good; 0 for no limit. A request too short "
             "to have one neither passes nor fails."))),
    also("goodput objective target threshold sla",
         more(number({"slo-gap", "Limit of the longest gap", "s", kLimits}, at<&SloSpec::gap>, {{0, kDay}},
                     "Longest time between two chunks that a request must keep to count as good; 0 for no limit."))),
    also("goodput objective target threshold sla",
         more(number({"slo-e2e", "Limit of E2E", "s", kLimits}, at<&SloSpec::e2e>, {{0, kDay}},
                     "End-to-end latency that a request must keep to count as good; 0 for no limit."))),
};

constexpr std::array kPromptFields{
    also(
        "random reproduce",
        more(number({"seed", "Seed", "", kPrompts}, &memberAt<RunSpec, &RunSpec::seed>, {{0, 9007199254740992.0}},
                    "Seeds every random choice; 0 draws a new one for each run and records it. The same seed sends the "
                    "same prompts, which the server may still have cached from the first time."))),
    notOf(Evaluation::Custom,
          also("cache",
               more(choice({"prompt-reuse", "Prompt reuse", "", kPrompts}, at<&PromptSpec::promptReuse>, kReuse,
                           "unique: no two prompts begin alike, so a prefix cache cannot help. shared: one prompt for "
                           "all. shared-prefix: the first part is common.")))),
    onlyOf(Evaluation::RealWorkload,
           also("prompt length distribution ISL",
                more(choice({"input-shape", "Input lengths", "", kPrompts}, at<&PromptSpec::inputShape>, kLengthShapes,
                            "How the lengths of prompts are drawn, with the number of input tokens as their mean.")))),
    onlyOf(Evaluation::RealWorkload,
           more(number({"input-spread", "Spread of input lengths", "tokens", kPrompts}, at<&PromptSpec::inputSpread>,
                       {{0, kLongestTokens}},
                       "Standard deviation of normal and lognormal lengths; of uniform ones, how far they go to either "
                       "side of the mean."))),
    onlyOf(
        Evaluation::RealWorkload,
        also("answer length distribution OSL",
             more(choice({"output-shape", "Output lengths", "", kPrompts}, at<&PromptSpec::outputShape>, kLengthShapes,
                         "How the lengths of answers are drawn, with the number of output tokens as their mean.")))),
    onlyOf(Evaluation::RealWorkload,
           more(number({"output-spread", "Spread of output lengths", "tokens", kPrompts}, at<&PromptSpec::outputSpread>,
                       {{0, kLongestTokens}}, "As the spread of input lengths, of answers."))),
    onlyOf(Evaluation::RealWorkload,
           also("ISL OSL distribution scenario",
                more(row({"lengths", "Lengths, in short", "", kPrompts}, at<&PromptSpec::lengths>,
                         "Lengths of prompts and answers in place of the settings above: N(480,240)/(300,150) is "
                         "normal with mean and deviation, U(50,100)/(200,250) uniform from the one to the other, L "
                         "lognormal, D(480)/(300) constant.")))),
    notOf(Evaluation::Custom,
          more(number({"shared-prefix-percent", "Shared prefix", "%", kPrompts}, at<&PromptSpec::sharedPrefixPercent>,
                      {{1, 99}}, "With shared-prefix: the part of each prompt that is the same in all."))),
    notOf(Evaluation::Custom,
          more(row({"use-multiple-prompts", "Several prompts", "", kPrompts}, at<&PromptSpec::useMultiplePrompts>,
                   "Draw each request's text from the list of prompts instead of using the default one."))),
    notOf(Evaluation::Custom,
          more(ofKind(TextKind::File,
                      row({"prompts-file", "Prompts file", "", kPrompts}, at<&PromptSpec::promptsFile>,
                          "YAML file with default_prompt and multiple_prompts. Empty uses your own, those of the "
                          "workbench's Prompts page (inferometer/prompts.yaml in the user's data folder), and the "
                          "built-in ones where there are none or an image is sent; built-in takes those in any "
                          "case.")))),
    more(choice({"output-length", "Output length", "", kPrompts}, at<&PromptSpec::outputLength>, kLengths,
                "exact: ask the server to go on past its end token until the number is reached, where it takes that. "
                "cap: the number is a limit.")),
    also("instructions role",
         more(ofKind(TextKind::Lines,
                     row({"system-prompt", "System prompt", "", kPrompts}, at<&PromptSpec::systemPrompt>,
                         "Sent before each prompt and not part of its length; empty for none.")))),
    onlyOf(
        Evaluation::Chat,
        also("history context multi-turn",
             briefly("Send history",
                     row({"send-history", "Send the conversation", "", kPrompts}, at<&PromptSpec::sendHistory>,
                         "Send with each question all that was said before it. Without, each question is sent alone, "
                         "as the SambaNova kit does.")))),
    onlyOf(Evaluation::Chat,
           also("previous_response_id store stateful",
                more(row({"server-history", "Server keeps history", "", kPrompts}, at<&PromptSpec::serverHistory>,
                         "Let the server keep what was said (store and previous_response_id) instead of sending it "
                         "again. Only OpenAI's Responses API has that.")))),
    also("temperature top_p JSON",
         more(ofKind(TextKind::Lines,
                     row({"sampling-params", "Sampling parameters", "", kPrompts}, at<&PromptSpec::samplingParams>,
                         "JSON object such as {\"temperature\": 0}, merged into every request body. What has a setting "
                         "of its own is refused.")))),
};

constexpr std::array kResultFields{
    more(ofKind(
        TextKind::Folder,
        row({"results-dir", "Results folder", "", kResults}, at<&KeepSpec::resultsDir>,
            "Folder under which each run gets a folder of its own. Empty takes inferometer/results in the user's data "
            "folder ($XDG_DATA_HOME or ~/.local/share)."))),
    more(row({"save-llm-responses", "Save responses", "", kResults}, at<&KeepSpec::saveLlmResponses>,
             "Keep the prompt and the text of every answer. Large runs need much disk.")),
    more(row({"save-raw-events", "Save raw events", "", kResults}, at<&KeepSpec::saveRawEvents>,
             "Keep the bytes of every answer as they arrived, each read with its time: 1 MiB of an answer and 512 MiB "
             "of a run at most. Costs time, memory and much disk: for looking into requests, not for figures at high "
             "load.")),
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

// What a person who asks by hand has of the settings of a load, beside those of the endpoint.
constexpr std::array<std::string_view, 12> kByHand{
    "num-output-tokens", "use-debugging-mode", "wait-ready",  "request-timeout",    "idle-timeout",    "retry-429",
    "system-prompt",     "sampling-params",    "results-dir", "save-llm-responses", "save-raw-events", "save-chunks"};

constexpr bool isByHand(const RunField& field)
{
    return field.group == kEndpoint || std::find(kByHand.begin(), kByHand.end(), field.key) != kByHand.end();
}

constexpr auto withChat(auto fields)
{
    for (RunField& field : fields)
        if (field.evaluations != bitOf(Evaluation::Chat) && !isByHand(field))
            field = notOf(Evaluation::Chat, field);
    return fields;
}

constexpr auto kRunFields = withChat(
    joined(kEndpointFields, kDatasetFields, kLoadFields, kEdgeFields, kLimitFields, kPromptFields, kResultFields));

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

}  // namespace

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
