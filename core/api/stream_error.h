// SPDX-License-Identifier: GPL-3.0-or-later
// An error that comes as an event of a stream that began well.
#pragma once

#include "core/api/json_event.h"

namespace inferometer {

// The value of an `error` member: an object with a message, or a string. null, false, "" and {} are no error.
JsonError readError(ondemand::value& value, EventFacts& facts);

}  // namespace inferometer
