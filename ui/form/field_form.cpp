// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/field_form.h"

#include "ui/base/text.h"
#include "widgets/metrics.h"
#include "widgets/section.h"

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <map>

namespace inferometer::ui {

namespace {

QGridLayout* makeGrid(QWidget& owner)
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

QString shortLabel(const RunField& field) { return tableText(field.brief.empty() ? field.label : field.brief); }

}  // namespace

FieldForm::FieldForm(QWidget* parent, Evaluation evaluation, std::span<const RunField> rows)
    : QWidget{parent}
    , m_evaluation{evaluation}
    , m_advanced{new widgets::Section{tr("Advanced"), this}}
{
    m_advanced->setObjectName(QStringLiteral("advanced"));
    build(rows);
    setSpec(RunSpec{});
}

FieldForm::~FieldForm() = default;

// The choice of a saved endpoint stands above the form.
bool FieldForm::isOnForm(const RunField& field, FieldPlace place) const
{
    return field.place == place && field.isOf(m_evaluation) && field.key != "endpoint";
}

void FieldForm::build(std::span<const RunField> rows)
{
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    auto* folded = new QWidget;
    // The choice of an endpoint above the form is the heading of the first group.
    Place main{makeGrid(*this), tableText(rows.front().group), 0, nullptr};
    Place advanced{makeGrid(*this), {}, 0, nullptr};
    folded->setLayout(advanced.grid);
    layout->addLayout(main.grid);
    layout->addWidget(m_advanced);
    layout->addStretch();
    for (const RunField& field : rows) {
        if (isOnForm(field, FieldPlace::Main))
            add(field, main);
    }
    for (const RunField& field : rows) {
        if (!isOnForm(field, FieldPlace::Advanced))
            continue;
        add(field, advanced);
        m_inAdvanced.insert(field.key);
    }
    m_advanced->setContent(folded);
    giveMnemonics();
}

void FieldForm::add(const RunField& field, Place& place)
{
    auto cell = std::make_unique<FieldCell>(field, *this, [this] {
        if (!m_filling)
            edited();
    });
    addHeading(field, place);
    putCell(*cell, place);
    m_cells.push_back(std::move(cell));
}

void FieldForm::addHeading(const RunField& field, Place& place)
{
    const QString group = tableText(field.group);
    if (group == place.group)
        return;
    auto* heading = new QLabel{group, this};
    QFont font = widgets::scaledFont(this->font(), 1.0, QFont::DemiBold);
    heading->setFont(font);
    if (place.row > 0)
        place.grid->setRowMinimumHeight(place.row++, widgets::rhythm(*this, 1));
    place.grid->addWidget(heading, place.row++, 0, 1, 2);
    place.group = group;
    place.half = nullptr;
}

bool FieldForm::fitsHalf(const FieldCell& cell) const
{
    const int half = widgets::rhythm(*this, 15.5);
    return cell.isNarrow() && fontMetrics().horizontalAdvance(shortLabel(cell.field())) <= half;
}

void FieldForm::putCell(FieldCell& cell, Place& place)
{
    const bool narrow = fitsHalf(cell);
    const bool right = narrow && place.half;
    // A line of the form is four rows: labels, inputs, and a reason for each of the two.
    const int row = right ? place.row - 4 : place.row;
    const int column = right ? 1 : 0;
    const int span = narrow ? 1 : 2;
    // Nearer to its own input than to the one above.
    if (cell.label()) {
        cell.label()->setContentsMargins(0, widgets::rhythm(*this, 0.5), 0, 0);
        place.grid->addWidget(cell.label(), row, column, 1, span);
    }
    place.grid->addWidget(&cell.input(), row + 1, column, 1, span);
    place.grid->addWidget(&cell.reason(), row + 2 + column, 0, 1, 2);
    place.row = row + 4;
    place.half = narrow && !right ? &cell : nullptr;
}

void FieldForm::giveMnemonics()
{
    std::set<QChar> used;
    for (const QChar letter : tr("RS", "the letters that Run! and Stop have behind their &"))
        used.insert(letter);
    for (const auto& cell : m_cells) {
        QString label = shortLabel(cell->field());
        for (qsizetype i = 0; i < label.size(); ++i) {
            if (!label[i].isLetter() || !used.insert(label[i].toUpper()).second)
                continue;
            label.insert(i, QLatin1Char{'&'});
            break;
        }
        cell->setLabelText(label);
    }
}

FieldCell* FieldForm::findCell(std::string_view key) const
{
    for (const auto& cell : m_cells) {
        if (cell->field().key == key)
            return cell.get();
    }
    return nullptr;
}

void FieldForm::setSpec(const RunSpec& spec)
{
    m_filling = true;
    m_spec = spec;
    m_spec.evaluation = m_evaluation;
    for (const auto& cell : m_cells)
        cell->setText(toQt(fieldText(spec, cell->field())));
    m_filling = false;
    check();
    emit changed();
}

QString FieldForm::take(const FieldCell& cell)
{
    const Status set = setField(m_spec, cell.field(), toStd(cell.text()));
    return set ? QString{} : errorText(set.error());
}

void FieldForm::check()
{
    using widgets::FieldState;
    std::map<const FieldCell*, QString> problems;
    m_problem.clear();
    for (const auto& cell : m_cells) {
        if (const QString problem = take(*cell); !problem.isEmpty())
            problems.emplace(cell.get(), problem);
    }
    for (const Error& error : validateAll(m_spec)) {
        if (const FieldCell* cell = findCell(error.field))
            problems.emplace(cell, errorText(error));
        else if (m_problem.isEmpty())
            m_problem = errorText(error);
    }
    for (const auto& cell : m_cells) {
        const auto problem = problems.find(cell.get());
        if (problem != problems.end()) {
            cell->show(FieldState::Invalid, problem->second);
            m_problem = m_problem.isEmpty() ? problem->second : m_problem;
            continue;
        }
        const QString warning = suggestionFor(cell->field(), cell->text());
        cell->show(warning.isEmpty() ? FieldState::Fine : FieldState::Warning, warning);
    }
}

void FieldForm::edited()
{
    check();
    emit changed();
}

bool FieldForm::mark(const Error& error)
{
    FieldCell* cell = findCell(error.field);
    if (!cell)
        return false;
    reveal(error.field);
    cell->show(widgets::FieldState::Invalid, errorText(error));
    return true;
}

void FieldForm::lock(const std::set<std::string_view>& keys, const QString& why)
{
    for (const auto& cell : m_cells) {
        const bool locked = keys.contains(cell->field().key);
        cell->input().setEnabled(!locked);
        cell->input().setToolTip(fieldToolTip(cell->field())
                                 + (locked ? QStringLiteral("<p>%1</p>").arg(why.toHtmlEscaped()) : QString{}));
    }
}

void FieldForm::reveal(std::string_view key)
{
    QWidget& input = findCell(key)->input();
    if (m_inAdvanced.contains(key))
        setAdvancedOpen(true);
    // By keyboard, so that it shows where the focus went.
    input.setFocus(Qt::ShortcutFocusReason);
    // Once what was unfolded has its place.
    QMetaObject::invokeMethod(
        &input,
        [&input] {
            for (QWidget* widget = input.parentWidget(); widget; widget = widget->parentWidget()) {
                if (auto* area = qobject_cast<QScrollArea*>(widget))
                    area->ensureWidgetVisible(&input);
            }
        },
        Qt::QueuedConnection);
}

bool FieldForm::isAdvancedOpen() const { return m_advanced->isOpen(); }

void FieldForm::setAdvancedOpen(bool open) { m_advanced->setOpen(open); }

}  // namespace inferometer::ui
