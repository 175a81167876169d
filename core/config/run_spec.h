// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks for: one run, as YAML, form or flags say it. Plain values; validateSpec() checks them.
#pragma once

#include "core/config/field.h"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace inferometer {

enum class PromptReuse : std::uint8_t { Unique, Shared, SharedPrefix };
enum class OutputLength : std::uint8_t { Exact, Cap };
enum class ImageSize : std::uint8_t { Na, Small, Medium, Large };

// Width and height in pixels, as those of the SambaNova AI Starter Kit's images; 0 without one.
int imageSide(ImageSize size);

using NamedValues = std::vector<std::pair<std::string, std::string>>;

struct RunSpec
{
    // Endpoint
    std::string endpoint;  // a name in endpoints.yaml; empty when the fields below say it all
    std::string llmApi = "openai-chat";
    std::string baseUrl = "http://127.0.0.1:8000";
    std::string modelNames;  // separated by spaces, one run each
    std::string apiKeyEnv;
    std::string apiKeyKeyring;  // item of the keyring; only a saved endpoint names one, no run file and no flag
    std::string proxy;
    std::string caFile;
    bool insecure = false;
    NamedValues headers;
    std::string extraBody;  // JSON object merged into every body

    // Load
    std::int64_t numInputTokens = 1000;
    std::int64_t numOutputTokens = 1000;
    std::int64_t numRequests = 10;
    std::int64_t numConcurrentRequests = 1;
    double timeout = 600;       // s; no new requests after it
    double requestTimeout = 0;  // s; 0: none
    double idleTimeout = 300;   // s without a byte; 0: none
    double gracePeriod = 30;    // s for requests in flight after Stop or the timeout
    std::int64_t warmupRequests = 0;
    double warmupSeconds = 0;
    double warmupShare = 0;  // % of the measured requests
    std::int64_t cooldownRequests = 0;
    double cooldownSeconds = 0;
    double cooldownShare = 0;  // % of the measured requests
    std::int64_t retry429 = 0;
    bool newConnections = false;  // a fresh connection for every request
    bool useDebuggingMode = false;
    std::int64_t workers = 0;  // load threads; 0: chosen from the streams and the cores

    // Prompts and answers
    std::int64_t seed = 0;  // 0: a new one for each run
    PromptReuse promptReuse = PromptReuse::Unique;
    double sharedPrefixPercent = 50;
    bool useMultiplePrompts = false;
    std::string promptsFile;  // empty: the built-in texts
    ImageSize imageSize = ImageSize::Na;
    OutputLength outputLength = OutputLength::Exact;
    std::string systemPrompt;
    std::string samplingParams;  // JSON object

    // Goodput: limits for a single request; s, 0: none
    double sloTtft = 0;
    double sloTpot = 0;
    double sloGap = 0;  // the longest between two chunks
    double sloE2e = 0;

    // Results
    std::string resultsDir = "results";
    bool saveLlmResponses = false;
    bool saveChunks = true;
    NamedValues metadata;
};

using RunField = FieldOf<RunSpec, PromptReuse, OutputLength, ImageSize>;

// Every scalar setting of a run, in the order of form and --help.
std::span<const RunField> runFields();

const RunField* findRunField(std::string_view key);

// The field as text in the C locale: what YAML and the command line hold.
std::string fieldText(const RunSpec& spec, const RunField& field);

// Sets a field from text; the error names the field, the range and the text. Checks the hard range.
Status setField(RunSpec& spec, const RunField& field, std::string_view text);

// Every rule on one spec that needs no network: hard ranges, JSON texts, URL, header names, the key's variable name.
// The first error in field order; all of them by validateAll().
Status validateSpec(const RunSpec& spec);
std::vector<Error> validateAll(const RunSpec& spec);

// The run as a command line that repeats it: only what differs from the defaults, shell-quoted.
std::string commandLine(const RunSpec& spec);

}  // namespace inferometer
