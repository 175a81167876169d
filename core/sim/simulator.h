// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated endpoint: thousands of streams with absolute timing, every dialect, faults on demand, and a truth
// log against which the instrument is checked.
#pragma once

#include "core/base/result.h"
#include "core/config/field.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

enum class DelayShape : std::uint8_t { Constant, Normal, Lognormal };
enum class UsageMode : std::uint8_t { None, Last, Each };

// The small members stand together, which leaves no gaps; the field table has the order for people.
struct SimSpec
{
    bool tls = false;
    bool prefixCache = false;
    bool roleChunk = true;
    DelayShape ttftShape = DelayShape::Constant;
    DelayShape itlShape = DelayShape::Constant;
    UsageMode usage = UsageMode::Last;
    std::int64_t port = 0;        // 0 picks one
    std::string certificateFile;  // with tls: where the made certificate is written
    std::string truthLog;
    std::string model = "simulated";
    std::int64_t seed = 1;
    double ttft = 0.2;               // s, from the request's arrival (after queueing)
    double ttftDeviation = 0;        // share of the mean
    double itl = 0.02;               // s
    double itlDeviation = 0;         // share of the mean
    double prefillPerToken = 0;      // s per uncached prompt token, added to TTFT
    std::int64_t imageTokens = 576;  // prompt tokens of an image; 576: the 24 x 24 patches of LLaVA 1.5
    std::int64_t maxBatch = 0;       // 0: no limit, no queue
    double batchSlowdown = 0;        // ITL grows by this share for each further request in the batch
    std::int64_t tokensPerChunk = 1;
    double reasoningShare = 0;      // of the output tokens, first
    std::int64_t outputTokens = 0;  // 0: what the request asks for
    // Faults, as probabilities per request
    double errorRate = 0;             // status errorStatus
    std::string errorStatus = "500";  // one or several, drawn evenly
    double rateLimitRate = 0;         // 429 with Retry-After
    double stallRate = 0;             // silent after some tokens
    double resetRate = 0;             // RST mid-stream
    double truncateRate = 0;          // closes mid-stream
    double malformedRate = 0;         // an event that is not JSON
    double streamErrorRate = 0;       // an error object inside the stream
    double emptyRate = 0;             // 200 without output
    double slowHeaderRate = 0;        // response headers one byte at a time
    double silentCloseRate = 0;       // a kept-alive connection is closed instead of answered
};

using SimField = FieldOf<SimSpec, DelayShape, UsageMode>;
std::span<const SimField> simFields();
const SimField* findSimField(std::string_view key);

// The field as text, and set from text; the error names the field, what is allowed and the text.
std::string simFieldText(const SimSpec& spec, const SimField& field);
Status setSimField(SimSpec& spec, const SimField& field, std::string_view text);

// The statuses that errorStatus lists; empty: it is no list of 400 to 599.
std::vector<int> errorStatuses(const SimSpec& spec);

// Hard ranges, and that the faults' probabilities add up to 1 at most. The first error in field order.
Status validateSimSpec(const SimSpec& spec);

class Simulator
{
public:
    // Listens on loopback and serves on a thread of its own.
    static Result<std::unique_ptr<Simulator>> start(const SimSpec& spec);
    virtual ~Simulator() = default;  // stops and joins; the truth log is whole

    // The same with a word about the truth log: the error says what is missing in it. Call once, and nothing after it
    // but requestsSeen().
    virtual Status stop() = 0;

    virtual std::uint16_t port() const = 0;
    virtual std::string url() const = 0;             // "http://127.0.0.1:PORT"
    virtual std::string certificatePem() const = 0;  // empty without TLS
    virtual std::uint64_t requestsSeen() const = 0;  // for an answer of the model, refused ones too
};

}  // namespace inferometer
