// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses on loopback that behave as broken networks do.
#pragma once

#include "core/base/fd.h"
#include "core/http/address.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <bit>
#include <chrono>
#include <thread>
#include <vector>

namespace inferometer {

// A port whose accept queue is full and stays so: the kernel drops every SYN, as a firewall does.
class SilentAddress
{
public:
    SilentAddress() : m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in bound{};
        bound.sin_family = AF_INET;
        bound.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof bound;
        auto* generic = std::bit_cast<sockaddr*>(&bound);
        if (bind(m_listener.get(), generic, length) != 0 || listen(m_listener.get(), 0) != 0
            || getsockname(m_listener.get(), generic, &length) != 0)
            return;
        m_port = ntohs(bound.sin_port);
        for (int i = 0; i < 4; ++i) {
            Fd& fd = m_fillers.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            static_cast<void>(connect(fd.get(), generic, length));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }

    SocketAddress address() const { return resolve("127.0.0.1", m_port).value().addresses.front(); }

private:
    Fd m_listener;
    std::vector<Fd> m_fillers;
    std::uint16_t m_port = 0;
};

}  // namespace inferometer
