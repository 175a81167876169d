// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a run, made from the field table: a section for each group. Every change is checked at once; a field that
// will not do says why under itself, and its section while it is closed.
#pragma once

#include "core/config/run_spec.h"
#include "ui/form/field_group.h"

#include <QWidget>

#include <memory>
#include <set>
#include <span>
#include <vector>

class QVBoxLayout;

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
    // A field whose value is refused by something else that says why: red, without words of its own. Empty: none.
    void flag(std::string_view key);
    bool has(std::string_view key) const { return findCell(key) != nullptr; }
    // Gives the field the focus, wherever it stands. REQUIRES: has(key).
    void reveal(std::string_view key);

    // Files and folders can be chosen through `dialogs`, which outlive the form.
    void askThrough(const Dialogs& dialogs);
    // At the head of the first section, there while it is closed too.
    void setHead(QWidget* head) { m_groups.front()->setHead(head); }

    // Which sections are open, as text and back; empty for what a new form has. Where room is short, that closes the
    // first section too.
    QByteArray folds() const;
    void setFolds(const QByteArray& folds, bool isShort = false);
    // Opens all.
    void unfold();

signals:
    void changed();
    // A section was opened or closed by hand.
    void folded();

private:
    void build(std::span<const RunField> rows);
    bool isOnForm(const RunField& field) const;
    FieldCell* makeCell(const RunField& field, QWidget& parent);
    void giveMnemonics();
    void edited();
    void check();
    // What is wrong with the field by itself, put into the spec if nothing is.
    QString take(const FieldCell& cell);
    FieldProblems problems();
    FieldCell* findCell(std::string_view key) const;

    const Evaluation m_evaluation;
    std::vector<RunField> m_rows;  // as the evaluation has them
    RunSpec m_spec;
    QString m_problem;
    std::string_view m_flagged;
    std::vector<std::unique_ptr<FieldCell>> m_cells;
    std::vector<FieldGroup*> m_groups;
    bool m_filling = false;
};

}  // namespace inferometer::ui
