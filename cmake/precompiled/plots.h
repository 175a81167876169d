// SPDX-License-Identifier: GPL-3.0-or-later
#include <qcustomplot.h>

#include "cmake/precompiled/qt.h"
