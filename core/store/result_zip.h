// SPDX-License-Identifier: GPL-3.0-or-later
// The result files of a run in one archive, and a run out of such an archive.
#pragma once

#include "core/base/result.h"
#include "core/store/finished_run.h"

#include <stop_token>
#include <string>

namespace inferometer {

// Packs the files of a results folder by their names alone (as the SambaNova kit's output_files.zip does, which holds
// the two JSONs; ours has the journal too, so that it opens again). Replaces `path` whole or not at all. Blocks; `stop`
// ends it with Errc::Cancelled. The error names the file.
Status writeResultZip(const std::string& folder, const std::string& path, const std::stop_token& stop = {});

// The run in an archive that writeResultZip() made, or in one of a run's whole folder. Only its journal, card and
// label are unpacked, under names of our own into a folder that is gone afterwards; an archive that holds or unpacks to
// far more than a result does is refused. Blocks. The error names the file and says what it is.
Result<FinishedRun> loadResultZip(const std::string& path, const std::stop_token& stop = {});

}  // namespace inferometer
