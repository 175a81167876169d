// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/live_text.h"

#include <algorithm>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kLongestEscape = 6;  // of a character: \u0041

}  // namespace

LiveText::LiveText(std::vector<Secret> secrets) : m_secrets(std::move(secrets))
{
    for (const Secret& secret : m_secrets)
        for (const std::string& trace : secret.traces())
            m_reach = std::max(m_reach, kLongestEscape * trace.size());
}

void LiveText::clear()
{
    m_whole.clear();
    m_shown = 0;
}

std::string LiveText::add(std::string_view more)
{
    m_whole += more;
    if (m_reach > 0) {
        const std::string tail = m_whole.substr(m_shown - std::min(m_shown, m_reach));
        if (withoutSecrets(tail, m_secrets) != tail)
            return {};
    }
    return m_whole.substr(std::exchange(m_shown, m_whole.size()));
}

std::string LiveText::whole() const { return withoutSecrets(m_whole, m_secrets); }

}  // namespace inferometer
