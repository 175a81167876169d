// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the body of an answer.
#pragma once

#include "core/http/body_decoder.h"

#include <string>
#include <string_view>

namespace inferometer::test {

class CollectBody : public BodySink
{
public:
    void onBody(std::string_view bytes) override { body.append(bytes); }
    std::string body;
};

}  // namespace inferometer::test
