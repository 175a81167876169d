// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine of a site is reached through, for a person: "SSH", "Kubernetes".
#pragma once

#include "core/cloud/site.h"

#include <string_view>

namespace inferometer {

// As a name, of no language. Scripts go through it, and ports, whose load then has its delay.
std::string_view wayTo(const SiteSpec& site);

}  // namespace inferometer
