// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_reader.h"

#include "tests/support/file_size_limit.h"
#include "tests/support/records.h"
#include "tests/support/temp_folder.h"
#include <fcntl.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace inferometer {
namespace {

using test::TempFolder;
using test::writeFile;

const std::vector<std::pair<JournalKind, std::string>> kEntries{{JournalKind::Header, "{\"head\": 1}"},
                                                                {JournalKind::Block, std::string(40, 'b')},
                                                                {JournalKind::Block, "second"},
                                                                {JournalKind::Facts, "{}"},
                                                                {JournalKind::End, ""}};

std::unique_ptr<JournalWriter> written(const std::string& path, std::size_t entries)
{
    auto writer = JournalWriter::create(path);
    EXPECT_TRUE(writer);
    for (std::size_t i = 0; i < entries; ++i)
        EXPECT_TRUE(writer.value()->append(kEntries[i].first, kEntries[i].second));
    return std::move(writer).value();
}

// The entries that can be read are the first so many of them. -1: the file is refused.
int readable(const std::string& path)
{
    auto reader = JournalReader::open(path);
    if (!reader)
        return -1;
    int count = 0;
    for (auto entry = reader.value().next(); entry; entry = reader.value().next()) {
        EXPECT_LT(static_cast<std::size_t>(count), kEntries.size());
        EXPECT_EQ(entry->kind, kEntries[static_cast<std::size_t>(count)].first);
        EXPECT_EQ(entry->payload, kEntries[static_cast<std::size_t>(count)].second);
        ++count;
    }
    return count;
}

TEST(Journal, NeverOverwrites)
{
    const TempFolder folder;
    written(folder / "journal", 2);
    const auto again = JournalWriter::create(folder / "journal");
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().message.find(folder / "journal"), std::string::npos);
    EXPECT_EQ(readable(folder / "journal"), 2);
}

TEST(Journal, SaysWhichFileIsOnAFullDisk)
{
    JournalWriter writer{Fd{::open("/dev/full", O_WRONLY)}, "results/x/journal"};
    const Status status = writer.append(JournalKind::Block, "bytes");
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().code, Errc::Disk);
    EXPECT_NE(status.error().message.find("results/x/journal"), std::string::npos);
    EXPECT_NE(status.error().message.find("No space left"), std::string::npos);
    EXPECT_NE(status.error().message.find("kept"), std::string::npos);
}

TEST(Journal, IsLockedWhileItIsWritten)
{
    const TempFolder folder;
    auto writer = written(folder / "journal", 2);
    EXPECT_FALSE(lockJournal(folder / "journal").isOpen());
    writer.reset();
    EXPECT_TRUE(lockJournal(folder / "journal").isOpen());
    EXPECT_FALSE(lockJournal(folder / "missing").isOpen());
}

TEST(Journal, GoesOnWhereItWasLeft)
{
    const TempFolder folder;
    written(folder / "journal", 3);
    const std::uint64_t size = std::filesystem::file_size(folder / "journal");
    auto writer
        = JournalWriter::resume(lockJournal(folder / "journal"), folder / "journal", {kJournalVersion, size, 70});
    EXPECT_TRUE(writer->append(kEntries[3].first, kEntries[3].second));
    EXPECT_EQ(readable(folder / "journal"), 4);
    auto reader = JournalReader::open(folder / "journal");
    std::uint64_t requests = 0;
    while (const auto entry = reader.value().next())
        requests = entry->requests;
    EXPECT_EQ(requests, 70U);
}

TEST(Journal, CountsTheRequestsBeforeEachEntry)
{
    const TempFolder folder;
    {
        auto writer = written(folder / "journal", 1);
        for (int i = 0; i < 3; ++i)
            EXPECT_TRUE(writer->append(*test::records("ok 0 0 10 110 11\nreset 0 0 10 20 2")));
        EXPECT_TRUE(writer->append(JournalKind::Facts, "{}"));
    }
    auto reader = JournalReader::open(folder / "journal");
    std::vector<std::uint64_t> requests;
    while (const auto entry = reader.value().next())
        requests.push_back(entry->requests);
    EXPECT_EQ(requests, (std::vector<std::uint64_t>{0, 0, 2, 4, 6}));
}

// What a full disk leaves of an entry must not stand before the next one, or at the end when the program dies then.
TEST(Journal, TakesBackWhatItWroteOfAnEntryThatDidNotFit)
{
    const TempFolder folder;
    auto writer = written(folder / "journal", 2);
    const std::uint64_t size = std::filesystem::file_size(folder / "journal");
    Status status;
    {
        const test::FileSizeLimit limit{size + 10};
        status = writer->append(JournalKind::Block, std::string(100, 'x'));
    }
    ASSERT_FALSE(status);
    EXPECT_EQ(std::filesystem::file_size(folder / "journal"), size);
    EXPECT_TRUE(writer->append(kEntries[2].first, kEntries[2].second));
    EXPECT_EQ(readable(folder / "journal"), 3);
}

TEST(Journal, NoticesThatItWasRemoved)
{
    const TempFolder folder;
    auto writer = written(folder / "journal", 2);
    EXPECT_TRUE(writer->sync());
    std::filesystem::remove(folder / "journal");
    const Status status = writer->sync();
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("was removed"), std::string::npos);
    writeFile(folder / "journal", "another file");
    EXPECT_FALSE(writer->sync());
}

TEST(Journal, IsOnTheDiskASecondLaterThoughNothingFollows)
{
    const TempFolder folder;
    auto writer = written(folder / "journal", 2);
    EXPECT_FALSE(writer->isSynced());
    const Nanos patience = monotonicNow() + std::chrono::seconds{30};
    while (!writer->isSynced() && monotonicNow() < patience)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    EXPECT_TRUE(writer->isSynced());
}

TEST(Journal, TellsOfASyncThatFailedWithTheNextEntry)
{
    const TempFolder folder;
    auto writer = written(folder / "journal", 1);
    std::filesystem::remove(folder / "journal");
    while (!writer->isSynced())
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    const Status status = writer->append(JournalKind::Block, "late");
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("was removed"), std::string::npos);
}

TEST(Journal, MovesUnderAnotherName)
{
    const TempFolder folder;
    auto writer = written(folder / "journal.part", 2);
    EXPECT_TRUE(writer->moveTo(folder / "journal"));
    EXPECT_TRUE(writer->sync());
    EXPECT_EQ(readable(folder / "journal"), 2);
    EXPECT_FALSE(writer->moveTo(folder / "missing/journal"));
}

}  // namespace
}  // namespace inferometer
