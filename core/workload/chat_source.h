// SPDX-License-Identifier: GPL-3.0-or-later
// Requests that a person asks by hand, one after the other, while the run goes on: a source and its arrivals in one.
#pragma once

#include "core/config/run_spec.h"
#include "core/workload/arrivals.h"
#include "core/workload/endpoint_access.h"
#include "core/workload/rehearsal.h"
#include "core/workload/request_source.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A question as it is sent. REQUIRES: with an image, a dialect that takes images.
struct ChatQuestion
{
    Message message;
    std::vector<Message> history;    // sent with it
    std::string previousResponse{};  // see BodyParts
    std::uint32_t turn = 0;          // of its conversation, from 0
};

// Thread-safe: yes.
class ChatSource : public RequestSource
{
public:
    // `reached` and what was agreed on with the endpoint, for the wording of every body.
    ChatSource(RunSpec spec, EndpointAccess access, std::string model, Agreed agreed);

    // Sequence of the request that the next question becomes.
    std::uint64_t nextSequence() const;
    // Puts the question in line. Returns the sequence of its request.
    std::uint64_t ask(ChatQuestion question);
    // Takes back what no stream has taken; whether there was any.
    bool takeBack();

    // A run's own; the source outlives it.
    std::unique_ptr<Arrivals> arrivals();

    Shape next(const Slot& slot, std::string& body) override;
    void ended(const Slot& slot, const RequestRecord& record, std::string_view answer) override;
    std::span<const PromptText> prompts() const override { return m_prompts; }
    // The question alone: what was said before is that of the requests before.
    std::string salt(const Slot& slot) const override;

private:
    friend class ChatArrivals;
    struct Asked
    {
        std::string text;
        std::string body;
        Nanos at{0};  // CLOCK_MONOTONIC
        std::uint32_t turn = 0;
    };

    std::string bodyOf(const ChatQuestion& question) const;

    const RunSpec m_spec;
    const EndpointAccess m_access;
    const std::string m_model;
    const Agreed m_agreed;
    const std::vector<PromptText> m_prompts;

    mutable std::mutex m_mutex;
    std::map<std::uint64_t, Asked> m_asked;  // by sequence, until it has ended; guarded by m_mutex, as what follows
    std::uint64_t m_next = 0;                // sequence of the next question
    std::uint64_t m_taken = 0;               // requests that streams have taken
};

}  // namespace inferometer
