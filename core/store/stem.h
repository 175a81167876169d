// SPDX-License-Identifier: GPL-3.0-or-later
// Names of result files, as the SambaNova AI Starter Kit's benchmark makes them.
#pragma once

#include "core/store/run_header.h"

#include <string>
#include <string_view>

namespace inferometer {

// Every run of characters that are no letter, digit, "_" or "-" becomes one "-", and several "-" one. Letters of every
// script stay.
std::string sanitizedStem(std::string_view text);

// EVALUATION_INDEX_MODEL_IN_OUT_CONCURRENCY_stream_UUID, or with QPS_DISTRIBUTION in place of the concurrency where
// requests come by a schedule, sanitised, with _multimodal_SIZE behind the model where requests carry an image; of a
// dataset custom_MODEL_FILE_-CONCURRENCY_stream_UUID, with the stray sign that the kit's names have there. A long name
// of a model or a file is cut so that a file can have it.
std::string runStem(const RunHeader& header);

// Whether runStem() could have made it: it leads out of no folder, and a file can have it.
bool isStem(std::string_view text);

// One made of any text.
std::string stemOf(std::string_view text);

}  // namespace inferometer
