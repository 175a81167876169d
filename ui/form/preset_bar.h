// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses a preset, saves the form's shape as one, deletes one's own, which can be undone.
#pragma once

#include "ui/base/page.h"
#include "ui/form/presets.h"
#include "ui/settings/settings.h"

#include <vector>

class QComboBox;
class QToolButton;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class PresetBar : public QWidget
{
    Q_OBJECT

public:
    PresetBar(Context& context, QWidget* parent);

    // Shows the preset that this is, or that it is none.
    void follow(const RunSpec& spec);

signals:
    void chosen(const inferometer::RunSpec& spec);

private:
    void fill();
    void choose(int index);
    void save();
    void remove();
    void bringBack(const QString& name, const Settings::Values& values);
    const Preset* current() const;

    Context& m_context;
    QComboBox* m_box;
    QToolButton* m_save;
    QToolButton* m_delete;
    widgets::NoticeBar* m_notice;
    std::vector<Preset> m_presets;
    RunSpec m_spec;
};

}  // namespace inferometer::ui
