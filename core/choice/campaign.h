// SPDX-License-Identifier: GPL-3.0-or-later
// A campaign: models x GPUs x engines as one plan, in an order, with what it will take; and which of it is done.
//
// The table is CSV: family,size and a column an engine that holds the model's name there; an empty cell: not with that
// engine. "qwen,14b,qwen2.5:14b,Qwen/Qwen2.5-14B-Instruct" under "family,size,ollama,vllm".
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/cloud/cloud.h"
#include "core/config/run_spec.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

struct CampaignModel
{
    std::string family;
    std::string size;     // "14b"
    NamedValues engines;  // the model's name by the engine, in the table's order
};

// The error names `origin` and the line.
Result<std::vector<CampaignModel>> parseCampaign(std::string_view csv, std::string_view origin);

// Where the GPUs of a model come from.
enum class CampaignGpus : std::uint8_t {
    Given,  // all that were given, for every model
    Seed    // of those given the two that Inference Arena scores highest for it
};
// Table: as they stand there. Priority: Inference Arena's (seedPriority()), the highest first.
enum class CampaignOrder : std::uint8_t { Table, Priority };

struct CampaignOptions
{
    CampaignGpus gpus = CampaignGpus::Given;
    CampaignOrder order = CampaignOrder::Table;
    std::size_t gpusOfAModel = 2;        // with CampaignGpus::Seed
    std::vector<std::string> engines{};  // only these; empty: all of the table
    bool withSeedPrices = false;         // where an offer tells no price, what Inference Arena takes for granted
};

struct CampaignRow
{
    std::string id;        // "qwen-14b-vllm-H200_SXM", each once
    std::string identity;  // what is measured, in a word: a row of another plan that has the same one is the same
    std::string family;
    std::string size;
    std::string engine;
    std::string model;  // as the engine calls it
    Offer offer;
    double priority = 0;  // Inference Arena's
    double minutes = 0;   // as Inference Arena estimates: of a whole benchmark with its start
    double usd = std::numeric_limits<double>::quiet_NaN();  // NaN: no price is known
};

// The error says what there is nothing of. `offers`: GPUs to run on; at most 10,000 rows come of it.
Result<std::vector<CampaignRow>> planCampaign(std::span<const CampaignModel> models, std::span<const Offer> offers,
                                              const CampaignOptions& options);

// What a plan takes, with 30 s between its rows.
struct CampaignSum
{
    std::size_t rows = 0;
    double minutes = 0;
    double usd = 0;            // of the rows whose price is known
    std::size_t unpriced = 0;  // the others
};
CampaignSum sumOf(std::span<const CampaignRow> rows);

// The plan to be read: a line a row, then the sum. No secret and nothing that steers a terminal is in it.
std::string planText(std::span<const CampaignRow> rows);

}  // namespace inferometer
