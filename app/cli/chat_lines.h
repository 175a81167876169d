// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of a person or a pipe, waited for so that a signal ends the wait.
#pragma once

#include "app/cli/interrupts.h"

#include <optional>
#include <string>

namespace inferometer::cli {

class Lines
{
public:
    explicit Lines(int descriptor) : m_descriptor(descriptor) {}

    // The next line without its end, as valid UTF-8; one that ends with a backslash goes on in the next. Nothing at the
    // end, or once a signal has come. A line of more than 16 MB is cut there. Blocks.
    std::optional<std::string> next(const Interrupts& interrupts);

private:
    bool readMore(const Interrupts& interrupts);
    std::optional<std::string> take();

    const int m_descriptor;
    std::string m_read;
    bool m_isOver = false;
};

}  // namespace inferometer::cli
