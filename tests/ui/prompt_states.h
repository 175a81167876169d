// SPDX-License-Identifier: GPL-3.0-or-later
// The prompts page with something wrong: a name twice, a prompt removed, a file that cannot be read.
#pragma once

#include "tests/ui/screen_states.h"

namespace inferometer::test {

void showWrongPrompt(const Scene& scene);
void showRemovedPrompt(const Scene& scene);
void showBrokenPrompts(const Scene& scene);

}  // namespace inferometer::test
