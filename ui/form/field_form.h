// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a run, made from the field table: groups as headings, what is rarely needed behind "Advanced". Every
// change is checked at once; a field that will not do says why under itself.
#pragma once

#include "core/config/run_spec.h"
#include "ui/form/field_cell.h"

#include <QWidget>

#include <memory>
#include <set>
#include <span>
#include <vector>

class QGridLayout;

namespace inferometer::widgets {
class Section;
}

namespace inferometer::ui {

class FieldForm : public QWidget
{
    Q_OBJECT

public:
    // The fields among `rows` that the evaluation has. `rows` are not empty and outlive it.
    explicit FieldForm(QWidget* parent = nullptr, Evaluation evaluation = Evaluation::Synthetic,
                       std::span<const RunField> rows = runFields());
    ~FieldForm() override;

    // What the fields say, of the form's evaluation; one that will not do keeps the value it had.
    RunSpec spec() const { return m_spec; }
    void setSpec(const RunSpec& spec);

    // As if typed. REQUIRES: has(key).
    void set(std::string_view key, const QString& text) { findCell(key)->setText(text); }

    bool isValid() const { return m_problem.isEmpty(); }
    // The first reason why not.
    const QString& problem() const { return m_problem; }

    // Shows an error that only preparing could find, until the field is edited. Returns whether there is such a field.
    bool mark(const Error& error);

    // Fields that something else decides: shown, not to be edited, with `why` as what they say of themselves. Replaces
    // what was locked before.
    void lock(const std::set<std::string_view>& keys, const QString& why);
    bool has(std::string_view key) const { return findCell(key) != nullptr; }
    // Gives the field the focus, wherever it stands. REQUIRES: has(key).
    void reveal(std::string_view key);

    bool isAdvancedOpen() const;
    void setAdvancedOpen(bool open);

signals:
    void changed();

private:
    struct Place
    {
        QGridLayout* grid = nullptr;
        QString group;
        int row = 0;                // the next free one
        FieldCell* half = nullptr;  // the left one of a line whose right is free
    };
    void build(std::span<const RunField> rows);
    bool isOnForm(const RunField& field, FieldPlace place) const;
    void add(const RunField& field, Place& place);
    void addHeading(const RunField& field, Place& place);
    void putCell(FieldCell& cell, Place& place);
    void giveMnemonics();
    void edited();
    void check();
    // What is wrong with the field by itself, put into the spec if nothing is.
    QString take(const FieldCell& cell);
    FieldCell* findCell(std::string_view key) const;
    bool fitsHalf(const FieldCell& cell) const;

    const Evaluation m_evaluation;
    RunSpec m_spec;
    QString m_problem;
    std::vector<std::unique_ptr<FieldCell>> m_cells;
    std::set<std::string_view> m_inAdvanced;
    widgets::Section* m_advanced;
    bool m_filling = false;
};

}  // namespace inferometer::ui
