// SPDX-License-Identifier: GPL-3.0-or-later
// What each way to fail means, and what a person can do about it: a table, by outcome and HTTP status.
//
// To add one: a row in error_catalog.cpp, before any row that would match it too.
#pragma once

#include "core/metrics/request_record.h"

#include <QString>

#include <compare>

namespace inferometer::ui {

struct ErrorKind
{
    Outcome outcome = Outcome::Local;
    std::uint16_t httpStatus = 0;                        // 0: none came
    auto operator<=>(const ErrorKind&) const = default;  // NOLINT(modernize-use-nullptr): of its 0
};

// "429 Too Many Requests", "Connection reset".
QString errorTitle(const ErrorKind& kind);
// One sentence.
QString errorMeaning(const ErrorKind& kind);
// One sentence; `concurrency`: streams of the run, 0 when it is not known.
QString errorAdvice(const ErrorKind& kind, std::int64_t concurrency);

}  // namespace inferometer::ui
