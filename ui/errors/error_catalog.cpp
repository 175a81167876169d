// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/errors/error_catalog.h"

#include "core/metrics/request_record.h"
#include "ui/base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace inferometer::ui {

namespace {

class ErrorWords
{
    Q_DECLARE_TR_FUNCTIONS(errors)
};

struct Row
{
    Outcome outcome = Outcome::Local;
    std::uint16_t from = 0;  // HTTP statuses; 0 to 999: any
    std::uint16_t to = 999;
    const char* title = nullptr;
    const char* meaning = nullptr;
    const char* advice = nullptr;       // %1: half of the run's streams
    const char* adviceAlone = nullptr;  // when there is one stream only
};

constexpr std::array kRows{
    Row{Outcome::RateLimited, 0, 999, QT_TRANSLATE_NOOP("errors", "Too Many Requests"),
        QT_TRANSLATE_NOOP("errors", "The endpoint limits the rate."),
        QT_TRANSLATE_NOOP("errors",
                          "Lower Concurrent to %1 or less, or ask for a higher limit; Retries after 429 sends such "
                          "requests again after the pause the endpoint asks for."),
        QT_TRANSLATE_NOOP("errors",
                          "Ask for a higher limit; Retries after 429 sends such requests again after the pause the "
                          "endpoint asks for.")},
    Row{Outcome::HttpError, 300, 399, QT_TRANSLATE_NOOP("errors", "Redirect"),
        QT_TRANSLATE_NOOP("errors", "The endpoint answers at another address."),
        QT_TRANSLATE_NOOP("errors", "Put the final address into Base URL; redirects are not followed.")},
    Row{Outcome::HttpError, 400, 400, QT_TRANSLATE_NOOP("errors", "Bad Request"),
        QT_TRANSLATE_NOOP("errors", "The endpoint does not accept the request's body."),
        QT_TRANSLATE_NOOP("errors",
                          "Read the example: often the prompt and the answer are longer than the context, or "
                          "a sampling parameter is not known there.")},
    Row{Outcome::HttpError, 401, 401, QT_TRANSLATE_NOOP("errors", "Unauthorized"),
        QT_TRANSLATE_NOOP("errors", "The endpoint wants a key, or refuses the one that was sent."),
        QT_TRANSLATE_NOOP("errors", "Check the endpoint's key, or the variable that holds it.")},
    Row{Outcome::HttpError, 402, 402, QT_TRANSLATE_NOOP("errors", "Payment Required"),
        QT_TRANSLATE_NOOP("errors", "The account has no credit left."),
        QT_TRANSLATE_NOOP("errors", "Top up the account, or use another key.")},
    Row{Outcome::HttpError, 403, 403, QT_TRANSLATE_NOOP("errors", "Forbidden"),
        QT_TRANSLATE_NOOP("errors", "The key is known and may not use this model or address."),
        QT_TRANSLATE_NOOP("errors", "Ask for access to the model, or use another key.")},
    Row{Outcome::HttpError, 404, 404, QT_TRANSLATE_NOOP("errors", "Not Found"),
        QT_TRANSLATE_NOOP("errors", "The endpoint knows no such path or model."),
        QT_TRANSLATE_NOOP("errors",
                          "Check Base URL, API type and Model name: `inferometer models` lists what is served.")},
    Row{Outcome::HttpError, 408, 408, QT_TRANSLATE_NOOP("errors", "Request Timeout"),
        QT_TRANSLATE_NOOP("errors", "The endpoint gave up waiting."),
        QT_TRANSLATE_NOOP("errors", "Lower Concurrent to %1 or less, or raise the endpoint's own limit."),
        QT_TRANSLATE_NOOP("errors", "Raise the endpoint's own limit.")},
    Row{Outcome::HttpError, 413, 413, QT_TRANSLATE_NOOP("errors", "Content Too Large"),
        QT_TRANSLATE_NOOP("errors", "The request is larger than the endpoint takes."),
        QT_TRANSLATE_NOOP("errors", "Lower Input tokens, or raise the limit of the proxy in front.")},
    Row{Outcome::HttpError, 422, 422, QT_TRANSLATE_NOOP("errors", "Unprocessable Content"),
        QT_TRANSLATE_NOOP("errors", "The endpoint understands the request but not one of its values."),
        QT_TRANSLATE_NOOP("errors", "Read the example: it names the value.")},
    Row{Outcome::HttpError, 500, 500, QT_TRANSLATE_NOOP("errors", "Internal Server Error"),
        QT_TRANSLATE_NOOP("errors", "The endpoint failed while it worked on the request."),
        QT_TRANSLATE_NOOP("errors", "Look into the server's log for the request's id.")},
    Row{Outcome::HttpError, 502, 502, QT_TRANSLATE_NOOP("errors", "Bad Gateway"),
        QT_TRANSLATE_NOOP("errors", "A proxy in front of the endpoint got no proper answer from it."),
        QT_TRANSLATE_NOOP("errors", "See whether the server behind the proxy runs, or restarted during the run.")},
    Row{Outcome::HttpError, 503, 503, QT_TRANSLATE_NOOP("errors", "Service Unavailable"),
        QT_TRANSLATE_NOOP("errors", "The endpoint is overloaded, or still loading its model."),
        QT_TRANSLATE_NOOP("errors", "Wait until it is ready, or lower Concurrent to %1 or less."),
        QT_TRANSLATE_NOOP("errors", "Wait until it is ready.")},
    Row{Outcome::HttpError, 504, 504, QT_TRANSLATE_NOOP("errors", "Gateway Timeout"),
        QT_TRANSLATE_NOOP("errors", "A proxy in front of the endpoint waited too long for it."),
        QT_TRANSLATE_NOOP("errors", "Raise the proxy's timeout, or lower Concurrent to %1 or less."),
        QT_TRANSLATE_NOOP("errors", "Raise the proxy's timeout.")},
    Row{Outcome::HttpError, 400, 499, QT_TRANSLATE_NOOP("errors", "Refused"),
        QT_TRANSLATE_NOOP("errors", "The endpoint refuses the request."),
        QT_TRANSLATE_NOOP("errors", "Read the example: it says why.")},
    Row{Outcome::HttpError, 0, 999, QT_TRANSLATE_NOOP("errors", "Server error"),
        QT_TRANSLATE_NOOP("errors", "The endpoint failed while it worked on the request."),
        QT_TRANSLATE_NOOP("errors", "Look into the server's log for the request's id.")},
    Row{Outcome::ConnectRefused, 0, 999, QT_TRANSLATE_NOOP("errors", "Connection refused"),
        QT_TRANSLATE_NOOP("errors", "Nothing accepts connections at that address, or its queue is full."),
        QT_TRANSLATE_NOOP("errors",
                          "Start the endpoint or correct Base URL; if only some were refused, lower "
                          "Concurrent to %1 or less."),
        QT_TRANSLATE_NOOP("errors", "Start the endpoint or correct Base URL.")},
    Row{Outcome::Dns, 0, 999, QT_TRANSLATE_NOOP("errors", "Name not found"),
        QT_TRANSLATE_NOOP("errors", "The host's name has no address."),
        QT_TRANSLATE_NOOP("errors", "Check the spelling of Base URL and this computer's name service.")},
    Row{Outcome::Tls, 0, 999, QT_TRANSLATE_NOOP("errors", "TLS failed"),
        QT_TRANSLATE_NOOP("errors", "No trusted connection could be made."),
        QT_TRANSLATE_NOOP("errors",
                          "Name the authority that signed the certificate in CA file, or check the date and "
                          "the host name.")},
    Row{Outcome::Reset, 0, 999, QT_TRANSLATE_NOOP("errors", "Connection reset"),
        QT_TRANSLATE_NOOP("errors", "The connection broke before the answer was whole."),
        QT_TRANSLATE_NOOP("errors",
                          "See whether the server restarted or ran out of memory, or whether a proxy cuts long "
                          "streams; lower Concurrent to %1 or less."),
        QT_TRANSLATE_NOOP("errors",
                          "See whether the server restarted or ran out of memory, or whether a proxy cuts long "
                          "streams.")},
    Row{Outcome::Truncated, 0, 999, QT_TRANSLATE_NOOP("errors", "Stream cut short"),
        QT_TRANSLATE_NOOP("errors", "The stream ended without saying that it was complete."),
        QT_TRANSLATE_NOOP("errors", "Look for a crash in the server's log, or a proxy that ends long answers.")},
    Row{Outcome::Malformed, 0, 999, QT_TRANSLATE_NOOP("errors", "Unreadable answer"),
        QT_TRANSLATE_NOOP("errors", "The answer is not what the chosen API sends."),
        QT_TRANSLATE_NOOP("errors", "Check API type and Base URL: another dialect may be spoken there.")},
    Row{Outcome::StreamError, 0, 999, QT_TRANSLATE_NOOP("errors", "Error inside the stream"),
        QT_TRANSLATE_NOOP("errors", "The endpoint began to answer and then reported an error."),
        QT_TRANSLATE_NOOP("errors", "Read the example, and the server's log for the request's id.")},
    Row{Outcome::Empty, 0, 999, QT_TRANSLATE_NOOP("errors", "Empty answer"),
        QT_TRANSLATE_NOOP("errors", "The endpoint said it succeeded and sent no output."),
        QT_TRANSLATE_NOOP("errors",
                          "Try one such prompt by hand: the model may end at once, or all of its output may be "
                          "hidden reasoning.")},
    Row{Outcome::Timeout, 0, 999, QT_TRANSLATE_NOOP("errors", "Timed out"),
        QT_TRANSLATE_NOOP("errors", "The request took longer than the request or idle timeout allows."),
        QT_TRANSLATE_NOOP("errors", "Raise the timeout, or lower Concurrent to %1 or less."),
        QT_TRANSLATE_NOOP("errors", "Raise the timeout, or ask for fewer output tokens.")},
    Row{Outcome::Cancelled, 0, 999, QT_TRANSLATE_NOOP("errors", "Cancelled"),
        QT_TRANSLATE_NOOP("errors", "Cut by Stop, or by the end of the run's time; not counted as a failure."),
        QT_TRANSLATE_NOOP("errors", "Give the run more time, or a longer grace period.")},
    Row{Outcome::Local, 0, 999, QT_TRANSLATE_NOOP("errors", "Fault of this computer"),
        QT_TRANSLATE_NOOP("errors", "Descriptors, ports or memory ran out here."),
        QT_TRANSLATE_NOOP("errors", "Run `inferometer doctor`: it shows the limits; raise them or lower Concurrent.")},
};

const Row& rowOf(const FailureKind& kind)
{
    const auto* const row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& one) {
        return one.outcome == kind.outcome && kind.httpStatus >= one.from && kind.httpStatus <= one.to;
    });
    return row == kRows.end() ? kRows.back() : *row;
}

}  // namespace

QString outcomeText(Outcome outcome)
{
    if (outcome == Outcome::Ok)
        return ErrorWords::tr("ok");
    // The titles of the others need no status.
    return ErrorWords::tr(outcome == Outcome::HttpError ? QT_TRANSLATE_NOOP("errors", "HTTP error")
                                                        : rowOf({outcome, 0}).title);
}

QString errorTitle(const FailureKind& kind)
{
    const QString title = ErrorWords::tr(rowOf(kind).title);
    const bool byStatus = kind.outcome == Outcome::HttpError || kind.outcome == Outcome::RateLimited;
    return byStatus && kind.httpStatus > 0 ? QStringLiteral("%1 %2").arg(kind.httpStatus).arg(title) : title;
}

QString errorMeaning(const FailureKind& kind) { return ErrorWords::tr(rowOf(kind).meaning); }

QString errorAdvice(const FailureKind& kind, std::int64_t concurrency)
{
    const Row& row = rowOf(kind);
    if (row.adviceAlone && concurrency <= 1)
        return ErrorWords::tr(row.adviceAlone);
    const QString advice = ErrorWords::tr(row.advice);
    return row.adviceAlone ? advice.arg(countText(static_cast<std::uint64_t>(concurrency / 2))) : advice;
}

}  // namespace inferometer::ui
