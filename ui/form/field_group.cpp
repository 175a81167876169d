// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/field_group.h"

#include "ui/base/text.h"
#include "ui/form/field_summary.h"
#include "widgets/metrics.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>

namespace inferometer::ui {

namespace {

QGridLayout* makeGrid(const QWidget& owner)
{
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(widgets::rhythm(owner, 1.25));
    grid->setVerticalSpacing(widgets::rhythm(owner, 0.5));
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    // Equal halves, whatever stands in them.
    grid->setColumnMinimumWidth(0, 1);
    grid->setColumnMinimumWidth(1, 1);
    return grid;
}

// Labels, inputs, and a reason for each of the two.
constexpr int kRowsOfALine = 4;

bool isMain(const RunField* field) { return field->place == FieldPlace::Main; }

}  // namespace

FieldGroup::FieldGroup(FieldRows rows, const MakeCell& make, QWidget* parent)
    : Section{tableText(rows.front()->group), parent}
    , m_rows{std::move(rows)}
{
    setObjectName(QStringLiteral("group-") + toQt(m_rows.front()->group));
    header().setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(m_main.rows), isMain);
    std::remove_copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(m_rest.rows), isMain);
    // Fields that are all rarely needed stand in the section itself: that is closed at first.
    if (m_main.rows.empty())
        std::swap(m_main.rows, m_rest.rows);
    auto* content = new QWidget{this};
    auto* column = new QVBoxLayout{content};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.5));
    m_main.grid = makeGrid(*this);
    column->addLayout(m_main.grid);
    fill(m_main, make, *content);
    addMore(make, *content);
    setContent(content);
    foldAsAtFirst();
}

void FieldGroup::addMore(const MakeCell& make, QWidget& parent)
{
    if (m_rest.rows.empty())
        return;
    m_more = new Section{tr("More"), &parent};
    m_more->header().setAccessibleName(tr("More of %1").arg(header().text()));
    auto* inside = new QWidget{m_more};
    m_rest.grid = makeGrid(*this);
    inside->setLayout(m_rest.grid);
    fill(m_rest, make, *inside);
    m_more->setContent(inside);
    parent.layout()->addWidget(m_more);
    connect(m_more, &Section::chosen, this, &Section::chosen);
    m_more->setVisible(!m_rest.cells.empty());
}

void FieldGroup::fill(Place& place, const MakeCell& make, QWidget& parent)
{
    for (const RunField* field : place.rows) {
        if (FieldCell* cell = make(*field, parent)) {
            putCell(*cell, place);
            place.cells.push_back(cell);
        }
    }
    widenLone(place);
}

// Beside a field without a neighbour nothing is left open.
void FieldGroup::widenLone(Place& place)
{
    if (!place.half)
        return;
    const int row = place.row - kRowsOfALine;
    if (QLabel* label = place.half->label())
        place.grid->addWidget(label, row, 0, 1, 2);
    place.grid->addWidget(&place.half->input(), row + 1, 0, 1, 2);
    place.half = nullptr;
}

bool FieldGroup::fitsHalf(const FieldCell& cell) const
{
    const int half = widgets::rhythm(*this, 15.5);
    return cell.isNarrow() && fontMetrics().horizontalAdvance(shortLabel(cell.field())) <= half;
}

void FieldGroup::putCell(FieldCell& cell, Place& place)
{
    const bool narrow = fitsHalf(cell);
    const bool right = narrow && place.half;
    if (!right)
        widenLone(place);
    const int row = right ? place.row - kRowsOfALine : place.row;
    const int column = right ? 1 : 0;
    const int span = narrow ? 1 : 2;
    // Nearer to its own input than to the one above.
    if (cell.label()) {
        cell.label()->setContentsMargins(0, widgets::rhythm(*this, 0.5), 0, 0);
        place.grid->addWidget(cell.label(), row, column, 1, span);
    }
    place.grid->addWidget(&cell.input(), row + 1, column, 1, span);
    place.grid->addWidget(&cell.reason(), row + 2 + column, 0, 1, 2);
    place.row = row + kRowsOfALine;
    place.half = narrow && !right ? &cell : nullptr;
}

bool FieldGroup::has(const FieldCell& cell) const
{
    const auto holds = [&cell](const Place& place) {
        return std::find(place.cells.begin(), place.cells.end(), &cell) != place.cells.end();
    };
    return holds(m_main) || holds(m_rest);
}

void FieldGroup::reveal(const FieldCell& cell)
{
    setOpen(true);
    if (std::find(m_rest.cells.begin(), m_rest.cells.end(), &cell) != m_rest.cells.end())
        m_more->setOpen(true);
}

void FieldGroup::foldAsAtFirst()
{
    setOpen(std::any_of(m_rows.begin(), m_rows.end(), isMain));
    if (m_more)
        m_more->setOpen(false);
}

void FieldGroup::unfold()
{
    setOpen(true);
    if (m_more)
        m_more->setOpen(true);
}

QByteArray FieldGroup::folds() const
{
    const auto mark = [](const Section* section) { return section && section->isOpen() ? '1' : '0'; };
    return QByteArray::fromStdString(std::string{m_rows.front()->group}) + '=' + mark(this) + mark(m_more);
}

void FieldGroup::setFolds(const QByteArray& folds)
{
    const qsizetype marks = folds.lastIndexOf('=') + 1;
    if (folds.first(marks) != this->folds().first(this->folds().size() - 2) || folds.size() != marks + 2)
        return;
    setOpen(folds[marks] == '1');
    if (m_more)
        m_more->setOpen(folds[marks + 1] == '1');
}

QString FieldGroup::problemOf(Place& place, const FieldProblems& problems)
{
    const auto wrong = std::find_if(place.cells.begin(), place.cells.end(),
                                    [&problems](const FieldCell* cell) { return problems.contains(cell); });
    QString problem = wrong == place.cells.end() ? QString{} : problems.at(*wrong);
    if (std::exchange(place.problem, problem).isEmpty() && !problem.isEmpty())
        reveal(**wrong);
    return problem;
}

void FieldGroup::say(const RunSpec& spec, const FieldProblems& problems)
{
    const auto sayOf = [&spec](Section& section, const QString& problem, const FieldRows& rows) {
        if (problem.isEmpty())
            section.setSummary(fieldSummary(spec, rows));
        else
            section.setSummary(problem, QPalette::BrightText);
    };
    const QString ofMain = problemOf(m_main, problems);
    const QString ofRest = problemOf(m_rest, problems);
    sayOf(*this, ofMain.isEmpty() ? ofRest : ofMain, m_rows);
    if (m_more)
        sayOf(*m_more, ofRest, m_rest.rows);
}

}  // namespace inferometer::ui
