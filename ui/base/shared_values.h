// SPDX-License-Identifier: GPL-3.0-or-later
// What the forms of the evaluations hold in common: a value that was changed on one page stands on every other that has
// its field, whatever was looked at in between. What an evaluation has a default of its own of, it neither gives nor
// takes.
#pragma once

#include "core/config/run_spec.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inferometer::ui {

class SharedValues
{
public:
    // What a form held when it was left.
    void take(const RunSpec& form);
    // One value that was changed elsewhere; the key is a field's.
    void set(std::string_view key, std::string text);
    // `form` with what the others left.
    RunSpec over(const RunSpec& form) const;
    // Whose values were taken last; nothing: no one's.
    std::optional<Evaluation> last() const;
    void forget() { *this = {}; }

private:
    std::map<std::string_view, std::string> m_texts;  // by field
    std::optional<RunSpec> m_last;                    // for what is no field
};

}  // namespace inferometer::ui
