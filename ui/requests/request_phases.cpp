// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_phases.h"

#include "core/metrics/ttft_parts.h"
#include "ui/base/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cmath>

namespace inferometer::ui {

namespace {

class PhaseWords
{
    Q_DECLARE_TR_FUNCTIONS(phases)
};

using Moment = Nanos (*)(const RequestRecord&);

// The first of two moments that came.
Nanos either(Nanos first, Nanos second) { return isSet(first) ? first : second; }

Nanos scheduled(const RequestRecord& r) { return r.scheduled; }
Nanos connectStart(const RequestRecord& r) { return r.connectStart; }
Nanos turn(const RequestRecord& r) { return either(r.connectStart, r.sent); }
// What failed early ends in the phase it was in.
Nanos connectEnd(const RequestRecord& r) { return either(r.connected, r.end); }
Nanos connected(const RequestRecord& r) { return isSet(r.secured) || !isSet(r.sent) ? r.connected : kUnset; }
Nanos tlsEnd(const RequestRecord& r) { return r.outcome == Outcome::Tls ? r.end : r.secured; }
Nanos sent(const RequestRecord& r) { return r.sent; }
Nanos writeEnd(const RequestRecord& r) { return isSet(r.sent) ? either(r.written, r.end) : kUnset; }
Nanos written(const RequestRecord& r) { return r.written; }
Nanos waitEnd(const RequestRecord& r) { return either(r.firstToken.at, r.end); }
Nanos reasoning(const RequestRecord& r) { return r.firstReasoning; }
Nanos reasoningEnd(const RequestRecord& r) { return either(r.firstVisible, r.lastToken.at); }
Nanos tokens(const RequestRecord& r) { return isSet(r.firstReasoning) ? r.firstVisible : r.firstToken.at; }
Nanos lastToken(const RequestRecord& r) { return r.lastToken.at; }
Nanos end(const RequestRecord& r) { return r.end; }

struct Row
{
    const char* id;
    const char* label;
    const char* help;
    Moment from;
    Moment to;
    PhaseMark mark;
};

constexpr std::array kRows{
    Row{"queue", QT_TRANSLATE_NOOP("phases", "Queue"),
        QT_TRANSLATE_NOOP("phases", "Due, and waiting for a free stream of ours."), scheduled, turn, PhaseMark::Client},
    Row{"connect", QT_TRANSLATE_NOOP("phases", "Connect"),
        QT_TRANSLATE_NOOP("phases", "Name, TCP connection and proxy; a kept-alive connection has none."), connectStart,
        connectEnd, PhaseMark::Client},
    Row{"tls", QT_TRANSLATE_NOOP("phases", "TLS"), QT_TRANSLATE_NOOP("phases", "The TLS handshake."), connected, tlsEnd,
        PhaseMark::Client},
    Row{"write", QT_TRANSLATE_NOOP("phases", "Write"),
        QT_TRANSLATE_NOOP("phases", "From the first to the last byte of the request."), sent, writeEnd,
        PhaseMark::Client},
    Row{"wait", QT_TRANSLATE_NOOP("phases", "Wait"),
        QT_TRANSLATE_NOOP("phases", "From the written request to the first token: the server's queue and prefill."),
        written, waitEnd, PhaseMark::Waiting},
    Row{"reasoning", QT_TRANSLATE_NOOP("phases", "Reasoning"),
        QT_TRANSLATE_NOOP("phases", "Reasoning tokens, before the first visible output."), reasoning, reasoningEnd,
        PhaseMark::Reasoning},
    Row{"tokens", QT_TRANSLATE_NOOP("phases", "Tokens"),
        QT_TRANSLATE_NOOP("phases", "From the first to the last token of the visible output."), tokens, lastToken,
        PhaseMark::Tokens},
    Row{"end", QT_TRANSLATE_NOOP("phases", "Usage, end"),
        QT_TRANSLATE_NOOP("phases", "After the last token: usage figures and the end of the stream."), lastToken, end,
        PhaseMark::Client},
};

}  // namespace

std::vector<RequestPhase> phasesOf(const RequestRecord& record)
{
    std::vector<RequestPhase> phases;
    for (const Row& row : kRows) {
        const Nanos from = row.from(record);
        const Nanos to = row.to(record);
        if (isSet(from) && isSet(to) && to >= from)
            phases.push_back({row.id, PhaseWords::tr(row.label), PhaseWords::tr(row.help), from, to, row.mark});
    }
    return phases;
}

std::vector<RequestPhase> ttftPhasesOf(const RecordBlock& block, const RequestRecord& record)
{
    constexpr std::array<PhaseMark, kTtftParts> kMarks{PhaseMark::Client, PhaseMark::Client, PhaseMark::Waiting,
                                                       PhaseMark::Tokens, PhaseMark::Tokens, PhaseMark::Waiting};
    const TtftParts parts = ttftPartsOf(block, record);
    std::vector<RequestPhase> phases;
    if (!parts.isSplit())
        return phases;
    // Each ends where the next begins, the last at the first token: what is left.
    Nanos at = isSet(record.scheduled) ? record.scheduled : record.sent;
    for (std::size_t i = 0; i < kTtftParts; ++i) {
        if (std::isnan(parts.values[i]))
            continue;
        const TtftPartName& name = kTtftPartNames[i];
        const bool isRest = static_cast<TtftPart>(i) == TtftPart::Unexplained;
        const Nanos end = isRest ? record.firstToken.at : at + fromSeconds(parts.values[i]);
        phases.push_back({name.id.data(), metricText(name.label), metricText(name.help), at, end, kMarks[i]});
        at = end;
    }
    return phases;
}

QString phasesSentence(const std::vector<RequestPhase>& phases)
{
    QStringList parts;
    for (const RequestPhase& phase : phases)
        parts << QStringLiteral("%1 %2").arg(phase.label, durationQuantity(seconds(phase.to - phase.from)).text());
    return parts.join(QStringLiteral(", "));
}

}  // namespace inferometer::ui
