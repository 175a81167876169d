// SPDX-License-Identifier: GPL-3.0-or-later
// What a run needs that another machine has not: its files, and the values of its environment.
#pragma once

#include "core/config/run_spec.h"
#include "core/provision/far_files.h"

#include <string>
#include <vector>

namespace inferometer {

struct RunInputs
{
    RunSpec spec;                 // as it is for that machine: its files are those below `folder`
    std::vector<SentFile> files;  // to be sent to that folder
    NamedValues environment;      // what the spec names by ${NAME} and as its key: secrets
};

// The error names what is missing, and its setting. REQUIRES: asked.endpoint is empty. Blocks: reads a dataset whole,
// for the images that it names.
Result<RunInputs> runInputs(const RunSpec& asked, const std::string& folder, const std::stop_token& stop = {});

}  // namespace inferometer
