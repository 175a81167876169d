// SPDX-License-Identifier: GPL-3.0-or-later
// The run behind a chat: it begins with the first question and ends with the chat.
//
// For one thread, which asks and looks; nothing here waits for the endpoint but open().
#pragma once

#include "core/chat/conversation.h"
#include "core/chat/live_text.h"
#include "core/store/recorded_run.h"
#include "core/workload/chat_plan.h"

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace inferometer {

// What a question waits for. Queued: it was sent, and no byte has come back. Prefill: the endpoint has begun to answer,
// and no token has come.
enum class AnswerPhase : std::uint8_t { None, Connecting, Queued, Prefill, Reasoning, Answering };

// What is new of the answer under way since the last look.
struct AnswerNews
{
    AnswerPhase phase = AnswerPhase::None;
    std::int32_t promptDone = -1;   // tokens of the prompt that the server says it has read
    std::int32_t promptTotal = -1;  // of so many
    std::string reasoning;          // behind what came before
    std::string answer;
    // It is over: the turn with its whole answer, which may differ from the pieces where secrets stood in them.
    std::optional<Turn> end;
};

class ChatSession
{
public:
    // As makeChatPlan(). Blocks: for the endpoint.
    static Result<std::unique_ptr<ChatSession>> open(const RunSpec& spec, const PlanProgress& progress,
                                                     const std::stop_token& stop, const Secret& key = {});
    // Cuts what is under way and keeps it. Blocks: until the result files are written.
    ~ChatSession();
    ChatSession(const ChatSession&) = delete;
    ChatSession& operator=(const ChatSession&) = delete;

    const Plan& plan() const { return *m_plan.plan; }
    const std::string& model() const { return m_model; }
    // What was found out about the endpoint that is worth telling, in whole sentences; may be empty.
    const std::string& note() const { return m_plan.plan->outputNote; }
    bool isBusy() const { return m_isBusy; }

    // Asks the question of the chat's turn, with what was said before it. Errors: an image where the API takes none;
    // the run cannot begin, or has ended. REQUIRES: !isBusy(), turn < chat.turns.size().
    Status ask(const Conversation& chat, std::size_t turn);
    // Cuts the answer; its end comes with a later look.
    void stop();
    AnswerNews look();

    // RESULTS_DIR/<stem>; empty before the first question.
    std::string folder() const { return m_run ? m_run->folder() : std::string{}; }
    // The run so far; null before the first question.
    SnapshotPtr snapshot() const { return m_run ? m_run->run().snapshot() : SnapshotPtr{}; }
    // Ends the chat and writes its files; nothing where nothing was asked. Blocks. Call once.
    Result<std::shared_ptr<const FinishedRun>> close();

private:
    class Ear;

    ChatSession(ChatPlan plan, std::shared_ptr<Ear> ear);

    AnswerPhase phaseOf(const Snapshot& snapshot, AnswerPhase heard) const;
    std::optional<Turn> endedIn(const Snapshot& snapshot);
    const RequestRecord* ourRecordIn(const RecordBlock& block) const;
    std::optional<Turn> endIn(const std::shared_ptr<const RecordBlock>& block, const RequestRecord& record);
    std::optional<Turn> endCounted();
    Turn endOf(const RecordBlock& block, const RequestRecord& record) const;

    const ChatPlan m_plan;
    const std::shared_ptr<Ear> m_ear;
    const std::string m_model;
    std::unique_ptr<RecordedRun> m_run;
    LiveText m_answer;
    LiveText m_reasoning;
    Message m_question;
    std::string m_imageName;
    std::uint64_t m_sequence = 0;
    std::size_t m_blocks = 0;                                   // looked through
    std::future<std::shared_ptr<const RecordBlock>> m_counted;  // of the turn, while its answer is counted
    bool m_isBusy = false;
    bool m_isTakenBack = false;
};

}  // namespace inferometer
