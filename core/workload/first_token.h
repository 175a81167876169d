// SPDX-License-Identifier: GPL-3.0-or-later
// One streamed request over one connection, outside any run: how long a first token takes.
#pragma once

#include "core/api/dialect.h"
#include "core/base/result.h"
#include "core/http/connection.h"
#include "core/workload/endpoint_access.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace inferometer {

// Not thread-safe. Everything here blocks: on the network, until the deadline or `stop`.
class FirstTokenProbe
{
public:
    explicit FirstTokenProbe(std::stop_token stop);

    // Connects, with proxy and TLS where the target has them, until `deadline` (CLOCK_MONOTONIC). False: fault() and
    // errorText() of the connection say why; no fault: the time was up, or stop was asked for.
    bool connect(const ConnectionTarget& target, Nanos deadline);
    const Connection& connection() const { return m_connection; }

    struct Question
    {
        const EndpointAccess& access;
        const ConnectionTarget& target;  // connected again where the server closed meanwhile; outlives the probe
        BodyParts parts;
    };
    // From the send to the first chunk that carries generated payload. The error quotes what the endpoint answered.
    Result<Nanos> ask(const Question& question);

private:
    Result<Nanos> readAnswer(const Question& question, Nanos begun, Nanos deadline);
    // The next event of the connection; null: time is up, or stop was asked for.
    const Poller::Ready* next(Nanos deadline);

    std::stop_token m_stop;
    Poller m_poller;
    std::stop_callback<std::function<void()>> m_wake;
    StampClock m_clock;
    ReadBuffer m_buffer;
    Connection m_connection;
};

}  // namespace inferometer
