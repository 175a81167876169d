// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the endpoint as the load will, before the load: what it refuses is known while nothing is spent yet.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"
#include "core/workload/first_answer.h"
#include "core/workload/probe.h"
#include "core/workload/reach.h"
#include "core/workload/readiness.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace inferometer {

// For an answer: a model may have to be loaded, but who counts by another page can do without one.
inline constexpr std::chrono::milliseconds kShortPatience{30'000};
inline constexpr std::chrono::milliseconds kLongPatience{120'000};

// What the endpoint was found to take.
struct Agreed
{
    bool exactOutput = false;
    OpenAiWishes wishes;
    std::string note;  // what it does not take that was asked for, in whole sentences; empty: nothing
};

// The parts of every body of the run. The views are of the arguments, which must outlive them.
BodyParts bodyParts(const RunSpec& spec, const EndpointAccess& access, const std::string& model, const Agreed& agreed);

// Whether the first body asks for an exact length: ignore_eos / min_tokens.
bool asksExactOutput(const RunSpec& spec, const Dialect& dialect);

// A status that may mean that this was too much to ask: then a run goes on without.
constexpr bool refusesArgument(int status) { return status == 400 || status == 422; }

// The same for the shortest answer that the dialect gives, as a rule of one token, to a text alone.
BodyParts shortest(BodyParts parts, const Dialect& dialect);

// Asks one short answer at a time, of one token, and keeps what was agreed on. Blocks: on the network, until stop.
class Rehearsal
{
public:
    // All of them outlive it.
    Rehearsal(const RunSpec& spec, const Reached& reached, EndpointProbe& probe, Readiness& readiness);

    struct Heard
    {
        std::int64_t promptTokens = 0;  // chat template and system prompt included; 0: the endpoint does not say
        Sentence without;               // why there was no answer; no pattern: there was one
        bool answered() const { return without.pattern.empty(); }
    };
    // What may pass is asked three times, half a second apart, and a model that loads as long as the spec allows. What
    // strict servers refuse as an unknown argument is left out, and so is exact output: then the run goes on without.
    // The error is that of checkAnswer(). Behind the first good answer, OpenAI's padding is asked to be left out, and
    // vLLM and SGLang to tell the tokens of each chunk, once; what is not taken is not sent again.
    Result<Heard> ask(std::string_view text, std::chrono::milliseconds patience);
    // The same with an image.
    Result<Heard> askAbout(std::string_view text, std::string_view image);

    const std::string& model() const { return m_reached.model; }
    const Agreed& agreed() const { return m_agreed; }
    std::int64_t asked() const { return m_asked; }  // requests sent so far that were answered with a stream

private:
    FirstQuestion context() const;
    BodyParts parts(bool image) const;
    Result<EndpointProbe::Answer> patiently(const EndpointProbe::Question& question);
    Result<EndpointProbe::Answer> asked(std::string_view text, std::chrono::milliseconds patience);
    bool doWithout(const EndpointProbe::Answer& answer);
    bool mayWish(bool OpenAiWishes::*wish) const { return m_reached.access.dialect->wishes.*wish; }
    void note(const std::string& sentence);
    void wishMore(const EndpointProbe::Answer& first, std::string_view text, std::chrono::milliseconds patience);
    bool isTaken(bool OpenAiWishes::*wish, std::string_view text, std::chrono::milliseconds patience);
    Result<EndpointProbe::Answer> settled(std::string_view text, std::chrono::milliseconds patience);

    const RunSpec& m_spec;
    const Reached& m_reached;
    EndpointProbe& m_probe;
    Readiness& m_readiness;
    Agreed m_agreed;
    bool m_wished = false;
    std::int64_t m_asked = 0;
};

}  // namespace inferometer
