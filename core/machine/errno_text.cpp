// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/errno_text.h"

#include <cstring>

namespace inferometer {

std::string_view errnoText(int error)
{
    const char* text = strerrordesc_np(error);
    return text != nullptr ? text : "unknown error";
}

}  // namespace inferometer
