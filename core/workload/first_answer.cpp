// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/first_answer.h"

#include "core/api/way_out.h"
#include "core/workload/model_list.h"

#include <algorithm>
#include <array>
#include <optional>

namespace inferometer {

namespace {

using Answer = EndpointProbe::Answer;
using Kind = Answer::Kind;

constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;
constexpr int kNotAllowed = 405;
constexpr int kTimeout = 408;
constexpr int kTooManyRequests = 429;
constexpr int kServerFault = 500;
constexpr int kUnavailable = 503;

Figure baseUrl() { return Figure::flag("base-url"); }

Error redirected(const FirstQuestion& question, const Answer& answer)
{
    Sentence pattern
        = sentence("errors", "%1 answered HTTP %2 and points to %3; redirects are not followed, so give the right %4.");
    if (answer.location.empty())
        pattern = sentence(
            "errors", "%1 answered HTTP %2 and points to nowhere; redirects are not followed, so give the right %4.");
    return {Errc::NotFound, pattern.with(question.access.url.text(), answer.status, answer.location, baseUrl()),
            "base-url"};
}

// A name that is not in the list is what is wrong most likely, be it 404 or 400.
std::optional<Error> refusedModel(const FirstQuestion& question, const Answer& answer, const Sentence& answered)
{
    constexpr std::array kOfModels{400, 404, 422};
    if (question.listed.empty() || lists(question.listed, question.model)
        || (answer.kind != Kind::Failed
            && std::find(kOfModels.begin(), kOfModels.end(), answer.status) == kOfModels.end()))
        return std::nullopt;
    return Error{Errc::InvalidInput,
                 sentence("errors", "%1; %2")
                     .with(answered, notListed(question.model, question.listed, placeOf(question.access))),
                 "model-names"};
}

Error serverFault(const Sentence& answered)
{
    return {Errc::Protocol, sentence("errors", "%1; check the server's log.").with(answered)};
}

Error refusedRequest(const FirstQuestion& question, const Answer& answer, const Sentence& answered)
{
    if (std::optional<Error> model = refusedModel(question, answer, answered))
        return *std::move(model);
    if (const auto out = wayOutOf(answer.errorText, answer.body, question.outputTokens))
        return {Errc::InvalidInput, sentence("errors", "%1; %2.").with(answered, out->advice), out->field};
    if (answer.kind == Kind::Failed)
        return serverFault(answered);
    return {
        Errc::InvalidInput,
        sentence("errors", "%1; check %2, %3 and %4.")
            .with(answered, Figure::flag("model-names"), Figure::flag("extra-body"), Figure::flag("sampling-params")),
        "model-names"};
}

Error refused(const FirstQuestion& question, const Answer& answer)
{
    const Sentence answered = answeredText(question.access, answer);
    if (answer.status / 100 == 3)
        return redirected(question, answer);
    switch (answer.status) {
    case kUnauthorized:
    case kForbidden:
        return {Errc::Auth,
                sentence("errors", "%1; name the variable that holds the key with %2.")
                    .with(answered, Figure::flag("api-key-env")),
                "api-key-env"};
    case kNotFound:
    case kNotAllowed:
        if (std::optional<Error> model = refusedModel(question, answer, answered))
            return *std::move(model);
        return {Errc::NotFound,
                sentence("errors", "%1; check %2, which may be the page's whole address, %3 and %4.")
                    .with(answered, baseUrl(), Figure::flag("llm-api"), Figure::flag("model-names")),
                "base-url"};
    case kUnavailable:
        return {Errc::Protocol,
                sentence("errors", "%1; wait and start again, or give %2 and a number of seconds.")
                    .with(answered, Figure::flag("wait-ready"))};
    default:
        break;
    }
    return refusesRequest(answer.status) ? refusedRequest(question, answer, answered) : serverFault(answered);
}

// 200, and yet nothing that the load could read.
Error unreadable(const FirstQuestion& question, const Answer& answer)
{
    const Sentence answered = answeredText(question.access, answer);
    if (answer.kind == Kind::Page)
        return {Errc::NotFound, sentence("errors", "%1; check %2.").with(answered, baseUrl()), "base-url"};
    return {Errc::Protocol,
            sentence("errors", "%1; check %2 and that the model streams.").with(answered, Figure::flag("llm-api")),
            "llm-api"};
}

}  // namespace

bool mayPass(const Answer& answer)
{
    return answer.kind == Kind::None || answer.kind == Kind::Failed || answer.kind == Kind::Other
        || answer.status == kTimeout || answer.status == kTooManyRequests || answer.status >= kServerFault;
}

Sentence answeredText(const EndpointAccess& access, const Answer& answer)
{
    const auto wording = [&answer](const Sentence& bare, const Sentence& quoting) {
        return answer.errorText.empty() ? bare : quoting;
    };
    Sentence pattern;
    switch (answer.kind) {
    case Kind::None:
        pattern = sentence("errors", "%1 gave no whole answer");
        break;
    case Kind::Stream:
    case Kind::Refused:
        pattern = wording(sentence("errors", "%1 answered HTTP %2"), sentence("errors", "%1 answered HTTP %2 (%3)"));
        break;
    case Kind::Failed:
        pattern = wording(sentence("errors", "%1 answered with an error in its stream"),
                          sentence("errors", "%1 answered with an error in its stream (%3)"));
        break;
    case Kind::Document:
        pattern = wording(sentence("errors", "%1 answered with one JSON document instead of a stream"),
                          sentence("errors", "%1 answered with one JSON document instead of a stream (%3)"));
        break;
    case Kind::Page:
        pattern = wording(sentence("errors", "%1 answered with a web page"),
                          sentence("errors", "%1 answered with a web page (%3)"));
        break;
    case Kind::Other:
        pattern = wording(sentence("errors", "%1 answered with nothing"),
                          sentence("errors", "%1 answered with something that is no stream of events (%3)"));
        break;
    }
    return pattern.with(access.url.text(), answer.status, answer.errorText);
}

Status checkAnswer(const FirstQuestion& question, const Answer& answer)
{
    switch (answer.kind) {
    case Kind::Stream:
    case Kind::None:
        return {};
    case Kind::Refused:
        if (answer.status == kTimeout || answer.status == kTooManyRequests)
            return {};
        return refused(question, answer);
    case Kind::Failed:
        return refusedRequest(question, answer, answeredText(question.access, answer));
    case Kind::Document:
    case Kind::Page:
    case Kind::Other:
        break;
    }
    return unreadable(question, answer);
}

Status checkImageAnswer(const FirstQuestion& question, const Answer& answer)
{
    constexpr std::array kMayPass{0, kTimeout, kTooManyRequests, 502, kUnavailable, 504};
    if (answer.kind == Kind::Stream || std::find(kMayPass.begin(), kMayPass.end(), answer.status) != kMayPass.end())
        return {};
    if (question.ofDataset)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "%1 to a prompt with an image; choose a model that takes images, or a dataset without.")
                .with(answeredText(question.access, answer)),
            "input-file-path"};
    return Error{Errc::InvalidInput,
                 sentence("errors", "%1 to a prompt with an image; choose a model that takes images, or set %2 to na.")
                     .with(answeredText(question.access, answer), Figure::setting("multimodal-image-size")),
                 "multimodal-image-size"};
}

}  // namespace inferometer
