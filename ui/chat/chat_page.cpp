// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/chat_page.h"

#include "ui/base/icon_button.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/charts/drop_mark.h"
#include "ui/chat/chat_input.h"
#include "ui/chat/chat_list.h"
#include "ui/chat/chat_menu.h"
#include "ui/chat/chat_side.h"
#include "ui/chat/chat_text.h"
#include "ui/chat/transcript.h"
#include "ui/chat/turn_chart.h"
#include "ui/endpoints/endpoint_status.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/endpoints/simulated_endpoint.h"
#include "ui/form/field_form.h"
#include "ui/run/run_controller.h"
#include "ui/settings/settings.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/rule.h"
#include "widgets/section.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

std::size_t turnOf(int message) { return static_cast<std::size_t>(message) / 2; }

// A turn's question, to be asked anew.
Turn askedAnew(const Turn& turn)
{
    Turn again;
    again.question = turn.question;
    again.imageName = turn.imageName;
    return again;
}

}  // namespace

ChatPage::ChatPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_chat{this}
    , m_kept{chatsFolder(context.dataFolder)}
    , m_side{new ChatSide{context, this}}
    , m_title{new QLabel{this}}
    , m_more{iconButton("chat-menu", "more", tr("Keep, copy or open a chat"), this)}
    , m_notice{new widgets::NoticeBar{this}}
    , m_transcript{new Transcript{this}}
    , m_turns{new widgets::Section{tr("Figures across turns"), this}}
    , m_chart{new TurnChart}
    , m_input{new ChatInput{context.dialogs, this}}
    , m_mark{new DropMark{*this}}
{
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_side);
    layout->addWidget(new widgets::Rule{Qt::Vertical, this});
    layout->addWidget(makeTalk(), 1);
    setAcceptDrops(true);
    connectChat();
    connectList();
    chatChanged();
    QMetaObject::invokeMethod(this, &ChatPage::update, Qt::QueuedConnection);
}

// What is under way is kept as far as it was asked.
ChatPage::~ChatPage()
{
    if (m_chat.isBusy())
        keep();
}

QLayout* ChatPage::makeHead()
{
    m_title->setObjectName(QStringLiteral("chat-title"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new ChatMenu{m_context.dialogs, m_chat, m_kept, this};
    menu->setObjectName(QStringLiteral("chat-actions"));
    connect(menu, &ChatMenu::told, this, &ChatPage::say);
    connect(menu, &ChatMenu::opened, this, &ChatPage::take);
    m_more->setMenu(menu);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_more);
    return head;
}

QWidget* ChatPage::makeTalk()
{
    m_notice->setObjectName(QStringLiteral("chat-notice"));
    m_notice->setCloseIcon(icon("close"));
    m_notice->hide();
    connect(m_notice, &widgets::NoticeBar::closed, m_notice, &QWidget::hide);
    m_transcript->setObjectName(QStringLiteral("transcript"));
    m_transcript->setEmptyText(
        tr("Choose an endpoint and a model on the left, and ask something below. Every answer shows its latency, its "
           "throughput and its time to first token."));
    m_turns->setObjectName(QStringLiteral("turns"));
    m_turns->setContent(m_chart);
    auto* talk = new QWidget{this};
    const int margin = widgets::rhythm(*this, 2.25);
    auto* layout = new QVBoxLayout{talk};
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(widgets::rhythm(*this, 1.25));
    layout->addLayout(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(m_transcript, 1);
    layout->addWidget(m_turns);
    layout->addWidget(m_input);
    return talk;
}

void ChatPage::connectChat()
{
    connect(m_side, &ChatSide::changed, this, &ChatPage::update);
    connect(m_side, &ChatSide::runWanted, this, &ChatPage::arm);
    connect(m_side, &ChatSide::resetWanted, this, &ChatPage::reset);
    connect(m_input, &ChatInput::sendWanted, this, &ChatPage::send);
    connect(m_input, &ChatInput::stopWanted, &m_chat, &ChatController::stop);
    connect(m_input, &ChatInput::givenUp, this, &ChatPage::giveUpEdit);
    connect(m_input, &ChatInput::failed, this, [this](const QString& said) { say(said, widgets::Tone::Bad); });
    connect(m_transcript, &Transcript::editAsked, this, &ChatPage::edit);
    connect(m_transcript, &Transcript::regenerateAsked, this, &ChatPage::askAgain);
    // A turn is a question and its answer.
    connect(&m_previews, &Previews::made, this,
            [this](int turn, const QImage& preview) { m_transcript->setImage(2 * turn, preview); });
    connect(&m_chat, &ChatController::chatChanged, this, &ChatPage::chatChanged);
    connect(&m_chat, &ChatController::turnBegan, this, &ChatPage::turnBegan);
    connect(&m_chat, &ChatController::heard, m_transcript, &Transcript::append);
    connect(&m_chat, &ChatController::statusChanged, this, [this](const QString& status) {
        if (m_transcript->count() > 0 && m_chat.isBusy())
            m_transcript->setStatus(status);
        m_side->setVolume(status);
    });
    connect(&m_chat, &ChatController::turnEnded, this, &ChatPage::turnEnded);
    connect(&m_chat, &ChatController::busyChanged, this, &ChatPage::update);
    connect(&m_chat, &ChatController::keepWanted, this, &ChatPage::keep);
    connect(&m_chat, &ChatController::told, this, &ChatPage::say);
}

void ChatPage::connectList()
{
    connect(&m_kept, &KeptChats::changed, this, [this] { m_side->list().setCards(m_kept.cards(), m_chat.chat().id); });
    connect(&m_kept, &KeptChats::failed, this, [this](const QString& said) { say(said, widgets::Tone::Bad); });
    connect(&m_side->list(), &ChatList::newWanted, this, [this] {
        Conversation chat;
        chat.id = uuidV7();
        m_chat.setChat(std::move(chat));
        m_side->list().setCards(m_kept.cards(), {});
        m_input->focusText();
    });
    connect(&m_side->list(), &ChatList::openWanted, this, &ChatPage::openChat);
    connect(&m_side->list(), &ChatList::renameWanted, this, &ChatPage::renameChat);
    connect(&m_side->list(), &ChatList::removeWanted, this, &ChatPage::removeChat);
}

void ChatPage::say(const QString& text, widgets::Tone tone)
{
    m_notice->tell(text, tone);
    m_notice->show();
}

void ChatPage::withKey(void (ChatPage::*then)(const Secret& key))
{
    m_context.endpoints.withKey(m_side->runSpec().target.apiKeyKeyring, this, [this, then](const Result<Secret>& key) {
        if (!key)
            say(errorText(key.error()), widgets::Tone::Bad);
        else if (!m_chat.isBusy())
            (this->*then)(key.value());
    });
}

// As the kit's button: it makes the model ready, and questions follow.
void ChatPage::arm()
{
    if (!m_side->form().isValid() || m_chat.isBusy())
        return;
    save();
    withKey(&ChatPage::armWith);
}

void ChatPage::armWith(const Secret& key)
{
    connect(
        &m_chat, &ChatController::connected, this,
        [this] {
            say(tr("%1 is ready. Ask it something!").arg(beginningOf(toQt(m_chat.chat().model))), widgets::Tone::Good);
            m_input->focusText();
        },
        Qt::SingleShotConnection);
    m_chat.connectTo(m_side->runSpec(), key);
}

void ChatPage::send()
{
    if (!m_side->form().isValid() || m_chat.isBusy())
        return;
    withKey(&ChatPage::sendWith);
}

void ChatPage::sendWith(const Secret& key)
{
    Turn question = m_input->question();
    const std::size_t turn = std::exchange(m_edited, {}).value_or(m_chat.chat().turns.size());
    const Conversation before = m_chat.chat();
    m_notice->hide();
    warn(question);
    m_input->clear();
    m_chat.ask(m_side->runSpec(), m_side->spec(), key, std::move(question), turn);
    if (turn < before.turns.size())
        offerBack(before, tr("What was said from there on is taken back."));
}

void ChatPage::warn(const Turn& question)
{
    QStringList warnings;
    const bool wasStopped = std::exchange(m_wasStopped, false);
    for (const Sentence& warning : chatWarnings(m_side->spec(), wasStopped, !question.question.image.empty()))
        warnings << sentenceText(warning);
    if (!warnings.isEmpty())
        say(warnings.join(QLatin1Char{' '}), widgets::Tone::Warning);
}

void ChatPage::askAgain(int message)
{
    if (m_chat.isBusy() || turnOf(message) >= m_chat.chat().turns.size())
        return;
    m_edited = turnOf(message);
    m_input->setQuestion(askedAnew(m_chat.chat().turns[*m_edited]), {});
    send();
}

void ChatPage::edit(int message)
{
    if (m_chat.isBusy() || turnOf(message) >= m_chat.chat().turns.size())
        return;
    m_edited = turnOf(message);
    m_input->setQuestion(askedAnew(m_chat.chat().turns[*m_edited]), tr("Question %1 is asked anew").arg(*m_edited + 1));
    m_input->focusText();
}

void ChatPage::giveUpEdit()
{
    m_edited.reset();
    m_input->clear();
}

void ChatPage::reset()
{
    if (m_chat.isBusy() || m_chat.chat().turns.empty())
        return;
    const Conversation before = m_chat.chat();
    Conversation empty = before;
    empty.turns.clear();
    m_chat.setChat(std::move(empty));
    offerBack(before, tr("The conversation is reset."));
}

void ChatPage::offerBack(Conversation before, const QString& said)
{
    m_notice->tell(said);
    m_notice->offer(tr("Undo"), [this, before = std::move(before)] {
        if (m_chat.isBusy())
            return;
        m_notice->hide();
        m_chat.setChat(before);
        keep();
    });
    m_notice->show();
}

void ChatPage::turnBegan()
{
    const Turn& turn = m_chat.chat().turns.back();
    m_transcript->add(questionOf(turn));
    if (!turn.question.image.empty())
        m_previews.make(m_chat.chat());
    TranscriptMessage answer;
    answer.isAnswer = true;
    answer.status = phaseText({});
    m_transcript->add(std::move(answer));
    update();
}

void ChatPage::turnEnded(bool isReplaced)
{
    const Turn& turn = m_chat.chat().turns.back();
    m_wasStopped = turn.state == TurnState::Stopped;
    if (isReplaced) {
        m_transcript->removeFrom(m_transcript->count() - 1);
        m_transcript->add(answerOf(turn));
    } else {
        m_transcript->finish(figuresOf(turn), faultText(turn), toneOf(turn));
    }
    m_chart->setChat(m_chat.chat());
    update();
    if (isVisible())
        m_input->focusText();
}

void ChatPage::chatChanged()
{
    m_edited.reset();
    m_transcript->setMessages(messagesOf(m_chat.chat()));
    m_previews.make(m_chat.chat());
    m_chart->setChat(m_chat.chat());
    update();
}

// How long the conversation is by now.
void ChatPage::showVolume()
{
    const Conversation& chat = m_chat.chat();
    double context = 0;
    for (const Turn& turn : chat.turns)
        for (const TurnFigure& figure : turn.figures)
            context = figure.key == std::string_view{"context_tokens"} ? figure.value : context;
    m_side->setVolume(chat.turns.empty() ? QString{}
                          : context > 0
                          ? tr("%Ln turn(s), %1 tokens of context", nullptr, static_cast<int>(chat.turns.size()))
                                .arg(countText(static_cast<std::uint64_t>(context)))
                          : tr("%Ln turn(s)", nullptr, static_cast<int>(chat.turns.size())));
}

void ChatPage::update()
{
    const Conversation& chat = m_chat.chat();
    const bool busy = m_chat.isBusy();
    const FieldForm& form = m_side->form();
    const QString title = toQt(titleOf(chat));
    m_title->setText(title.isEmpty() ? tr("New chat") : title);
    m_input->setBusy(busy);
    m_input->setHindrance(form.isValid() ? QString{} : form.problem());
    m_side->setBusy(busy, !chat.turns.empty());
    m_transcript->setEditable(!busy);
    m_turns->setVisible(!chat.turns.empty());
    if (!busy)
        showVolume();
    const RunSpec spec = m_side->runSpec();
    if (isVisible())
        emit statusChanged(endpointStatus(
            spec, m_context.simulator.serves(spec) ? tr("Simulated endpoint") : toQt(m_side->spec().endpoint),
            m_context.runs));
}

void ChatPage::keep()
{
    if (!m_chat.chat().turns.empty())
        m_kept.write(m_chat.chat());
}

void ChatPage::openChat(const std::string& id)
{
    if (id == m_chat.chat().id || m_chat.isBusy())
        return;
    m_kept.read(id, [this](const Result<Conversation>& chat) {
        if (!chat) {
            say(errorText(chat.error()), widgets::Tone::Bad);
        } else if (!m_chat.isBusy()) {
            m_notice->hide();
            m_side->setSpec(chat.value().spec);
            m_chat.setChat(chat.value());
        }
    });
}

void ChatPage::renameChat(const std::string& id)
{
    if (id != m_chat.chat().id)
        return;
    const QString name
        = m_context.dialogs.askText(this, tr("Rename the chat"), tr("Name of the chat"), toQt(titleOf(m_chat.chat())));
    if (name.isEmpty())
        return;
    m_chat.rename(toStd(name));
    update();
}

void ChatPage::removeChat(const std::string& id)
{
    if (id != m_chat.chat().id)
        return;
    const Conversation before = m_chat.chat();
    m_kept.remove(id);
    Conversation empty;
    empty.id = uuidV7();
    m_chat.setChat(std::move(empty));
    offerBack(before, tr("The chat is removed. Its result files stay."));
}

// One of a file, which becomes one of ours.
void ChatPage::take(const Conversation& chat)
{
    if (m_chat.isBusy())
        return;
    Conversation ours = chat;
    ours.id = uuidV7();
    m_side->setSpec(ours.spec);
    m_chat.setChat(std::move(ours));
    keep();
}

bool ChatPage::save()
{
    // A page that was left has saved then, and may hold what was changed elsewhere since.
    if (!isVisible() && m_context.shared.last() != Evaluation::Chat)
        return true;
    if (m_side->form().isValid()) {
        RunSpec spec = m_side->spec();
        if (m_context.simulator.serves(spec)) {
            spec.target.baseUrl = RunSpec{}.target.baseUrl;
            spec.target.modelNames.clear();
        }
        m_context.settings.setLastSpec(spec);
    }
    return true;
}

void ChatPage::run() { m_side->pressRun(); }

bool ChatPage::grant(const Wishes& wishes)
{
    if (!wishes.spec || wishes.spec->evaluation != Evaluation::Chat)
        return false;
    m_side->setSpec(*wishes.spec);
    return true;
}

FieldForm* ChatPage::form() { return &m_side->form(); }

void ChatPage::restoreLayout() { m_side->restoreLayout(); }

void ChatPage::restoreValues()
{
    m_context.shared.forget();
    m_side->setSpec(m_context.settings.lastSpec(Evaluation::Chat));
}

void ChatPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (!std::exchange(m_isFilled, true))
        m_kept.reload();
    const RunSpec spec = m_context.shared.over(m_side->spec());
    if (!m_chat.isBusy() && m_chat.chat().turns.empty())
        m_side->setSpec(spec);
    update();
    m_input->focusText();
}

void ChatPage::hideEvent(QHideEvent* event)
{
    m_context.shared.take(m_side->spec());
    save();
    Page::hideEvent(event);
}

void ChatPage::dragEnterEvent(QDragEnterEvent* event)
{
    const bool isOurs = m_input->takesImage(*event->mimeData());
    event->setAccepted(isOurs);
    if (!isOurs)
        return;
    event->acceptProposedAction();
    m_mark->markAt(this, tr("Send the image with the next question"));
}

void ChatPage::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_mark->markAt(nullptr);
    Page::dragLeaveEvent(event);
}

void ChatPage::dropEvent(QDropEvent* event)
{
    m_mark->markAt(nullptr);
    event->acceptProposedAction();
    m_input->takeImage(*event->mimeData());
}

}  // namespace inferometer::ui
