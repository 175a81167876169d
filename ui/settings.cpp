// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include "ui/text.h"

#include <QStandardPaths>

#include <array>

namespace inferometer::ui {

namespace {
const QString kAppearance = QStringLiteral("appearance");
constexpr std::array kAppearanceNames{"system", "light", "dark"};

QString formKey(const RunField& field) { return QStringLiteral("form/") + toQt(field.key); }
}  // namespace

Settings::Settings(const QString& path) : m_file{path, QSettings::IniFormat} {}

QString Settings::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/inferometer/workbench.ini");
}

Appearance Settings::appearance() const
{
    return appearanceFromName(m_file.value(kAppearance).toString()).value_or(Appearance::System);
}

void Settings::setAppearance(Appearance appearance)
{
    m_file.setValue(kAppearance, QString::fromLatin1(kAppearanceNames.at(static_cast<std::size_t>(appearance))));
}

QByteArray Settings::layout(const QString& name) const
{
    return m_file.value(QStringLiteral("layout/") + name).toByteArray();
}

void Settings::setLayout(const QString& name, const QByteArray& state)
{
    m_file.setValue(QStringLiteral("layout/") + name, state);
}

bool Settings::flag(const QString& name) const { return m_file.value(QStringLiteral("flags/") + name).toBool(); }

void Settings::setFlag(const QString& name, bool on) { m_file.setValue(QStringLiteral("flags/") + name, on); }

RunSpec Settings::lastSpec() const
{
    RunSpec spec;
    for (const RunField& field : runFields()) {
        const QVariant value = m_file.value(formKey(field));
        if (value.isValid())
            static_cast<void>(setField(spec, field, toStd(value.toString())).ok());
    }
    return spec;
}

void Settings::setLastSpec(const RunSpec& spec)
{
    const RunSpec defaults;
    for (const RunField& field : runFields()) {
        const std::string text = fieldText(spec, field);
        if (text == fieldText(defaults, field))
            m_file.remove(formKey(field));
        else
            m_file.setValue(formKey(field), toQt(text));
    }
}

}  // namespace inferometer::ui
