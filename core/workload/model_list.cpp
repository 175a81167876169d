// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/model_list.h"

#include "core/base/text.h"
#include "core/config/model_names.h"
#include "core/workload/first_answer.h"
#include "core/workload/rehearsal.h"

#include <algorithm>

namespace inferometer {

namespace {

constexpr int kUnavailable = 503;

// "HTTP 404 at /v1/models: no such page"
Sentence answeredList(const EndpointProbe& probe, const EndpointProbe::Models& models)
{
    if (models.status == 0)
        return sentence("errors", "no whole answer");
    Sentence pattern = sentence("errors", "HTTP %1 at %2");
    if (!models.location.empty())
        pattern = sentence("errors", "HTTP %1 at %2, which points to %3");
    else if (!models.errorText.empty())
        pattern = sentence("errors", "HTTP %1 at %2: %4");
    return pattern.with(models.status, probe.modelsPath(), models.location, models.errorText);
}

Sentence loading(const EndpointProbe& probe, const EndpointProbe::Models& models)
{
    return sentence("errors", "%1 is not ready (%2)").with(placeOf(probe.access()), answeredList(probe, models));
}

Figure namesText(const std::vector<std::string>& names)
{
    constexpr std::size_t kShown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        text.append(i == 0 ? "" : ", ").append(names[i]);
    if (names.size() > kShown)
        return sentence("errors", "%1 and %2 more").with(text, names.size() - kShown);
    return text;
}

Error refusedName(const Sentence& said) { return {Errc::InvalidInput, said, "model-names"}; }

// Asks for one token of each model that is not listed. What is no refusal is left to the run.
Status checkUnlisted(const RunSpec& spec, const std::vector<std::string>& models,
                     const std::vector<std::string>& listed, EndpointProbe& probe)
{
    for (const std::string& model : models) {
        if (lists(listed, model))
            continue;
        const BodyParts parts = shortest(bodyParts(spec, probe.access(), model, {}), *probe.access().dialect);
        const Result<EndpointProbe::Answer> answer = probe.ask({parts, "Say hello."});
        if (!answer)
            return answer.error();
        const bool isLater = mayPass(answer.value()) && answer.value().kind != EndpointProbe::Answer::Kind::Failed;
        Status status = checkAnswer({probe.access(), model, listed, spec.prompts.numOutputTokens}, answer.value());
        if (!status && !isLater)
            return status;
    }
    return {};
}

Result<std::vector<std::string>> checkedNames(const RunSpec& spec, EndpointProbe& probe, Readiness& readiness)
{
    readiness.say(sentence("errors", "Asking %1 for its models").with(placeOf(probe.access())));
    const Result<EndpointProbe::Models> models = askForModels(probe, readiness);
    if (!models)
        return models.error();
    const std::vector<std::string>& listed = models.value().names;
    if (lists(listed, std::string{trimmed(spec.target.modelNames)}))
        return std::vector<std::string>{std::string{trimmed(spec.target.modelNames)}};
    std::vector<std::string> names = splitModelNames(spec.target.modelNames);
    if (const Status status = checkUnlisted(spec, names, listed, probe); !status)
        return status.error();
    return names;
}

}  // namespace

Error noModels(const EndpointProbe& probe, const EndpointProbe::Models& models)
{
    const std::string place = placeOf(probe.access());
    const Figure keyFlag = Figure::flag("api-key-env");
    if (models.status == 401 || models.status == 403) {
        return {
            Errc::Auth,
            sentence("errors", "%1 refused the list of models (HTTP %2); name the variable that holds the key with %3.")
                .with(place, models.status, keyFlag),
            "api-key-env"};
    }
    if (models.status == kUnavailable)
        return {Errc::Protocol,
                sentence("errors", "%1; wait and start again, or give %2 and a number of seconds.")
                    .with(loading(probe, models), Figure::flag("wait-ready"))};
    return {Errc::NotFound,
            sentence("errors", "%1 lists no models (%2); check %3 and %4, or give the name with %5.")
                .with(place, answeredList(probe, models), Figure::flag("base-url"), Figure::flag("llm-api"),
                      Figure::flag("model-names")),
            "base-url"};
}

// A server that loads may not even listen yet.
Result<EndpointProbe::Models> askForModels(EndpointProbe& probe, Readiness& readiness)
{
    for (;;) {
        Result<EndpointProbe::Models> models = probe.models();
        const bool unready = models ? models.value().status == kUnavailable : models.error().code == Errc::Network;
        const Sentence why = models ? loading(probe, models.value())
                                    : sentence("errors", "%1 takes no connections yet").with(placeOf(probe.access()));
        if (!unready || !readiness.waitAgain(why)) {
            if (readiness.isStopped())
                return stoppedEarly();
            return models;
        }
    }
}

Result<std::vector<std::string>> listModels(const RunSpec& spec, std::stop_token stop, const Secret& key)
{
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    Readiness readiness{spec.limits.waitReady, {}, stop};
    EndpointProbe probe{std::move(access).value(), std::move(stop)};
    Result<EndpointProbe::Models> models = askForModels(probe, readiness);
    if (!models)
        return models.error();
    if (!models.value().names.empty())
        return std::move(models).value().names;
    return noModels(probe, models.value());
}

bool lists(const std::vector<std::string>& listed, const std::string& model)
{
    return std::any_of(listed.begin(), listed.end(),
                       [&](const std::string& name) { return name == model || name == model + ":latest"; });
}

Sentence notListed(const std::string& asked, const std::vector<std::string>& listed, const std::string& endpoint)
{
    const auto nearest = nearestWord(asked, {listed.begin(), listed.end()});
    if (nearest)
        return sentence("errors", R"(%1 does not list the model "%2"; did you mean "%3"? It lists %4.)")
            .with(endpoint, asked, *nearest, namesText(listed));
    return sentence("errors", "%1 does not list the model \"%2\"; it lists %3.")
        .with(endpoint, asked, namesText(listed));
}

Result<std::string> chooseModel(const std::string& asked, const std::vector<std::string>& listed,
                                const std::string& endpoint)
{
    const Figure flag = Figure::flag("model-names");
    const std::string whole{trimmed(asked)};
    if (lists(listed, whole))
        return whole;
    const std::vector<std::string> names = splitModelNames(whole);
    if (names.size() > 1)
        return refusedName(
            sentence("errors", "A run measures one model; give one name in %1, in quotes if it holds blanks.")
                .with(Figure::setting("model-names")));
    if (!names.empty())
        return names.front();
    if (listed.empty())
        return refusedName(
            sentence("errors", "%1 does not list its models; name the one to measure with %2.").with(endpoint, flag));
    if (listed.size() > 1)
        return refusedName(sentence("errors", "%1 serves several models; choose with %2 from %3.")
                               .with(endpoint, flag, namesText(listed)));
    return listed.front();
}

Result<std::vector<RunSpec>> perModel(const RunSpec& spec, const PlanProgress& progress, const std::stop_token& stop,
                                      const Secret& key)
{
    std::vector<std::string> names = splitModelNames(spec.target.modelNames);
    if (names.size() <= 1)
        return std::vector<RunSpec>{spec};
    Result<EndpointAccess> access = accessOf(spec, key);
    if (!access)
        return access.error();
    Readiness readiness{spec.limits.waitReady, progress, stop};
    EndpointProbe probe{std::move(access).value(), stop};
    Result<std::vector<std::string>> checked = checkedNames(spec, probe, readiness);
    if (!checked)
        return checked.error();
    std::vector<RunSpec> specs;
    for (const std::string& name : checked.value()) {
        specs.push_back(spec);
        specs.back().target.modelNames = quotedModelName(name);
    }
    return specs;
}

}  // namespace inferometer
