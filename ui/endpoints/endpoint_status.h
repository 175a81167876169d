// SPDX-License-Identifier: GPL-3.0-or-later
// One line on the endpoint of the form: which it is, and how it behaved in the last run against it.
#pragma once

#include "core/config/run_spec.h"

#include <QString>

namespace inferometer::ui {

class RunController;

// `name`: of the saved endpoint; empty: its address stands for it.
QString endpointStatus(const RunSpec& spec, const QString& name, const RunController& runs);

}  // namespace inferometer::ui
