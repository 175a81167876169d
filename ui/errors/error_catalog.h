// SPDX-License-Identifier: GPL-3.0-or-later
// What each way to fail means, and what a person can do about it: a table, by outcome and HTTP status.
//
// To add one: a row in error_catalog.cpp, before any row that would match it too.
#pragma once

#include "core/metrics/failures.h"

#include <QString>

namespace inferometer::ui {

// How a request ended, without its status: "ok", "HTTP error", "Connection reset".
QString outcomeText(Outcome outcome);
// "429 Too Many Requests", "Connection reset".
QString errorTitle(const FailureKind& kind);
// One sentence.
QString errorMeaning(const FailureKind& kind);
// One sentence; `concurrency`: streams of the run, 0 when it is not known.
QString errorAdvice(const FailureKind& kind, std::int64_t concurrency);

}  // namespace inferometer::ui
