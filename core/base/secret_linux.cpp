// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <sys/prctl.h>

namespace inferometer {

void leaveNoCoreFile() { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

}  // namespace inferometer
