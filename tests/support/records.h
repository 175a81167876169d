// SPDX-License-Identifier: GPL-3.0-or-later
// Request records from text, one a line, moments in ms, "-" for one that never came:
//   OUTCOME SCHEDULED SENT FIRST LAST TOKENS [key=value ...]
// "ok 0 0 10 110 11" is 11 chunks of a token each at 10, 20, ... 110. Keys: chunks=10,20x3,35 (moments, with the tokens
// of a chunk behind x; then the server has said them), end=, visible=, reasoning=, connect=FROM:TCP:TLS, written=,
// in=, out=, cached=, hidden=, prompt=, asked= (tokens), status=, error=, phase=warmup|cooldown, stream=,
// source=server|tokenizer|estimate, stamp=bounded (of all arrivals, bound 1 ms), nochunks=1, ttft=, e2e=, batch=,
// queue=, prefill= (server metrics, s), text=, salt= ("_" for a blank in both), headers= ("_" for a line's end).
#pragma once

#include "core/base/text.h"
#include "core/metrics/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <sstream>
#include <string>

namespace inferometer::test {

inline Nanos ms(double value) { return Nanos{std::llround(value * 1e6)}; }

class RecordLine
{
public:
    RecordLine(RecordBlock& block, const std::string& line) : m_block(block)
    {
        std::istringstream words{line};
        words >> m_outcome >> m_scheduled >> m_sent >> m_first >> m_last >> m_tokens;
        if (!words)
            ADD_FAILURE() << "not a record: " << line;
        for (std::string word; words >> word;)
            m_keys[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
    }

    void append(std::uint64_t sequence)
    {
        m_record.sequence = sequence;
        m_record.outcome = outcomeFromName(m_outcome);
        m_record.scheduled = moment(m_scheduled);
        m_record.sent = moment(m_sent);
        setMoments();
        setCounts();
        setChunks();
        setTexts();
        m_block.records.push_back(m_record);
    }

private:
    static Nanos moment(const std::string& text) { return text == "-" ? kUnset : ms(std::stod(text)); }
    bool has(const std::string& key) const { return m_keys.contains(key); }
    Nanos momentOf(const std::string& key) const { return has(key) ? moment(m_keys.at(key)) : kUnset; }
    std::int32_t count(const std::string& key) const { return has(key) ? std::stoi(m_keys.at(key)) : -1; }
    double number(const std::string& key) const { return has(key) ? std::stod(m_keys.at(key)) : std::nan(""); }
    std::string textAt(const std::string& key) const { return has(key) ? m_keys.at(key) : ""; }

    Arrival arrival(Nanos at) const
    {
        if (!isSet(at))
            return {};
        return has("stamp") ? Arrival{at, ms(1), Stamp::Bounded} : Arrival{at, Nanos{0}, Stamp::Exact};
    }

    void setMoments()
    {
        m_record.firstToken = arrival(moment(m_first));
        m_record.lastToken = arrival(moment(m_last));
        m_record.firstByte = m_record.firstEvent = m_record.firstToken.at;
        m_record.firstVisible = has("visible") ? momentOf("visible") : m_record.firstToken.at;
        m_record.firstReasoning = momentOf("reasoning");
        m_record.written = has("written") ? momentOf("written") : m_record.sent;
        m_record.end = has("end") ? momentOf("end") : std::max(m_record.lastToken.at, m_record.sent);
        if (has("connect")) {
            std::istringstream parts{m_keys.at("connect")};
            std::string part;
            for (Nanos* at : {&m_record.connectStart, &m_record.connected, &m_record.secured})
                if (std::getline(parts, part, ':'))
                    *at = moment(part);
        }
    }

    void setCounts()
    {
        m_record.streamedTokens = std::stoi(m_tokens);
        m_record.serverInputTokens = count("in");
        m_record.serverOutputTokens = count("out");
        m_record.serverCachedTokens = count("cached");
        m_record.serverReasoningTokens = count("hidden");
        m_record.promptTokens = count("prompt");
        m_record.tokensRequested = count("asked");
        m_record.stream = has("stream") ? static_cast<std::uint32_t>(count("stream")) : 0;
        m_record.httpStatus = has("status") ? static_cast<std::uint16_t>(count("status")) : 200;
        m_record.phase = textAt("phase") == "warmup" ? Phase::Warmup
            : textAt("phase") == "cooldown"          ? Phase::Cooldown
                                                     : Phase::Measured;
        m_record.complete = m_record.outcome == Outcome::Ok;
        m_record.tokenSource = TokenSource::Server;
        for (const TokenSource source : {TokenSource::Tokenizer, TokenSource::Estimate})
            if (textAt("source") == tokenSourceName(source))
                m_record.tokenSource = source;
        constexpr std::array kKeys{std::pair{"ttft", ServerMetrics::Ttft}, std::pair{"e2e", ServerMetrics::EndToEnd},
                                   std::pair{"batch", ServerMetrics::BatchSize},
                                   std::pair{"queue", ServerMetrics::Queue},
                                   std::pair{"prefill", ServerMetrics::Prefill}};
        if (std::none_of(kKeys.begin(), kKeys.end(), [this](const auto& key) { return has(key.first); }))
            return;
        ServerMetrics metrics;
        for (const auto& [key, field] : kKeys)
            metrics.values[field] = number(key);
        m_record.serverMetrics = static_cast<std::int32_t>(m_block.serverMetrics.size());
        m_block.serverMetrics.push_back(metrics);
    }

    std::vector<Chunk> evenChunks() const
    {
        std::vector<Chunk> chunks;
        const int n = isSet(m_record.firstToken.at) ? m_record.streamedTokens : 0;
        const Nanos span = n > 1 ? m_record.lastToken.at - m_record.firstToken.at : Nanos{0};
        for (int i = 0; i < n; ++i) {
            const Nanos at = m_record.firstToken.at + span * i / std::max(n - 1, 1);
            chunks.push_back({arrival(at), 1, 4, ChunkKind::Content});
        }
        return chunks;
    }

    std::vector<Chunk> givenChunks()
    {
        std::vector<Chunk> chunks;
        std::istringstream items{m_keys.at("chunks")};
        for (std::string item; std::getline(items, item, ',');) {
            const auto cross = item.find('x');
            m_record.chunkTokensKnown |= cross != std::string::npos;
            const int tokens = cross == std::string::npos ? 1 : std::stoi(item.substr(cross + 1));
            chunks.push_back(
                {arrival(moment(item.substr(0, cross))), static_cast<std::uint32_t>(tokens), 4, ChunkKind::Content});
        }
        return chunks;
    }

    void setChunks()
    {
        const std::vector<Chunk> chunks = has("chunks") ? givenChunks() : evenChunks();
        m_record.chunkCount = static_cast<std::uint32_t>(chunks.size());
        if (chunks.empty())
            return;
        m_record.firstChunkTokens = m_record.chunkTokensKnown ? chunks.front().tokens : 0;
        if (has("nochunks"))
            return;
        ChunkWriter writer;
        writer.begin(m_record.sent);
        for (const Chunk& chunk : chunks)
            writer.add(chunk);
        m_record.chunks = {static_cast<std::uint32_t>(m_block.chunkBytes.size()),
                           static_cast<std::uint32_t>(writer.bytes().size())};
        m_block.chunkBytes.insert(m_block.chunkBytes.end(), writer.bytes().begin(), writer.bytes().end());
    }

    Piece addText(const std::string& text)
    {
        const Piece piece{static_cast<std::uint32_t>(m_block.text.size()), static_cast<std::uint32_t>(text.size())};
        m_block.text += text;
        return piece;
    }

    void setTexts()
    {
        m_record.error = addText(textAt("error"));
        std::string answer = textAt("text");
        std::replace(answer.begin(), answer.end(), '_', ' ');
        m_record.response = addText(answer);
        std::string salt = textAt("salt");
        std::replace(salt.begin(), salt.end(), '_', ' ');
        m_record.salt = addText(salt);
        std::string headers = textAt("headers");
        std::replace(headers.begin(), headers.end(), '_', '\n');
        m_record.headers = addText(headers);
    }

    RecordBlock& m_block;
    RequestRecord m_record;
    std::string m_outcome, m_scheduled, m_sent, m_first, m_last, m_tokens;
    std::map<std::string, std::string> m_keys;
};

// A block of the records that the lines say; sequence counts from `first`.
inline std::shared_ptr<const RecordBlock> records(const std::string& lines, std::uint64_t first = 0)
{
    auto block = std::make_shared<RecordBlock>();
    std::istringstream in{lines};
    for (std::string line; std::getline(in, line);)
        if (!trimmed(line).empty())
            RecordLine{*block, line}.append(first++);
    return block;
}

}  // namespace inferometer::test
