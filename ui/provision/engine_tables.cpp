// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/engine_tables.h"

#include "ui/base/text.h"
#include "widgets/metrics.h"
#include "widgets/pair_table.h"
#include "widgets/plain_text.h"
#include "widgets/value_edit.h"

#include <QLabel>
#include <QVBoxLayout>

#include <set>

namespace inferometer::ui {

namespace {

// What stands in a table, without rows that have no name yet.
NamedValues namedIn(const widgets::PairTable& table)
{
    NamedValues values;
    for (const auto& [name, value] : table.pairs())
        if (!name.isEmpty())
            values.emplace_back(toStd(name), toStd(value));
    return values;
}

}  // namespace

EngineTables::EngineTables(QWidget* parent) : QWidget{parent}
{
    struct Face
    {
        const char* id;
        std::string path;
        QString title;
        QString name;
        QString hint;
        QString help;
    };
    const Face faces[]{
        {"engine-arguments", "engine/arguments", tr("Arguments"), tr("Option"), tr("Add an argument"),
         tr("Options of the engine by their long names without dashes; true: the option alone, false: without it. "
            "Delete takes a line out.")},
        {"engine-environment", "engine/environment", tr("Environment"), tr("Variable"), tr("Add a variable"),
         tr("Of the engine's processes. A secret does not belong here: write ${NAME}, and it is taken from the keyring "
            "or the environment. Delete takes a line out.")}};
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.5));
    for (const Face& face : faces) {
        auto* label = new QLabel{face.title, this};
        label->setForegroundRole(QPalette::PlaceholderText);
        const Table table{face.path, new widgets::PairTable{face.name, tr("Value"), this}, new QLabel{this}};
        table.pairs->setObjectName(QString::fromLatin1(face.id));
        table.pairs->setAccessibleName(face.title);
        table.pairs->setAccessibleDescription(face.help);
        table.pairs->setToolTip(widgets::plainTip(face.help + QLatin1Char{'\n'} + toQt(face.path)));
        table.pairs->setHint(face.hint);
        table.reason->setObjectName(QString::fromLatin1(face.id) + QStringLiteral("-reason"));
        table.reason->setWordWrap(true);
        table.reason->setTextFormat(Qt::PlainText);
        table.reason->setForegroundRole(QPalette::BrightText);
        table.reason->setFont(widgets::scaledFont(font(), 0.85));
        table.reason->hide();
        for (QWidget* part : std::initializer_list<QWidget*>{label, table.pairs, table.reason})
            column->addWidget(part);
        column->addSpacing(widgets::rhythm(*this, 1));
        connect(table.pairs, &widgets::PairTable::edited, this, [this, table] { take(table); });
        m_tables.push_back(table);
    }
}

void EngineTables::take(const Table& table)
{
    if (m_filling)
        return;
    const NamedValues values = namedIn(*table.pairs);
    std::set<std::string> names;
    for (const auto& [name, value] : values)
        if (!names.insert(name).second)
            return mark(table, tr("“%1” stands here twice; what is above holds.").arg(beginningOf(name, 60)));
    emit edited(table.path, values);
}

void EngineTables::mark(const Table& table, const QString& fault)
{
    widgets::setFieldState(*table.pairs, fault.isEmpty() ? widgets::FieldState::Fine : widgets::FieldState::Invalid);
    table.reason->setText(fault);
    table.reason->setVisible(!fault.isEmpty());
}

void EngineTables::show(const std::function<NamedValues(const std::string&)>& pairs,
                        const std::map<std::string, QString>& faults)
{
    m_filling = true;
    for (const Table& table : m_tables) {
        // A row that has no name yet is not taken away from whoever types there.
        if (const NamedValues values = pairs(table.path); values != namedIn(*table.pairs)) {
            widgets::PairTable::Pairs shown;
            for (const auto& [name, value] : values)
                shown.emplace_back(toQt(name), toQt(value));
            table.pairs->setPairs(shown);
        }
        const auto fault = faults.find(table.path);
        mark(table, fault == faults.end() ? QString{} : fault->second);
    }
    m_filling = false;
}

}  // namespace inferometer::ui
