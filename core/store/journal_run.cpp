// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journal_run.h"

#include "core/store/answer_counts.h"
#include "core/store/block_codec.h"
#include "core/store/block_v3.h"
#include "core/store/stem.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

namespace inferometer {

namespace {

class JournalTaker
{
public:
    explicit JournalTaker(std::uint32_t version) { m_journal.place.version = version; }

    void take(const JournalEntry& entry)
    {
        const bool readable = takeKind(entry);
        if (!readable) {
            m_refused.bytes += entry.length;
            ++m_refused.places;
        }
        m_journal.damage.unread.atEnd = !readable;
        m_expected = std::max(m_expected, entry.requests);
    }

    bool hasHeader() const { return m_hasHeader; }

    JournalRun result(JournalReader& reader)
    {
        JournalDamage& damage = m_journal.damage;
        damage.unread.bytes = reader.unread().bytes + m_refused.bytes;
        damage.unread.places = reader.unread().places + m_refused.places;
        damage.unread.atEnd |= reader.unread().atEnd;
        damage.missing = m_expected - std::min(m_expected, m_read);
        m_journal.run.blocks = withCounts(m_journal.run.blocks, m_counts);
        m_journal.place.end = reader.size();
        m_journal.place.requests = std::max(m_expected, m_read);
        return std::move(m_journal);
    }

private:
    // False: the entry cannot be read although its checksum holds.
    bool takeKind(const JournalEntry& entry)
    {
        switch (entry.kind) {
        case JournalKind::Header:
            return takeHeader(entry);
        case JournalKind::Block:
            return takeBlock(entry);
        case JournalKind::Facts:
            return takeFacts(entry);
        case JournalKind::End:
            m_journal.run.ended = true;
            break;
        case JournalKind::Counts:
            return takeCounts(entry);
        }
        return true;
    }

    bool takeHeader(const JournalEntry& entry)
    {
        if (m_hasHeader)
            return true;
        auto header = headerFromJson(entry.payload, m_journal.damage.settings);
        m_hasHeader = header.has_value();
        if (header)
            m_journal.run.header = std::move(*header);
        return m_hasHeader;
    }

    bool takeBlock(const JournalEntry& entry)
    {
        auto block = m_journal.place.version == 3 ? decodeBlockV3(entry.payload) : decodeBlock(entry.payload);
        if (!block)
            return false;
        const std::size_t size = block->records.size();
        if (size == 0)
            return true;
        if (!m_seen.emplace(block->records.front().sequence, entry.length, entry.checksum).second) {
            ++m_journal.damage.repeated;
            return true;
        }
        m_expected = std::max(m_expected, entry.requests + size);
        m_read += size;
        m_journal.run.blocks.push_back(std::move(block));
        return true;
    }

    bool takeFacts(const JournalEntry& entry)
    {
        auto facts = factsFromJson(entry.payload, m_journal.damage.settings);
        if (!facts)
            return false;
        m_journal.run.facts = std::move(facts).value();
        m_journal.hasFacts = true;
        return true;
    }

    bool takeCounts(const JournalEntry& entry)
    {
        auto counts = countsFromBytes(entry.payload);
        if (counts)
            m_counts = std::move(*counts);
        return counts.has_value();
    }

    JournalRun m_journal;
    std::vector<AnswerCount> m_counts;
    UnreadBytes m_refused;
    bool m_hasHeader = false;
    std::uint64_t m_expected = 0;  // requests in all, as far as entries tell
    std::uint64_t m_read = 0;
    std::set<std::tuple<std::uint64_t, std::uint64_t, std::uint32_t>> m_seen;
};

Error headless(const std::string& path, const JournalReader& reader)
{
    if (reader.size() <= kJournalPreamble)
        return {Errc::InvalidInput,
                sentence("errors", "%1 ends before the run began, so there is nothing to read; delete its folder.")
                    .with(path)};
    return {Errc::InvalidInput,
            sentence("errors",
                     "%1 has no header that can be read, so its run cannot be told; the file is left as it is, and the "
                     "run.yaml beside it has the settings.")
                .with(path)};
}

std::string joined(const std::vector<std::string>& words)
{
    constexpr std::size_t kMost = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), kMost); ++i)
        text += (i == 0 ? "" : ", ") + words[i];
    return words.size() > kMost ? text + ", ..." : text;
}

void addReason(Verdict& verdict, std::string_view id, std::vector<std::string> figures)
{
    std::erase_if(verdict.reasons, [id](const VerdictReason& reason) { return reason.id == id; });  // told before
    verdict.reasons.push_back(suspectReason(id, std::move(figures)));
    verdict.level = std::max(verdict.level, VerdictLevel::Suspect);
}

// What of a run's journal is damaged, as reasons of its verdict.
void tellDamage(const JournalDamage& damage, Verdict& verdict)
{
    const std::string bytes = std::to_string(damage.unread.bytes);
    if (damage.missing > 0)
        addReason(verdict, "journal-requests", {std::to_string(damage.missing), bytes});
    else if (damage.unread.places > 0 && !damage.unread.atEnd)
        addReason(verdict, "journal-bytes", {bytes});
    if (damage.unread.atEnd)
        addReason(verdict, "journal-tail", {bytes});
    if (damage.repeated > 0)
        addReason(verdict, "journal-repeated", {std::to_string(damage.repeated)});
    if (!damage.settings.empty())
        addReason(verdict, "journal-settings", {joined(damage.settings)});
}

// A header from outside must not lead out of the run's folder.
void keepStemInside(const std::string& path, std::string& stem)
{
    if (isStem(stem))
        return;
    std::error_code ignored;
    stem = stemOf(std::filesystem::absolute(path, ignored).parent_path().filename().string());
}

void settleFacts(JournalRun& journal)
{
    FinishedRun& run = journal.run;
    if (!journal.hasFacts)
        run.facts = factsFromRecords(run.header, run.blocks);
    if (!journal.hasFacts && run.ended) {  // its facts are damaged, but it was not interrupted
        run.facts.localFault = {};
        std::erase_if(run.facts.verdict.reasons,
                      [](const VerdictReason& reason) { return reason.id == "interrupted"; });
    }
    tellDamage(journal.damage, run.facts.verdict);
}

}  // namespace

Result<JournalRun> readJournal(const std::string& path, JournalUse use)
{
    Result<JournalReader> opened = JournalReader::open(path);
    if (!opened)
        return opened.error();
    JournalReader& reader = opened.value();
    JournalTaker taker{reader.version()};
    while (const auto entry = reader.next())
        taker.take(*entry);
    if (!taker.hasHeader())
        return headless(path, reader);
    JournalRun journal = taker.result(reader);
    if (use == JournalUse::Look && journal.damage.unread.atEnd && !journal.run.ended && !lockJournal(path).isOpen())
        journal.damage.unread = {};
    keepStemInside(path, journal.run.header.stem);
    settleFacts(journal);
    return journal;
}

}  // namespace inferometer
