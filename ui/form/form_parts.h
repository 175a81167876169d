// SPDX-License-Identifier: GPL-3.0-or-later
// What every column with the form of a run has: that of an evaluation, and that beside a chat.
#pragma once

#include <QString>

class QLabel;
class QLayout;
class QWidget;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class EndpointChoice;
class FieldForm;

// Beside its content, which nothing of the column comes nearer to its edges than.
int formMargin(const QWidget& column);

QWidget* makeFormHeading(const QString& title, const QString& subtitle, QWidget* parent);

// The form, its endpoint at its head, under `above` (null: nothing), scrolled.
QWidget* makeFormScroll(FieldForm& form, EndpointChoice& endpoint, QWidget* above, QWidget* parent);

// Under the form: the command, a line on its volume, the buttons.
QLayout* makeFormFoot(widgets::CopyBox& command, QLabel& volume, QLayout& buttons, const QWidget& column);

// The run of the form for a terminal and as YAML, to be copied.
widgets::CopyBox* makeCommandBox(QWidget* parent);
void showCommand(widgets::CopyBox& box, const FieldForm& form, const EndpointChoice& endpoint);

// What empty fields stand for is said in them.
void sayUsualValues(const FieldForm& form);

}  // namespace inferometer::ui
