// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/store/journal_frame.h"
#include "core/store/journal_reader.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

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

// The bytes of a journal, and where its entries end.
struct Written
{
    std::string bytes;
    std::vector<std::size_t> ends;
};

// Both layouts, so that what a version 3 file was is not told by the code that reads it.
Written written(std::uint32_t version)
{
    Written file{"INFRJRNL" + std::string{static_cast<char>(version)} + std::string(3, '\0'), {}};
    file.ends.push_back(file.bytes.size());
    for (const auto& [kind, payload] : kEntries) {
        const std::string body = (version == 3 ? "" : std::string(1, '\0')) + payload;
        std::string length(4, '\0');
        length[0] = static_cast<char>(body.size());
        const std::string rest = static_cast<char>(kind) + body;
        std::string checksum(4, '\0');
        putWord(crc32c(rest, crc32c(length)), checksum.data());
        file.bytes.append(version == 3 ? "" : "\xFFJE\xFE").append(length).append(checksum).append(rest);
        file.ends.push_back(file.bytes.size());
    }
    return file;
}

// Which entries are read, by their number; -1 for one that is none of them.
struct Read
{
    std::vector<int> entries;
    UnreadBytes unread;
};

Read read(const std::string& path, std::vector<std::size_t> ends)
{
    Read result;
    auto reader = JournalReader::open(path);
    EXPECT_TRUE(reader) << reader.error().message;
    if (!reader)
        return result;
    while (const auto entry = reader.value().next()) {
        int number = -1;
        for (std::size_t i = 0; i < kEntries.size(); ++i)
            if (entry->kind == kEntries[i].first && entry->payload == kEntries[i].second)
                number = static_cast<int>(i);
        result.entries.push_back(number);
        EXPECT_TRUE(number < 0
                    || entry->length
                        == ends[static_cast<std::size_t>(number) + 1] - ends[static_cast<std::size_t>(number)]);
    }
    result.unread = reader.value().unread();
    return result;
}

std::vector<int> allBut(int missing)
{
    std::vector<int> entries;
    for (int i = 0; i < static_cast<int>(kEntries.size()); ++i)
        if (i != missing)
            entries.push_back(i);
    return entries;
}

class JournalReaderTest : public testing::TestWithParam<std::uint32_t>
{
protected:
    void put(const std::string& bytes) { writeFile(path(), bytes); }
    Read readAll() { return read(path(), m_file.ends); }
    std::string path() const { return m_folder / "journal"; }

    const TempFolder m_folder;
    const Written m_file = written(GetParam());
};

TEST_P(JournalReaderTest, ReadsEveryEntry)
{
    put(m_file.bytes);
    const Read all = readAll();
    EXPECT_EQ(all.entries, allBut(-1));
    EXPECT_EQ(all.unread.places, 0U);
    EXPECT_EQ(all.unread.bytes, 0U);
    EXPECT_FALSE(all.unread.atEnd);
}

TEST_P(JournalReaderTest, AFlippedBitCostsTheEntryItIsIn)
{
    for (std::size_t bit = kJournalPreamble * 8; bit < m_file.bytes.size() * 8; bit += 3) {
        std::string broken = m_file.bytes;
        broken[bit / 8] = static_cast<char>(broken[bit / 8] ^ (1 << (bit % 8)));
        put(broken);
        int hit = 0;
        while (m_file.ends[static_cast<std::size_t>(hit) + 1] <= bit / 8)
            ++hit;
        const Read left = readAll();
        ASSERT_EQ(left.entries, allBut(hit)) << "bit " << bit;
        EXPECT_EQ(left.unread.places, 1U);
        EXPECT_EQ(left.unread.bytes,
                  m_file.ends[static_cast<std::size_t>(hit) + 1] - m_file.ends[static_cast<std::size_t>(hit)]);
        EXPECT_EQ(left.unread.atEnd, hit + 1 == static_cast<int>(kEntries.size()));
    }
}

TEST_P(JournalReaderTest, ACutKeepsEveryEntryBeforeIt)
{
    for (std::size_t length = kJournalPreamble; length <= m_file.bytes.size(); ++length) {
        put(m_file.bytes.substr(0, length));
        std::size_t whole = 0;
        while (whole < kEntries.size() && m_file.ends[whole + 1] <= length)
            ++whole;
        const Read left = readAll();
        ASSERT_EQ(left.entries.size(), whole) << length;
        EXPECT_EQ(left.unread.bytes, length - m_file.ends[whole]);
    }
}

TEST_P(JournalReaderTest, WhatIsCutOutOrPutInCostsTheEntriesItTouches)
{
    for (std::size_t at = kJournalPreamble; at + 3 <= m_file.bytes.size(); ++at) {
        std::string cut = m_file.bytes;
        put(cut.erase(at, 3));
        EXPECT_GE(readAll().entries.size(), kEntries.size() - 2) << at;
        std::string longer = m_file.bytes;
        put(longer.insert(at, "xyz"));
        const Read left = readAll();
        EXPECT_GE(left.entries.size(), kEntries.size() - 1) << at;
        EXPECT_EQ(std::count(left.entries.begin(), left.entries.end(), -1), 0);
        EXPECT_GE(left.unread.bytes, 3U);
    }
}

TEST_P(JournalReaderTest, NoiseBetweenEntriesIsPassedOver)
{
    Random random{3};
    std::string noise;
    while (noise.size() < 700'000)  // beyond a window of the reader, marks and all
        noise
            += random.below(50) == 0 ? std::string{"\xFFJE\xFE"} : std::string(1, static_cast<char>(random.below(256)));
    put(m_file.bytes.substr(0, m_file.ends[2]) + noise + m_file.bytes.substr(m_file.ends[2]));
    const Read left = readAll();
    EXPECT_EQ(left.entries, allBut(-1));
    EXPECT_EQ(left.unread.bytes, noise.size());
    EXPECT_EQ(left.unread.places, 1U);
}

TEST_P(JournalReaderTest, AFileMadeToBeSlowEndsInTime)
{
    // A length that fits and a kind at every place: each would have the rest's checksum made.
    std::string slow = m_file.bytes.substr(0, m_file.ends[1]);
    while (slow.size() < 4'000'000)
        slow += GetParam() == 3 ? std::string{"\x01\x01\x01\0", 4} : std::string{"\xFFJE\xFE\0\0\x10\0", 8};
    put(slow);
    EXPECT_EQ(readAll().entries, std::vector<int>{0});  // in hours, else
}

TEST_P(JournalReaderTest, KnowsTheEndWhereItStands)
{
    put(m_file.bytes);
    EXPECT_TRUE(journalHasEnd(path()));
    put(m_file.bytes.substr(0, m_file.ends[4]));
    EXPECT_FALSE(journalHasEnd(path()));
    put(m_file.bytes + "x");
    EXPECT_FALSE(journalHasEnd(path()));
    put(m_file.bytes.substr(0, kJournalPreamble));
    EXPECT_FALSE(journalHasEnd(path()));
    EXPECT_FALSE(journalHasEnd(m_folder / "missing"));
}

INSTANTIATE_TEST_SUITE_P(Versions, JournalReaderTest, testing::Values(3, 4));

TEST(JournalReader, KnowsTheEndBehindAnyNumberOfRequests)
{
    const TempFolder folder;
    for (const std::uint64_t requests :
         {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 40U}) {
        std::filesystem::remove(folder / "journal");
        EXPECT_TRUE(JournalWriter::create(folder / "journal"));
        const auto writer = JournalWriter::resume(lockJournal(folder / "journal"), folder / "journal",
                                                  {kJournalVersion, kJournalPreamble, requests});
        EXPECT_TRUE(writer->append(JournalKind::End, {}));
        EXPECT_TRUE(journalHasEnd(folder / "journal"));
    }
}

TEST(JournalReader, GivesKindsOfALaterProgram)
{
    const TempFolder folder;
    {
        auto writer = JournalWriter::create(folder / "journal");
        EXPECT_TRUE(writer.value()->append(static_cast<JournalKind>(77), "a timeline"));
        EXPECT_TRUE(writer.value()->append(JournalKind::End, {}));
    }
    auto reader = JournalReader::open(folder / "journal");
    const auto first = reader.value().next();
    ASSERT_TRUE(first);
    EXPECT_EQ(static_cast<int>(first->kind), 77);
    EXPECT_EQ(first->payload, "a timeline");
    EXPECT_EQ(reader.value().next()->kind, JournalKind::End);
}

TEST(JournalReader, RefusesWhatIsNoJournal)
{
    const TempFolder folder;
    EXPECT_FALSE(JournalReader::open(folder / "missing"));
    writeFile(folder / "other", "something else entirely");
    const auto other = JournalReader::open(folder / "other");
    ASSERT_FALSE(other);
    EXPECT_NE(other.error().message.find("is no journal"), std::string::npos);
    EXPECT_FALSE(JournalReader::open(folder.path()));
}

TEST(JournalReader, RefusesAVersionThatItDoesNotRead)
{
    const TempFolder folder;
    for (const std::uint32_t version : {0U, 1U, 2U, 5U}) {
        writeFile(folder / "journal", written(version).bytes);
        const auto reader = JournalReader::open(folder / "journal");
        ASSERT_FALSE(reader);
        EXPECT_EQ(reader.error().code, Errc::Unsupported);
        EXPECT_NE(reader.error().message.find("version " + std::to_string(version)), std::string::npos);
        EXPECT_NE(reader.error().message.find("open it with the one that wrote it"), std::string::npos);
    }
}

}  // namespace
}  // namespace inferometer
