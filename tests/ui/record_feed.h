// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots of records that a test writes one by one: each add() makes a block, as a tick does.
#pragma once

#include "core/load/snapshot.h"

#include <memory>
#include <optional>
#include <string>

namespace inferometer::test {

// A request that went through every phase: queue, connect, TLS, write, wait, reasoning, tokens, usage.
inline RequestRecord wholeRequest()
{
    RequestRecord record;
    record.outcome = Outcome::Ok;
    record.httpStatus = 200;
    record.scheduled = fromSeconds(1.0);
    record.connectStart = fromSeconds(1.1);
    record.connected = fromSeconds(1.2);
    record.secured = fromSeconds(1.4);
    record.sent = fromSeconds(1.45);
    record.written = fromSeconds(1.5);
    record.firstToken = {fromSeconds(2.0), std::chrono::microseconds{120}, Stamp::Bounded};
    record.firstReasoning = record.firstToken.at;
    record.firstVisible = fromSeconds(2.5);
    record.lastToken = {fromSeconds(3.0), Nanos{0}, Stamp::Exact};
    record.end = fromSeconds(3.1);
    record.tokensRequested = 100;
    record.serverInputTokens = 251;
    record.serverOutputTokens = 100;
    record.serverReasoningTokens = 40;
    record.streamedTokens = 100;
    record.chunkCount = 98;
    return record;
}

class RecordFeed
{
public:
    struct Texts
    {
        std::string error;
        std::string response;
        std::string headers;
    };

    void add(RequestRecord record, const Texts& texts = {}, const std::optional<ServerMetrics>& server = {})
    {
        auto block = std::make_shared<RecordBlock>();
        if (server) {
            record.serverMetrics = 0;
            block->serverMetrics.push_back(*server);
        }
        const auto put = [&block](const std::string& text) {
            const Piece piece{static_cast<std::uint32_t>(block->text.size()), static_cast<std::uint32_t>(text.size())};
            block->text += text;
            return piece;
        };
        record.sequence = m_base.finished++;
        record.error = put(texts.error);
        record.response = put(texts.response);
        record.headers = put(texts.headers);
        block->records.push_back(record);
        m_base.counts.take(record);
        m_log->append(std::move(block));
        ++m_base.outcomes[static_cast<std::size_t>(record.outcome)];
        ++(record.outcome == Outcome::Ok              ? m_base.ok
               : record.outcome == Outcome::Cancelled ? m_base.cancelled
                                                      : m_base.failed);
    }

    // Ended ok: sent at `sent` s, first token after `ttft` s, `tokens` tokens within another second.
    void addOk(double sent, double ttft, int tokens = 11)
    {
        RequestRecord record;
        record.outcome = Outcome::Ok;
        record.httpStatus = 200;
        record.scheduled = record.sent = fromSeconds(sent);
        record.written = record.sent + std::chrono::microseconds{50};
        record.firstToken = {fromSeconds(sent + ttft), Nanos{0}, Stamp::Exact};
        record.firstVisible = record.firstToken.at;
        record.lastToken = {fromSeconds(sent + ttft + 1), Nanos{0}, Stamp::Exact};
        record.end = record.lastToken.at + std::chrono::milliseconds{2};
        record.streamedTokens = tokens;
        record.chunkCount = static_cast<std::uint32_t>(tokens);
        add(record);
    }

    void addFailed(Outcome outcome, std::uint16_t status, const std::string& error)
    {
        RequestRecord record;
        record.outcome = outcome;
        record.httpStatus = status;
        record.scheduled = record.sent = fromSeconds(1);
        record.written = record.sent;
        record.end = fromSeconds(1.25);
        if (outcome == Outcome::RateLimited)
            record.retryAfterMs = 1500;
        add(record, {error, {}, status > 0 ? "HTTP/1.1 " + std::to_string(status) + " No\n" : std::string{}});
    }

    SnapshotPtr snapshot()
    {
        auto snapshot = std::make_shared<Snapshot>(m_base);
        snapshot->revision = ++m_revision;
        snapshot->asked = snapshot->started = m_base.finished;
        snapshot->elapsed = fromSeconds(5);
        snapshot->records = m_log;
        snapshot->blocks = m_log->size();
        snapshot->series = m_series;
        return snapshot;
    }

private:
    std::shared_ptr<RecordLog> m_log = std::make_shared<RecordLog>();
    std::shared_ptr<SegmentedLog<SeriesSlot>> m_series = std::make_shared<SegmentedLog<SeriesSlot>>();
    Snapshot m_base;
    std::uint64_t m_revision = 0;
};

}  // namespace inferometer::test
