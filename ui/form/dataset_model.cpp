// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/dataset_model.h"

#include "ui/base/text.h"
#include "widgets/plain_text.h"

#include <limits>

namespace inferometer::ui {

namespace {

constexpr std::size_t kShown = 200;        // bytes of a prompt in its cell
constexpr std::size_t kExplained = 2'000;  // in its tool tip

bool isCount(int column) { return column == DatasetModel::Number || column >= DatasetModel::InputTokens; }

}  // namespace

void DatasetModel::setDataset(std::shared_ptr<const Dataset> dataset)
{
    beginResetModel();
    m_dataset = std::move(dataset);
    m_read.clear();
    endResetModel();
}

void DatasetModel::setOutputTokens(std::int64_t tokens)
{
    if (tokens == m_outputTokens)
        return;
    m_outputTokens = tokens;
    if (rowCount() > 0)
        emit dataChanged(index(0, OutputTokens), index(rowCount() - 1, OutputTokens));
}

int DatasetModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_dataset)
        return 0;
    return static_cast<int>(std::min<std::size_t>(m_dataset->rows.size(), std::numeric_limits<int>::max()));
}

int DatasetModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

// Messages are JSON, which is not read again for every stroke of a row that is in view.
std::string_view DatasetModel::promptOf(const DatasetRow& row) const
{
    if (!m_dataset->holdsMembers())
        return row.text;
    constexpr std::size_t kMost = 64;
    if (m_read.size() >= kMost && !m_read.contains(row.number))
        m_read.clear();
    const auto [place, isNew] = m_read.try_emplace(row.number);
    if (isNew)
        place->second = m_dataset->shown(row).substr(0, kExplained + 1);
    return place->second;
}

QString DatasetModel::textOf(const DatasetRow& row, int column) const
{
    switch (column) {
    case Number:
        return countText(row.number);
    case Prompt:
        return beginningOf(promptOf(row), kShown);
    case Image:
        return row.image < 0 ? QString{}
                             : beginningOf(m_dataset->images[static_cast<std::size_t>(row.image)].path, kShown);
    case InputTokens:
        return countText(static_cast<std::uint64_t>(row.inputTokens));
    default:
        break;
    }
    return countText(static_cast<std::uint64_t>(row.outputTokens > 0 ? row.outputTokens : m_outputTokens));
}

QString DatasetModel::tipOf(const DatasetRow& row, int column) const
{
    if (column == Prompt)
        return widgets::plainTip(beginningOf(promptOf(row), kExplained));
    if (column == Image && row.image >= 0) {
        const DatasetImage& image = m_dataset->images[static_cast<std::size_t>(row.image)];
        return widgets::plainTip(tr("%1, %2").arg(textOf(row, Image), toQt(image.mediaType)));
    }
    if (column == OutputTokens)
        return row.outputTokens > 0 ? tr("As the row asks") : tr("As the form asks: the row does not say");
    return {};
}

QVariant DatasetModel::data(const QModelIndex& index, int role) const
{
    if (!m_dataset || !index.isValid())
        return {};
    const DatasetRow& row = m_dataset->rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return textOf(row, index.column());
    if (role == Qt::ToolTipRole)
        return tipOf(row, index.column());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isCount(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QVariant DatasetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isCount(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == InputTokens)
        return tr("Estimated from the text; a run counts by the endpoint's tokenizer where it has one");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return m_dataset && !m_dataset->inLines ? tr("Entry") : tr("Line");
    case Prompt:
        return tr("Prompt");
    case Image:
        return tr("Image");
    case InputTokens:
        return tr("In", "tokens, above a column of numbers");
    default:
        break;
    }
    return tr("Out", "tokens, above a column of numbers");
}

}  // namespace inferometer::ui
