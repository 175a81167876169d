// SPDX-License-Identifier: GPL-3.0-or-later
// The result files of a run in one archive.
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>

namespace inferometer::ui {

// Packs the files of a results folder, its journal left out, by their names alone (as the SambaNova kit's
// output_files.zip does; it holds the two JSONs, ours the CSV, the YAML and the answers too). Replaces `path` whole or
// not at all. Blocks; `stop` ends it with Errc::Cancelled. The error names the file.
Status writeResultZip(const std::string& folder, const std::string& path, const std::stop_token& stop = {});

}  // namespace inferometer::ui
