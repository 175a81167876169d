// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunk_server.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace inferometer {

namespace {

std::string httpChunk(const std::string& data)
{
    std::array<char, 16> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", data.size());
    return size.data() + data + "\r\n";
}

void sendAll(const Fd& fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const WriteResult result = writeSome(fd, bytes);
        if (result.error != 0)
            return;
        bytes.remove_prefix(result.bytes);
        pollfd waiting{fd.get(), POLLOUT, 0};
        if (result.wouldBlock)
            poll(&waiting, 1, 1000);
    }
}

}  // namespace

ChunkServer::ChunkServer(const ChunkServerSpec& spec) : m_spec(spec)
{
    Result<Listener> listener = listenOn(0, true);
    if (!listener)
        std::abort();
    m_listener = std::move(listener).value();
    m_head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    m_chunk = httpChunk("data: {\"id\":\"chatcmpl-3b0c8f\",\"object\":\"chat.completion.chunk\",\"created\":1795345064,"
                        "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},"
                        "\"logprobs\":null,\"finish_reason\":null}]}\n\n");
    m_tail = httpChunk("data: [DONE]\n\n") + "0\r\n\r\n";
    m_thread = std::jthread{[this](const std::stop_token& stop) { serve(stop); }};
}

ChunkServer::~ChunkServer() = default;

std::size_t ChunkServer::answerBytes() const
{
    return m_head.size() + m_chunk.size() * static_cast<std::size_t>(m_spec.chunks) + m_tail.size();
}

void ChunkServer::acceptAll(const std::stop_token& stop, std::vector<Fd>& peers)
{
    while (!stop.stop_requested() && peers.size() < static_cast<std::size_t>(m_spec.streams)) {
        pollfd waiting{m_listener.fd.get(), POLLIN, 0};
        poll(&waiting, 1, 20);
        for (Fd fd = acceptFrom(m_listener.fd); fd.isOpen(); fd = acceptFrom(m_listener.fd))
            peers.push_back(std::move(fd));
    }
    std::array<char, 65536> request{};
    for (const Fd& peer : peers) {
        pollfd waiting{peer.get(), POLLIN, 0};
        poll(&waiting, 1, 1000);
        [[maybe_unused]] const ssize_t got = recv(peer.get(), request.data(), request.size(), 0);
        sendAll(peer, m_head);
    }
}

void ChunkServer::serve(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::vector<Fd> peers;
        acceptAll(stop, peers);
        if (stop.stop_requested())
            return;
        if (m_spec.interval.count() > 0)
            sendPaced(peers);
        else
            sendCoalesced(peers);
        for (const Fd& peer : peers)
            sendAll(peer, m_tail);
        std::array<char, 16> rest{};
        for (const Fd& peer : peers) {  // until the client has closed, so that no port is reset under it
            pollfd waiting{peer.get(), POLLIN, 0};
            poll(&waiting, 1, 2000);
            [[maybe_unused]] const ssize_t got = recv(peer.get(), rest.data(), rest.size(), 0);
        }
    }
}

void ChunkServer::sendPaced(const std::vector<Fd>& peers) const
{
    const Nanos start = monotonicNow() + std::chrono::milliseconds{20};
    const auto count = static_cast<std::int64_t>(peers.size());
    for (int chunk = 0; chunk < m_spec.chunks; ++chunk) {
        std::int64_t index = 0;
        for (const Fd& peer : peers) {  // spread over the interval, as independent streams are
            const Nanos due = start + m_spec.interval * chunk + m_spec.interval * index++ / count;
            const Nanos left = due - monotonicNow();
            if (left > std::chrono::microseconds{60})
                std::this_thread::sleep_for(left);
            sendAll(peer, m_chunk);
        }
    }
}

void ChunkServer::sendCoalesced(const std::vector<Fd>& peers) const
{
    constexpr int kAtOnce = 200;
    std::string many;
    for (int i = 0; i < kAtOnce; ++i)
        many += m_chunk;
    for (int sent = 0; sent < m_spec.chunks; sent += kAtOnce) {
        const auto now = static_cast<std::size_t>(std::min(kAtOnce, m_spec.chunks - sent));
        for (const Fd& peer : peers)
            sendAll(peer, std::string_view{many}.substr(0, now * m_chunk.size()));
    }
}

}  // namespace inferometer
