// SPDX-License-Identifier: GPL-3.0-or-later
// One journey from a site to an endpoint and back: each step can be made again, goes on from what it finds, and is kept
// on the disk, so that nothing depends on the program that began it.
//
// FOLDER/ledger.jsonl is the ledger of all deployments; FOLDER/NAME holds what is known of one: its endpoint, of a
// machine that was made for it the key that logs in there and how it was chosen, of an engine on this machine its log,
// of runs that other machines measure their notes.
#pragma once

#include "core/base/fd.h"
#include "core/cloud/provider.h"
#include "core/host/host.h"
#include "core/host/host_facts.h"
#include "core/provision/deployed_endpoint.h"
#include "core/provision/deployment_spec.h"
#include "core/provision/ledger.h"
#include "core/provision/left_run.h"
#include "core/provision/machine_choice.h"
#include "core/provision/site_machine.h"
#include "core/workload/readiness.h"

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What a machine of the site costs, by the site's own word.
struct DeploymentPrice
{
    Offer offer;
    double ttl = 0;                                          // s, after which it ends itself
    bool endsItself = true;                                  // and its bill
    double most = std::numeric_limits<double>::quiet_NaN();  // until then, in the offer's currency; NaN: not told
};

// What a deployment is worked at with.
struct DeploymentTools
{
    PlanProgress progress{};  // is told what is waited for, by the calling thread
    SiteAccess access{};
    // Whether a machine is to be made for that price; asked each time before one is made, by the calling thread. None:
    // nothing that is billed is made.
    std::function<bool(const DeploymentPrice& price)> agrees{};
    std::string resultsDir{};  // where the user's runs are, for choose(); empty: where they usually are
};

// "$0.44", "1.20 EUR", "an unknown price".
std::string moneyText(double amount, std::string_view currency);
// "g5.xlarge (1 x NVIDIA A10G, 24.0 GB each) in eu-west-1, spot: $0.44 an hour by ec2..., $0.88 at most in ...".
Sentence priceSentence(const DeploymentPrice& price);

class Deployment
{
public:
    // Makes FOLDER and FOLDER/NAME where there are none.
    static Result<Deployment> open(DeploymentSpec spec, const std::string& folder, DeploymentTools tools = {});

    // With the machine, once it was chosen.
    const DeploymentSpec& spec() const { return m_spec; }
    // Whether machines are made for it, and billed.
    bool makesMachines() const;
    // Where its runs on other machines are noted (left_run.h).
    std::string notes() const { return notesFolder(m_folder, m_spec.name); }
    // What its machine is reached through: "SSH".
    std::string way() const;
    // The machine that it measures on, by the file and the ledger. REQUIRES: spec().client, if it is the second one.
    RunMachine runMachine(bool isSecond) const;
    // Whether that was made, and is no more by the ledger.
    bool isMachineGone(const RunMachine& machine) const;
    // Whether the ledger knows of a machine of it.
    bool hasMachine() const;

    // Whose account it is at the site, or that none is needed. Blocks.
    Result<std::string> account(const std::stop_token& stop = {});
    // Which machine is taken where the file leaves it open: as create() chose, else as it would now, by the site's
    // offers and what the user's own runs measured (own_runs.h). Makes and writes nothing. Blocks. REQUIRES:
    // spec().choose.
    Result<MachineChoice> choose(const std::stop_token& stop = {});
    // What a machine would cost. Refused where that may be more than limits/budget. Blocks. REQUIRES: makesMachines().
    Result<DeploymentPrice> price(const std::stop_token& stop = {});
    // Makes the machine, or finds it so; at other sites there is nothing to make. What fails is ended. Refused while
    // something of it stands at another site than the file says. A machine that is to be chosen is written down first,
    // and so holds until destroy(); where the site refuses it and nothing is left, the next that fits is tried, as
    // often as the file allows. Blocks.
    Status create(const std::stop_token& stop = {});
    // Reaches the machine and returns what it is. Blocks.
    Result<std::string> connect(const std::stop_token& stop = {});
    // Makes the endpoint ready, its machine before it, or finds it so. Blocks: until the model is loaded and a first
    // token came. A start that fails leaves nothing that it began; one that is stopped leaves what the ledger says.
    Result<DeployedEndpoint> deploy(const std::stop_token& stop = {});
    // As deploy() last left it; nullopt: it never did, or it was destroyed.
    std::optional<DeployedEndpoint> endpoint() const;
    // The same as this program reaches it, as long as this object lives. Blocks.
    Result<DeployedEndpoint> reach(const std::stop_token& stop = {});
    // The machine, once it was reached; else null.
    std::shared_ptr<Host> host() const { return m_host; }
    // The machine that sends the load. REQUIRES: spec().client. Blocks.
    Result<std::shared_ptr<Host>> client(const std::stop_token& stop = {}) const;
    // Ends all that the ledger says is of this deployment, sees it absent twice, and forgets its endpoint. Nothing
    // there is no error; the error says what may still run. Blocks.
    Status destroy(const std::stop_token& stop = {});
    // Ends its engine alone, so that another one can be made ready on the same machine. Blocks.
    Status endEngines(const std::stop_token& stop = {});
    // Whether something of it may still run, by the ledger; so too where that cannot be read.
    bool mayRun() const;

private:
    Deployment(DeploymentSpec spec, std::string folder, Ledger ledger, DeploymentTools tools);

    struct Attempt
    {
        Status made;
        bool isRefused = false;  // by the site, which left nothing: another machine may be tried
    };

    Status lock();
    Status checkSite() const;
    Status destroyAt(const std::vector<Resource>& resources, const std::stop_token& stop);
    Status openSite();
    Result<std::shared_ptr<Host>> reachStanding(const SiteSpec& site, const std::stop_token& stop) const;
    Status reachHost(const std::stop_token& stop);
    Status reachMachine(const std::stop_token& stop);
    Result<std::unique_ptr<Host>> awaitLogin(const SiteResource& machine, const std::stop_token& stop);
    Result<std::unique_ptr<Host>> logIn(const SiteResource& machine, const std::stop_token& stop);
    Status arm(Host& host, const Resource& machine, const std::stop_token& stop) const;
    Result<std::vector<Resource>> ours() const;
    Result<bool> findMachineAtSite(const std::stop_token& stop);
    Result<bool> findMachine(const std::stop_token& stop);
    Status makeOne(const std::stop_token& stop);
    Attempt makeIt(const std::stop_token& stop);
    Status settle(MachineChoice choice);
    Status takeNext(const Error& refusal);
    DeploymentSpec asWritten() const;
    Result<bool> findEngine(const std::stop_token& stop);
    Status forget(const std::vector<Resource>& engines) const;
    Status endIfEngine(const Resource& resource, const std::stop_token& stop);
    Status endEngine(const Resource& resource, const std::stop_token& stop);
    Status clearThere(const std::stop_token& stop);
    Status endMachines(const std::vector<Resource>& resources, const std::stop_token& stop);
    void removeAccess() const;
    Result<DeployedEndpoint> start(const std::stop_token& stop);
    void addPrice(DeployedEndpoint& endpoint) const;
    MachineWork work() const { return {*m_cloud, m_ledger, m_tools.progress}; }
    std::string home() const { return m_folder + "/" + m_spec.name; }
    std::string homeThere() const;

    DeploymentSpec m_spec;
    SiteSpec m_writtenSite;  // as the file has it
    std::optional<MachineChoice> m_choice;
    std::string m_folder;
    Ledger m_ledger;
    DeploymentTools m_tools;
    std::unique_ptr<Cloud> m_cloud;
    std::shared_ptr<Host> m_host;
    HostFacts m_facts;               // of the host
    std::vector<PhaseTime> m_early;  // before the engine was started
    Fd m_lock;
};

// DATA/deployments.
Result<std::string> deploymentsFolder();

}  // namespace inferometer
