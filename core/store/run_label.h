// SPDX-License-Identifier: GPL-3.0-or-later
// What a person calls a run and notes of it. It stands in label.json beside the run's results and may change at any
// time; journal and result files never hold it, so they stay what was measured.
//
//   {"version": 1, "name": "...", "note": "..."}
#pragma once

#include "core/base/result.h"

#include <string>

namespace inferometer {

struct RunLabel
{
    std::string name;  // one line; empty: it is called by what it measured (run_name.h)
    std::string note;  // lines

    bool operator==(const RunLabel&) const = default;
};

inline constexpr std::size_t kLabelNameBytes = 200;
inline constexpr std::size_t kLabelNoteBytes = 20'000;

// The label in a run's folder. A file that is none of ours (no plain file, too large, another version, texts beyond the
// limits) is no label; what would steer a terminal is spelled out (visible_text.h).
RunLabel readRunLabel(const std::string& folder);

// The error says which text is too long to be kept.
Status checkRunLabel(const RunLabel& label);

// Replaces it; an empty one takes the file away. Line breaks in the name become blanks, blanks around it go. The error
// is that of checkRunLabel(), or names the file: it cannot be written, or a newer version wrote it.
Status writeRunLabel(const std::string& folder, const RunLabel& label);

}  // namespace inferometer
