// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/shared_values.h"

#include <utility>

namespace inferometer::ui {

namespace {

bool isShared(const RunField& field, Evaluation evaluation)
{
    return field.isOf(evaluation) && !hasOwnDefault(field, evaluation);
}

}  // namespace

void SharedValues::take(const RunSpec& form)
{
    for (const RunField& field : runFields())
        if (isShared(field, form.evaluation))
            m_texts[field.key] = fieldText(form, field);
    m_last = form;
}

void SharedValues::set(std::string_view key, std::string text)
{
    if (const RunField* field = findRunField(key))
        m_texts[field->key] = std::move(text);
}

RunSpec SharedValues::over(const RunSpec& form) const
{
    RunSpec spec = form;
    for (const RunField& field : runFields()) {
        const auto text = m_texts.find(field.key);
        if (text != m_texts.end() && isShared(field, form.evaluation))
            static_cast<void>(setField(spec, field, text->second).ok());
    }
    if (m_last) {
        spec.target.headers = m_last->target.headers;
        spec.target.apiKeyKeyring = m_last->target.apiKeyKeyring;
        spec.keep.metadata = m_last->keep.metadata;
    }
    return spec;
}

std::optional<Evaluation> SharedValues::last() const
{
    return m_last ? std::optional{m_last->evaluation} : std::nullopt;
}

}  // namespace inferometer::ui
