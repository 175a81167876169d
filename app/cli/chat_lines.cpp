// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chat_lines.h"

#include "core/base/text.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace inferometer::cli {
namespace {

constexpr int kLookMs = 50;  // how long a signal may wait
constexpr std::size_t kMostBytes = 16'000'000;

}  // namespace

// Whether there is more to look at.
bool Lines::readMore(const Interrupts& interrupts)
{
    while (interrupts.count() == 0) {
        pollfd one{m_descriptor, POLLIN, 0};
        if (::poll(&one, 1, kLookMs) <= 0)
            continue;
        std::array<char, 65536> buffer{};
        const ssize_t got = ::read(m_descriptor, buffer.data(), buffer.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0) {
            m_isOver = true;
            return !m_read.empty();
        }
        m_read.append(buffer.data(), static_cast<std::size_t>(got));
        return true;
    }
    return false;
}

// A line that is there whole.
std::optional<std::string> Lines::take()
{
    const std::size_t end = std::min({m_read.find('\n'), m_read.size(), kMostBytes});
    if (end == m_read.size() && (!m_isOver || m_read.empty()))
        return std::nullopt;
    std::string line = m_read.substr(0, end);
    m_read.erase(0, end + (end < m_read.size() && m_read[end] == '\n' ? 1 : 0));
    return line;
}

std::optional<std::string> Lines::next(const Interrupts& interrupts)
{
    std::string whole;
    while (true) {
        const std::optional<std::string> line = take();
        if (!line && (m_isOver || !readMore(interrupts)))
            return std::nullopt;
        if (!line)
            continue;
        whole += *line;
        if (!whole.ends_with('\\') || (m_isOver && m_read.empty()))
            return toValidUtf8(whole);
        whole.back() = '\n';
    }
}

}  // namespace inferometer::cli
