// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/rehearsal.h"

namespace inferometer {

namespace {

using Answer = EndpointProbe::Answer;

constexpr int kTries = 3;
constexpr Nanos kPause = std::chrono::milliseconds{500};
constexpr std::chrono::milliseconds kImagePatience{120'000};
constexpr int kUnavailable = 503;

bool isRefusedArgument(const Answer& answer) { return answer.status == 400 || answer.status == 422; }

Error stopped() { return {Errc::Cancelled, sentence("errors", "The run was stopped before it began.")}; }

}  // namespace

BodyParts oneToken(BodyParts parts)
{
    parts.outputTokens = 1;
    parts.image = false;
    return parts;
}

BodyParts bodyParts(const RunSpec& spec, const EndpointAccess& access, const std::string& model, bool exactOutput)
{
    return {.model = model,
            .systemPrompt = spec.prompts.systemPrompt,
            .samplingParams = access.samplingParams.reveal(),
            .extraBody = access.extraBody.reveal(),
            .outputTokens = spec.prompts.numOutputTokens,
            .exactOutput = exactOutput,
            .image = spec.prompts.imageSize != ImageSize::Na};
}

Rehearsal::Rehearsal(const RunSpec& spec, const Reached& reached, EndpointProbe& probe, Readiness& readiness)
    : m_spec(spec)
    , m_reached(reached)
    , m_probe(probe)
    , m_readiness(readiness)
    , m_exactOutput(spec.prompts.outputLength == OutputLength::Exact && reached.access.dialect->takesExactOutput)
{
    if (spec.prompts.outputLength == OutputLength::Exact && !m_exactOutput)
        m_outputNote = std::string{reached.access.dialect->id}
            + " cannot ask for an exact length: num-output-tokens is only a limit, as with --output-length cap.";
}

FirstQuestion Rehearsal::context() const
{
    return {m_reached.access, m_reached.model, m_reached.listed, m_spec.prompts.numOutputTokens};
}

BodyParts Rehearsal::parts(bool image) const
{
    BodyParts parts = oneToken(bodyParts(m_spec, m_reached.access, m_reached.model, m_exactOutput));
    parts.image = image;
    return parts;
}

Result<Answer> Rehearsal::patiently(const EndpointProbe::Question& question)
{
    for (int tries = 1;; ++tries) {
        Result<Answer> answer = m_probe.ask(question);
        // Who took its whole patience will not be quicker the next time.
        if (!answer || !mayPass(answer.value()) || answer.value().kind == Answer::Kind::None)
            return answer;
        const bool waits = answer.value().status == kUnavailable
            && m_readiness.waitAgain(answeredText(m_reached.access, answer.value()));
        if (!waits && (tries >= kTries || !pauseFor(kPause, m_readiness.stop())))
            return m_readiness.isStopped() ? Result<Answer>{stopped()} : answer;
    }
}

// Asks without exact output where it is refused.
Result<Answer> Rehearsal::settled(std::string_view text, std::chrono::milliseconds patience)
{
    const BodyParts wished = parts(false);
    Result<Answer> answer = patiently({wished, text, {}, patience});
    if (!answer || !m_exactOutput || !isRefusedArgument(answer.value()))
        return answer;
    m_exactOutput = false;
    const BodyParts capped = parts(false);
    Result<Answer> without = patiently({capped, text, {}, patience});
    if (without && without.value().kind == Answer::Kind::Stream)
        m_outputNote = "WARNING: " + placeOf(m_reached.access) + " does not take ignore_eos and min_tokens ("
            + answer.value().errorText + "): num-output-tokens is only a limit, as with --output-length cap.";
    else
        m_exactOutput = true;  // that was not it
    return without;
}

Result<Rehearsal::Heard> Rehearsal::ask(std::string_view text, std::chrono::milliseconds patience)
{
    const Result<Answer> answer = settled(text, patience);
    if (!answer)
        return answer.error();
    if (const Status status = checkAnswer(context(), answer.value()); !status)
        return status.error();
    if (answer.value().kind != Answer::Kind::Stream)
        return Heard{0, answeredText(m_reached.access, answer.value())};
    ++m_asked;
    if (answer.value().promptTokens > 0)
        return Heard{answer.value().promptTokens, {}};
    const BodyParts same = parts(false);
    const Result<std::int64_t> tokens = m_probe.countOfWhole({same, text, {}, patience});
    if (!tokens)
        return tokens.error();
    return Heard{tokens.value(), {}};
}

Result<Rehearsal::Heard> Rehearsal::askAbout(std::string_view text, std::string_view image)
{
    const BodyParts with = parts(true);
    const Result<Answer> answer = patiently({with, text, image, kImagePatience});
    if (!answer)
        return answer.error();
    if (const Status status = checkImageAnswer(context(), answer.value()); !status)
        return status.error();
    return Heard{answer.value().promptTokens, {}};
}

}  // namespace inferometer
