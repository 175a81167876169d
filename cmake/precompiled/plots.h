// SPDX-License-Identifier: GPL-3.0-or-later
#include "cmake/precompiled/qt.h"

#include <qcustomplot.h>
