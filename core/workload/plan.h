// SPDX-License-Identifier: GPL-3.0-or-later
// A run made ready: names resolved, prompts built, limits known. Everything slow happens here, before the clock starts.
#pragma once

#include "core/api/dialect.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/run_spec.h"
#include "core/http/address.h"
#include "core/http/tls.h"
#include "core/workload/image.h"
#include "core/workload/prompt_builder.h"
#include "core/workload/salt.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// Immutable once made; shared by the run's threads.
struct Plan
{
    RunSpec spec;
    std::string runId;  // UUIDv7
    const Dialect* dialect = nullptr;
    std::vector<Secret> secrets;           // never to be told, should the endpoint repeat them
    Url url;                               // of the request itself, path included
    std::vector<SocketAddress> addresses;  // resolved; of the proxy when there is one
    Nanos dnsTime{0};
    std::vector<PromptText> prompts;
    SaltBook salts;                    // words of equal token count; a salt is kSaltWords of them and a space each
    std::vector<BodyTemplate> bodies;  // of each prompt, escaped and whole but for the salt between prefix and suffix,
                                       // and the image, if any, between suffix and tail
    ImageBook images;                  // empty: requests carry none
    CountMethod countMethod = CountMethod::Estimate;
    std::string countNote;            // how the count was reached, one sentence
    std::string outputNote;           // why answers are only capped although exact was asked; empty: they are not
    Secret head;                      // request head up to the headers that vary (x-request-id, Content-Length)
    std::string proxyHead;            // the whole CONNECT request; empty: no proxy
    std::shared_ptr<TlsContext> tls;  // null: plain
    std::string tlsName;              // host name for SNI and verification; empty without TLS
    std::uint64_t requests = 0;       // warm-up included
    std::uint64_t warmup = 0;
    bool exactOutput = false;  // ignore_eos / min_tokens is sent

    // Takes the prompts and the body they stand in, and escapes them once. Also how tests make a plan by hand: a plan
    // without salts sends its text as it is.
    void setPrompts(std::vector<PromptText> texts, const BodyTemplate& body);

    // The body of request `sequence`, appended to `out`. Deterministic in seed and sequence; warm-up requests never
    // use the text or the image of a measured one. Returns the index of the prompt used.
    std::uint32_t appendBody(std::uint64_t sequence, std::string& out) const;
    // Which salt and image the request has, among those of its kind: its place, or the one that all share.
    std::uint64_t numberOf(std::uint64_t sequence) const;
    // Warm-up by time is numbered behind the plan's requests.
    bool isWarmup(std::uint64_t sequence) const { return sequence < warmup || sequence >= requests; }
};

// Progress for a person: "Looking for the endpoint's tokenizer".
using PlanProgress = std::function<void(const Sentence&)>;

// One spec for each word of model-names, in their order; the spec itself when there is none.
std::vector<RunSpec> perModel(const RunSpec& spec);

// Resolves, reads the key, probes, asks for one short answer as the load will and builds. A seed of 0 is replaced by a
// new one. REQUIRES: the endpoint that the spec names is resolved (see resolveEndpoint). Errors name the field or host.
// Blocks: for network calls, until stop. The spec names one model at most (see perModel); in the plan's spec it is the
// one that was chosen. `key`: see accessOf().
Result<std::shared_ptr<const Plan>> makePlan(const RunSpec& spec, const PlanProgress& progress, std::stop_token stop,
                                             const Secret& key = {});

}  // namespace inferometer
