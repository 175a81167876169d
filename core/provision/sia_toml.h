// SPDX-License-Identifier: GPL-3.0-or-later
// The bench.toml of Sia Benchmark (heka-ai/sia-benchmark, July 2025) as a deployment and a run of ours.
//
// Read as there: texts are taken for numbers and flags ("4096"), an empty text is no value, [vllm] holds options of
// `vllm serve` by their names. Faults are told in its words with what to do behind them. Otherwise than there an
// unknown key is an error, gpu-memory-utilization may be a fraction, and what it asks for in plain text
// (benchmark.token, api_key, aws.access_key, aws.secret_key) may be left out: it is put aside here, and never part of
// what is kept.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/run_spec.h"
#include "core/provision/deployment_spec.h"
#include "core/provision/sia_run.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A credential that stood in the file.
struct PutAside
{
    std::string key;       // "benchmark.token"
    std::string variable;  // of the environment in which it belongs: "HF_TOKEN"
    Secret value;
};

struct ReadSia
{
    DeploymentSpec deployment;  // provider aws, recipe vllm
    RunSpec run;                // aimed at nothing yet
    SiaBench bench;
    std::vector<PutAside> secrets;
    std::vector<Sentence> notes;  // what a person should know of what was read
    std::vector<Error> errors;    // each names file and line; never a credential
};

// What Sia Benchmark says of a file without errors.
inline constexpr std::string_view kSiaIsValid = "Config validated successfully";

ReadSia parseSia(std::string_view text, std::string_view origin);
ReadSia readSiaFile(const std::string& path);

}  // namespace inferometer
