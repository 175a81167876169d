// SPDX-License-Identifier: GPL-3.0-or-later
// What the endpoint's answer to a probe means for the run: an error when every request of the load would fare so.
#pragma once

#include "core/base/result.h"
#include "core/http/address.h"
#include "core/workload/probe.h"

namespace inferometer {

// Of a short text. Overload, slowness and faults of the server may pass and are no error here.
Status checkAnswer(const Url& url, const EndpointProbe::Answer& answer);

// Of the same with an image; `textStatus` is what the text alone was answered with.
Status checkImageAnswer(const Url& url, const EndpointProbe::Answer& answer, int textStatus);

}  // namespace inferometer
