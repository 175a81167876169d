// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_side.h"

#include "ui/base/text.h"
#include "ui/chat/chat_list.h"
#include "ui/form/endpoint_choice.h"
#include "ui/form/field_form.h"
#include "ui/form/form_parts.h"
#include "ui/form/preset_bar.h"
#include "ui/form/presets.h"
#include "ui/settings/settings.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

const QString kFolds = QStringLiteral("chat-folds");
const QString kCommandFold = QStringLiteral("chat-command");
const QByteArray kFolded = "folded";

}  // namespace

ChatSide::ChatSide(Context& context, QWidget* parent)
    : QWidget{parent}
    , m_context{context}
    , m_list{new ChatList{this}}
    , m_presets{new PresetBar{context, Evaluation::Chat, this}}
    , m_form{new FieldForm{this, Evaluation::Chat}}
    , m_endpoint{new EndpointChoice{context.endpoints, *m_form, this}}
    , m_command{makeCommandBox(this)}
    , m_volume{new QLabel{this}}
    , m_run{new QPushButton{tr("&Run!"), this}}
    , m_reset{new QPushButton{tr("Reset &conversation"), this}}
{
    setMinimumWidth(widgets::rhythm(*this, 34));
    setMaximumWidth(widgets::rhythm(*this, 42));
    m_form->setObjectName(QStringLiteral("form"));
    const int side = formMargin(*this);
    m_presets->setContentsMargins(side, 0, side, 0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(side, 0, side, 0);
    head->setSpacing(widgets::rhythm(*this, 1.5));
    head->addWidget(makeFormHeading(tr("Performance on chat"),
                                    tr("Talk with a model and see what each answer cost in time."), this));
    head->addWidget(m_list);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, side, 0, side);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addLayout(head);
    layout->addWidget(m_presets);
    layout->addWidget(makeFormScroll(*m_form, *m_endpoint, nullptr, this), 1);
    layout->addLayout(makeFoot());
    connect(m_run, &QPushButton::clicked, this, &ChatSide::runWanted);
    connect(m_reset, &QPushButton::clicked, this, &ChatSide::resetWanted);
    connect(m_form, &FieldForm::changed, this, &ChatSide::specChanged);
    connect(m_presets, &PresetBar::chosen, m_endpoint, &EndpointChoice::setSpec);
    sayUsualValues(*m_form);
    connect(&context.settings, &Settings::resultsDirChanged, this,
            [this](const QString& folder) { m_form->set("results-dir", folder); });
    m_form->askThrough(context.dialogs);
    m_endpoint->setSpec(startSpec(context.settings, Evaluation::Chat));
    restoreLayout();
    connect(m_form, &FieldForm::folded, this, [this] { m_context.settings.setLayout(kFolds, m_form->folds()); });
    connect(m_command, &widgets::CopyBox::foldChosen, this, [this] {
        m_context.settings.setLayout(kCommandFold, m_command->isFolded() ? kFolded : QByteArray{"open"});
    });
}

QLayout* ChatSide::makeFoot()
{
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setFont(widgets::scaledFont(font(), 1.0, QFont::Bold));
    m_reset->setObjectName(QStringLiteral("reset-conversation"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_run, 1);
    buttons->addWidget(m_reset, 1);
    return makeFormFoot(*m_command, *m_volume, *buttons, *this);
}

void ChatSide::setVolume(const QString& text) { m_volume->setText(text); }

void ChatSide::pressRun() { m_run->click(); }

// Nothing of it can be changed under an answer.
void ChatSide::setBusy(bool busy, bool hasTurns)
{
    m_isBusy = busy;
    for (QWidget* widget : {static_cast<QWidget*>(m_presets), static_cast<QWidget*>(m_form)})
        widget->setEnabled(!busy);
    m_list->setBusy(busy);
    m_reset->setEnabled(!busy && hasTurns);
    updateRun();
}

void ChatSide::updateRun()
{
    m_run->setEnabled(m_form->isValid() && !m_isBusy);
    m_run->setToolTip(m_form->isValid()
                          ? tr("Makes the model ready, so that the first question waits for nothing (Ctrl+R)")
                          : m_form->problem());
}

void ChatSide::restoreLayout()
{
    m_form->setFolds(m_context.settings.layout(kFolds));
    // Who chats looks at answers: the command line is there when it is wanted.
    m_command->setFolded(m_context.settings.layout(kCommandFold) != "open");
}

RunSpec ChatSide::runSpec() const { return m_endpoint->runSpec(); }

RunSpec ChatSide::spec() const { return m_form->spec(); }

void ChatSide::setSpec(const RunSpec& spec)
{
    m_presets->forgetChoice();
    m_endpoint->setSpec(spec);
}

void ChatSide::specChanged()
{
    const RunSpec spec = m_form->spec();
    showCommand(*m_command, *m_form, *m_endpoint);
    m_presets->follow(spec);
    updateRun();
    emit changed();
}

}  // namespace inferometer::ui
