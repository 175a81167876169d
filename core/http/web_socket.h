// SPDX-License-Identifier: GPL-3.0-or-later
// A WebSocket to a server (RFC 6455), over what Fetcher dials: its TLS, its proxies. Never under load.
//
// One thread at a time; nothing but open() blocks.
#pragma once

#include "core/http/fetch.h"
#include "core/http/web_socket_frames.h"

#include <deque>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inferometer {

class WebSocket
{
public:
    // `protocols` as the header names them: "v5.channel.k8s.io, v4.channel.k8s.io". The error is Fetcher::dial()'s, or
    // what the server said instead: Auth, NotFound, InvalidInput, RateLimited and Unsupported of its refusals, Network
    // of what may pass. Blocks: until it is open or the request's time is over.
    static Result<std::unique_ptr<WebSocket>> open(const FetchRequest& request, std::string_view protocols,
                                                   const std::stop_token& stop = {});

    // A binary message; sent by step().
    void send(std::string_view bytes);
    // Bytes wait to be sent.
    bool isSending() const { return !m_waiting.empty() || !m_sending.empty(); }
    // Sends what can be sent and reads what there is; true: something moved.
    bool step();
    // Sends alone: what comes stays where it is, so that whoever sends it waits.
    bool flush();
    // Texts and binaries in their order; those that came before the end are still there after it.
    std::optional<std::string> take();
    // Nothing more comes and nothing more is sent.
    bool isOver() const { return m_isOver; }
    // For poll(2).
    int descriptor() const { return m_fetcher.descriptor(); }

private:
    WebSocket() = default;
    Status shake(const FetchRequest& request, std::string_view protocols, const std::stop_token& stop);
    Result<std::string> readHead(const FetchRequest& request, const std::stop_token& stop);
    Error refused(const FetchRequest& request, const std::string& head, const std::stop_token& stop);
    bool await(std::chrono::steady_clock::time_point until, const std::stop_token& stop) const;
    bool fetch();
    void sort();
    void queue(WebSocketFrame kind, std::string_view bytes);

    Fetcher m_fetcher;
    WebSocketReader m_reader;
    std::string m_early;    // before it is open
    std::string m_sending;  // stays where it is until all of it is sent
    std::size_t m_sent = 0;
    std::string m_waiting;
    std::deque<std::string> m_came;
    bool m_isOver = false;
};

}  // namespace inferometer
