// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/foreign_object.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"

namespace inferometer {

namespace {

Error fault(const Sentence& said) { return {Errc::InvalidInput, said}; }

}  // namespace

Result<nlohmann::ordered_json> parseForeignObject(std::string_view text)
{
    if (nestsDeeperThan(text, kForeignDepth))
        return fault(sentence("errors", "it nests more than %1 deep, which no request needs.").with(kForeignDepth));
    if (hasTooManyMembers(text))
        return fault(sentence("errors", "it has more members than any request needs; %1 in one object is the most.")
                         .with(Figure::number(static_cast<double>(kForeignMembers))));
    nlohmann::ordered_json row = nlohmann::ordered_json::parse(text, nullptr, false);
    if (row.is_discarded() && text.find('\0') != std::string_view::npos)
        return fault(sentence("errors", "it holds a NUL byte; save the file as UTF-8 text."));
    if (row.is_discarded() && toValidUtf8(text) != text)
        return fault(sentence("errors", "it is not valid UTF-8; save the file as UTF-8 text."));
    if (!row.is_object())
        return fault(sentence("errors", "it is no JSON object; check quotes and braces."));
    if (const std::string twice = keyGivenTwice(text, row); !twice.empty())
        return fault(sentence("errors", "it has the key \"%1\" twice; remove one.").with(shownName(twice)));
    return row;
}

}  // namespace inferometer
