// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sentence.h"

namespace inferometer {

Figure::Figure(const Sentence& inner)
    : kind(Kind::Part)
    , text(inner.text())
    , part(std::make_shared<const Sentence>(inner))
{}

std::string Sentence::text() const
{
    std::vector<std::string> texts;
    texts.reserve(figures.size());
    for (const Figure& figure : figures)
        texts.push_back(figure.text);
    return filled(pattern, texts);
}

std::string filled(std::string_view pattern, const std::vector<std::string>& figures)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t figure = pattern[i] == '%' && i + 1 < pattern.size()
            ? static_cast<std::size_t>(pattern[i + 1] - '1')
            : figures.size();
        if (figure >= figures.size()) {
            text += pattern[i];
            continue;
        }
        text += figures[figure];
        ++i;
    }
    return text;
}

}  // namespace inferometer
