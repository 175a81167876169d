// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/preset_bar.h"

#include "ui/base/icon_button.h"
#include "ui/base/icons.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/plain_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace inferometer::ui {

PresetBar::PresetBar(Context& context, Evaluation evaluation, QWidget* parent)
    : QWidget{parent}
    , m_context{context}
    , m_evaluation{evaluation}
    , m_box{new widgets::ChoiceBox{this}}
    , m_save{iconButton("save-preset", "save", tr("Save as a preset"), this)}
    , m_delete{iconButton("delete-preset", "delete", tr("Delete a preset of your own"), this)}
    , m_notice{new widgets::NoticeBar{this}}
{
    m_box->setObjectName(QStringLiteral("presets"));
    m_box->setAccessibleName(tr("Preset"));
    m_box->setToolTip(
        tr("A shape of load by name: the fields from Load to Prompts and answers. Endpoint, model and where "
           "results go are no part of it: they stay as they are."));
    const int side = widgets::rhythm(*this, 2);
    for (QToolButton* button : {m_save, m_delete})
        button->setIconSize({side, side});
    m_notice->setObjectName(QStringLiteral("preset-notice"));
    m_notice->setCloseIcon(icon("close"));
    m_notice->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(widgets::rhythm(*this, 0.5));
    row->addWidget(m_box, 1);
    row->addWidget(m_save);
    row->addWidget(m_delete);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addLayout(row);
    layout->addWidget(m_notice);
    connect(m_box, &QComboBox::activated, this, &PresetBar::choose);
    connect(m_save, &QToolButton::clicked, this, &PresetBar::save);
    m_delete->setMenu(new QMenu{m_delete});
    m_delete->setPopupMode(QToolButton::InstantPopup);
    m_delete->menu()->setObjectName(QStringLiteral("delete-preset-menu"));
    fill();
}

// Another page may have saved or deleted some.
void PresetBar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fill();
}

void PresetBar::fill()
{
    m_presets = presets(m_context.settings, m_evaluation);
    m_box->clear();
    m_box->addItem(tr("No preset"));
    for (const Preset& preset : m_presets)
        m_box->addItem(preset.name);
    fillRemoveMenu();
    follow(m_spec);
}

void PresetBar::fillRemoveMenu()
{
    QMenu& menu = *m_delete->menu();
    menu.clear();
    for (const Preset& preset : m_presets) {
        if (!preset.builtIn)
            connect(&widgets::addNamed(menu, preset.name), &QAction::triggered, this,
                    [this, name = preset.name] { remove(name); });
    }
    m_delete->setEnabled(!menu.isEmpty());
}

const Preset* PresetBar::find(const QString& name) const
{
    const auto found
        = std::find_if(m_presets.begin(), m_presets.end(), [&name](const Preset& one) { return one.name == name; });
    return found == m_presets.end() ? nullptr : &*found;
}

// 0 stands for none.
int PresetBar::indexOf(const Preset* preset) const
{
    return preset ? static_cast<int>(preset - m_presets.data()) + 1 : 0;
}

void PresetBar::follow(const RunSpec& spec)
{
    m_spec = spec;
    const auto same
        = std::find_if(m_presets.begin(), m_presets.end(), [&](const Preset& one) { return matches(spec, one); });
    const bool isChanged = same == m_presets.end();
    if (!isChanged)
        m_chosen = same->name;
    const Preset* shown = find(m_chosen);
    for (const Preset& preset : m_presets)
        m_box->setItemText(indexOf(&preset),
                           isChanged && &preset == shown ? tr("%1 (changed)").arg(preset.name) : preset.name);
    m_box->setCurrentIndex(indexOf(shown));
    m_save->setEnabled(isChanged);
}

void PresetBar::choose(int index)
{
    m_chosen = index > 0 ? m_presets.at(static_cast<std::size_t>(index) - 1).name : QString{};
    if (index > 0)
        emit chosen(withPreset(m_spec, *find(m_chosen)));
    else
        follow(m_spec);  // what the form holds may be a preset all the same
}

void PresetBar::save()
{
    const Preset* changed = find(m_chosen);
    if (!changed || changed->builtIn)
        return saveAs();
    auto* menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("save-preset-menu"));
    connect(&widgets::addNamed(*menu, tr("Update “%1”").arg(m_chosen)), &QAction::triggered, this,
            [this] { put(m_chosen, tr("“%1” is up to date.")); });
    menu->addAction(tr("Save as another preset…"), this, &PresetBar::saveAs);
    menu->popup(m_save->mapToGlobal(QPoint{0, m_save->height()}));
}

void PresetBar::saveAs()
{
    const QString name = m_context.dialogs.askText(this, tr("Save as a preset"), tr("Name of the preset"), {});
    // Names are one set over all evaluations.
    const std::vector<Preset> all = presets(m_context.settings);
    const auto taken = std::find_if(all.begin(), all.end(), [&name](const Preset& one) { return one.name == name; });
    if (taken != all.end() && taken->builtIn)
        m_notice->tell(tr("“%1” is built in; choose another name.").arg(name), widgets::Tone::Warning);
    else if (taken != all.end() && !find(name))
        m_notice->tell(tr("“%1” is a preset of another evaluation; choose another name.").arg(name),
                       widgets::Tone::Warning);
    else if (!name.isEmpty())
        put(name, tr("“%1” is replaced."));
}

// `said` when there was one of that name.
void PresetBar::put(const QString& name, const QString& said)
{
    const bool isThere = m_context.settings.presets().contains(name);
    const Settings::Values before = m_context.settings.preset(name);
    savePreset(m_context.settings, name, m_spec);
    m_chosen = name;
    fill();
    m_notice->hide();
    if (!isThere)
        return;
    m_notice->tell(said.arg(name));
    offerBack(name, before);
}

void PresetBar::remove(const QString& name)
{
    const Settings::Values values = m_context.settings.preset(name);
    m_context.settings.removePreset(name);
    fill();
    m_notice->tell(tr("Removed “%1”.").arg(name));
    offerBack(name, values);
}

void PresetBar::offerBack(const QString& name, const Settings::Values& values)
{
    m_notice->offer(tr("U&ndo"), [this, name, values] {
        m_context.settings.setPreset(name, values);
        m_notice->hide();
        fill();
    });
}

}  // namespace inferometer::ui
