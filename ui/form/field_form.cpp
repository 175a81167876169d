// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/field_form.h"

#include "ui/base/text.h"
#include "widgets/metrics.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

FieldForm::FieldForm(QWidget* parent, Evaluation evaluation, std::span<const RunField> rows)
    : QWidget{parent}
    , m_evaluation{evaluation}
{
    build(rows);
    giveMnemonics();
    setSpec(defaultSpec(evaluation));
}

FieldForm::~FieldForm() = default;

// The choice of a saved endpoint is not a cell.
bool FieldForm::isOnForm(const RunField& field) const
{
    return field.place != FieldPlace::Hidden && field.isOf(m_evaluation);
}

void FieldForm::build(std::span<const RunField> rows)
{
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    for (const RunField& field : rows)
        if (isOnForm(field))
            m_rows.push_back(field.of(m_evaluation));
    std::vector<FieldRows> groups;
    for (const RunField& field : m_rows) {
        const auto sameGroup = [&field](const FieldRows& one) { return one.front()->group == field.group; };
        const auto found = std::find_if(groups.begin(), groups.end(), sameGroup);
        (found == groups.end() ? groups.emplace_back() : *found).push_back(&field);
    }
    for (FieldRows& group : groups) {
        auto* section = new FieldGroup{
            std::move(group), [this](const RunField& field, QWidget& inside) { return makeCell(field, inside); }, this};
        connect(section, &widgets::Section::chosen, this, &FieldForm::folded);
        layout->addWidget(section);
        m_groups.push_back(section);
    }
    layout->addStretch();
}

FieldCell* FieldForm::makeCell(const RunField& field, QWidget& parent)
{
    if (field.key == "endpoint")  // stands at the head of its section, as a choice
        return nullptr;
    m_cells.push_back(std::make_unique<FieldCell>(field, parent, [this] {
        if (!m_filling)
            edited();
    }));
    return m_cells.back().get();
}

void FieldForm::giveMnemonics()
{
    std::set<QChar> used;
    for (const QChar letter :
         tr("RSOQFCEN",
            "the letters that Run!, Stop, Send one request, Queue, Choose a file, Reset conversation, Send "
            "and Undo have behind their &"))
        used.insert(letter);
    for (const auto& cell : m_cells) {
        QString label = shortLabel(cell->field());
        for (qsizetype i = 0; i < label.size(); ++i) {
            // Other letters are on few keyboards as one key.
            if (!label[i].isLetter() || label[i].unicode() > 0x7f || !used.insert(label[i].toUpper()).second)
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

FieldProblems FieldForm::problems()
{
    FieldProblems found;
    for (const auto& cell : m_cells) {
        if (const QString problem = take(*cell); !problem.isEmpty())
            found.emplace(cell.get(), problem);
    }
    for (const Error& error : validateAll(m_spec)) {
        if (const FieldCell* cell = findCell(error.field))
            found.emplace(cell, errorText(error));
        else if (m_problem.isEmpty())
            m_problem = errorText(error);
    }
    return found;
}

void FieldForm::check()
{
    using widgets::FieldState;
    m_problem.clear();
    const FieldProblems all = problems();
    for (const auto& cell : m_cells) {
        const auto problem = all.find(cell.get());
        if (problem != all.end()) {
            cell->show(FieldState::Invalid, problem->second);
            m_problem = m_problem.isEmpty() ? problem->second : m_problem;
            continue;
        }
        if (cell->field().key == m_flagged) {
            cell->show(FieldState::Invalid, {});
            continue;
        }
        const QString warning = suggestionFor(cell->field(), cell->text());
        cell->show(warning.isEmpty() ? FieldState::Fine : FieldState::Warning, warning);
    }
    for (FieldGroup* group : m_groups)
        group->say(m_spec, all);
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

void FieldForm::flag(std::string_view key)
{
    if (std::exchange(m_flagged, key) != key)
        check();
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
    const FieldCell& cell = *findCell(key);
    QWidget& input = cell.input();
    for (FieldGroup* group : m_groups) {
        if (group->has(cell))
            group->reveal(cell);
    }
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

void FieldForm::askThrough(const Dialogs& dialogs)
{
    for (const auto& cell : m_cells)
        cell->askThrough(dialogs);
}

QByteArray FieldForm::folds() const
{
    QByteArrayList lines;
    for (const FieldGroup* group : m_groups)
        lines << group->folds();
    return lines.join('\n');
}

void FieldForm::setFolds(const QByteArray& folds, bool isShort)
{
    for (FieldGroup* group : m_groups)
        group->foldAsAtFirst();
    if (folds.isEmpty() && isShort)
        m_groups.front()->setOpen(false);
    for (const QByteArray& line : folds.split('\n')) {
        for (FieldGroup* group : m_groups)
            group->setFolds(line);
    }
}

void FieldForm::unfold()
{
    for (FieldGroup* group : m_groups)
        group->unfold();
}

}  // namespace inferometer::ui
