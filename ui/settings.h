// SPDX-License-Identifier: GPL-3.0-or-later
// What the workbench remembers, in one INI file. Never a key or a password.
#pragma once

#include "core/config/run_spec.h"
#include "ui/theme.h"

#include <QSettings>
#include <QString>

namespace inferometer::ui {

class Settings
{
public:
    // `path`: the INI file; it need not exist.
    explicit Settings(const QString& path);

    // The user's own: inferometer/workbench.ini in the configuration folder.
    static QString defaultPath();

    Appearance appearance() const;
    void setAppearance(Appearance appearance);

    // Geometry, splitters and the like, by name.
    QByteArray layout(const QString& name) const;
    void setLayout(const QString& name, const QByteArray& state);
    bool flag(const QString& name) const;
    void setFlag(const QString& name, bool on);

    // The form's last values; what no longer fits its field is left at the default.
    RunSpec lastSpec() const;
    void setLastSpec(const RunSpec& spec);

private:
    mutable QSettings m_file;
};

}  // namespace inferometer::ui
