// SPDX-License-Identifier: GPL-3.0-or-later
// Named sites in every state, and what is asked while something is made there.
#pragma once

#include "tests/ui/screen_states.h"

namespace inferometer::test {

// In the order in which a person meets them.
std::span<const State> siteStates();

}  // namespace inferometer::test
