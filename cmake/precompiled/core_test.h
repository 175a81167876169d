// SPDX-License-Identifier: GPL-3.0-or-later
#include "cmake/precompiled/core.h"
#include <gtest/gtest.h>
