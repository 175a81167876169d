// SPDX-License-Identifier: GPL-3.0-or-later
// The column beside a chat: the chats that are kept, and how this one asks: endpoint, model, limits, as a preset, as a
// command line and as YAML.
#pragma once

#include "core/config/run_spec.h"
#include "ui/base/page.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace inferometer::widgets {
class CopyBox;
}

namespace inferometer::ui {

class ChatList;
class EndpointChoice;
class PresetBar;

class ChatSide : public QWidget
{
    Q_OBJECT

public:
    ChatSide(Context& context, QWidget* parent);

    FieldForm& form() const { return *m_form; }
    ChatList& list() const { return *m_list; }
    void setBusy(bool busy, bool hasTurns);
    // How long the conversation is, or what is waited for.
    void setVolume(const QString& text);
    void pressRun();
    // As the engine takes it, and as it is kept.
    RunSpec runSpec() const;
    RunSpec spec() const;
    void setSpec(const RunSpec& spec);
    void restoreLayout();

signals:
    void changed();
    // The buttons.
    void runWanted();
    void resetWanted();

private:
    QLayout* makeFoot();
    void updateRun();
    void specChanged();

    Context& m_context;
    ChatList* m_list;
    PresetBar* m_presets;
    FieldForm* m_form;
    EndpointChoice* m_endpoint;
    widgets::CopyBox* m_command;
    QLabel* m_volume;
    QPushButton* m_run;
    QPushButton* m_reset;
    bool m_isBusy = false;
};

}  // namespace inferometer::ui
