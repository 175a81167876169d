// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses a preset, says when the form no longer holds it, brings it up to date or saves another, deletes one's own;
// what replaces or deletes one can be undone.
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
    // Offers the presets of the evaluation.
    PresetBar(Context& context, Evaluation evaluation, QWidget* parent);

    // Shows the preset that this is, or that the one chosen last was changed, or that it is none.
    void follow(const RunSpec& spec);
    // The form holds something else now: what it differs from the preset in is no change to that.
    void forgetChoice() { m_chosen.clear(); }

signals:
    void chosen(const inferometer::RunSpec& spec);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    void choose(int index);
    void save();
    void saveAs();
    void put(const QString& name, const QString& said);
    void fillRemoveMenu();
    void remove(const QString& name);
    void offerBack(const QString& name, const Settings::Values& values);
    // By name; null for none.
    const Preset* find(const QString& name) const;
    int indexOf(const Preset* preset) const;

    Context& m_context;
    const Evaluation m_evaluation;
    QComboBox* m_box;
    QToolButton* m_save;
    QToolButton* m_delete;
    widgets::NoticeBar* m_notice;
    std::vector<Preset> m_presets;
    QString m_chosen;  // the preset that the form held last
    RunSpec m_spec;
};

}  // namespace inferometer::ui
