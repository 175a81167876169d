// SPDX-License-Identifier: GPL-3.0-or-later
// The scripts that ask Slurm, and what its commands say. Formats are those of sbatch(1), squeue(1), sinfo(1), 18.08 on.
//
// A script that lists says a line before and one after: what lacks one of them is no list.
#pragma once

#include "core/cloud/cloud.h"
#include "core/host/host.h"

#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What is asked of Slurm for each machine. Every text is one word, without blanks.
struct SlurmWish
{
    std::string partition{};
    std::string account{};
    std::string qos{};
    std::string gpuType{};  // empty: any
    int gpus = 1;           // of a node
    int nodes = 1;
    std::vector<std::string> options{};  // "--mem=64G"
    std::string workdir{};
};

// "--mem=64G --exclusive" as words; nullopt: one of them is no option that may be given. `wrong` says which.
std::optional<std::vector<std::string>> slurmOptions(std::string_view text, std::string& wrong);

// Submits the job that comes on standard input; says "ID" or "ID;CLUSTER".
std::string submitScript(const SlurmWish& slurm, const MachineWish& wish);
// The job: holds its node, and at its end ends the engines of the deployment that runs on it.
std::string holdingJob(const MachineWish& wish);
// The id in what submitScript() said; empty: there is none.
std::string submittedJob(std::string_view said);
// What a submission that failed left: `ran` is of submitScript(). Refused: InvalidInput, about the setting it names.
Error submitError(const Ran& ran, std::string_view host);

// The jobs of whoever logs in, and where the nodes of those that run are.
std::string jobsScript();
// Those of our names. `sshPort` is of the nodes. Protocol: it is no whole list.
Result<std::vector<SiteResource>> parseJobs(std::string_view said, int sshPort, std::string_view host);

// The partitions and their nodes.
std::string nodesScript();
struct SlurmNodes
{
    std::string partition;
    bool isDefault = false;
    Offer offer;  // without price and source
};
// One for each kind of node of a partition. Protocol: it is no whole list.
Result<std::vector<SlurmNodes>> parseNodes(std::string_view said, std::string_view host);

// "a100", 4 of "gpu:a100:4(S:0-1),nic:1"; several where a node has several types.
struct SlurmGpus
{
    std::string type{};
    int count = 0;
    bool operator==(const SlurmGpus&) const = default;
};
std::vector<SlurmGpus> parseGres(std::string_view gres);

// Cancels the job, if it still bears the name.
std::string cancelScript(const SiteResource& machine);

}  // namespace inferometer
