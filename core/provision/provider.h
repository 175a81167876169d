// SPDX-License-Identifier: GPL-3.0-or-later
// Where machines come from: a row each.
#pragma once

#include "core/provision/deployment_spec.h"
#include "core/provision/host.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace inferometer {

struct Provider
{
    std::string_view id;  // in a deployment file: "local"
    std::string_view label;
    // The machine of the site. Blocks.
    Result<std::unique_ptr<Host>> (*connect)(const SiteSpec& site);
};

std::span<const Provider> providers();
const Provider* findProvider(std::string_view id);
// "local, ...": for a sentence.
std::string providerNames();

}  // namespace inferometer
