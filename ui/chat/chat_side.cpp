// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_side.h"

#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/chat/chat_list.h"
#include "ui/form/endpoint_choice.h"
#include "ui/form/field_form.h"
#include "ui/form/preset_bar.h"
#include "ui/form/presets.h"
#include "ui/settings/settings.h"
#include "widgets/copy_box.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

const QString kFolds = QStringLiteral("chat-folds");
const QString kCommandFold = QStringLiteral("chat-command");
const QByteArray kFolded = "folded";

constexpr int kTerminal = 0;
constexpr int kYaml = 1;

}  // namespace

ChatSide::ChatSide(Context& context, QWidget* parent)
    : QWidget{parent}
    , m_context{context}
    , m_list{new ChatList{this}}
    , m_presets{new PresetBar{context, Evaluation::Chat, this}}
    , m_form{new FieldForm{this, Evaluation::Chat}}
    , m_endpoint{new EndpointChoice{context.endpoints, *m_form, this}}
    , m_command{new widgets::CopyBox{{tr("In a terminal"), tr("As YAML")}, 4, this}}
    , m_volume{new QLabel{this}}
    , m_run{new QPushButton{tr("&Run!"), this}}
    , m_reset{new QPushButton{tr("Reset &conversation"), this}}
{
    setMinimumWidth(widgets::rhythm(*this, 34));
    setMaximumWidth(widgets::rhythm(*this, 42));
    m_form->setObjectName(QStringLiteral("form"));
    m_command->setObjectName(QStringLiteral("command"));
    m_command->setCopyIcon(icon("copy"));
    m_command->setFoldable();
    const int side = widgets::rhythm(*this, 2.25);
    m_presets->setContentsMargins(side, 0, side, 0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(side, 0, side, 0);
    head->setSpacing(widgets::rhythm(*this, 1.5));
    head->addWidget(makeHeading());
    head->addWidget(m_list);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, side, 0, side);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addLayout(head);
    layout->addWidget(m_presets);
    layout->addWidget(makeScroll(), 1);
    layout->addLayout(makeFoot());
    connect(m_run, &QPushButton::clicked, this, &ChatSide::runWanted);
    connect(m_reset, &QPushButton::clicked, this, &ChatSide::resetWanted);
    connect(m_form, &FieldForm::changed, this, &ChatSide::specChanged);
    connect(m_presets, &PresetBar::chosen, m_endpoint, &EndpointChoice::setSpec);
    if (auto* folder = m_form->findChild<QLineEdit*>(QStringLiteral("results-dir")))
        folder->setPlaceholderText(toQt(resultsFolder({})));
    if (auto* url = m_form->findChild<QLineEdit*>(QStringLiteral("base-url")))
        url->setPlaceholderText(toQt(usualUrl({})));
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

QWidget* ChatSide::makeHeading()
{
    auto* heading = new QWidget{this};
    auto* title = new QLabel{tr("Performance on chat"), heading};
    title->setFont(widgets::scaledFont(font(), 1.35, QFont::Bold));
    auto* subtitle = new QLabel{tr("Talk with a model and see what each answer cost in time."), heading};
    subtitle->setForegroundRole(QPalette::PlaceholderText);
    subtitle->setFont(widgets::scaledFont(font(), 0.9));
    subtitle->setWordWrap(true);
    auto* layout = new QVBoxLayout{heading};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addWidget(title);
    layout->addWidget(subtitle);
    return heading;
}

QLayout* ChatSide::makeFoot()
{
    m_volume->setObjectName(QStringLiteral("volume"));
    m_volume->setForegroundRole(QPalette::PlaceholderText);
    m_volume->setFont(widgets::scaledFont(font(), 0.9));
    m_volume->setWordWrap(true);
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setFont(widgets::scaledFont(font(), 1.0, QFont::Bold));
    m_reset->setObjectName(QStringLiteral("reset-conversation"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(widgets::rhythm(*this, 1));
    buttons->addWidget(m_run, 1);
    buttons->addWidget(m_reset, 1);
    const int side = widgets::rhythm(*this, 2.25);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(side, 0, side, 0);
    foot->setSpacing(widgets::rhythm(*this, 1.25));
    foot->addWidget(m_command);
    foot->addWidget(m_volume);
    foot->addLayout(buttons);
    return foot;
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

QWidget* ChatSide::makeScroll()
{
    const int side = widgets::rhythm(*this, 2.25);
    auto* inside = new QWidget;
    auto* insideLayout = new QVBoxLayout{inside};
    insideLayout->setContentsMargins(side, 0, side - style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this),
                                     side / 2);
    insideLayout->addWidget(m_form);
    m_form->setHead(m_endpoint);
    auto* scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return scroll;
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
    m_command->setText(kTerminal, m_endpoint->command());
    m_command->setText(kYaml, toQt(toYaml(spec)));
    m_command->setEnabled(m_form->isValid());
    m_presets->follow(spec);
    updateRun();
    emit changed();
}

}  // namespace inferometer::ui
