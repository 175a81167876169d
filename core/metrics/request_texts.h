// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a request, as text to be read.
#pragma once

#include "core/metrics/request_record.h"

#include <string>

namespace inferometer {

// "+12.345 ms  data: {...}": each raw event behind its time since the request was sent, the lines of one below each
// other. What would steer a terminal, or change the order of what is shown, is spelled out. Empty: none were kept.
std::string rawEventsText(const RecordBlock& block, const RequestRecord& record);

}  // namespace inferometer
