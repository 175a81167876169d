// SPDX-License-Identifier: GPL-3.0-or-later
// SambaNova Cloud as the SambaNova AI Starter Kit's benchmark asks it: chat completions whose exact length is asked for
// by ignore_eos alone.
#include "core/api/body.h"
#include "core/api/dialect_parts.h"

namespace inferometer {

BodyTemplate sambaNovaCloudBody(const BodyParts& parts) { return chatCompletionsBody(parts, ExactBy::IgnoreEos); }

}  // namespace inferometer
