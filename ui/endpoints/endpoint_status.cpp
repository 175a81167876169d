// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_status.h"

#include "core/store/run_name.h"
#include "ui/base/text.h"
#include "ui/run/run_controller.h"

#include <QCoreApplication>

namespace inferometer::ui {

namespace {

struct EndpointWords
{
    Q_DECLARE_TR_FUNCTIONS(endpoint)
};

bool isSilent(const Error& error) { return error.code == Errc::Network || error.code == Errc::Timeout; }

}  // namespace

QString endpointStatus(const RunSpec& spec, const QString& name, const RunController& runs)
{
    QString place = name.isEmpty() ? toQt(placeOf(spec.target)) : name;
    if (place.isEmpty())
        return EndpointWords::tr("No endpoint chosen");
    if (runs.phase() == RunPhase::Idle || runs.spec().target.baseUrl != spec.target.baseUrl)
        return place;
    if (runs.isActive())
        return EndpointWords::tr("%1: being measured").arg(place);
    if (runs.phase() == RunPhase::Failed)
        return isSilent(runs.error()) ? EndpointWords::tr("%1: no answer").arg(place)
                                      : EndpointWords::tr("%1: the run could not start").arg(place);
    return runs.snapshot()->ok > 0 ? EndpointWords::tr("%1: answers").arg(place)
                                   : EndpointWords::tr("%1: no request succeeded").arg(place);
}

}  // namespace inferometer::ui
