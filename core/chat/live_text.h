// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an answer while it comes, shown piece by piece and yet without secrets, which may come cut anywhere.
#pragma once

#include "core/base/secret.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Not thread-safe.
class LiveText
{
public:
    explicit LiveText(std::vector<Secret> secrets);

    void clear();

    // What can be shown of it by now. What may be the beginning of a secret waits for what follows; from a secret on,
    // nothing more is told before the whole.
    std::string add(std::string_view more);

    // Of the whole, without secrets.
    std::string whole() const;
    // Whether what add() told was all of whole().
    bool isAllShown() const { return m_shown == m_whole.size(); }

private:
    const std::vector<Secret> m_secrets;
    std::size_t m_reach = 0;  // bytes in front of what is new in which a secret may begin
    std::string m_whole;
    std::size_t m_shown = 0;
};

}  // namespace inferometer
