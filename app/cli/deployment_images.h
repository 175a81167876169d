// SPDX-License-Identifier: GPL-3.0-or-later
// `deployment images`: what machines of a site are made of, and images of ours: built, copied, published, removed.
#pragma once

#include "app/cli/deployment_journey.h"

namespace CLI {
class App;
}

namespace inferometer::cli {

// The positional DO, --image, --regions, --accounts, --public. REQUIRES: the options outlive the parsing.
void addImageOptions(CLI::App& app, ImageOptions& options);

ExitCode takeImages(DeploymentSpec spec, const DeploymentOptions& options);

}  // namespace inferometer::cli
