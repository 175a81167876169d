// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/chat_session.h"

#include "core/config/model_names.h"
#include "core/metrics/token_counts.h"
#include "core/store/answer_counts.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>

namespace inferometer {

// Between the load thread, which hears, and the chat's, which looks.
class ChatSession::Ear : public AnswerListener
{
public:
    struct Heard
    {
        std::string answer;
        std::string reasoning;
        std::string responseId;
        std::int32_t promptDone = -1;
        std::int32_t promptTotal = -1;
        AnswerPhase phase = AnswerPhase::None;
    };

    void heard(const Slot& slot, const EventFacts& facts) override
    {
        const std::lock_guard lock{m_mutex};
        if (slot.sequence != m_sequence)
            return;
        m_heard.answer += facts.visibleText;
        m_heard.reasoning += facts.reasoningText;
        if (!facts.responseId.empty())
            m_heard.responseId = facts.responseId.substr(0, kLongestId);
        if (facts.promptTotal >= 0) {
            m_heard.promptDone = facts.promptDone;
            m_heard.promptTotal = facts.promptTotal;
        }
        if (facts.payload)
            m_heard.phase = facts.visible ? AnswerPhase::Answering : AnswerPhase::Reasoning;
    }

    void listenTo(std::uint64_t sequence)
    {
        const std::lock_guard lock{m_mutex};
        m_sequence = sequence;
        m_heard = {};
    }

    // What is new; the rest stays as it was last heard.
    Heard take()
    {
        const std::lock_guard lock{m_mutex};
        Heard heard = m_heard;
        m_heard.answer.clear();
        m_heard.reasoning.clear();
        return heard;
    }

private:
    static constexpr std::size_t kLongestId = 512;

    mutable std::mutex m_mutex;
    std::uint64_t m_sequence = 0;  // guarded by m_mutex, as what follows
    Heard m_heard;
};

namespace {

TurnState stateOf(Outcome outcome)
{
    if (outcome == Outcome::Ok)
        return TurnState::Answered;
    return outcome == Outcome::Cancelled ? TurnState::Stopped : TurnState::Failed;
}

std::string faultOf(const RecordBlock& block, const RequestRecord& record)
{
    if (record.outcome == Outcome::Ok || record.outcome == Outcome::Cancelled)
        return {};
    // The words of the endpoint or of this machine say what it was; without any, the status or its name must do.
    std::string fault = record.httpStatus >= 400 ? "HTTP " + std::to_string(record.httpStatus) : std::string{};
    const std::string_view error = block.textOf(record.error);
    if (error.empty())
        return fault.empty() ? std::string{outcomeName(record.outcome)} : fault;
    return fault.append(fault.empty() ? "" : ": ").append(error);
}

// Without a record.
Turn ended(TurnState state, std::string fault)
{
    Turn turn;
    turn.state = state;
    turn.fault = std::move(fault);
    return turn;
}

}  // namespace

ChatSession::ChatSession(ChatPlan plan, std::shared_ptr<Ear> ear)
    : m_plan(std::move(plan))
    , m_ear(std::move(ear))
    , m_model(firstModelName(m_plan.plan->spec.target.modelNames))
    , m_answer(m_plan.plan->target.secrets)
    , m_reasoning(m_plan.plan->target.secrets)
{}

Result<std::unique_ptr<ChatSession>> ChatSession::open(const RunSpec& spec, const PlanProgress& progress,
                                                       const std::stop_token& stop, const Secret& key)
{
    auto ear = std::make_shared<Ear>();
    Result<ChatPlan> plan = makeChatPlan(spec, ear, progress, stop, key);
    if (!plan)
        return plan.error();
    return std::unique_ptr<ChatSession>{new ChatSession{std::move(plan).value(), std::move(ear)}};
}

ChatSession::~ChatSession()
{
    if (m_run)
        static_cast<void>(close());  // the journal has it all the same
}

Status ChatSession::ask(const Conversation& chat, std::size_t turn)
{
    const Turn& asked = chat.turns.at(turn);
    const Dialect& dialect = *m_plan.plan->target.dialect;
    if (!asked.question.image.empty() && !dialect.takesImages)
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 takes no images; ask without one, or choose an API that takes them.")
                         .with(dialect.id)};
    if (!m_run) {
        Result<std::unique_ptr<RecordedRun>> run = RecordedRun::start(m_plan.plan);
        if (!run)
            return run.error();
        m_run = std::move(run).value();
    }
    if (m_run->run().snapshot()->state == RunState::Finished)
        return Error{Errc::Disk, sentence("errors", "The chat has ended; connect again to go on with it.")};
    const PromptSpec& prompts = m_plan.plan->spec.prompts;
    ChatQuestion question{asked.question, {}, {}, static_cast<std::uint32_t>(turn)};
    if (prompts.sendHistory && prompts.serverHistory)
        question.previousResponse = previousResponse(chat, turn);
    if (prompts.sendHistory && question.previousResponse.empty())
        question.history = historyBefore(chat, turn);
    m_question = asked.question;
    m_imageName = asked.imageName;
    m_answer.clear();
    m_reasoning.clear();
    m_isBusy = true;
    m_isTakenBack = false;
    m_ear->listenTo(m_plan.source->nextSequence());
    m_sequence = m_plan.source->ask(std::move(question));
    m_run->run().lookForWork();
    return {};
}

void ChatSession::stop()
{
    if (!m_isBusy)
        return;
    m_isTakenBack = m_plan.source->takeBack();
    if (!m_isTakenBack)
        m_run->run().cutRequests();
}

AnswerNews ChatSession::look()
{
    AnswerNews news;
    if (!m_isBusy)
        return news;
    // Before what was heard: an answer that is over has been heard whole.
    const SnapshotPtr snapshot = m_run->run().snapshot();
    const std::optional<Turn> end = endedIn(*snapshot);
    const Ear::Heard heard = m_ear->take();
    news.promptDone = heard.promptDone;
    news.promptTotal = heard.promptTotal;
    news.answer = m_answer.add(heard.answer);
    news.reasoning = m_reasoning.add(heard.reasoning);
    news.phase = phaseOf(*snapshot, heard.phase);
    if (!end)
        return news;
    news.end = end;
    news.end->question = std::move(m_question);
    news.end->imageName = std::move(m_imageName);
    news.end->answer = m_answer.whole();
    news.end->reasoning = m_reasoning.whole();
    news.end->responseId = heard.responseId;
    m_isBusy = false;
    return news;
}

AnswerPhase ChatSession::phaseOf(const Snapshot& snapshot, AnswerPhase heard) const
{
    if (heard != AnswerPhase::None)
        return heard;
    for (const InFlight& request : snapshot.inFlight)
        if (request.sequence == m_sequence && isSet(request.sent))
            return isSet(request.firstByte) ? AnswerPhase::Prefill : AnswerPhase::Queued;
    return AnswerPhase::Connecting;
}

std::optional<Turn> ChatSession::endedIn(const Snapshot& snapshot)
{
    if (m_counted.valid())
        return endCounted();
    for (; m_blocks < snapshot.blocks; ++m_blocks) {
        const std::shared_ptr<const RecordBlock>& block = snapshot.records->at(m_blocks);
        if (const RequestRecord* record = ourRecordIn(*block))
            return endIn(block, *record);
    }
    if (m_isTakenBack)
        return ended(TurnState::Stopped, {});
    if (snapshot.state == RunState::Finished)
        return ended(TurnState::Failed, m_run->run().facts().localFault.text());
    return std::nullopt;
}

const RequestRecord* ChatSession::ourRecordIn(const RecordBlock& block) const
{
    const auto found = std::find_if(block.records.begin(), block.records.end(),
                                    [this](const RequestRecord& record) { return record.sequence == m_sequence; });
    return found == block.records.end() ? nullptr : &*found;
}

// An answer that the endpoint did not count is counted as at the run's end, so that its turn says what the files will
// say; beside the thread that looks, which is a window's.
std::optional<Turn> ChatSession::endIn(const std::shared_ptr<const RecordBlock>& block, const RequestRecord& record)
{
    const std::shared_ptr<const Tokenizer>& tokenizer = m_plan.plan->tokenizer;
    if (!tokenizer || !lacksCount(record))
        return endOf(*block, record);
    m_counted = std::async([block, tokenizer] {
        const Blocks blocks{block};
        return withCounts(blocks, countAnswers(blocks, *tokenizer)).front();
    });
    return endCounted();
}

// Nothing while it is being counted.
std::optional<Turn> ChatSession::endCounted()
{
    if (m_counted.wait_for(std::chrono::seconds{0}) == std::future_status::timeout)
        return std::nullopt;
    const std::shared_ptr<const RecordBlock> block = m_counted.get();
    return endOf(*block, *ourRecordIn(*block));
}

Turn ChatSession::endOf(const RecordBlock& block, const RequestRecord& record) const
{
    Turn turn = ended(stateOf(record.outcome), faultOf(block, record));
    turn.figures = turnFigures(block, record);
    turn.runId = m_plan.plan->runId;
    turn.sequence = record.sequence;
    return turn;
}

Result<std::shared_ptr<const FinishedRun>> ChatSession::close()
{
    if (!m_run)
        return std::shared_ptr<const FinishedRun>{};
    m_run->run().requestStop();
    m_run->run().requestStop();
    const std::unique_ptr<RecordedRun> run = std::exchange(m_run, nullptr);
    m_isBusy = false;
    return run->finish();
}

}  // namespace inferometer
