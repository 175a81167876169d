// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal.h"

#include "tests/support/temp_folder.h"
#include <fcntl.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace inferometer {
namespace {

using test::readFile;
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

// The entries that can be read, each checked against what was written. -1: the file is refused.
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

// Ends of the entries in the file.
std::vector<std::size_t> ends()
{
    std::vector<std::size_t> sizes{kJournalPreamble};
    for (const auto& [kind, payload] : kEntries)
        sizes.push_back(sizes.back() + kEntryHead + payload.size());
    return sizes;
}

TEST(Journal, ReadsBackWhatWasWritten)
{
    const TempFolder folder;
    written(folder / "journal", kEntries.size());
    EXPECT_EQ(readable(folder / "journal"), 5);
    EXPECT_EQ(readFile(folder / "journal").size(), ends().back());
}

TEST(Journal, CutAnywhereKeepsEveryEntryBeforeTheCut)
{
    const TempFolder folder;
    written(folder / "journal", kEntries.size());
    for (std::size_t length = ends().back() + 1; length-- > 0;) {
        std::filesystem::resize_file(folder / "journal", length);
        int expected = -1;
        for (const std::size_t end : ends())
            expected += end <= length ? 1 : 0;
        EXPECT_EQ(readable(folder / "journal"), expected) << length;
    }
}

TEST(Journal, AFlippedBitEndsItBeforeTheEntryItIsIn)
{
    const TempFolder folder;
    written(folder / "journal", kEntries.size());
    const std::string bytes = readFile(folder / "journal");
    std::fstream file{folder / "journal", std::ios::binary | std::ios::in | std::ios::out};
    const auto put = [&file](std::size_t at, int byte) {
        file.seekp(static_cast<std::streamoff>(at)).put(static_cast<char>(byte)).flush();
    };
    for (std::size_t i = kJournalPreamble * 8; i < bytes.size() * 8; ++i) {
        put(i / 8, bytes[i / 8] ^ (1 << (i % 8)));
        int expected = -1;
        for (const std::size_t end : ends())
            expected += end <= i / 8 ? 1 : 0;
        EXPECT_EQ(readable(folder / "journal"), expected) << "bit " << i;
        put(i / 8, bytes[i / 8]);
    }
    EXPECT_EQ(readable(folder / "journal"), 5);
}

TEST(Journal, RefusesWhatIsNone)
{
    const TempFolder folder;
    EXPECT_FALSE(JournalReader::open(folder / "missing"));
    writeFile(folder / "other", "something else entirely");
    const auto other = JournalReader::open(folder / "other");
    ASSERT_FALSE(other);
    EXPECT_NE(other.error().message.find("is no journal"), std::string::npos);
    EXPECT_FALSE(JournalReader::open(folder.path()));
}

TEST(Journal, RefusesAnotherVersion)
{
    const TempFolder folder;
    written(folder / "journal", 1);
    std::string bytes = readFile(folder / "journal");
    for (const char version : {'\x02', '\x04'}) {
        bytes[8] = version;
        writeFile(folder / "journal", bytes);
        const auto reader = JournalReader::open(folder / "journal");
        ASSERT_FALSE(reader);
        EXPECT_EQ(reader.error().code, Errc::Unsupported);
        EXPECT_NE(reader.error().message.find("version " + std::to_string(version)), std::string::npos);
    }
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
    EXPECT_NE(status.error().message.find("free space is needed"), std::string::npos);
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

TEST(Journal, GoesOnBehindItsWholeEntries)
{
    const TempFolder folder;
    written(folder / "journal", 3);
    writeFile(folder / "journal", readFile(folder / "journal") + "torn");
    auto writer = JournalWriter::resume(lockJournal(folder / "journal"), folder / "journal", ends()[3]);
    ASSERT_TRUE(writer);
    EXPECT_TRUE(writer.value()->append(kEntries[3].first, kEntries[3].second));
    EXPECT_EQ(readable(folder / "journal"), 4);
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

TEST(JournalHasEnd, IsTrueBehindTheEndEntryOnly)
{
    const TempFolder folder;
    written(folder / "ended", 5);
    written(folder / "open", 4);
    writeFile(folder / "more", readFile(folder / "ended") + "x");
    EXPECT_TRUE(journalHasEnd(folder / "ended"));
    EXPECT_FALSE(journalHasEnd(folder / "open"));
    EXPECT_FALSE(journalHasEnd(folder / "more"));
    EXPECT_FALSE(journalHasEnd(folder / "missing"));
}

}  // namespace
}  // namespace inferometer
