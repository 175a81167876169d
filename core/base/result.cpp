// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace inferometer {

Error::Error(Errc kind, Sentence sentence, std::string_view key)
    : code(kind)
    , said(std::move(sentence))
    , message(said.text())
    , field(key)
{}

Error Error::verbatim(Errc kind, std::string_view text, std::string_view key)
{
    return {kind, Sentence::plain(text), key};
}

}  // namespace inferometer
