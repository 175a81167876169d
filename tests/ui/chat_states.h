// SPDX-License-Identifier: GPL-3.0-or-later
// The chat page as a person finds it: talked on, and at an answer that was stopped beside one that failed.
#pragma once

#include "tests/ui/screen_states.h"

namespace inferometer::test {

void showEmptyChat(const Scene& scene);
void showTalk(const Scene& scene);
void showStoppedTalk(const Scene& scene);

}  // namespace inferometer::test
