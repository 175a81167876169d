// SPDX-License-Identifier: GPL-3.0-or-later
// From a dataset to the source of a run: read and checked before a word to the endpoint, then counted.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/workload/count.h"
#include "core/workload/dataset_source.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/token_counter.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace inferometer {

// The dataset that the spec names, whose rows the dialect takes. The error names file, row and rule. Blocks: reads the
// disk, until stop.
Result<std::shared_ptr<const Dataset>> datasetOf(const RunSpec& spec, const Dialect& dialect,
                                                 const std::stop_token& stop);

// How many requests a run over it measures: what the spec says, or each row once.
std::int64_t requestsOver(const Dataset& dataset, const RunSpec& spec);

// What a person must know of the rows to understand the figures: how many, in which order, how often each.
std::string datasetNote(const Dataset& dataset, const RunSpec& spec);

struct CountedRows
{
    CountMethod method = CountMethod::Estimate;
    std::vector<std::int32_t> tokens;                               // of each row, its prompt prefix included
    std::string note;                                               // how they are known
    double countedMore = std::numeric_limits<double>::quiet_NaN();  // see Asked
};

// By estimate alone, without a word to the endpoint.
CountedRows estimatedRows(const Dataset& dataset, const RunSpec& spec);

// By a tokenizer that is given, or the endpoint's: each row, or with many rows some, by which the estimates of all are
// corrected; else by
// the prompt_tokens of two probes; else estimated. A question of middling length is asked in any case, and one with an
// image where rows have some, so what the endpoint refuses is an error here. Probes begin like no row. Blocks: on the
// network, until stop.
Result<CountedRows> countRows(const Dataset& dataset, const RunSpec& spec, const Asking& by);

}  // namespace inferometer
