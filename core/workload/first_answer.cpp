// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/first_answer.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

Sentence redirected(const EndpointProbe::Answer& answer)
{
    if (answer.location.empty())
        return sentence("errors",
                        "%1 answered HTTP %2 and points to nowhere; redirects are not followed, so give the right %4.");
    return sentence("errors",
                    "%1 answered HTTP %2 and points to %3; redirects are not followed, so give the right %4.");
}

}  // namespace

Status checkAnswer(const Url& url, const EndpointProbe::Answer& answer)
{
    const int status = answer.status;
    const Sentence answered = (answer.errorText.empty() ? sentence("errors", "%1 answered HTTP %2")
                                                        : sentence("errors", "%1 answered HTTP %2 (%3)"))
                                  .with(url.text(), status, answer.errorText);
    const Figure baseUrl = Figure::flag("base-url");
    if (status == 401 || status == 403)
        return Error{Errc::Auth,
                     sentence("errors", "%1; name the variable that holds the key with %2.")
                         .with(answered, Figure::flag("api-key-env")),
                     "api-key-env"};
    if (status / 100 == 3)
        return Error{Errc::NotFound, redirected(answer).with(url.text(), status, answer.location, baseUrl), "base-url"};
    if (status == 404 || status == 405)
        return Error{Errc::NotFound,
                     sentence("errors", "%1; check %2, %3 and %4.")
                         .with(answered, baseUrl, Figure::flag("llm-api"), Figure::flag("model-names")),
                     "base-url"};
    return {};
}

// What may pass is no refusal, and neither is what the text alone was answered with.
Status checkImageAnswer(const Url& url, const EndpointProbe::Answer& answer, int textStatus)
{
    constexpr std::array kMayPass{0, 200, 408, 429, 502, 503, 504};
    if (answer.status == textStatus || std::find(kMayPass.begin(), kMayPass.end(), answer.status) != kMayPass.end())
        return {};
    const Sentence pattern = answer.errorText.empty()
        ? sentence(
            "errors",
            "%1 answered a prompt with an image with HTTP %2; choose a model that takes images, or set %4 to na.")
        : sentence("errors",
                   "%1 answered a prompt with an image with HTTP %2 (%3); choose a model that takes images, or set %4 "
                   "to na.");
    return Error{Errc::InvalidInput,
                 pattern.with(url.text(), answer.status, answer.errorText, Figure::setting("multimodal-image-size")),
                 "multimodal-image-size"};
}

}  // namespace inferometer
