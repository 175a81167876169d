// SPDX-License-Identifier: GPL-3.0-or-later
// SHA-256 of what comes in pieces (FIPS 180-4), as sha256sum(1) tells it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    // 64 hexadecimal digits. Call once.
    std::string hex();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

}  // namespace inferometer
