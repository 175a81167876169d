// SPDX-License-Identifier: GPL-3.0-or-later
// What the workbench remembers, in one INI file. Never a key or a password.
#pragma once

#include "core/config/run_spec.h"
#include "ui/base/theme.h"

#include <QKeySequence>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <set>

namespace inferometer::ui {

// "system" is the desktop's.
using Language = QString;  // "system", "en", "fr"

// Keys of what a rule refuses. It may be a credential in the wrong place, so no file keeps it.
std::set<std::string> refusedFields(const RunSpec& spec);

class Settings : public QObject
{
    Q_OBJECT

public:
    // `path`: the INI file; it need not exist.
    explicit Settings(const QString& path);

    // The user's own: inferometer/workbench.ini in the configuration folder.
    static QString defaultPath();

    Appearance appearance() const;
    void setAppearance(Appearance appearance);

    // Taken up at the next start.
    Language language() const;
    void setLanguage(const Language& language);

    // Whether the desktop is told that a long run has ended; at first it is.
    bool tellsEnds() const;
    void setTellsEnds(bool tells);

    // Of an action, by its id; nullopt: the default.
    std::optional<QKeySequence> shortcut(const QString& id) const;
    void setShortcut(const QString& id, const QKeySequence& keys);
    void forgetShortcut(const QString& id);

    // Geometry, splitters and the like, by name.
    QByteArray layout(const QString& name) const;
    void setLayout(const QString& name, const QByteArray& state);
    bool flag(const QString& name) const;
    void setFlag(const QString& name, bool on);

    // The last values of the evaluation's form; those that evaluations share are the same. What no longer fits its
    // field is left at the default.
    RunSpec lastSpec(Evaluation evaluation = Evaluation::Synthetic) const;
    // Without the fields that a rule refuses.
    void setLastSpec(const RunSpec& given);
    // One of them, which the settings page can change too. Empty: the user's own; a relative one becomes absolute.
    void setResultsDir(const QString& folder);
    // Where the results of the form's runs go; absolute.
    QString resultsFolder() const;

    // The preset that a new window starts with; empty: the form's last values.
    QString startPreset() const;
    void setStartPreset(const QString& name);

    // The user's own presets: settings by key, in the C locale, under a name.
    using Values = std::map<QString, QString>;
    QStringList presets() const;
    Values preset(const QString& name) const;
    void setPreset(const QString& name, const Values& values);
    void removePreset(const QString& name);

    // Geometry, splitters, columns and what was folded open.
    void forgetLayout();
    void forgetEverything();

signals:
    void appearanceChanged(inferometer::ui::Appearance appearance);
    void resultsDirChanged(const QString& folder);

private:
    mutable QSettings m_file;
};

}  // namespace inferometer::ui
