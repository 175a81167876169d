// SPDX-License-Identifier: GPL-3.0-or-later
// What Slurm's commands say, and what they might. The journey with Slurm itself is in tests/doubles/slurm_test.py.
#include "core/cloud/slurm.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace inferometer {
namespace {

std::string list(const std::string& lines) { return "inferometer-begin ada\n" + lines + "inferometer-end\n"; }

Result<std::vector<SiteResource>> jobs(const std::string& said) { return parseJobs(said, 2222, "login"); }

SiteResource only(const std::string& line)
{
    const Result<std::vector<SiteResource>> all = jobs(list(line + "\n"));
    EXPECT_TRUE(all && all.value().size() == 1) << line;
    return all && all.value().size() == 1 ? all.value()[0] : SiteResource{};
}

TEST(SlurmJobs, AreReadyWhereTheirNodeIs)
{
    const Result<std::vector<SiteResource>> all
        = jobs("Welcome to the cluster\n"
               + list("job 7|RUNNING|None|gpu7|inferometer-a\njob 8|PENDING|Resources|n/a|inferometer-b\n"
                      "job 9|RUNNING|None|gpu9|inferometer-c\njob 10|RUNNING|None|gpu9|theirs\n"
                      "node gpu7|10.0.0.7\nnode gpu7|10.0.0.7\n"));
    ASSERT_TRUE(all) << all.error().message;
    ASSERT_EQ(all.value().size(), 3U);
    const SiteResource& ready = all.value()[0];
    EXPECT_EQ(ready.id, "7");
    EXPECT_EQ(ready.name, "inferometer-a");
    EXPECT_TRUE(ready.isReady);
    EXPECT_EQ(ready.address, "10.0.0.7");
    EXPECT_EQ(ready.sshPort, 2222);
    EXPECT_EQ(ready.user, "ada");
    EXPECT_EQ(all.value()[1].state, "PENDING (Resources)");
    EXPECT_FALSE(all.value()[1].isReady);
    EXPECT_EQ(all.value()[1].trouble, "");
    EXPECT_EQ(all.value()[2].address, "gpu9") << "a node without an address is its name";
}

TEST(SlurmJobs, SayWhatBecameOfThem)
{
    EXPECT_EQ(only("job 1|TIMEOUT|TimeLimit|n1|inferometer-a").trouble, "its wall time is over");
    EXPECT_EQ(only("job 1|CANCELLED|None|n1|inferometer-a").trouble, "Slurm ended it");
    EXPECT_EQ(only("job 1|FAILED|NonZeroExitCode|n1|inferometer-a").trouble, "Slurm ended it (NonZeroExitCode)");
    EXPECT_TRUE(only("job 1|NODE_FAIL|None|n1|inferometer-a").isEnded);
    const SiteResource completing = only("job 1|COMPLETING|None|n1|inferometer-a");
    EXPECT_FALSE(completing.isEnded || completing.isReady) << "it still holds the node";
    const SiteResource never = only("job 1|PENDING|QOSMaxWallDurationPerJobLimit|n/a|inferometer-a");
    EXPECT_EQ(never.trouble, "it would wait for ever: QOSMaxWallDurationPerJobLimit");
    EXPECT_FALSE(never.isEnded);
    EXPECT_EQ(only("job 1|PENDING|launch failed requeued held|n/a|inferometer-a").trouble,
              "it would wait for ever: launch failed requeued held");
    EXPECT_EQ(only("job 1|SOMETHING_NEW|None|n1|inferometer-a").trouble, "");
}

TEST(SlurmJobs, AListIsWholeOrAnError)
{
    EXPECT_TRUE(jobs(list("")).value().empty());
    EXPECT_TRUE(jobs(list("\n\n")).value().empty());
    for (const std::string& said :
         {std::string{}, std::string{"inferometer-end\n"}, std::string{"inferometer-begin ada\n"},
          std::string{"inferometer-begin ada\njob 7|RUNNING|None|n1|inferometer-a\n"},
          std::string{"inferometer-begin \ninferometer-end\n"}, std::string{"inferometer-begin a b\ninferometer-end\n"},
          list("job 7|RUNNING|None|inferometer-a\n"), list("job |RUNNING|None|n1|inferometer-a\n"),
          list("job 7_1|RUNNING|None|n1|inferometer-a\n"), list("job -R|RUNNING|None|n1|inferometer-a\n"),
          list("job 99999999999999999999999|RUNNING|None|n1|inferometer-a\n")})
    {
        const Result<std::vector<SiteResource>> all = jobs(said);
        ASSERT_FALSE(all) << said;
        EXPECT_EQ(all.error().code, Errc::Protocol);
    }
}

TEST(SlurmJobs, NoHostileWordIsShownOrUsed)
{
    EXPECT_EQ(only("job 1|RUNNING|None|-oProxyCommand=x|inferometer-a").address, "");
    EXPECT_EQ(only("job 1|RUNNING|None|$(reboot)|inferometer-a").isReady, false);
    EXPECT_EQ(jobs(list("job 1|RUNNING|None|n1|inferometer-a\nnode n1|10.0.0.1;reboot\n")).value()[0].address, "");
    const SiteResource shown = only("job 1|\x1b[31m" + std::string(5000, 'x') + "|None|n1|inferometer-a");
    EXPECT_LT(shown.state.size(), 400U);
    EXPECT_EQ(shown.state.find('\x1b'), std::string::npos);
    EXPECT_TRUE(jobs(list("job 1|RUNNING|None|n1|inferometer-$(reboot)\n")).value().empty());
    EXPECT_TRUE(jobs(list(std::string(100'000, '|') + "\n" + std::string(100'000, '\n'))).value().empty());
}

TEST(SlurmNodesList, CountsNodesOfAKindTogether)
{
    const Result<std::vector<SlurmNodes>> all
        = parseNodes("inferometer-begin nodes\nrow main*|up|2:00:00|3|idle|64|512000|gpu:a100:4(S:0-1),nic:1\n"
                     "row main*|up|2:00:00|5|mixed~|64|512000|gpu:a100:4(S:0-1),nic:1\nrow "
                     "main*|up|2:00:00|1|down*|8|16000+|(null)\n"
                     "row old|down|infinite|2|idle|8|16000|gpu:2\nrow two|up|1:00|1|idle|8|16000|gpu:v100:1,gpu:l4:2\n"
                     "inferometer-end\n",
                     "login");
    ASSERT_TRUE(all) << all.error().message;
    std::vector<std::string> lines;
    for (const SlurmNodes& one : all.value())
        lines.push_back(one.partition + (one.isDefault ? "*" : "") + " " + std::to_string(one.offer.gpus) + " "
                        + one.offer.gpu + ": " + one.offer.availability);
    EXPECT_EQ(
        lines,
        (std::vector<std::string>{"main* 0 : none idle, 1 down of 1 node with 8 CPUs and 16 GB, up to 2:00:00",
                                  "main* 4 a100: 3 idle, 5 mixed of 8 nodes with 64 CPUs and 512 GB, up to 2:00:00",
                                  "old 2 GPU: not up, 2 idle of 2 nodes with 8 CPUs and 16 GB, up to infinite",
                                  "two 1 v100: 1 idle of 1 node with 8 CPUs and 16 GB, up to 1:00",
                                  "two 2 l4: 1 idle of 1 node with 8 CPUs and 16 GB, up to 1:00"}));
}

TEST(SlurmNodesList, IsWholeOrAnError)
{
    EXPECT_TRUE(parseNodes("inferometer-begin nodes\n\ninferometer-end\n", "login").value().empty());
    for (const std::string row : {"row main|up|1|3|idle|64|512000", "main|up|1|3|idle|64|5|(null)",
                                  "row main|up|1|many|idle|64|5|(null)", "row |||", "row "})
        EXPECT_FALSE(parseNodes("inferometer-begin nodes\n" + row + "\ninferometer-end\n", "login")) << row;
    EXPECT_FALSE(parseNodes("inferometer-begin nodes\nrow main|up|1|3|idle|64|5|(null)\n", "login"));
}

TEST(SlurmGres, IsReadWhateverItHolds)
{
    using Gpus = std::vector<SlurmGpus>;
    EXPECT_EQ(parseGres("gpu:a100:4(S:0,2-3),nic:1,gpu:2"), (Gpus{{"a100", 4}, {"", 2}}));
    EXPECT_EQ(parseGres("gpu:nvidia_a100_1g.5gb:7"), (Gpus{{"nvidia_a100_1g.5gb", 7}}));
    EXPECT_EQ(parseGres("gpu"), (Gpus{{"", 1}}));
    EXPECT_EQ(parseGres("gpu:tesla"), (Gpus{{"tesla", 1}}));
    for (const std::string_view none : {"", "(null)", "shard:4", "gpuish:4", "gpu:0", "gpu:-3", ",,,", "((((", "))))"})
        EXPECT_TRUE(parseGres(none).empty()) << none;
    EXPECT_EQ(parseGres("gpu:99999999999999"), (Gpus{{"", 1000}}));
    EXPECT_EQ(parseGres("gpu:" + std::string(100'000, '(') + ",gpu:2").size(), 1U);
}

Error failed(const std::string& words, int exit = 1) { return submitError({exit, "", words}, "login"); }

TEST(SlurmSubmission, ARefusalNamesItsSetting)
{
    const Error partition = failed("sbatch: error: invalid partition specified: x\n"
                                   "sbatch: error: Batch job submission failed: Invalid partition name specified\n");
    EXPECT_EQ(partition.code, Errc::InvalidInput);
    EXPECT_EQ(partition.field, "site/partition");
    EXPECT_EQ(partition.message,
              "Slurm on login refused the job: Invalid partition name specified; check site/partition.");
    const std::string start = "sbatch: error: Batch job submission failed: ";
    EXPECT_EQ(failed(start + "Invalid qos specification").field, "site/qos");
    EXPECT_EQ(failed(start + "Invalid account or account/partition combination specified").field, "site/account");
    EXPECT_EQ(failed(start + "Requested time limit is invalid (missing or exceeds some limit)").field, "limits/ttl");
    EXPECT_EQ(
        failed(start + "Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)").field,
        "site/qos");
    EXPECT_EQ(failed(start + "Requested node configuration is not available").field, "site/gpus");
    EXPECT_EQ(failed(start + "Something else").field, "site");
    EXPECT_EQ(failed("sh: 1: exec: sbatch: not found\n", 127).code, Errc::NotFound);
    EXPECT_EQ(failed("\x1b[2J").message.find('\x1b'), std::string::npos);
}

TEST(SlurmSubmission, WhatNobodyKnowsIsInDoubt)
{
    const std::string start = "sbatch: error: Batch job submission failed: ";
    for (const std::string words :
         {"Socket timed out on send/recv operation", "Unable to contact slurm controller (connect failure)",
          "Zero Bytes were transmitted or received", "Connection reset by peer"})
        EXPECT_TRUE(isDoubtful(failed(start + words))) << words;
    EXPECT_TRUE(isDoubtful(failed("", 0))) << "no number came";
    EXPECT_TRUE(isDoubtful(failed("", 128 + 9)));
    EXPECT_FALSE(isDoubtful(failed(start + "Invalid partition name specified")));
}

TEST(SlurmSubmission, ItsNumberIsReadAmongOtherWords)
{
    EXPECT_EQ(submittedJob("123\n"), "123");
    EXPECT_EQ(submittedJob("Your budget: 5 hours\n123;north\n"), "123");
    for (const std::string_view none : {"", "Submitted batch job 123\n", "12a\n", "-1\n", ";\n"})
        EXPECT_EQ(submittedJob(none), "") << none;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(SlurmSubmission, EverySettingIsAWord)
{
    const Result<SlurmWish> wish = slurmWish({"slurm",
                                              {{"partition", "gpu"},
                                               {"account", "lab_1"},
                                               {"qos", "high"},
                                               {"gpus", "a100:2"},
                                               {"nodes", "2"},
                                               {"options", "--mem=64G  --constraint=ib&(a|b) --exclusive"},
                                               {"workdir", "/home/ada's"}}});
    ASSERT_TRUE(wish) << wish.error().message;
    const std::string script = submitScript(wish.value(), {"inferometer-1", "", 61});
    EXPECT_EQ(script,
              "exec sbatch '--parsable' '--no-requeue' '--job-name=inferometer-1' '--time=2' '--nodes=2' "
              "'--output=/dev/null' '--partition=gpu' '--account=lab_1' '--qos=high' '--chdir=/home/ada'\\''s' "
              "'--gres=gpu:a100:2' '--mem=64G' '--constraint=ib&(a|b)' '--exclusive'\n");
    const std::string least = submitScript(slurmWish({"slurm", {{"gpus", "0"}}}).value(), {"inferometer-1", "", 3600});
    EXPECT_TRUE(contains(least, "'--time=60'"));
    EXPECT_FALSE(contains(least, "gres") || contains(least, "partition"));
}

TEST(SlurmEnd, IsOfTheJobThatBearsTheName)
{
    EXPECT_EQ(cancelScript({.name = "inferometer-1", .id = "7"}),
              "exec scancel --user=\"$(id -un)\" --name='inferometer-1' '7'\n");
}

TEST(SlurmSettings, WhatCannotBeIsRefused)
{
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"partition", "-x"},
                                                                                     {"account", "a b"},
                                                                                     {"qos", "$(x)"},
                                                                                     {"gpus", "many"},
                                                                                     {"gpus", "a:b:2"},
                                                                                     {"gpus", "-1"},
                                                                                     {"gpus", "65"},
                                                                                     {"nodes", "0"},
                                                                                     {"options", "--wrap=reboot"},
                                                                                     {"options", "--time=9"},
                                                                                     {"options", "--job-na=x"},
                                                                                     {"options", "-p x"},
                                                                                     {"options", "x.sh"},
                                                                                     {"options", "--array=1-9"},
                                                                                     {"options", "--requeue"},
                                                                                     {"workdir", "home"},
                                                                                     {"bin", "/a:/b"},
                                                                                     {"node-port", "0"},
                                                                                     {"price-per-hour", "nan"},
                                                                                     {"price-per-hour", "-1"},
                                                                                     {"jump", "host.example"},
                                                                                     {"host", "@"}})
    {
        const Result<std::unique_ptr<Cloud>> cloud = openSlurm({"slurm", {{key, value}}}, {});
        ASSERT_FALSE(cloud) << key << "=" << value;
        EXPECT_EQ(cloud.error().code, Errc::InvalidInput) << key;
        EXPECT_EQ(cloud.error().field, "site/" + key) << value;
    }
    EXPECT_TRUE(openSlurm({"slurm", {}}, {}));
}

TEST(SlurmWay, GoesThroughTheLoginNodeByTheSameKey)
{
    const auto cloud = openSlurm(
        {"slurm", {{"host", "ada@login:2200"}, {"jump", "gate"}, {"key-file", "/k"}, {"known-hosts", "/known"}}}, {});
    const std::optional<SshAsk> way = cloud.value()->way();
    ASSERT_TRUE(way);
    ASSERT_EQ(way->jumps.size(), 2U);
    EXPECT_EQ(way->jumps[0].text(), "gate");
    EXPECT_EQ(way->jumps[1].text(), "ada@login:2200");
    EXPECT_EQ(way->keyFile, "/k");
    EXPECT_EQ(way->knownHosts, "/known");
    const std::optional<SshAsk> here = openSlurm({"slurm", {}}, {}).value()->way();
    EXPECT_TRUE(here && here->jumps.empty());
}

}  // namespace
}  // namespace inferometer
