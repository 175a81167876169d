// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_list.h"
#include "core/store/run_recorder.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <filesystem>

namespace inferometer {
namespace {

using test::records;
using test::TempFolder;
using test::writeFile;

// A run in a folder of that name.
std::string madeIn(const TempFolder& folder, const char* name, bool ends = true)
{
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    EXPECT_TRUE(recorder);
    EXPECT_TRUE(recorder.value()->keep(records("ok 0 0 10 110 11")));
    const std::string made = recorder.value()->folder();
    if (ends) {
        EXPECT_TRUE(recorder.value()->finish(test::someFacts()));
    }
    std::filesystem::rename(made, folder / name);
    return folder / name;
}

std::vector<std::string> namesIn(const RunList& list)
{
    std::vector<std::string> names;
    for (const RunCard& card : list.cards)
        names.push_back(std::filesystem::path{card.folder}.filename());
    return names;
}

TEST(RunList, HoldsWhatEndedTheNewestFirst)
{
    const TempFolder folder;
    const auto now = std::filesystem::file_time_type::clock::now();
    for (const auto& [name, age] : {std::pair{"middle", 20}, std::pair{"oldest", 30}, std::pair{"newest", 10}})
        std::filesystem::last_write_time(madeIn(folder, name), now - std::chrono::minutes{age});
    madeIn(folder, "goes-on", false);
    const std::vector<std::string> all{"newest", "middle", "oldest"};
    EXPECT_EQ(namesIn(listRuns(folder.path())), all);
    const RunList two = listRuns(folder.path(), 2);
    EXPECT_EQ(namesIn(two), (std::vector<std::string>{"newest", "middle"}));
    EXPECT_EQ(two.left, 1U);
    // One of an older version has its journal only.
    std::filesystem::remove(folder / "middle/run.json");
    std::filesystem::last_write_time(folder / "middle", now - std::chrono::minutes{20});
    EXPECT_EQ(namesIn(listRuns(folder.path())), all);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(listRuns(folder.path(), kMostListed, stop.get_token()).cards.empty());
}

TEST(RunList, PassesOverWhatIsNoRun)
{
    const TempFolder folder;
    EXPECT_TRUE(listRuns(folder / "not-there").cards.empty());
    writeFile(folder / "file", "x");
    madeIn(folder, ".hidden");
    for (const char* name : {"empty", "torn", "deep"})
        std::filesystem::create_directory(folder / name);
    writeFile(folder / "torn/run.json", "{\"version\": 1, \"journal_bytes\": 5");
    writeFile(folder / "torn/journal", "nothing");
    writeFile(folder / "deep/run.json", std::string(100'000, '['));
    std::filesystem::create_directory_symlink(folder.path(), folder / "loop");
    madeIn(folder, "good");
    EXPECT_EQ(namesIn(listRuns(folder.path())), std::vector<std::string>{"good"});
    EXPECT_TRUE(listRuns(folder / "file").cards.empty());
}

}  // namespace
}  // namespace inferometer
