// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a system call away, as old kernels and sandboxes do, or lets it do nothing.
#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>

namespace inferometer {

// Runs `work` in a thread for which, and for the threads it starts, the call `number` does nothing and ends with
// `error`; by default it does not exist, and with 0 it returns 0. False: the system does not let us.
template <typename Work>
bool withoutCall(std::uint32_t number, Work&& work, std::uint32_t error = ENOSYS)
{
    bool could = false;
    std::thread{[&] {
        std::array<sock_filter, 4> rules{{
            {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
            {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, number},
            {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | error},
            {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
        }};
        const sock_fprog filter{static_cast<unsigned short>(rules.size()), rules.data()};
        could = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
        if (could)
            std::forward<Work>(work)();
    }}.join();
    return could;
}

}  // namespace inferometer
