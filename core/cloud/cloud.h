// SPDX-License-Identifier: GPL-3.0-or-later
// A site where machines are made and billed: the little that differs between providers. What guards a user from paying
// for what was forgotten (the ledger, doubtful answers, absence seen twice) is in core/provision, the same for all.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/host/host.h"
#include "core/host/ssh_login.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What a deployment may leave at a site, each billed or in the way once forgotten.
// In the order in which they are ended.
enum class ResourceKind : std::uint8_t { Engine, Machine, Volume, Address, KeyPair, SecurityGroup, Image, Snapshot };
// "machine", "key pair": for a ledger and a person.
std::string_view kindName(ResourceKind kind);
// Whether it is to outlive the deployment that it was made by: an image, and the snapshots that hold it and bill.
constexpr bool outlivesDeployment(ResourceKind kind) { return kind >= ResourceKind::Image; }

// One kind of machine that a site offers.
struct Offer
{
    std::string machine;  // the site's word for it: "g5.xlarge", "NVIDIA L4"
    std::string gpu;      // "NVIDIA A10G"; empty: none, or not told
    int gpus = 0;
    double gpuMemory = 0;  // GB of each; 0: not told
    std::string region;
    bool isSpot = false;
    double pricePerHour = std::numeric_limits<double>::quiet_NaN();  // for the whole machine; NaN: not told
    std::string currency = "USD";                                    // of the price, by ISO 4217
    std::string availability;                                        // the site's word; empty: not told
    Nanos asOf{0};                                                   // when the site said so, since the Unix epoch
    std::string source;                                              // "api.runpod.io", "file"
};

// What a machine by a site's settings is made of in one region.
struct SiteImage
{
    std::string region;
    std::string id{};       // the site's own; empty: there is none
    std::string name{};     // as its maker calls it
    std::string created{};  // as the site writes times
    std::string trouble{};  // why there is none, or why that is not known
    std::string state{};    // of one of ours, the site's own word
    bool isReady = false;   // of one of ours: machines can be made of it
};

// What the setting `image` of a site says where the newest image of ours is meant.
inline constexpr std::string_view kOwnImage = "own";

// Who else may make machines of an image.
struct ImageReaders
{
    std::vector<std::string> accounts{};  // as the site numbers them
    bool isPublic = false;                // everybody
};

// A machine to be made, and what belongs to it.
struct MachineWish
{
    std::string name;       // of all its parts: unique, "inferometer-" first, a label at every site
    std::string publicKey;  // who may log in, a line as OpenSSH writes it
    double ttl = 0;         // s; the machine ends itself then (endsItself(), armScript()), armed before anything else
};

// Something at the site that bears a name of ours.
struct SiteResource
{
    ResourceKind kind = ResourceKind::Machine;
    std::string name{};     // as MachineWish gave it
    std::string id{};       // the site's own
    std::string state{};    // the site's own word
    bool isReady = false;   // of a machine: it runs and has an address; of an image: machines can be made of it
    bool isEnded = false;   // still listed, but for ever at its end: "terminated"
    std::string trouble{};  // of a machine that will never be ready: why, as the site says
    std::string address{};
    int sshPort = 22;
    std::string user{};                                              // who logs in there
    double pricePerHour = std::numeric_limits<double>::quiet_NaN();  // USD, NaN: not told
};

// Images that are made at a site, of machines. They bear names of ours as all that is made, and list() and end() of the
// site know them and their snapshots. As Cloud, which it belongs to.
class ImageShelf
{
public:
    ImageShelf() = default;
    virtual ~ImageShelf() = default;
    ImageShelf(const ImageShelf&) = delete;
    ImageShelf& operator=(const ImageShelf&) = delete;

    // The regions that the account may use.
    virtual Result<std::vector<std::string>> regions(const std::stop_token& stop = {}) = 0;
    // All of ours in each of these, the newest first; a region that cannot be asked says why.
    virtual Result<std::vector<SiteImage>> own(const std::stop_token& stop = {}) = 0;
    // Begins one of a machine that runs, and goes on running, and returns its id. Never tries a second time.
    virtual Result<std::string> make(const std::string& name, const std::string& machine,
                                     const std::stop_token& stop = {})
        = 0;
    // The same of an image of another region, into the site's own.
    virtual Result<std::string> copy(const std::string& name, const SiteImage& source, const std::stop_token& stop = {})
        = 0;
    // Lets them make machines of it, besides those that may, and sees that they may.
    virtual Status share(const std::string& id, const ImageReaders& readers, const std::stop_token& stop = {}) = 0;
};

// One thread at a time. Each call blocks, and asks the site anew.
//
// Errors say what a create left: InvalidInput, Auth, NotFound, RateLimited and Unsupported are a refusal, after which
// nothing was made; Network, Timeout, Protocol and Cancelled leave it in doubt (isDoubtful).
class Cloud
{
public:
    Cloud() = default;
    virtual ~Cloud() = default;
    Cloud(const Cloud&) = delete;
    Cloud& operator=(const Cloud&) = delete;

    // Whose credentials these are, for a person: "AWS account 123456789012, arn:aws:iam::...". Makes nothing.
    virtual Result<std::string> account(const std::stop_token& stop = {}) = 0;
    // What the site's settings ask for, with its price now.
    virtual Result<Offer> asked(const std::stop_token& stop = {}) = 0;
    // Every machine with an accelerator that it offers now.
    virtual Result<std::vector<Offer>> offers(const std::stop_token& stop = {}) = 0;

    // What the settings' image is in each region that the account may use: the newest that they find. Unsupported: the
    // site has no such list.
    virtual Result<std::vector<SiteImage>> images(const std::stop_token& stop = {});
    // Where images of ours are made; null: the site makes none.
    virtual ImageShelf* imageShelf() { return nullptr; }

    // What is made for a machine, in this order; ended in the other.
    virtual std::span<const ResourceKind> parts() const = 0;
    // Makes one part and returns its id. `made` is what was made for the same wish before it. Never tries a second
    // time.
    virtual Result<std::string> make(ResourceKind part, const MachineWish& wish, std::span<const SiteResource> made,
                                     const std::stop_token& stop = {})
        = 0;
    // All of ours that the site knows, of every deployment and of kinds that it makes by itself (volumes) too; whole or
    // an error, never a part, but for images (imagesUnlisted()).
    virtual Result<std::vector<SiteResource>> list(const std::stop_token& stop = {}) = 0;
    // Why the last list() holds no images, nor their snapshots: the key may not list them, and may end machines all the
    // same. nullopt: it holds them.
    virtual std::optional<Error> imagesUnlisted() const { return std::nullopt; }
    // Asks the site to end it. What is no more is no error; success is no proof. REQUIRES: it came from list().
    virtual Status end(const SiteResource& resource, const std::stop_token& stop = {}) = 0;
    // A way to a machine that is ready, where that is not SSH to its address; null: it is.
    virtual Result<std::unique_ptr<Host>> reach(const SiteResource& machine, const std::stop_token& stop = {});
    // A script that makes a machine end itself in `ttl` s, to be run there before anything else: where a site can arm
    // that only once the machine is up. Empty: it was armed at its birth.
    virtual std::string armScript(double /*ttl*/) const { return {}; }
    // Whether a machine's own end ends its bill too.
    virtual bool endsItself() const { return true; }
    // Where its machines are behind others, and let in whoever the site knows: the jumps, the key and the known hosts
    // of the jumps (`knownHosts`); `place` is open. nullopt: they are reached straight, by the wish's key.
    virtual std::optional<SshAsk> way() const { return std::nullopt; }
    // How long after a create the site may not list yet what was made, s.
    virtual double listLag() const { return 30; }
};

// Whether something may have been made although `error` came back.
bool isDoubtful(const Error& error);

// Whether the name is one of ours, as MachineWish gives them.
bool isOurName(std::string_view name);

}  // namespace inferometer
