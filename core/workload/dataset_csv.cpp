// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/workload/dataset_row.h"
#include "core/workload/token_counter.h"

#include <algorithm>
#include <optional>

namespace inferometer {

namespace {

std::size_t placeOf(const std::vector<std::string>& names, std::string_view name)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [name](const std::string& one) { return lowered(trimmed(one)) == name; });
    return static_cast<std::size_t>(found - names.begin());
}

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kMost = 20;
    std::string all;
    for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i)
        all.append(all.empty() ? "\"" : ", \"").append(shownName(names[i])).append("\"");
    return names.size() > kMost ? all + ", ..." : all;
}

// Of columns, not of a row.
Error columnError(const Sentence& said) { return {Errc::InvalidInput, said, "dataset-column"}; }

// The column by its exact name, else "prompt", else the only one.
Result<std::size_t> chosen(const std::vector<std::string>& names, const std::string& wanted)
{
    const auto exact = std::find(names.begin(), names.end(), wanted);
    if (!wanted.empty() && exact == names.end())
        return columnError(sentence("errors", "there is no column \"%1\"; choose one of %2 as %3.")
                               .with(shownName(wanted), listed(names), Figure::setting("dataset-column")));
    if (!wanted.empty())
        return static_cast<std::size_t>(exact - names.begin());
    const std::size_t prompt = placeOf(names, "prompt");
    if (prompt == names.size() && names.size() > 1)
        return columnError(sentence("errors", "it names the columns %1; choose the one to send as %2.")
                               .with(listed(names), Figure::setting("dataset-column")));
    return prompt == names.size() ? 0 : prompt;
}

Status checkText(const std::string& cell)
{
    if (cell.find('\0') != std::string::npos)
        return rowFault(sentence("errors", "it holds a NUL byte; save the file as UTF-8 text."));
    if (toValidUtf8(cell) != cell)
        return rowFault(sentence("errors", "it is not valid UTF-8; save the file as UTF-8 text."));
    return {};
}

}  // namespace

Result<CsvColumns> CsvColumns::of(std::vector<std::string> names, const std::string& wanted)
{
    for (std::string& name : names)
        if (const Status text = checkText(name); !text)
            return text.error();
    const Result<std::size_t> text = chosen(names, wanted);
    if (!text)
        return text.error();
    CsvColumns columns;
    columns.m_text = text.value();
    const auto other = [&](std::string_view name) {
        const std::size_t place = placeOf(names, name);
        return place == names.size() || place == text.value() ? kNone : place;
    };
    columns.m_image = other("image_path");
    columns.m_output = other("output_tokens");
    columns.m_names = std::move(names);
    return columns;
}

Result<RowParts> CsvColumns::read(const std::vector<std::string>& cells) const
{
    if (cells.size() != m_names.size())
        return rowFault(
            sentence("errors", "it has %1 cells where the head line has %2; put cells that hold commas in quotes.")
                .with(cells.size(), m_names.size()));
    RowParts parts{cells[m_text]};
    if (const Status text = checkText(parts.text); !text)
        return text.error();
    if (trimmed(parts.text).empty())
        return rowFault(
            sentence("errors", "\"%1\" holds no text; give it some or remove the row.").with(shownName(sent())));
    if (m_image != kNone && !trimmed(cells[m_image]).empty())
        parts.image = cells[m_image];
    if (m_output != kNone && !trimmed(cells[m_output]).empty()) {
        const std::optional<std::int64_t> tokens = parseInteger(trimmed(cells[m_output]));
        if (!tokens || *tokens < 1 || *tokens > kMostDatasetOutput)
            return rowFault(sentence("errors", "\"%1\" must be a whole number from 1 to %2, not %3.")
                                .with(shownName(m_names[m_output]),
                                      Figure::number(static_cast<double>(kMostDatasetOutput)),
                                      toValidUtf8(cells[m_output].substr(0, 40))));
        parts.outputTokens = *tokens;
    }
    parts.inputTokens = estimateTokens(parts.text);
    return parts;
}

}  // namespace inferometer
