// SPDX-License-Identifier: GPL-3.0-or-later
// What this program made that may bill or go on running: told to the disk before it is made, so that nothing is
// forgotten, whenever the program ends. A file of lines, a JSON object each; what a line says of a resource replaces
// what was said of it before. It holds no secret.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/cloud/cloud.h"
#include "core/cloud/site.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Creating: asked for, and nobody knows yet whether it is there. Gone: seen absent twice.
enum class ResourceState : std::uint8_t { Creating, Standing, Destroying, Gone };

struct Resource
{
    std::string name;          // unique with its kind; what it is called and tagged at its site
    std::string deployment{};  // the name of the deployment that it is of
    SiteSpec site{};           // where it is
    ResourceKind kind = ResourceKind::Engine;
    ResourceState state = ResourceState::Creating;
    std::string id{};  // the site's own name of it; empty: it has told none
    double pricePerHour = std::numeric_limits<double>::quiet_NaN();  // NaN: not known
    std::string currency = "USD";                                    // of it, by ISO 4217
    Nanos created{0};                                                // since the Unix epoch
    Nanos deadline{0};                                               // when it ends itself
    Nanos said{0};                                                   // when the ledger's last line on it was written
};

inline bool isMachine(const Resource& resource) { return resource.kind == ResourceKind::Machine; }
std::string_view stateName(ResourceState state);

// What it has cost by `now`, in its currency: from its making until it was seen gone, or its own end where that was
// before; 0 where its price is not known.
double costBy(const Resource& resource, Nanos now);

// "inferometer-tiny-0198c2...": `deployment` as far as a name at every site may hold it, and what nobody else has.
std::string uniqueResourceName(std::string_view deployment);

// Whether uniqueResourceName() may have given it to that deployment.
bool bearsNameOf(std::string_view resource, std::string_view deployment);

class Ledger
{
public:
    // FOLDER/ledger.jsonl; the folder is made where there is none, for its owner alone.
    static Result<Ledger> open(const std::string& folder);

    // Returns once it is on the disk. Two programs may write at once. REQUIRES: no secret in it.
    Status write(const Resource& resource) const;
    // The same, in another state from now on.
    Status write(Resource resource, ResourceState state) const;

    struct Read
    {
        std::vector<Resource> resources;  // in the order in which they were first named, as they are now
        std::uint64_t unread = 0;         // lines that are none of ours
    };
    Result<Read> read() const;
    // Of lines that cannot be read: what they named is looked for by nobody. nullopt: there are none.
    std::optional<Error> unreadError(std::uint64_t lines) const;

    const std::string& path() const { return m_path; }

private:
    explicit Ledger(std::string path) : m_path{std::move(path)} {}

    std::string m_path;
};

}  // namespace inferometer
