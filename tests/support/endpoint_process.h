// SPDX-License-Identifier: GPL-3.0-or-later
// The simulated endpoint in a process of its own, for benchmarks that count the client's time and memory alone.
#pragma once

#include "core/base/fd.h"
#include "core/sim/simulator.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace inferometer {

// The endpoint in a process of its own, as a real one is. Tells its port through a pipe and ends with it.
class Endpoint
{
public:
    explicit Endpoint(const SimSpec& spec)
    {
        std::array<int, 2> up{};
        std::array<int, 2> down{};
        if (pipe(up.data()) != 0 || pipe(down.data()) != 0)
            std::abort();
        m_child = fork();
        if (m_child == 0) {
            close(down[1]);
            {
                auto simulator = Simulator::start(spec);
                const std::uint16_t port = simulator ? simulator.value()->port() : 0;
                [[maybe_unused]] const ssize_t told = write(up[1], &port, sizeof port);
                char end = 0;
                [[maybe_unused]] const ssize_t waited = ::read(down[0], &end, 1);
            }
            _exit(0);
        }
        close(down[0]);
        m_end = Fd{down[1]};
        if (::read(up[0], &m_port, sizeof m_port) != sizeof m_port || m_port == 0)
            std::abort();
        close(up[0]);
        close(up[1]);
    }
    void stop()
    {
        m_end.reset();
        waitpid(m_child, nullptr, 0);
    }
    std::uint16_t port() const { return m_port; }

private:
    pid_t m_child = 0;
    Fd m_end;
    std::uint16_t m_port = 0;
};

}  // namespace inferometer
