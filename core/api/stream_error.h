// SPDX-License-Identifier: GPL-3.0-or-later
// An error that comes as an event of a stream that began well.
#pragma once

#include "core/api/json_event.h"

namespace inferometer {

// The value of an `error` member: an object with a message, or a string. null, false, "" and {} are no error.
JsonError readError(ondemand::value& value, EventFacts& facts);

// An event that holds nothing a dialect knows, read as an error that is not wrapped in `error`: a text under one of the
// usual names beside something that calls it a fault ({"code": 503, "message": ...}, {"object": "error", ...},
// {"detail": ...}, {"errors": [...]}, {"base_resp": {...}}). REQUIRES: as JsonEvent::read().
JsonError readBareError(JsonEvent& json, std::string_view event, EventFacts& facts);

}  // namespace inferometer
