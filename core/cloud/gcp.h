// SPDX-License-Identifier: GPL-3.0-or-later
// Google Compute Engine by its API (https://cloud.google.com/compute/docs/reference/rest/v1), as a service account.
//
// - An instance is one part for us, with its disk, which goes with it. Its end is armed at its birth and ends its bill:
//   Google deletes it after maxRunDuration. An instance that is TERMINATED has only stopped: its disk is still billed.
// - An order is accepted by HTTP 200 and may fail all the same, in its operation: that is waited for, and read by GET,
//   which may be repeated. It bears a requestId made of the machine's name, so that Google carries it out once.
// - No rule of the firewall is made. They are the network's and hold for all of the project, and one that lets our
//   address in takes nothing away from those that are there: the default network lets anybody reach SSH, where a key
//   alone lets in. A network with rules of its own is chosen by `network`, and by `tags` what they hold for.
// - The API tells no prices: without the setting `price` they are not known. The machine gets no service account.
#pragma once

#include "core/cloud/provider.h"

#include <array>
#include <memory>

namespace inferometer {

inline constexpr std::array kGcpKeys{
    SiteKey{"zone", "where it stands, such as europe-west4-a", true},
    SiteKey{"type", "the machine type, as offers list it: g2-standard-8", true},
    SiteKey{"gpu", "the accelerator for a type that carries none (N1), such as nvidia-tesla-t4"},
    SiteKey{"gpus", "how many of gpu", false, "1"},
    SiteKey{"spot", "true: take spare capacity, cheaper, which Google may take back at any time", false, "false"},
    SiteKey{"price", "what it costs in USD an hour, which the API does not tell; a budget needs it"},
    SiteKey{"project", "the project that pays; not given: the key's own"},
    SiteKey{"image", "the image of the disk, by its name or the newest of a family", false,
            "projects/deeplearning-platform-release/global/images/family/common-cu129-ubuntu-2204-nvidia-580"},
    SiteKey{"disk", "GB of its disk", false, "100"},
    SiteKey{"disk-type", "the type of its disk; the newest machine types want hyperdisk-balanced", false,
            "pd-balanced"},
    SiteKey{"network", "the network, whose firewall must let SSH in", false, "default"},
    SiteKey{"subnet", "the subnet of the zone's region; not given: the network's own"},
    SiteKey{"tags", "network tags, which rules of the firewall go by"},
    SiteKey{"address", "which address of the machine is used: public or private", false, "public"},
    SiteKey{"user", "who logs in, and is made for it", false, "inferometer"},
    kListLagKey,
    SiteKey{"key-file", "the key file (JSON) of a service account, used instead of the environment"},
    SiteKey{"key-env", "the environment variable that holds the path of that file, or what is in it", false,
            "GOOGLE_APPLICATION_CREDENTIALS"},
    SiteKey{"api-url", "where the API is", false, "https://compute.googleapis.com"}};

// InvalidInput where a setting cannot be. Asks the site nothing.
Result<std::unique_ptr<Cloud>> openGcp(const SiteSpec& site, const SiteAccess& access);

}  // namespace inferometer
