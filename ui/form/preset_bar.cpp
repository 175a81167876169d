// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/form/preset_bar.h"

#include "ui/base/icons.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace inferometer::ui {

namespace {

QToolButton* iconButton(const char* name, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton{parent};
    button->setIcon(icon(name));
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    const int side = widgets::rhythm(*parent, 2);
    button->setIconSize({side, side});
    return button;
}

}  // namespace

PresetBar::PresetBar(Context& context, QWidget* parent)
    : QWidget{parent}
    , m_context{context}
    , m_box{new widgets::ChoiceBox{this}}
    , m_save{iconButton("save", tr("Save as a preset"), this)}
    , m_delete{iconButton("delete", tr("Delete this preset"), this)}
    , m_notice{new widgets::NoticeBar{this}}
{
    m_box->setObjectName(QStringLiteral("presets"));
    m_box->setAccessibleName(tr("Preset"));
    m_box->setToolTip(tr("A shape of load by name: everything but the endpoint and where results go."));
    m_save->setObjectName(QStringLiteral("save-preset"));
    m_delete->setObjectName(QStringLiteral("delete-preset"));
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
    connect(m_delete, &QToolButton::clicked, this, &PresetBar::remove);
    fill();
}

void PresetBar::fill()
{
    m_presets = presets(m_context.settings);
    m_box->clear();
    m_box->addItem(tr("No preset"));
    for (const Preset& preset : m_presets)
        m_box->addItem(preset.name);
    follow(m_spec);
}

void PresetBar::follow(const RunSpec& spec)
{
    m_spec = spec;
    const auto found
        = std::find_if(m_presets.begin(), m_presets.end(), [&](const Preset& one) { return matches(spec, one); });
    m_box->setCurrentIndex(found == m_presets.end() ? 0 : static_cast<int>(found - m_presets.begin()) + 1);
    m_save->setEnabled(found == m_presets.end());
    m_delete->setEnabled(current() && !current()->builtIn);
}

const Preset* PresetBar::current() const
{
    const int index = m_box->currentIndex();
    return index > 0 ? &m_presets.at(static_cast<std::size_t>(index) - 1) : nullptr;
}

void PresetBar::choose(int index)
{
    if (index > 0)
        emit chosen(withPreset(m_spec, *current()));
    else
        follow(m_spec);  // "No preset" is what is said of values, not something to choose
}

void PresetBar::save()
{
    const QString name = m_context.dialogs.askText(this, tr("Save as a preset"), tr("Name of the preset"), {});
    if (name.isEmpty())
        return;
    savePreset(m_context.settings, name, m_spec);
    m_notice->hide();
    fill();
}

void PresetBar::remove()
{
    const Preset* preset = current();
    if (!preset || preset->builtIn)
        return;
    const QString name = preset->name;
    const Settings::Values values = m_context.settings.preset(name);
    m_context.settings.removePreset(name);
    fill();
    m_notice->tell(tr("%1 is deleted.").arg(name));
    m_notice->offer(tr("U&ndo"), [this, name, values] { bringBack(name, values); });
}

void PresetBar::bringBack(const QString& name, const Settings::Values& values)
{
    m_context.settings.setPreset(name, values);
    m_notice->hide();
    fill();
}

}  // namespace inferometer::ui
