// SPDX-License-Identifier: GPL-3.0-or-later
// Scaleway Instances by their API (https://www.scaleway.com/en/developers/api/instance/), with its Block Storage API
// for the volumes, which are another product's.
//
// - A server is made stopped, given cloud-init with the key that may log in, and started. It is one part for us, with
//   its volume: a failure on the way leaves it in doubt. Its address is its own (dynamic) and goes with it.
// - The API ends nothing by itself, and a server has no key to end itself by. It powers off at the end of its time,
//   which its first boot step arms before all else: its work ends, but not its bill, for a server that is powered off
//   from within is in standby, "stopped in place", and paid in full. The ledger and this program are what ends it.
// - Terminating a server deletes its local volumes and leaves those of Block Storage, billed: they bear its name, which
//   they are given before it can be lost, are listed, and are ended once it is gone.
// - Prices are in euro, without volumes and address. The price of a server that is there is not told.
#pragma once

#include "core/cloud/provider.h"

#include <array>
#include <memory>

namespace inferometer {

inline constexpr std::array kScalewayKeys{
    SiteKey{"project", "the id of the project that pays", true},
    SiteKey{"type", "the commercial type, as offers list it: L4-1-24G", true},
    SiteKey{"zone", "where it stands", false, "fr-par-2"},
    SiteKey{"image", "a label of the marketplace or the id of an image, with cloud-init", false,
            "ubuntu_jammy_gpu_os_12"},
    SiteKey{"disk", "GB of its volume", false, "125"},
    kListLagKey,
    SiteKey{"secret-key-env", "the environment variable that holds the secret key", false, "SCW_SECRET_KEY"},
    SiteKey{"api-url", "where the API is", false, "https://api.scaleway.com"}};

// InvalidInput where a setting cannot be. Asks the site nothing.
Result<std::unique_ptr<Cloud>> openScaleway(const SiteSpec& site, const SiteAccess& access);

}  // namespace inferometer
