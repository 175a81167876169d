// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/rehearsal.h"

#include "core/api/way_out.h"

#include <utility>

namespace inferometer {

namespace {

using Answer = EndpointProbe::Answer;

constexpr int kTries = 3;
constexpr Nanos kPause = std::chrono::milliseconds{500};
constexpr int kUnavailable = 503;

}  // namespace

bool asksExactOutput(const RunSpec& spec, const Dialect& dialect)
{
    return spec.prompts.outputLength == OutputLength::Exact && dialect.takesExactOutput;
}

BodyParts shortest(BodyParts parts, const Dialect& dialect)
{
    parts.outputTokens = dialect.leastOutput;
    parts.image = false;
    return parts;
}

BodyParts bodyParts(const RunSpec& spec, const EndpointAccess& access, const std::string& model, const Agreed& agreed)
{
    return {.model = model,
            .systemPrompt = spec.prompts.systemPrompt,
            .samplingParams = access.samplingParams.reveal(),
            .extraBody = access.extraBody.reveal(),
            .outputTokens = spec.prompts.numOutputTokens,
            .exactOutput = agreed.exactOutput,
            .image = spec.prompts.imageSize != ImageSize::Na,
            .wishes = agreed.wishes};
}

Rehearsal::Rehearsal(const RunSpec& spec, const Reached& reached, EndpointProbe& probe, Readiness& readiness)
    : m_spec(spec)
    , m_reached(reached)
    , m_probe(probe)
    , m_readiness(readiness)
    , m_agreed{asksExactOutput(spec, *reached.access.dialect), {}, {}}
{
    if (spec.prompts.outputLength == OutputLength::Exact && !m_agreed.exactOutput)
        note(std::string{reached.access.dialect->id}
             + " cannot ask for an exact length: num-output-tokens is only a limit, as with --output-length cap.");
}

void Rehearsal::note(const std::string& sentence)
{
    m_agreed.note.append(m_agreed.note.empty() ? "" : " ").append(sentence);
}

FirstQuestion Rehearsal::context() const
{
    return {m_reached.access, m_reached.model, m_reached.listed, m_spec.prompts.numOutputTokens, isOfDataset(m_spec)};
}

BodyParts Rehearsal::parts(bool image) const
{
    BodyParts parts
        = shortest(bodyParts(m_spec, m_reached.access, m_reached.model, m_agreed), *m_reached.access.dialect);
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
            return m_readiness.isStopped() ? Result<Answer>{stoppedEarly()} : answer;
    }
}

// Whether the refusal names what a run can do without, or has another name for; then that is agreed on.
bool Rehearsal::doWithout(const Answer& answer)
{
    if (!refusesArgument(answer.status))
        return false;
    const auto out = wayOutOf(answer.errorText, answer.body, m_spec.prompts.numOutputTokens);
    const Refused refused = out ? out->refused : Refused::Other;
    const std::string place = placeOf(m_reached.access);
    if (refused == Refused::LimitName && mayWish(&OpenAiWishes::completionLimit)
        && !std::exchange(m_agreed.wishes.completionLimit, true))
    {
        note(place + " does not take max_tokens (" + answer.errorText + "): max_completion_tokens is sent instead.");
        return true;
    }
    if (refused != Refused::Usage || !mayWish(&OpenAiWishes::usage) || !std::exchange(m_agreed.wishes.usage, false))
        return false;
    note("WARNING: " + place + " does not take stream_options (" + answer.errorText
         + "): it is left out, and with it the token counts that are sent for it.");
    return true;
}

Result<Answer> Rehearsal::asked(std::string_view text, std::chrono::milliseconds patience)
{
    while (true) {
        const BodyParts wished = parts(false);
        Result<Answer> answer = patiently({wished, text, {}, patience});
        if (!answer || !doWithout(answer.value()))
            return answer;
    }
}

// Asks without exact output where it is refused.
Result<Answer> Rehearsal::settled(std::string_view text, std::chrono::milliseconds patience)
{
    Result<Answer> answer = asked(text, patience);
    if (!answer || !m_agreed.exactOutput || !refusesArgument(answer.value().status))
        return answer;
    m_agreed.exactOutput = false;
    Result<Answer> without = asked(text, patience);
    if (without && without.value().kind == Answer::Kind::Stream)
        note("WARNING: " + placeOf(m_reached.access) + " does not take ignore_eos and min_tokens ("
             + answer.value().errorText + "): num-output-tokens is only a limit, as with --output-length cap.");
    else
        m_agreed.exactOutput = true;  // that was not it
    return without;
}

// Whether the dialect has the wish, and the endpoint does as wished; what it does not is wished no more.
bool Rehearsal::isTaken(bool OpenAiWishes::*wish, std::string_view text, std::chrono::milliseconds patience)
{
    if (!mayWish(wish))
        return false;
    m_agreed.wishes.*wish = true;
    const BodyParts wished = parts(false);
    const Result<Answer> answer = m_probe.ask({wished, text, {}, patience});
    const bool isStream = answer && answer.value().kind == Answer::Kind::Stream;
    const bool isPadding = wish == &OpenAiWishes::noObfuscation;
    m_agreed.wishes.*wish = isStream && (isPadding ? !answer.value().isPadded : answer.value().tellsTokens);
    return m_agreed.wishes.*wish;
}

void Rehearsal::wishMore(const Answer& first, std::string_view text, std::chrono::milliseconds patience)
{
    if (std::exchange(m_wished, true))
        return;
    const std::string place = placeOf(m_reached.access);
    if (first.isPadded && mayWish(&OpenAiWishes::noObfuscation))
        note(isTaken(&OpenAiWishes::noObfuscation, text, patience)
                 ? place + " pads its events: stream_options.include_obfuscation false is sent."
                 : "WARNING: " + place + " pads its events and does not leave it: bytes are not those of the text.");
    if (!m_reached.mayTellTokens || first.tellsTokens)
        return;
    if (isTaken(&OpenAiWishes::tokenIds, text, patience))
        note(place + " tells the tokens of each chunk: return_token_ids is sent.");
    else if (isTaken(&OpenAiWishes::runningUsage, text, patience))
        note(place + " tells the tokens of each chunk: stream_options.continuous_usage_stats is sent.");
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
    wishMore(answer.value(), text, patience);
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
    const Result<Answer> answer = patiently({with, text, image, kLongPatience});
    if (!answer)
        return answer.error();
    if (const Status status = checkImageAnswer(context(), answer.value()); !status)
        return status.error();
    return Heard{answer.value().promptTokens, {}};
}

}  // namespace inferometer
