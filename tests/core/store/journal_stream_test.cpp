// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_stream.h"

#include "tests/core/store/store_fixture.h"
#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <sstream>

namespace inferometer {
namespace {

using test::TempFolder;

// A journal of each kind of entry, and one of a kind that nobody knows.
std::string someJournal(const std::string& path)
{
    auto writer = JournalWriter::create(path);
    EXPECT_TRUE(writer);
    EXPECT_TRUE(writer.value()->append(JournalKind::Header, "{\"run_id\":\"x\"}"));
    EXPECT_TRUE(writer.value()->append(*test::records("ok 0 0 10 110 11\nok 5 6 20 120 11")));
    EXPECT_TRUE(writer.value()->append(static_cast<JournalKind>(77), std::string(300, '\xFF')));
    EXPECT_TRUE(writer.value()->append(JournalKind::Facts, "{}"));
    EXPECT_TRUE(writer.value()->append(JournalKind::End, {}));
    return test::readFile(path);
}

void tell(std::ostream& out, const JournalEntry& entry)
{
    out << static_cast<int>(entry.kind) << " " << entry.requests << " " << entry.at << " " << entry.length << " "
        << entry.checksum << " " << std::hash<std::string_view>{}(entry.payload) << "\n";
}

std::string asRead(const std::string& path)
{
    auto reader = JournalReader::open(path);
    EXPECT_TRUE(reader);
    std::ostringstream out;
    while (const auto entry = reader.value().next())
        tell(out, *entry);
    return out.str();
}

std::string asStreamed(std::string_view bytes, std::size_t step, std::size_t first = 0)
{
    JournalStream stream;
    std::ostringstream out;
    for (std::size_t size = first > 0 ? first : step; !bytes.empty(); size = step) {
        stream.add(bytes.substr(0, size));
        bytes.remove_prefix(std::min(size, bytes.size()));
        for (;;) {
            const auto entry = stream.next();
            EXPECT_TRUE(entry) << entry.error().message;
            if (!entry || !entry.value())
                break;
            tell(out, *entry.value());
        }
    }
    return out.str();
}

TEST(JournalStream, ReadsWhatAReaderReadsWhereverItIsCut)
{
    const TempFolder folder;
    const std::string bytes = someJournal(folder / "journal");
    const std::string wanted = asRead(folder / "journal");
    EXPECT_EQ(std::count(wanted.begin(), wanted.end(), '\n'), 5);
    EXPECT_EQ(asStreamed(bytes, 1), wanted);
    for (std::size_t at = 1; at < bytes.size(); ++at)
        ASSERT_EQ(asStreamed(bytes, bytes.size(), at), wanted) << "cut at " << at;
}

TEST(JournalStream, TellsDamageAndWhere)
{
    const TempFolder folder;
    const std::string bytes = someJournal(folder / "journal");
    for (const std::size_t at :
         {std::size_t{0}, std::size_t{9}, kJournalPreamble, kJournalPreamble + 10, bytes.size() - 1}) {
        std::string broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ 1);
        JournalStream stream;
        stream.add(broken);
        auto entry = stream.next();
        while (entry && entry.value())
            entry = stream.next();
        ASSERT_FALSE(entry) << "damage at " << at << " passed";
        EXPECT_NE(entry.error().message.find("The journal is damaged at byte "), std::string::npos)
            << entry.error().message;
    }
}

// The length of an entry is an outsider's word.
TEST(JournalStream, WaitsForNoEntryThatIsNone)
{
    const TempFolder folder;
    std::string bytes = someJournal(folder / "journal");
    bytes[kJournalPreamble + 4 + 3] = '\x7F';
    JournalStream stream;
    stream.add(bytes);
    EXPECT_FALSE(stream.next());
}

}  // namespace
}  // namespace inferometer
