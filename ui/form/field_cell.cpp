// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/field_cell.h"

#include "core/base/text.h"
#include "ui/base/dialogs.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/text_box.h"

#include <QAction>
#include <QCheckBox>
#include <QCoreApplication>
#include <QLabel>

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer::ui {

namespace {

class FieldWords
{
    Q_DECLARE_TR_FUNCTIONS(fields)
};

QString rangeText(const Range& range)
{
    return FieldWords::tr("%1 to %2").arg(numberText(range.low), numberText(range.high));
}

bool isGiven(const Range& range) { return range.high > range.low; }

}  // namespace

QString choiceText(std::string_view choice) { return choice == "na" ? FieldWords::tr("none") : toQt(choice); }

QString steppedText(const RunField& field, const QString& text, int steps)
{
    const std::optional<double> value = parseNumber(toStd(text.trimmed()));
    if (!value)
        return text;
    // Going down from 1000 the step is that of the hundreds, or 1000 would fall to 900 and climb to 910.
    const double at = std::abs(*value) - (steps < 0 ? 0.5 : 0);
    const double step = at < 10 ? 1 : std::pow(10.0, std::floor(std::log10(at)) - 1);
    double next = (steps > 0 ? std::floor(*value / step) : std::ceil(*value / step)) * step + steps * step;
    if (isGiven(field.hard))
        next = std::clamp(next, field.hard.low, field.hard.high);
    return toQt(formatNumber(next));
}

QString suggestionFor(const RunField& field, const QString& text)
{
    const std::optional<double> value = parseNumber(toStd(text.trimmed()));
    if (!field.isNumber() || !isGiven(field.suggested) || !value)
        return {};
    if (*value > field.suggested.high)
        return FieldWords::tr("%1: above the suggested %2.").arg(shortLabel(field), numberText(field.suggested.high));
    if (*value < field.suggested.low)
        return FieldWords::tr("%1: below the suggested %2.").arg(shortLabel(field), numberText(field.suggested.low));
    return {};
}

QString fieldToolTip(const RunField& field)
{
    QString html = QStringLiteral("<p><b>%1</b></p><p>%2</p>")
                       .arg(tableText(field.label).toHtmlEscaped(), tableText(field.help).toHtmlEscaped());
    const QString unit = field.unit.empty() ? QString{} : QLatin1Char{' '} + tableText(field.unit);
    QString ranges;
    if (field.isNumber() && isGiven(field.hard))
        ranges = FieldWords::tr("Allowed: %1.").arg(rangeText(field.hard) + unit);
    if (field.isNumber() && isGiven(field.suggested))
        ranges += QLatin1Char{' '} + FieldWords::tr("Suggested: %1.").arg(rangeText(field.suggested) + unit);
    if (!ranges.isEmpty())
        html += QStringLiteral("<p>%1</p>").arg(ranges);
    return html + QStringLiteral("<p><code>--%1</code></p>").arg(toQt(field.key));
}

FieldCell::FieldCell(const RunField& field, QWidget& parent, std::function<void()> edited)
    : m_field{&field}
    , m_edited{std::move(edited)}
{
    makeInput(parent);
    m_input->setObjectName(toQt(field.key));
    m_input->setAccessibleName(tableText(field.label));
    m_input->setAccessibleDescription(tableText(field.help));
    m_input->setToolTip(fieldToolTip(field));
    if (!field.isFlag()) {
        m_label = new QLabel{&parent};
        m_label->setBuddy(m_input);
        m_label->setForegroundRole(QPalette::PlaceholderText);
        m_label->setToolTip(m_input->toolTip());
    }
    setLabelText(tableText(field.label));
    m_reason = new QLabel{&parent};
    m_reason->setWordWrap(true);
    m_reason->setFont(widgets::scaledFont(parent.font(), 0.85));
    m_reason->setObjectName(toQt(field.key) + QStringLiteral("-reason"));
    m_reason->hide();
}

void FieldCell::makeInput(QWidget& parent)
{
    if (m_field->isFlag())
        makeCheckBox(parent);
    else if (!m_field->choices.empty())
        makeChoices(parent);
    else if (m_field->kind == TextKind::Lines)
        makeBox(parent);
    else
        makeEdit(parent);
}

void FieldCell::makeCheckBox(QWidget& parent)
{
    auto* box = new QCheckBox{&parent};
    QObject::connect(box, &QCheckBox::toggled, box, [this] { m_edited(); });
    m_input = box;
}

void FieldCell::makeChoices(QWidget& parent)
{
    auto* box = new widgets::ChoiceBox{&parent};
    for (const std::string_view choice : m_field->choices)
        box->addItem(choiceText(choice), toQt(choice));
    QObject::connect(box, &QComboBox::currentIndexChanged, box, [this] { m_edited(); });
    m_input = box;
}

void FieldCell::makeEdit(QWidget& parent)
{
    auto* edit = new widgets::ValueEdit{&parent};
    if (m_field->isNumber()) {
        edit->setUnit(unitText(*m_field, {}));
        QObject::connect(edit, &QLineEdit::textChanged, edit, [this, edit](const QString& text) {
            edit->setUnit(unitText(*m_field, toStd(text.trimmed())));
        });
        edit->setStepper([this](const QString& text, int steps) { return steppedText(*m_field, text, steps); });
    }
    QObject::connect(edit, &QLineEdit::textChanged, edit, [this] { m_edited(); });
    m_input = edit;
}

void FieldCell::makeBox(QWidget& parent)
{
    constexpr int kMostLines = 6;
    auto* box = new widgets::TextBox{kMostLines, &parent};
    QObject::connect(box, &QPlainTextEdit::textChanged, box, [this] { m_edited(); });
    m_input = box;
}

void FieldCell::askThrough(const Dialogs& dialogs)
{
    const bool isFolder = m_field->kind == TextKind::Folder;
    if (!isFolder && m_field->kind != TextKind::File)
        return;
    auto* edit = qobject_cast<QLineEdit*>(m_input);
    QAction* button = edit->addAction(icon("open"), QLineEdit::TrailingPosition);
    button->setText(isFolder ? FieldWords::tr("Choose a folder") : FieldWords::tr("Choose a file"));
    button->setToolTip(FieldWords::tr("%1 (Down)", "a command and its key").arg(button->text()));
    button->setObjectName(m_input->objectName() + QStringLiteral("-choose"));
    button->setShortcut(Qt::Key_Down);
    button->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(button, &QAction::triggered, edit, [this, edit, isFolder, &dialogs] {
        const auto& choose = isFolder ? dialogs.chooseFolder : dialogs.chooseFile;
        const QString chosen = choose(edit->window(), tableText(m_field->label), edit->text());
        if (!chosen.isEmpty())
            setText(chosen);
    });
}

bool FieldCell::isNarrow() const
{
    constexpr std::size_t kShort = 8;
    const auto& choices = m_field->choices;
    const bool shortChoices
        = !choices.empty() && std::ranges::all_of(choices, [](auto name) { return name.size() <= kShort; });
    return m_field->isNumber() || shortChoices;
}

QString FieldCell::text() const
{
    if (const auto* box = qobject_cast<const QCheckBox*>(m_input))
        return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto* choices = qobject_cast<const QComboBox*>(m_input))
        return choices->currentData().toString();
    if (const auto* lines = qobject_cast<const QPlainTextEdit*>(m_input))
        return lines->toPlainText();
    return qobject_cast<const QLineEdit*>(m_input)->text();
}

void FieldCell::setText(const QString& text)
{
    if (auto* box = qobject_cast<QCheckBox*>(m_input))
        box->setChecked(text == QLatin1String{"true"});
    else if (auto* choices = qobject_cast<QComboBox*>(m_input))
        choices->setCurrentIndex(choices->findData(text));
    else if (auto* lines = qobject_cast<QPlainTextEdit*>(m_input))
        lines->setPlainText(text);
    else if (auto* edit = qobject_cast<QLineEdit*>(m_input)) {
        edit->setText(text);
        edit->setCursorPosition(0);
    }
}

void FieldCell::show(widgets::FieldState state, const QString& reason)
{
    widgets::setFieldState(*m_input, state);
    m_reason->setForegroundRole(state == widgets::FieldState::Invalid ? QPalette::BrightText
                                                                      : QPalette::PlaceholderText);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void FieldCell::setLabelText(const QString& text)
{
    if (m_label)
        m_label->setText(text);
    else if (auto* box = qobject_cast<QCheckBox*>(m_input))
        box->setText(text);
}

}  // namespace inferometer::ui
