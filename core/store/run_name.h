// SPDX-License-Identifier: GPL-3.0-or-later
// What a run is called, everywhere: window, palette, terminal, Markdown.
#pragma once

#include "core/store/run_header.h"
#include "core/store/run_label.h"

#include <string>
#include <string_view>

namespace inferometer {

// "Llama-3.3-70B": the last part of a model's path, of one line and at most this long, dots in its middle.
inline constexpr std::size_t kShortModelLength = 48;  // characters
std::string shortModelName(std::string_view model);

// "127.0.0.1:8000": whom it asks, of one line; empty: the URL is none that can be asked, and may hold a password.
std::string placeOf(const TargetSpec& target);

// "64 streams": the shape of its load, in the words of its evaluation.
Sentence loadShape(const RunSpec& spec);

// "Llama-3.3-70B, 64 streams": a run that has not begun. Of several models the first and how many more; of none the
// endpoint; without that its load alone.
Sentence runName(const RunSpec& spec);

// "Llama-3.3-70B, 64 streams, 11:55", by the local clock at its start; or what a person called it.
Sentence runName(const RunHeader& header, const RunLabel& label = {});

}  // namespace inferometer
