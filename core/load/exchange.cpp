// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/load/exchange.h"

#include "core/api/error_text.h"
#include "core/base/foreign_json.h"
#include "core/base/visible_text.h"
#include "core/load/raw_answer.h"
#include "core/load/stream.h"
#include "core/metrics/distribution.h"
#include "core/metrics/request_texts.h"
#include "core/workload/rehearsal.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr std::size_t kMostAddresses = 4;

// What the decoded events say together.
struct Said
{
    std::string reasoning;
    std::string text;
    std::string finishReason;
};

Said saidIn(const Exchange& exchange)
{
    std::string body;
    for (const RawEvent& event : rawEventsOf(*exchange.block, exchange.record()))
        body += event.bytes;
    const Dialect& dialect = *exchange.plan->target.dialect;
    const auto decoder = dialect.makeDecoder();
    decoder->keepText(true);
    Said said;
    readEvents(body, dialect.framing, *decoder, [&said](const EventFacts& facts) {
        said.reasoning.append(facts.reasoningText);
        said.text.append(facts.visibleText);
        if (facts.finish != FinishKind::None)
            said.finishReason = oneLine(facts.finishReason);
    });
    if (body.ends_with(kCutMark.substr(1)))
        said.reasoning.clear();  // they cannot be told apart whole
    return said;
}

std::string addressesOf(const Target& target)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(target.addresses.size(), kMostAddresses); ++i)
        text.append(i > 0 ? ", " : "").append(target.addresses[i].text());
    return text;
}

class Facts
{
public:
    void text(std::string_view id, const Sentence& label, std::string value)
    {
        if (!value.empty())
            m_facts.push_back({id, label, std::move(value)});
    }
    void between(std::string_view id, const Sentence& label, Nanos from, Nanos to)
    {
        if (isSet(from) && isSet(to))
            time(id, label, seconds(to - from));
    }
    void time(std::string_view id, const Sentence& label, std::optional<double> value)
    {
        if (value)
            m_facts.push_back({id, label, *value});
    }
    void count(std::string_view id, const Sentence& label, std::int64_t value)
    {
        if (value >= 0)
            m_facts.push_back({id, label, value});
    }
    std::vector<ExchangeFact> all() { return std::move(m_facts); }

private:
    std::vector<ExchangeFact> m_facts;
};

Sentence labelOf(std::string_view metric) { return Sentence{"%1", {Figure::metric(findMetric(metric)->label)}}; }

// Times of the one request, and where its TTFT went as far as the server tells.
void addTimes(Facts& facts, const RecordBlock& block, const RequestRecord& record)
{
    const auto metric = [&](std::string_view id) { return findMetric(id)->of(block, record); };
    const auto server = [&](ServerMetrics::Field field) { return serverValueOf(block, record, field); };
    facts.time("ttft_s", sentence("errors", "TTFT"), metric("ttft_s"));
    facts.time("network_s", labelOf("network_s"), metric("network_s"));
    facts.time("server_queue_s", sentence("errors", "Server's queue"), server(ServerMetrics::Queue));
    facts.time("server_prefill_s", sentence("errors", "Server's prefill"), server(ServerMetrics::Prefill));
    facts.time("ttft_unexplained_s", labelOf("ttft_unexplained_s"), metric("ttft_unexplained_s"));
    facts.time("tpot_s", sentence("errors", "TPOT"), metric("tpot_s"));
    facts.time("e2e_s", sentence("errors", "E2E"), metric("e2e_s"));
}

void addTokens(Facts& facts, const RequestRecord& record)
{
    facts.count("server_input_tokens", sentence("errors", "Input tokens, reported"), record.serverInputTokens);
    facts.count("prompt_tokens", sentence("errors", "Input tokens, estimated"), record.promptTokens);
    facts.count("tokens_cached", sentence("errors", "Cached tokens, reported"), record.serverCachedTokens);
    facts.count("tokens_requested", sentence("errors", "Output tokens, asked for"), record.tokensRequested);
    facts.count("server_output_tokens", sentence("errors", "Output tokens, reported"), record.serverOutputTokens);
    facts.count("tokens_reasoning", sentence("errors", "Reasoning tokens, reported"), record.serverReasoningTokens);
    facts.count("tokens_streamed", sentence("errors", "Tokens counted in the stream"), record.streamedTokens);
    facts.count("chunks", sentence("errors", "Chunks"), std::int64_t{record.chunkCount});
}

// Head lines as they were sent, their ends as this program's lines have them.
std::string headText(std::string head)
{
    std::erase(head, '\r');
    return head.substr(0, head.find_last_not_of('\n') + 1);
}

Error nothingSent(const RunFacts& facts)
{
    if (!facts.localFault.empty())
        return Error::verbatim(Errc::Disk, facts.localFault.text());
    return {Errc::Cancelled, sentence("errors", "The request was stopped before it was sent.")};
}

std::vector<ExchangeFact> factsOf(const Exchange& exchange, const Said& said)
{
    const RequestRecord& record = exchange.record();
    const Target& target = exchange.plan->target;
    Facts facts;
    facts.text("address", sentence("errors", "Address"), addressesOf(target));
    facts.time("dns_s", sentence("errors", "Name lookup"), seconds(target.dnsTime));
    facts.between("connect_s", sentence("errors", "Connect"), record.connectStart, record.connected);
    if (target.tls)
        facts.between("tls_s", sentence("errors", "TLS"), record.connected, record.secured);
    addTimes(facts, *exchange.block, record);
    facts.text("finish_reason", sentence("errors", "Finish reason"), said.finishReason);
    addTokens(facts, record);
    return facts.all();
}

std::vector<ExchangePart> partsOf(const Exchange& exchange, const Said& said)
{
    const Plan& plan = *exchange.plan;
    const RequestRecord& record = exchange.record();
    const RecordBlock& block = *exchange.block;
    const auto clean = [&plan](std::string text) { return withoutSecrets(std::move(text), plan.target.secrets); };
    std::string body;
    plan.source->next(Slot{}, body);
    const std::string whole{block.textOf(record.response)};
    const bool isApart = !said.reasoning.empty();
    std::vector<ExchangePart> parts{
        {"request", sentence("errors", "Request"),
         headText(clean(headOf(plan.target, plan.runId + "-" + std::to_string(record.sequence), body.size())))},
        {"body", sentence("errors", "Request body"), indentedJson(clean(body))},
        {"response", sentence("errors", "Response"), headText(std::string{block.textOf(record.headers)})},
        {"events", sentence("errors", "Raw events"), rawEventsText(block, record)},
        {"reasoning", sentence("errors", "Reasoning"), said.reasoning},
        {"answer", sentence("errors", "Answer"), isApart ? said.text : whole}};
    std::erase_if(parts, [](const ExchangePart& part) { return part.text.empty(); });
    for (ExchangePart& part : parts)
        part.text = visibleLines(part.text);
    return parts;
}

}  // namespace

Result<Exchange> askOnce(const RunSpec& spec, const PlanProgress& progress, const std::stop_token& stop,
                         const Secret& key)
{
    Result<std::shared_ptr<const Plan>> plan = planOfOne(spec, progress, stop, key);
    if (!plan)
        return plan.error();
    if (progress)
        progress(sentence("errors", "Waiting for the answer of %1").with(plan.value()->target.url.authority()));
    Result<std::unique_ptr<Run>> run = Run::start(plan.value(), {});
    if (!run)
        return run.error();
    {
        const std::stop_callback cut{stop, [&run] {
                                         run.value()->requestStop();
                                         run.value()->requestStop();
                                     }};
        run.value()->wait();
    }
    const SnapshotPtr last = run.value()->snapshot();
    if (last->blocks == 0 || last->records->at(0)->records.empty())
        return nothingSent(run.value()->facts());
    Exchange exchange{std::move(plan).value(), last->records->at(0), {}, {}};
    const Said said = saidIn(exchange);
    exchange.facts = factsOf(exchange, said);
    exchange.parts = partsOf(exchange, said);
    return exchange;
}

Sentence noteOf(const Exchange& exchange)
{
    if (!exchange.plan->exactOutput || !refusesArgument(exchange.record().httpStatus))
        return {};
    return sentence(
               "errors",
               "The request asks for an answer of exact length (ignore_eos, min_tokens), which some servers refuse: "
               "a run would go on without. %1 cap leaves it out here too.")
        .with(Figure::setting("output-length"));
}

}  // namespace inferometer
