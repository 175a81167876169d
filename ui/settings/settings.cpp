// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include "core/config/user_folders.h"
#include "ui/base/text.h"

#include <QDir>
#include <QStandardPaths>
#include <QUrl>

#include <array>

namespace inferometer::ui {

namespace {
const QString kAppearance = QStringLiteral("appearance");
const QString kLanguage = QStringLiteral("language");
const QString kTellsEnds = QStringLiteral("tell-ends");
const QString kSystem = QStringLiteral("system");
const QString kPresets = QStringLiteral("presets");
const QString kStartPreset = QStringLiteral("start-preset");
constexpr std::array kAppearanceNames{"system", "light", "dark"};

QString shortcutKey(const QString& id) { return QStringLiteral("shortcuts/") + id; }

// A name as one key of the file, whatever letters it has.
QString presetGroup(const QString& name)
{
    return kPresets + QLatin1Char{'/'} + QString::fromLatin1(QUrl::toPercentEncoding(name));
}

QString absolute(const QString& folder)
{
    return folder.isEmpty() ? folder : QDir::cleanPath(QDir{folder}.absolutePath());
}

// An evaluation has a value of its own of what it has a default of its own of.
QString formKey(const RunField& field, Evaluation evaluation)
{
    const QString group = hasOwnDefault(field, evaluation)
        ? QStringLiteral("form-%1/").arg(toQt(evaluationName(evaluation)))
        : QStringLiteral("form/");
    return group + toQt(field.key);
}
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
    emit appearanceChanged(appearance);
}

Language Settings::language() const { return m_file.value(kLanguage, kSystem).toString(); }

void Settings::setLanguage(const Language& language) { m_file.setValue(kLanguage, language); }

bool Settings::tellsEnds() const { return m_file.value(kTellsEnds, true).toBool(); }

void Settings::setTellsEnds(bool tells) { m_file.setValue(kTellsEnds, tells); }

std::optional<QKeySequence> Settings::shortcut(const QString& id) const
{
    const QVariant keys = m_file.value(shortcutKey(id));
    return keys.isValid() ? std::optional{QKeySequence{keys.toString(), QKeySequence::PortableText}} : std::nullopt;
}

void Settings::setShortcut(const QString& id, const QKeySequence& keys)
{
    m_file.setValue(shortcutKey(id), keys.toString(QKeySequence::PortableText));
}

void Settings::forgetShortcut(const QString& id) { m_file.remove(shortcutKey(id)); }

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

RunSpec Settings::lastSpec(Evaluation evaluation) const
{
    RunSpec spec = defaultSpec(evaluation);
    for (const RunField& field : runFields()) {
        const QVariant value = m_file.value(formKey(field, evaluation));
        if (value.isValid())
            static_cast<void>(setField(spec, field, toStd(value.toString())).ok());
    }
    return spec;
}

std::set<std::string> refusedFields(const RunSpec& spec)
{
    std::set<std::string> keys;
    for (const Error& error : validateAll(spec))
        keys.insert(error.field);
    return keys;
}

void Settings::setLastSpec(const RunSpec& given)
{
    RunSpec spec = given;
    // The next start may be in another folder.
    spec.keep.resultsDir = toStd(absolute(toQt(spec.keep.resultsDir)));
    const RunSpec defaults = defaultSpec(spec.evaluation);
    const std::set<std::string> refused = refusedFields(spec);
    for (const RunField& field : runFields()) {
        if (!field.isOf(spec.evaluation))
            continue;
        const std::string text = fieldText(spec, field);
        if (text == fieldText(defaults, field) || refused.contains(std::string{field.key}))
            m_file.remove(formKey(field, spec.evaluation));
        else
            m_file.setValue(formKey(field, spec.evaluation), toQt(text));
    }
}

void Settings::setResultsDir(const QString& folder)
{
    RunSpec spec = lastSpec();
    spec.keep.resultsDir = toStd(folder);
    setLastSpec(spec);
    emit resultsDirChanged(toQt(lastSpec().keep.resultsDir));
}

QString Settings::resultsFolder() const { return absolute(toQt(inferometer::resultsFolder(lastSpec().keep))); }

QString Settings::startPreset() const { return m_file.value(kStartPreset).toString(); }

void Settings::setStartPreset(const QString& name) { m_file.setValue(kStartPreset, name); }

QStringList Settings::presets() const
{
    QStringList names;
    m_file.beginGroup(kPresets);
    for (const QString& group : m_file.childGroups())
        names << QUrl::fromPercentEncoding(group.toLatin1());
    m_file.endGroup();
    names.sort(Qt::CaseInsensitive);
    return names;
}

Settings::Values Settings::preset(const QString& name) const
{
    Values values;
    m_file.beginGroup(presetGroup(name));
    for (const QString& key : m_file.childKeys())
        values.emplace(key, m_file.value(key).toString());
    m_file.endGroup();
    return values;
}

void Settings::setPreset(const QString& name, const Values& values)
{
    removePreset(name);
    for (const auto& [key, value] : values)
        m_file.setValue(presetGroup(name) + QLatin1Char{'/'} + key, value);
}

void Settings::removePreset(const QString& name) { m_file.remove(presetGroup(name)); }

void Settings::forgetLayout()
{
    m_file.remove(QStringLiteral("layout"));
    m_file.remove(QStringLiteral("flags"));
}

void Settings::forgetEverything()
{
    m_file.clear();
    emit appearanceChanged(appearance());
    emit resultsDirChanged(toQt(lastSpec().keep.resultsDir));
}

}  // namespace inferometer::ui
