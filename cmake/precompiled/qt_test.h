// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "cmake/precompiled/qt.h"
