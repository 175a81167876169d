// SPDX-License-Identifier: GPL-3.0-or-later
// A site: a provider of machines with its settings, as a deployment file gives them. No secret is in it: a setting
// that ends in "-env" names the environment variable that holds one.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/run_spec.h"

#include <functional>
#include <string>
#include <string_view>

namespace inferometer {

struct SiteSpec
{
    std::string provider = "local";
    NamedValues settings{};  // by the keys of the provider's row
    bool operator==(const SiteSpec&) const = default;
};

// Of the site's settings; empty where it gives none.
std::string_view settingOf(const SiteSpec& site, std::string_view key);

// A secret by the name of its environment variable, from wherever it is kept. NotFound names it.
using SecretSource = std::function<Result<Secret>(std::string_view name)>;
// The environment of this program.
Result<Secret> environmentSecret(std::string_view name);

}  // namespace inferometer
