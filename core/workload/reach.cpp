// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/reach.h"

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

Status findModel(const std::string& asked, EndpointProbe& probe, Readiness& readiness, Reached& reached)
{
    const std::string place = placeOf(reached.access);
    readiness.say(sentence("errors", "Asking %1 for its models").with(place));
    Result<EndpointProbe::Models> models = askForModels(probe, readiness);
    if (!models)
        return models.error();
    if (models.value().names.empty() && asked.empty())
        return noModels(probe, models.value());
    reached.listed = std::move(models.value().names);
    Result<std::string> model = chooseModel(asked, reached.listed, place);
    if (!model)
        return model.error();
    reached.model = std::move(model).value();
    if (!reached.listed.empty() && !lists(reached.listed, reached.model))
        readiness.say(sentence("errors", "WARNING: %1 It is asked for it all the same.")
                          .with(notListed(reached.model, reached.listed, place)));
    return {};
}

}  // namespace

Result<Reached> reach(const RunSpec& spec, EndpointProbe& probe, Readiness& readiness)
{
    Result<Target> target = targetOf(probe.access());
    if (!target)
        return target.error();
    Reached reached{probe.access(), std::move(target).value(), {}, {}};
    if (const Status status = findModel(spec.target.modelNames, probe, readiness, reached); !status)
        return status.error();
    return reached;
}

}  // namespace inferometer
