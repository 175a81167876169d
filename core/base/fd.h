// SPDX-License-Identifier: GPL-3.0-or-later
// A file descriptor that closes itself, and writing to one.
#pragma once

#include <string_view>
#include <utility>

namespace inferometer {

class Fd
{
public:
    Fd() = default;
    explicit Fd(int fd) : m_fd(fd) {}
    Fd(Fd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Fd& operator=(Fd&& other) noexcept
    {
        if (this != &other) {
            reset();
            m_fd = std::exchange(other.m_fd, -1);
        }
        return *this;
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    ~Fd() { reset(); }

    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }
    void reset();
    // Gives it to somebody else who closes it.
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd = -1;
};

// 0 when all of it is written, else an errno; EIO from what takes nothing and gives no reason.
int writeAll(int fd, std::string_view bytes);

}  // namespace inferometer
