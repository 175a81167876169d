// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks for: one run, as YAML, form or flags say it. Plain values; validateSpec() checks them.
#pragma once

#include "core/config/field.h"
#include "core/config/rate_schedule.h"
#include "core/config/token_lengths.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace inferometer {

enum class PromptReuse : std::uint8_t { Unique, Shared, SharedPrefix };
enum class OutputLength : std::uint8_t { Exact, Cap };
enum class ImageSize : std::uint8_t { Na, Small, Medium, Large };
enum class DatasetOrder : std::uint8_t { File, Shuffled };

// The gaps between requests that come by a schedule; their mean is 1 / rate. Uniform: between 0 and twice the mean.
// Exponential: a Poisson process. Gamma: of shape ArrivalSpec::burstiness.
enum class GapShape : std::uint8_t { Constant, Uniform, Exponential, Gamma };

// Width and height in pixels, as those of the SambaNova AI Starter Kit's images; 0 without one.
int imageSide(ImageSize size);

using NamedValues = std::vector<std::pair<std::string, std::string>>;

// What a run measures by: one row a kind (evaluations()), the word behind `inferometer run` and behind `run:` in YAML.
// A chat is had with `inferometer chat`, its requests are what a person asks.
enum class Evaluation : std::uint8_t { Synthetic, RealWorkload, Custom, Chat };

struct RunSpec;

struct EvaluationRow
{
    Evaluation evaluation;
    std::string_view id;                           // "synthetic"
    std::string_view label;                        // of the page
    std::string_view help;                         // what its requests are, for --help
    bool openLoop = false;                         // requests come by a schedule, whether others have ended or not
    bool ofDataset = false;                        // they ask what a file holds, in its words and lengths
    std::string_view stem{};                       // what its result files begin with; empty: the id
    void (*setDefaults)(RunSpec& spec) = nullptr;  // where they differ from those of RunSpec
    bool byHand = false;                           // a person asks its requests: it has no plan to run

    std::string_view fileStem() const { return stem.empty() ? id : stem; }
};
std::span<const EvaluationRow> evaluations();
const EvaluationRow& evaluationRow(Evaluation evaluation);
std::string_view evaluationName(Evaluation evaluation);
const EvaluationRow* findEvaluation(std::string_view id);

// Whom to ask. A saved endpoint is one with a name (endpoints.h).
struct TargetSpec
{
    std::string llmApi = "openai-chat";
    std::string baseUrl{};     // empty: nobody gave one, see usualUrl()
    std::string modelNames{};  // separated by spaces, one run each
    std::string apiKeyEnv{};
    std::string apiKeyKeyring{};  // item of the keyring; only a saved endpoint names one, no run file and no flag
    std::string proxy{};
    std::string caFile{};
    bool insecure = false;
    NamedValues headers{};
    std::string extraBody{};  // JSON object merged into every body
    std::string tokenizer{};  // file or folder (tokenizer_folder.h); empty: none at hand
};

// Where no base URL is given, nor found in the environment (withVariables()): the address of the dialect's vendor, else
// that of a server on this computer.
std::string_view usualUrl(const TargetSpec& target);

// What a person mistypes in an http or https address, and what no file may repeat. The error never repeats the URL.
Status checkUrl(std::string_view key, std::string_view url);

// What is asked.
struct PromptSpec
{
    std::int64_t numInputTokens = 1000;
    std::int64_t numOutputTokens = 1000;
    LengthShape inputShape = LengthShape::Constant;
    double inputSpread = 0;  // tokens, as that of LengthDistribution
    LengthShape outputShape = LengthShape::Constant;
    double outputSpread = 0;
    std::string lengths;  // both of them, as parseLengths() reads them; then it says all
    PromptReuse promptReuse = PromptReuse::Unique;
    double sharedPrefixPercent = 50;
    bool useMultiplePrompts = false;
    std::string promptsFile;  // empty or built-in: ours; see resolvePrompts()
    ImageSize imageSize = ImageSize::Na;
    OutputLength outputLength = OutputLength::Exact;
    std::string systemPrompt;
    std::string samplingParams;  // JSON object
    bool useDebuggingMode = false;
    std::string inputFilePath;  // of a dataset (dataset.h)
    std::string datasetColumn;  // of CSV; empty: "prompt", or the only one
    DatasetOrder datasetOrder = DatasetOrder::File;
    std::string promptPrefix;    // in front of every prompt of a dataset
    bool sendHistory = true;     // a question goes with all that was said before it
    bool serverHistory = false;  // what was said before lies at the server: only for Dialect::keepsConversations
};

// How many requests, when, and over which connections.
struct ArrivalSpec
{
    std::int64_t numRequests = 10;  // 0: each row of a dataset once
    std::int64_t numConcurrentRequests = 1;
    double qps = 1;  // requests due a second
    GapShape gaps = GapShape::Constant;
    double burstiness = 1;         // shape of gamma gaps: 1 is a Poisson process, less is burstier
    std::string stages{};          // as parseStages() reads them; then they say rates and number
    std::int64_t maxInFlight = 0;  // requests that are due wait beyond it; 0: none does
    bool newConnections = false;   // a fresh connection for every request
    std::int64_t workers = 0;      // load threads; 0: chosen from the streams and the cores
};

// How long the run and each of its requests may take.
struct LimitSpec
{
    double timeout = 600;       // s; no new requests after it
    double requestTimeout = 0;  // s; 0: none
    double idleTimeout = 300;   // s without a byte; 0: none
    double gracePeriod = 30;    // s for requests in flight after Stop or the timeout
    std::int64_t retry429 = 0;
    double waitReady = 0;  // s, before the run, for an endpoint that still loads its model
};

// What is kept out of every figure at the run's beginning and end; shares are % of the measured requests.
struct EdgeSpec
{
    std::int64_t warmupRequests = 0;
    double warmupSeconds = 0;
    double warmupShare = 0;
    std::int64_t cooldownRequests = 0;
    double cooldownSeconds = 0;
    double cooldownShare = 0;
};

// Goodput's limits for a single request; s, 0: none.
struct SloSpec
{
    double ttft = 0;
    double tpot = 0;
    double gap = 0;  // the longest between two chunks
    double e2e = 0;
};

// What is kept of the run, and where.
struct KeepSpec
{
    std::string resultsDir;  // empty: the user's own (user_folders.h)
    bool saveLlmResponses = false;
    bool saveRawEvents = false;
    bool saveChunks = true;
    NamedValues metadata;
};

struct RunSpec
{
    Evaluation evaluation = Evaluation::Synthetic;
    std::string endpoint;   // a name in endpoints.yaml that gives the target; empty when `target` says it all
    std::int64_t seed = 0;  // of every draw of the run; 0: a new one for each run
    TargetSpec target;
    PromptSpec prompts;
    ArrivalSpec arrivals;
    LimitSpec limits;
    EdgeSpec edges;
    SloSpec slo;
    KeepSpec keep;
};

// Whether requests come by a schedule (EvaluationRow::openLoop).
bool isOpenLoop(const RunSpec& spec);
// Whether they ask what a file holds (EvaluationRow::ofDataset).
bool isOfDataset(const RunSpec& spec);

// The rates of a schedule, and the lengths of prompts and answers; the error is that of validateSpec().
Result<RateProfile> profileOf(const ArrivalSpec& arrivals);
Result<TokenLengths> lengthsOf(const RunSpec& spec);

// Requests due a second, on average over the stages; qps where those cannot be read.
double meanRateOf(const ArrivalSpec& arrivals);

// The mean lengths that are asked for, in whole tokens; what cannot be read counts for nothing.
struct MeanTokens
{
    std::int64_t input = 0;
    std::int64_t output = 0;
};
MeanTokens meanTokensOf(const RunSpec& spec);

// A spec of that evaluation as nobody changed it.
RunSpec defaultSpec(Evaluation evaluation);

// What is suggested where an evaluation differs from the row.
struct OwnRange
{
    Evaluation evaluation = Evaluation::Synthetic;
    Range suggested{};
};

// A row of the settings' table, and the evaluations that have the setting.
struct RunField : FieldOf<RunSpec, PromptReuse, OutputLength, ImageSize, GapShape, LengthShape, DatasetOrder>
{
    std::uint32_t evaluations = ~0U;  // bit 1 << Evaluation
    std::span<const OwnRange> ownRanges{};

    constexpr bool isOf(Evaluation evaluation) const
    {
        return (evaluations >> static_cast<unsigned>(evaluation) & 1U) != 0;
    }
    // The row as that evaluation has it.
    constexpr RunField of(Evaluation evaluation) const
    {
        RunField field = *this;
        for (const OwnRange& own : ownRanges)
            field.suggested = own.evaluation == evaluation ? own.suggested : field.suggested;
        return field;
    }
};

// Every scalar setting of a run, in the order of form and --help.
std::span<const RunField> runFields();

const RunField* findRunField(std::string_view key);

// Whether evaluations differ in the default of the field: what one of them has set is nothing to another then.
bool hasOwnDefault(const RunField& field, Evaluation evaluation);

// The field as text in the C locale: what YAML and the command line hold.
std::string fieldText(const RunSpec& spec, const RunField& field);

// Sets a field from text; the error names the field, the range and the text. Checks the hard range.
Status setField(RunSpec& spec, const RunField& field, std::string_view text);

// Every rule on one spec that needs no network: hard ranges, JSON texts, URL, header names, the key's variable name.
// The first error in field order; all of them by validateAll(). Rows of another evaluation than the spec's are passed
// over, here and by whatever else goes through the table.
Status validateSpec(const RunSpec& spec);
std::vector<Error> validateAll(const RunSpec& spec, std::span<const RunField> rows = runFields());

// The run as a command line that repeats it: only what differs from the defaults, shell-quoted.
std::string commandLine(const RunSpec& spec, std::span<const RunField> rows = runFields());

}  // namespace inferometer
