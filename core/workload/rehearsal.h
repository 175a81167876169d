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

// The parts of every body of the run. The views are of the arguments, which must outlive them.
BodyParts bodyParts(const RunSpec& spec, const EndpointAccess& access, const std::string& model, bool exactOutput);

// The same for an answer of one token to a text alone.
BodyParts oneToken(BodyParts parts);

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
    // What may pass is asked three times, half a second apart, and a model that loads as long as the spec allows. Exact
    // output is a wish that strict servers refuse as an unknown argument: then the run goes on without. The error is
    // that of checkAnswer().
    Result<Heard> ask(std::string_view text, std::chrono::milliseconds patience);
    // The same with an image.
    Result<Heard> askAbout(std::string_view text, std::string_view image);

    const std::string& model() const { return m_reached.model; }
    bool exactOutput() const { return m_exactOutput; }
    // Why answers are only capped although exact was asked, one sentence; empty: they are not.
    const std::string& outputNote() const { return m_outputNote; }
    std::int64_t asked() const { return m_asked; }  // requests sent so far that were answered with a stream

private:
    FirstQuestion context() const;
    BodyParts parts(bool image) const;
    Result<EndpointProbe::Answer> patiently(const EndpointProbe::Question& question);
    Result<EndpointProbe::Answer> settled(std::string_view text, std::chrono::milliseconds patience);

    const RunSpec& m_spec;
    const Reached& m_reached;
    EndpointProbe& m_probe;
    Readiness& m_readiness;
    bool m_exactOutput;
    std::string m_outputNote;
    std::int64_t m_asked = 0;
};

}  // namespace inferometer
