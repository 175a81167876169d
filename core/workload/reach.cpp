// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/reach.h"

#include "core/config/model_names.h"
#include "core/workload/model_list.h"

namespace inferometer {

namespace {

// Nothing of it asks the endpoint itself.
Result<Target> targetOf(const EndpointAccess& access)
{
    Target target;
    target.dialect = access.dialect;
    target.url = access.url;
    target.head = requestHead(access);
    target.proxyHead = proxyHead(access);
    target.secrets = access.secrets;
    const Url& first = access.proxy ? *access.proxy : access.url;
    Result<Resolved> resolved = resolve(first.host, first.port);
    if (!resolved)
        return resolved.error().about(access.proxy ? "proxy" : "base-url");
    target.addresses = std::move(resolved.value().addresses);
    target.dnsTime = resolved.value().took;
    if (!access.url.tls)
        return target;
    auto context = TlsContext::client(access.caFile, access.insecure);
    if (!context)
        return context.error();
    target.tls = std::move(context).value();
    target.tlsName = access.url.host;
    return target;
}

// What of it waits for the model's name.
void nameModel(std::string model, Reached& reached)
{
    reached.model = std::move(model);
    reached.access.url = reached.target.url = pageOfModel(reached.access, reached.model);
    reached.target.head = requestHead(reached.access);
}

Status findModel(const std::string& asked, EndpointProbe& probe, Readiness& readiness, Reached& reached)
{
    const std::string place = placeOf(reached.access);
    readiness.say(sentence("errors", "Asking %1 for its models").with(place));
    Result<EndpointProbe::Models> models = askForModels(probe, readiness);
    if (!models)
        return models.error();
    if (models.value().names.empty() && asked.empty())
        return noModels(probe, models.value());
    reached.mayTellTokens = models.value().mayTellTokens;
    reached.tellsProgress = models.value().tellsProgress;
    reached.listed = std::move(models.value().names);
    Result<std::string> model = chooseModel(asked, reached.listed, place);
    if (!model)
        return model.error();
    nameModel(std::move(model).value(), reached);
    if (!reached.listed.empty() && !lists(reached.listed, reached.model))
        readiness.say(sentence("errors", "WARNING: %1 It is asked for it all the same.")
                          .with(notListed(reached.model, reached.listed, place)));
    return {};
}

}  // namespace

Result<Reached> reachNamed(const RunSpec& spec, const EndpointProbe& probe)
{
    Result<Target> target = targetOf(probe.access());
    if (!target)
        return target.error();
    Reached reached{probe.access(), std::move(target).value(), {}, {}, false};
    nameModel(firstModelName(spec.target.modelNames), reached);
    return reached;
}

Result<Reached> reach(const RunSpec& spec, EndpointProbe& probe, Readiness& readiness)
{
    Result<Target> target = targetOf(probe.access());
    if (!target)
        return target.error();
    Reached reached{probe.access(), std::move(target).value(), {}, {}, false};
    if (const Status status = findModel(spec.target.modelNames, probe, readiness, reached); !status)
        return status.error();
    return reached;
}

}  // namespace inferometer
