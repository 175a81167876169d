// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_form.h"

#include "ui/base/text.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/value_edit.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

// "engine/port" as part of an object's name.
QString idOf(const std::string& path) { return toQt(path).replace(QLatin1Char{'/'}, QLatin1Char{'-'}); }

}  // namespace

DeploymentForm::DeploymentForm(QString prefix, QWidget* parent)
    : QWidget{parent}
    , m_prefix{std::move(prefix)}
    , m_column{new QVBoxLayout{this}}
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(widgets::rhythm(*this, 0.5));
    m_column->addStretch();
}

void DeploymentForm::build(const std::vector<DeploymentField>& fields)
{
    const auto isAsked = [](const Cell& cell, const DeploymentField& field) { return cell.field == field; };
    if (std::equal(m_cells.begin(), m_cells.end(), fields.begin(), fields.end(), isAsked))
        return;
    std::string focused;  // the choice of what is asked for has just been made
    for (const Cell& cell : m_cells) {
        if (cell.input->hasFocus())
            focused = cell.field.path;
        // What takes its place has its name.
        for (QWidget* part : cell.input->parentWidget()->findChildren<QWidget*>())
            part->setObjectName({});
        cell.input->parentWidget()->deleteLater();
        cell.input->parentWidget()->hide();
    }
    m_cells.clear();
    for (const DeploymentField& field : fields)
        add(field);
    for (const Cell& cell : m_cells)
        if (cell.field.path == focused)
            cell.input->setFocus();
}

void DeploymentForm::add(const DeploymentField& field)
{
    auto* box = new QWidget{this};
    auto* label = new QLabel{field.label, box};
    label->setForegroundRole(QPalette::PlaceholderText);
    const Cell cell{field, makeInput(field), new QLabel{box}};
    cell.input->setParent(box);
    cell.input->setObjectName(m_prefix + QLatin1Char{'-'} + idOf(field.path));
    cell.input->setAccessibleName(field.label);
    cell.input->setToolTip(widgets::plainTip(field.help + QLatin1Char{'\n'} + toQt(field.path)));
    cell.reason->setObjectName(cell.input->objectName() + QStringLiteral("-reason"));
    cell.reason->setWordWrap(true);
    cell.reason->setTextFormat(Qt::PlainText);
    cell.reason->setForegroundRole(QPalette::BrightText);
    cell.reason->setFont(widgets::scaledFont(font(), 0.85));
    cell.reason->hide();
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, 0, 0, widgets::rhythm(*this, 1));
    column->setSpacing(widgets::rhythm(*this, 0.5));
    for (QWidget* part : std::initializer_list<QWidget*>{label, cell.input, cell.reason})
        column->addWidget(part);
    m_column->insertWidget(m_column->count() - 1, box);
    box->show();
    m_cells.push_back(cell);
}

QWidget* DeploymentForm::makeInput(const DeploymentField& field)
{
    if (!field.choices.empty()) {
        auto* box = new widgets::ChoiceBox{this};
        for (const auto& [value, shown] : field.choices)
            box->addItem(shown, value);
        connect(box, &QComboBox::currentIndexChanged, this,
                [this, box, path = field.path] { take(path, box->currentData().toString()); });
        return box;
    }
    auto* edit = new widgets::ValueEdit{this};
    edit->setPlaceholderText(field.usual);
    connect(edit, &QLineEdit::textEdited, this, [this, path = field.path](const QString& text) { take(path, text); });
    return edit;
}

void DeploymentForm::take(const std::string& path, const QString& text)
{
    if (m_filling)
        return;
    m_touched.insert(path);
    emit edited(path, toStd(text.trimmed()));
}

void DeploymentForm::set(const Cell& cell, const std::string& value)
{
    const QString text = toQt(value);
    if (auto* box = qobject_cast<QComboBox*>(cell.input)) {
        // A recipe that is none of ours is still what the YAML says.
        if (box->findData(text) < 0 && !text.isEmpty())
            box->addItem(beginningOf(value, 60), text);
        box->setCurrentIndex(box->findData(text));
    } else if (auto* edit = qobject_cast<QLineEdit*>(cell.input); edit->text().trimmed() != text) {
        edit->setText(text);
        edit->setCursorPosition(0);
    }
}

void DeploymentForm::mark(const Cell& cell, const std::string& value, const QString& fault)
{
    const bool isWrong = !fault.isEmpty() && (!value.empty() || m_touched.count(cell.field.path) > 0);
    widgets::setFieldState(*cell.input, isWrong ? widgets::FieldState::Invalid : widgets::FieldState::Fine);
    cell.reason->setText(isWrong ? fault : QString{});
    cell.reason->setVisible(isWrong);
}

void DeploymentForm::show(const std::vector<DeploymentField>& fields,
                          const std::function<std::string(const std::string&)>& value,
                          const std::map<std::string, QString>& faults)
{
    m_filling = true;
    build(fields);
    for (const Cell& cell : m_cells) {
        const std::string text = value(cell.field.path);
        set(cell, text);
        const auto fault = faults.find(cell.field.path);
        mark(cell, text, fault == faults.end() ? QString{} : fault->second);
    }
    m_filling = false;
}

void DeploymentForm::touch()
{
    for (const Cell& cell : m_cells)
        m_touched.insert(cell.field.path);
}

void DeploymentForm::focusFirst()
{
    if (!m_cells.empty())
        m_cells.front().input->setFocus();
}

}  // namespace inferometer::ui
