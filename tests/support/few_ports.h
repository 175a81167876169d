// SPDX-License-Identifier: GPL-3.0-or-later
// A network of its own that has few local ports.
#pragma once

#include "core/base/fd.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cstring>
#include <fstream>
#include <string>
#include <thread>

namespace inferometer {

// Runs `work(limit)` in a thread, with loopback alone; limit(first, last) then says which local ports there are (what
// listens by then has its port already). False: the system does not let us.
template <typename Work>
bool withFewPorts(Work&& work)
{
    bool could = false;
    std::thread{[&] {
        could = unshare(CLONE_NEWNET) == 0;
        if (!could)
            return;
        const Fd control{socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
        ifreq request{};
        std::strcpy(request.ifr_name, "lo");
        request.ifr_flags = IFF_UP;
        ioctl(control.get(), SIOCSIFFLAGS, &request);
        work([&could](int first, int last) {
            std::ofstream range{"/proc/sys/net/ipv4/ip_local_port_range"};
            could = static_cast<bool>(range << std::to_string(first) + " " + std::to_string(last) << std::flush);
        });
    }}.join();
    return could;
}

}  // namespace inferometer
