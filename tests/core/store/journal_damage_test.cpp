// SPDX-License-Identifier: GPL-3.0-or-later
// Journals that were damaged, or made to do harm: whatever is done to the bytes, what is read is what was measured, at
// most the block that was hit is missing, and the run's verdict tells.
#include "core/base/random.h"
#include "core/store/block_codec.h"
#include "core/store/journal_run.h"
#include "core/store/run_recorder.h"

#include "store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <set>

namespace inferometer {
namespace {

using test::readFile;
using test::records;
using test::TempFolder;
using test::writeFile;

constexpr int kBlocks = 4;

// A finished run of four blocks of two requests.
std::string finishedRun(const TempFolder& folder)
{
    auto recorder = RunRecorder::create(test::headerIn(folder.path()));
    EXPECT_TRUE(recorder);
    for (std::uint64_t i = 0; i < kBlocks; ++i)
        EXPECT_TRUE(recorder.value()->keep(
            records("ok 0 0 10 110 11 ttft=0.01 text=hello\nreset 5 6 10 20 2 error=broken headers=HTTP/1.1_", 2 * i)));
    EXPECT_TRUE(recorder.value()->finish(test::someFacts()));
    return recorder.value()->folder();
}

struct Found
{
    std::multiset<std::string> records;  // each as it stands in a block of its own
    std::set<std::string> reasons;
    bool ended = false;
    bool hasFacts = false;
};

std::optional<Found> readAt(const std::string& path)
{
    const auto journal = readJournal(path);
    if (!journal)
        return std::nullopt;
    Found found{{}, {}, journal.value().run.ended, journal.value().hasFacts};
    for (const auto& block : journal.value().run.blocks) {
        for (const RequestRecord& record : block->records) {
            RecordBlock one = *block;
            one.records = {record};
            std::string bytes;
            appendEncoded(one, bytes);
            found.records.insert(bytes);
        }
    }
    for (const VerdictReason& reason : journal.value().run.facts.verdict.reasons)
        found.reasons.insert(reason.id);
    return found;
}

class Damage : public testing::Test
{
protected:
    Damage() : m_path(finishedRun(m_folder) + "/journal"), m_bytes(readFile(m_path)), m_whole(*readAt(m_path))
    {
        auto reader = JournalReader::open(m_path);
        while (const auto entry = reader.value().next())
            m_entries.push_back({entry->kind, entry->at, entry->length});
    }

    struct Entry
    {
        JournalKind kind;
        std::uint64_t at;
        std::uint64_t length;
    };

    Found readAs(const std::string& bytes)
    {
        writeFile(m_path, bytes);
        auto found = readAt(m_path);
        EXPECT_TRUE(found);
        return found.value_or(Found{});
    }

    // What is left must be of what was, short of `lost` blocks at most, and the loss be told.
    void expectAtMostLost(const Found& found, std::size_t lost, const std::string& where)
    {
        EXPECT_TRUE(
            std::includes(m_whole.records.begin(), m_whole.records.end(), found.records.begin(), found.records.end()))
            << where << ": a record that was never measured";
        EXPECT_GE(found.records.size(), m_whole.records.size() - 2 * lost) << where;
        EXPECT_FALSE(found.reasons == m_whole.reasons) << where << " is not told";
    }

    std::string textOf(const Entry& entry) const
    {
        return m_bytes.substr(static_cast<std::size_t>(entry.at), static_cast<std::size_t>(entry.length));
    }

    const TempFolder m_folder;
    const std::string m_path;
    const std::string m_bytes;
    const Found m_whole;
    std::vector<Entry> m_entries;  // header, four blocks, header, facts, end
};

TEST_F(Damage, IsNotToldOfAWholeJournal)
{
    EXPECT_EQ(m_whole.records.size(), 2U * kBlocks);
    EXPECT_TRUE(m_whole.ended);
    EXPECT_EQ(m_whole.reasons, std::set<std::string>{"cached"});
    EXPECT_EQ(m_entries.size(), 4U + kBlocks);
}

TEST_F(Damage, OfOneBitCostsItsBlockAtMost)
{
    Random random{11};
    for (std::size_t at = kJournalPreamble; at < m_bytes.size(); at += 1 + random.below(8)) {
        std::string broken = m_bytes;
        broken[at] = static_cast<char>(broken[at] ^ (1 << random.below(8)));
        expectAtMostLost(readAs(broken), 1, "byte " + std::to_string(at));
    }
}

TEST_F(Damage, OfAStretchCostsTheBlocksItTouches)
{
    Random random{12};
    for (int round = 0; round < 150; ++round) {
        const std::size_t length = 1 + random.below(120);
        const std::size_t at = kJournalPreamble + random.below(m_bytes.size() - kJournalPreamble - length);
        std::size_t touched = 0;
        for (const Entry& entry : m_entries)
            touched
                += entry.kind == JournalKind::Block && entry.at < at + length && at < entry.at + entry.length ? 1U : 0U;
        std::string cut = m_bytes;
        expectAtMostLost(readAs(cut.erase(at, length)), touched + 1, "cut at " + std::to_string(at));
        std::string zeros = m_bytes;
        if (zeros.substr(at, length) != std::string(length, '\0'))
            expectAtMostLost(readAs(zeros.replace(at, length, length, '\0')), touched,
                             "zeros at " + std::to_string(at));
        std::string twice = m_bytes;
        expectAtMostLost(readAs(twice.insert(at, m_bytes.substr(at, length))), 1, "twice at " + std::to_string(at));
    }
}

TEST_F(Damage, SaysHowManyRequestsAreMissing)
{
    for (const bool cut : {false, true}) {
        std::string broken = m_bytes;
        for (const int i : {3, 2})
            if (cut)
                broken.erase(static_cast<std::size_t>(m_entries.at(static_cast<std::size_t>(i)).at),
                             static_cast<std::size_t>(m_entries.at(static_cast<std::size_t>(i)).length));
            else
                broken.at(static_cast<std::size_t>(m_entries.at(static_cast<std::size_t>(i)).at) + 20) ^= 1;
        writeFile(m_path, broken);
        const auto journal = readJournal(m_path);
        ASSERT_TRUE(journal);
        EXPECT_EQ(journal.value().damage.missing, 4U);
        const VerdictReason& reason = journal.value().run.facts.verdict.reasons.back();
        EXPECT_EQ(reason.id, "journal-requests");
        EXPECT_NE(reason.text.find("4 requests"), std::string::npos) << reason.text;
        EXPECT_EQ(journal.value().run.facts.verdict.level, VerdictLevel::Suspect);
    }
}

TEST_F(Damage, ABlockThatStandsTwiceCountsOnce)
{
    for (std::size_t i = 1; i <= kBlocks; ++i) {
        for (const std::size_t behind : {i, std::size_t{kBlocks}, m_entries.size() - 2}) {
            std::string twice = m_bytes;
            const Entry& before = m_entries.at(behind);
            const Found found
                = readAs(twice.insert(static_cast<std::size_t>(before.at + before.length), textOf(m_entries.at(i))));
            EXPECT_EQ(found.records, m_whole.records);
            EXPECT_TRUE(found.reasons.contains("journal-repeated"));
        }
    }
}

TEST_F(Damage, OfTheHeaderIsMadeGoodByItsCopy)
{
    std::string broken = m_bytes;
    broken.at(static_cast<std::size_t>(m_entries.front().at) + 200) ^= 1;
    const Found found = readAs(broken);
    EXPECT_EQ(found.records, m_whole.records);
    EXPECT_TRUE(found.hasFacts);
    EXPECT_TRUE(found.reasons.contains("journal-bytes"));
}

TEST_F(Damage, OfBothHeadersIsSaidAndTouchesNothing)
{
    std::string broken = m_bytes;
    for (const Entry& entry : m_entries)
        if (entry.kind == JournalKind::Header)
            broken.at(static_cast<std::size_t>(entry.at) + 200) ^= 1;
    writeFile(m_path, broken);
    const auto journal = readJournal(m_path);
    ASSERT_FALSE(journal);
    EXPECT_NE(journal.error().message.find("no header that can be read"), std::string::npos);
    EXPECT_EQ(readFile(m_path), broken);
}

TEST_F(Damage, OfTheFactsDoesNotMakeARunAnInterruptedOne)
{
    std::string broken = m_bytes;
    broken.at(static_cast<std::size_t>(m_entries.at(kBlocks + 2).at) + 20) ^= 1;
    const Found found = readAs(broken);
    EXPECT_FALSE(found.hasFacts);
    EXPECT_TRUE(found.ended);
    EXPECT_EQ(found.records, m_whole.records);
    EXPECT_TRUE(found.reasons.contains("journal-bytes"));
    EXPECT_FALSE(found.reasons.contains("interrupted"));
}

TEST_F(Damage, AVersionThreeJournalIsReadAroundItToo)
{
    const std::string golden = readFile(INFEROMETER_TEST_DATA "/journal/v3-faults.journal");
    writeFile(m_path, golden);
    const Found whole = *readAt(m_path);
    std::vector<Entry> blocks;
    auto reader = JournalReader::open(m_path);
    while (const auto entry = reader.value().next())
        if (entry->kind == JournalKind::Block)
            blocks.push_back({entry->kind, entry->at, entry->length});
    ASSERT_GT(blocks.size(), 2U);
    for (const Entry& block : blocks) {
        std::string broken = golden;
        broken.at(static_cast<std::size_t>(block.at + block.length / 2)) ^= 4;
        const Found found = readAs(broken);
        EXPECT_LT(found.records.size(), whole.records.size());
        EXPECT_TRUE(
            std::includes(whole.records.begin(), whole.records.end(), found.records.begin(), found.records.end()));
        EXPECT_TRUE(found.hasFacts);
        EXPECT_TRUE(found.reasons.contains("journal-bytes"));
    }
}

// What a later program may write of a run.
TEST(JournalRun, PassesOverWhatALaterProgramAdds)
{
    const TempFolder folder;
    std::string header = toJson(test::headerIn(folder.path()));
    header.insert(1, R"("tariff": {"per_kwh": [1, 2]}, )");
    header.insert(header.find("num-requests:"), "a-later-setting: 5\\n");
    std::string facts = toJson(test::someFacts());
    facts.insert(1, R"("joules": 12.5, )");
    {
        auto writer = JournalWriter::create(folder / "journal");
        EXPECT_TRUE(writer.value()->append(JournalKind::Header, header));
        EXPECT_TRUE(writer.value()->append(static_cast<JournalKind>(6), "samples of a timeline"));
        EXPECT_TRUE(writer.value()->append(*records("ok 0 0 10 110 11")));
        EXPECT_TRUE(writer.value()->append(static_cast<JournalKind>(200), ""));
        EXPECT_TRUE(writer.value()->append(JournalKind::Facts, facts));
        EXPECT_TRUE(writer.value()->append(JournalKind::End, {}));
    }
    const auto journal = readJournal(folder / "journal");
    ASSERT_TRUE(journal) << journal.error().message;
    EXPECT_TRUE(journal.value().run.ended);
    EXPECT_TRUE(journal.value().hasFacts);
    EXPECT_FALSE(journal.value().damage.any());
    EXPECT_EQ(journal.value().run.blocks.size(), 1U);
    EXPECT_EQ(journal.value().run.facts.scope, "loopback");
    EXPECT_EQ(journal.value().run.header.spec.prompts.numInputTokens, 100);
    EXPECT_EQ(journal.value().damage.settings, std::vector<std::string>{"a-later-setting"});
    EXPECT_EQ(journal.value().run.facts.verdict.reasons.back().id, "journal-settings");
    EXPECT_NE(journal.value().run.facts.verdict.reasons.back().text.find("a-later-setting"), std::string::npos);
}

TEST(JournalRun, FactsThatNestWithoutEndAreNone)
{
    const TempFolder folder;
    const std::string deep = R"({"verdict": {"reasons": )" + std::string(20'000, '[') + std::string(20'000, ']') + "}}";
    {
        auto writer = JournalWriter::create(folder / "journal");
        EXPECT_TRUE(writer.value()->append(JournalKind::Header, toJson(test::headerIn(folder.path()))));
        EXPECT_TRUE(writer.value()->append(*records("ok 0 0 10 110 11")));
        EXPECT_TRUE(writer.value()->append(JournalKind::Facts, deep));
    }
    const auto journal = readJournal(folder / "journal", JournalUse::Finish);
    ASSERT_TRUE(journal) << journal.error().message;
    EXPECT_FALSE(journal.value().hasFacts);
    EXPECT_EQ(journal.value().run.blocks.size(), 1U);
    EXPECT_EQ(journal.value().damage.unread.places, 1U);
}

TEST(JournalRun, TakesNoStemThatLeadsOutOfItsFolder)
{
    const TempFolder folder;
    std::filesystem::create_directory(folder / "the run!");
    for (const std::string& stem :
         {std::string{"../../ESCAPED"}, std::string{"/etc/passwd"}, std::string{".."}, std::string{"a/b"},
          std::string{"a\0b", 3}, std::string{"\x1b[2J"}, std::string{}, std::string(5000, 'x')})
    {
        const std::string path = folder / "the run!/journal";
        std::filesystem::remove(path);
        RunHeader header = test::headerIn(folder.path());
        header.stem = stem;
        EXPECT_TRUE(JournalWriter::create(path).value()->append(JournalKind::Header, toJson(header)));
        const auto journal = readJournal(path);
        ASSERT_TRUE(journal);
        EXPECT_EQ(journal.value().run.header.stem, "the-run-") << stem;
    }
}

TEST(JournalRun, DoesNotTakeAnEntryBeingWrittenForDamage)
{
    const TempFolder folder;
    auto writer = JournalWriter::create(folder / "journal");
    EXPECT_TRUE(writer.value()->append(JournalKind::Header, toJson(test::headerIn(folder.path()))));
    writeFile(folder / "copy", readFile(folder / "journal"));
    std::ofstream{folder / "journal", std::ios::binary | std::ios::app} << "half";
    EXPECT_FALSE(readJournal(folder / "journal").value().damage.any());
    writer.value().reset();
    EXPECT_TRUE(readJournal(folder / "journal").value().damage.any());
}

}  // namespace
}  // namespace inferometer
