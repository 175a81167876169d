// SPDX-License-Identifier: GPL-3.0-or-later
// A group of the field table on the form: a section with the group's fields in lines of two halves, and those rarely
// needed behind "More". Closed, it says what its fields hold, or what is wrong with one of them.
#pragma once

#include "core/config/run_spec.h"
#include "ui/form/field_cell.h"
#include "widgets/section.h"

#include <QByteArray>

#include <functional>
#include <map>
#include <vector>

class QGridLayout;

namespace inferometer::ui {

using FieldRows = std::vector<const RunField*>;
// By cell, what is wrong with it.
using FieldProblems = std::map<const FieldCell*, QString>;

class FieldGroup : public widgets::Section
{
    Q_OBJECT

public:
    // Makes the cell of a field, with `parent` for its widgets; null if the form has no cell for it.
    using MakeCell = std::function<FieldCell*(const RunField& field, QWidget& parent)>;
    // `rows` are of one group and not empty.
    FieldGroup(FieldRows rows, const MakeCell& make, QWidget* parent);

    bool has(const FieldCell& cell) const;
    // Opens whatever hides it. REQUIRES: has(cell).
    void reveal(const FieldCell& cell);
    // Open if it has a field of the first row, and never what is behind "More".
    void foldAsAtFirst();
    void unfold();

    // What was opened, in a line of text, and back; any other text changes nothing.
    QByteArray folds() const;
    void setFolds(const QByteArray& folds);

    void say(const RunSpec& spec, const FieldProblems& problems);

private:
    struct Place
    {
        QGridLayout* grid = nullptr;
        int row = 0;                // the next free one
        FieldCell* half = nullptr;  // the left one of a line whose right is free
        FieldRows rows;
        std::vector<const FieldCell*> cells;
        QString problem;  // said last
    };
    void fill(Place& place, const MakeCell& make, QWidget& parent);
    void putCell(FieldCell& cell, Place& place);
    static void widenLone(Place& place);
    bool fitsHalf(const FieldCell& cell) const;
    void addMore(const MakeCell& make, QWidget& parent);
    // The first problem of a place; opens the section when it is a new one.
    QString problemOf(Place& place, const FieldProblems& problems);

    const FieldRows m_rows;
    Place m_main;
    Place m_rest;
    widgets::Section* m_more = nullptr;
};

}  // namespace inferometer::ui
