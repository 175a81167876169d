// SPDX-License-Identifier: GPL-3.0-or-later
// One setting on a form: label, input and the line of reason under it, made from a row of the field table.
#pragma once

#include "core/config/run_spec.h"
#include "widgets/value_edit.h"

#include <QString>

#include <functional>
#include <string_view>

class QLabel;
class QWidget;

namespace inferometer::ui {

struct Dialogs;

class FieldCell
{
public:
    // Widgets become children of `parent`. `edited` is called after each change by hand.
    FieldCell(const RunField& field, QWidget& parent, std::function<void()> edited);

    const RunField& field() const { return *m_field; }
    // Null for a check box, which carries its label itself.
    QLabel* label() const { return m_label; }
    QWidget& input() const { return *m_input; }
    QLabel& reason() const { return *m_reason; }
    // Numbers and choices share a line with a neighbour.
    bool isNarrow() const;

    // As core writes it: C locale.
    QString text() const;
    void setText(const QString& text);
    void show(widgets::FieldState state, const QString& reason);
    void setLabelText(const QString& text);
    // A button, and the Down key, that choose the file or folder that the field names. `dialogs` outlive the input; of
    // any other field nothing happens.
    void askThrough(const Dialogs& dialogs);

private:
    void makeInput(QWidget& parent);
    void makeCheckBox(QWidget& parent);
    void makeChoices(QWidget& parent);
    void makeEdit(QWidget& parent);
    void makeBox(QWidget& parent);

    const RunField* m_field;
    std::function<void()> m_edited;
    QLabel* m_label = nullptr;
    QWidget* m_input = nullptr;
    QLabel* m_reason = nullptr;
};

// As the form words it.
QString choiceText(std::string_view choice);

// The next round value up or down, within the hard range: steps grow with the number. Anything else comes back as is.
QString steppedText(const RunField& field, const QString& text, int steps);

// Whether a number lies outside what is suggested; then the sentence that says so, else empty.
QString suggestionFor(const RunField& field, const QString& text);

// Meaning, unit, ranges and the option's name.
QString fieldToolTip(const RunField& field);

}  // namespace inferometer::ui
