// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoints_page.h"

#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/endpoints/connection_card.h"
#include "ui/endpoints/endpoint_form.h"
#include "ui/endpoints/endpoint_starts.h"
#include "ui/endpoints/saved_endpoints.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/open_scroll.h"
#include "widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

EndpointsPage::EndpointsPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_endpoints{context.endpoints}
    , m_list{new QListWidget{this}}
    , m_stack{new QStackedWidget{this}}
    , m_starts{new EndpointStarts{this}}
    , m_form{new EndpointForm}
    , m_connection{new ConnectionCard{this}}
    , m_notice{new widgets::NoticeBar{this}}
    , m_title{new QLabel{this}}
    , m_emptyTitle{new QLabel{this}}
    , m_emptyText{new QLabel{this}}
    , m_duplicate{addButton("duplicate-endpoint", tr("D&uplicate"), &EndpointsPage::duplicate)}
    , m_remove{addButton("remove-endpoint", tr("Re&move"), &EndpointsPage::remove)}
    , m_save{addButton("save-endpoint", tr("&Save"), &EndpointsPage::saveEntry)}
    , m_discard{addButton("discard-endpoint", tr("Discard c&hanges"), &EndpointsPage::discard)}
{
    m_notice->setObjectName(QStringLiteral("endpoint-notice"));
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeEditor());
    layOutListPage(*this, makeList(), *m_notice, *m_stack);
    m_form->askThrough(context.dialogs);
    connectParts();
    fillList();
    m_list->setCurrentRow(m_endpoints.entries().empty() ? -1 : 0);
    updateActions();
}

QPushButton* EndpointsPage::addButton(const char* name, const QString& text, void (EndpointsPage::*pressed)())
{
    return namedButton(name, text, *this, [this, pressed] { (this->*pressed)(); });
}

QBoxLayout& EndpointsPage::makeList()
{
    makeTwoLineList(*m_list, "endpoint-list", tr("Saved endpoints"));
    QBoxLayout& column = makeListColumn(*this, tr("Endpoints"), *m_list);
    column.addWidget(addButton("add-endpoint", tr("&Add"), &EndpointsPage::beginNew));
    auto* others = new QHBoxLayout;
    others->addWidget(m_duplicate);
    others->addWidget(m_remove);
    column.addLayout(others);
    column.addWidget(m_starts);
    return column;
}

QWidget* EndpointsPage::makeEditor()
{
    auto* page = new QWidget;
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_title->setObjectName(QStringLiteral("endpoint-title"));
    m_title->setTextFormat(Qt::PlainText);
    auto* scroll = new QScrollArea{page};
    scroll->setObjectName(QStringLiteral("endpoint-scroll"));
    scroll->setFocusPolicy(Qt::NoFocus);
    widgets::setOpenContent(*scroll, m_form);
    scroll->setMaximumWidth(widgets::rhythm(*this, 56) + widgets::scrollRoom(*this));
    m_save->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_save);
    foot->addWidget(m_discard);
    foot->addStretch();
    auto* column = new QVBoxLayout;
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addWidget(m_title);
    column->addWidget(scroll, 1);
    column->addLayout(foot);
    auto* beside = new QVBoxLayout;
    beside->addWidget(m_connection);
    beside->addStretch();
    m_connection->setFixedWidth(widgets::rhythm(*this, 34));
    auto* layout = new QHBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 2.5));
    layout->addLayout(column, 1);
    layout->addLayout(beside);
    return page;
}

QWidget* EndpointsPage::makeEmptyState()
{
    m_emptyText->setObjectName(QStringLiteral("endpoints-empty"));
    m_emptyText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return makeEmptyPage(*this, *m_emptyTitle, {m_emptyText},
                         {addButton("add-first-endpoint", tr("Add an &endpoint"), &EndpointsPage::beginNew)});
}

void EndpointsPage::connectParts()
{
    connect(m_list, &QListWidget::currentRowChanged, this, &EndpointsPage::rowChosen);
    connect(&m_endpoints, &SavedEndpoints::changed, this, &EndpointsPage::fillList);
    connect(&m_endpoints, &SavedEndpoints::newWanted, this, [this] {
        emit shownWanted();
        beginNew();
    });
    connect(&m_endpoints, &SavedEndpoints::searchWanted, this, [this] {
        emit shownWanted();
        m_starts->look();
    });
    connect(m_starts, &EndpointStarts::templateChosen, this, &EndpointsPage::beginWith);
    connect(m_starts, &EndpointStarts::serverChosen, this, &EndpointsPage::add);
    connect(m_form, &EndpointForm::changed, this, [this] {
        if (m_form->isChanged())
            m_connection->reset();  // of what stood there before
        updateActions();
    });
    connect(m_connection, &ConnectionCard::wanted, this, &EndpointsPage::test);
    auto* saveKey = new QShortcut{QKeySequence::Save, this};
    connect(saveKey, &QShortcut::activated, m_save, &QPushButton::click);
}

void EndpointsPage::showEvent(QShowEvent* event)
{
    m_endpoints.reload();
    Page::showEvent(event);
}

void EndpointsPage::fillList()
{
    QSignalBlocker quiet{m_list};
    m_list->clear();
    for (const EndpointEntry& entry : m_endpoints.entries()) {
        auto* item = new QListWidgetItem{m_list};
        writeRow(*item, toQt(entry.name), toQt(entry.target.baseUrl));
        item->setToolTip(widgets::plainTip(toQt(entry.target.baseUrl)));
    }
    quiet.unblock();
    // Taken out of the file by somebody else: what is in the editor stays, as a new one.
    if (!m_endpoints.find(m_name))
        m_name.clear();
    markChosen();
}

void EndpointsPage::markChosen()
{
    const std::vector<EndpointEntry>& entries = m_endpoints.entries();
    const EndpointEntry* chosen = m_editing ? m_endpoints.find(m_name) : nullptr;
    markRow(*m_list, chosen ? static_cast<int>(chosen - entries.data()) : -1);
    updateActions();
}

void EndpointsPage::rowChosen(int row)
{
    if (row < 0)
        return;
    offerLost();
    edit(m_endpoints.entries().at(static_cast<std::size_t>(row)).name);
}

// What was changed and not saved is not kept, but can be had back.
void EndpointsPage::offerLost()
{
    if (!m_editing || !m_form->isChanged())
        return;
    const EndpointEntry lost = m_form->entry();
    m_notice->tell(tr("Changes to “%1” were not saved.").arg(toQt(lost.name)));
    m_notice->offer(tr("&Bring them back"), [this, lost, name = m_name] {
        m_notice->hide();
        edit(name);
        EndpointEntry shown = lost;
        const EndpointEntry* saved = m_endpoints.find(name);
        shown.target.apiKeyKeyring = saved ? saved->target.apiKeyKeyring : std::string{};
        m_form->setDraft(shown);
    });
}

std::vector<EndpointEntry> EndpointsPage::othersThan(const std::string& name) const
{
    std::vector<EndpointEntry> others = m_endpoints.entries();
    std::erase_if(others, [&name](const EndpointEntry& entry) { return entry.name == name; });
    return others;
}

void EndpointsPage::edit(const std::string& name)
{
    const EndpointEntry* entry = m_endpoints.find(name);
    m_name = entry ? name : std::string{};
    m_editing = true;
    m_connection->reset();
    m_form->setEntry(entry ? *entry : EndpointEntry{}, othersThan(m_name));
    markChosen();
}

void EndpointsPage::beginNew()
{
    offerLost();
    edit({});
    m_form->focusName();
}

std::vector<std::string> EndpointsPage::takenNames() const
{
    std::vector<std::string> taken;
    for (const EndpointEntry& entry : m_endpoints.entries())
        taken.push_back(entry.name);
    return taken;
}

void EndpointsPage::beginWith(const EndpointEntry& entry)
{
    offerLost();
    edit({});
    EndpointEntry draft = entry;
    draft.name = freeName(entry.name, takenNames());
    m_form->setDraft(draft);
    m_form->focusName();
}

void EndpointsPage::add(EndpointEntry entry)
{
    offerLost();
    entry.name = freeName(entry.name, takenNames());
    if (const Status put = m_endpoints.put({}, entry); !put)
        return tellError(put.error());
    edit(entry.name);
}

void EndpointsPage::duplicate()
{
    const EndpointEntry* chosen = m_endpoints.find(m_name);
    if (!chosen)
        return;
    // Both name the same item of the keyring, which stays as long as either does.
    EndpointEntry copy = *chosen;
    copy.name = freeName(copy.name, takenNames());
    offerLost();
    if (const Status put = m_endpoints.put({}, copy); !put)
        return tellError(put.error());
    edit(copy.name);
    m_form->focusName();
}

void EndpointsPage::remove()
{
    const EndpointEntry* chosen = m_endpoints.find(m_name);
    if (!chosen)
        return;
    const EndpointEntry removed = *chosen;
    const auto index = static_cast<std::size_t>(chosen - m_endpoints.entries().data());
    forgetRemoved();
    if (const Status status = m_endpoints.remove(removed.name); !status)
        return tellError(status.error());
    m_removedKey = removed.target.apiKeyKeyring;
    m_editing = false;
    const std::size_t left = m_endpoints.entries().size();
    if (left > 0)
        edit(m_endpoints.entries().at(std::min(index, left - 1)).name);
    m_list->setFocus();
    updateActions();
    m_notice->tell(tr("Removed “%1”.").arg(toQt(removed.name)));
    m_notice->offer(tr("U&ndo"), [this, index, removed] {
        m_notice->hide();
        m_removedKey.clear();
        if (const Status status = m_endpoints.insert(index, removed); !status)
            return tellError(status.error());
        edit(removed.name);
    });
}

void EndpointsPage::forgetRemoved() { m_endpoints.forgetKey(std::exchange(m_removedKey, {})); }

void EndpointsPage::saveEntry()
{
    if (!m_editing || !m_form->isValid() || !m_form->isChanged())
        return;
    const EndpointEntry entry = m_form->entry();
    const Secret key = m_form->typedKey();
    if (key.empty())
        return keepEntry(entry, m_name);
    // The file must not name an item that the keyring refused.
    m_save->setEnabled(false);
    m_endpoints.secrets().write(entry.target.apiKeyKeyring, key, this,
                                [this, entry, name = m_name](const Status& written) {
                                    updateActions();
                                    m_held = !written;
                                    if (written) {
                                        keepEntry(entry, name);
                                    } else {
                                        emit shownWanted();
                                        tellError(written.error());
                                    }
                                    emit saved(written.ok());
                                });
}

void EndpointsPage::keepEntry(const EndpointEntry& entry, const std::string& replaced)
{
    const EndpointEntry* before = m_endpoints.find(replaced);
    const std::string oldKey = before ? before->target.apiKeyKeyring : std::string{};
    const bool shown = m_editing && m_name == replaced;
    if (const Status put = m_endpoints.put(replaced, entry); !put)
        return tellError(put.error());
    m_endpoints.forgetKey(oldKey);
    if (!shown)
        return;
    m_notice->hide();
    m_name = entry.name;
    m_form->setEntry(entry, othersThan(entry.name));
    markChosen();
}

void EndpointsPage::discard()
{
    m_notice->hide();
    if (!m_name.empty())
        return edit(m_name);
    m_editing = false;
    if (m_endpoints.entries().empty())
        updateActions();
    else
        edit(m_endpoints.entries().front().name);
}

void EndpointsPage::test()
{
    RunSpec spec;
    applyEndpoint(spec, m_form->entry());
    spec.target.modelNames = m_form->entry().target.modelNames;
    const Secret typed = m_form->typedKey();
    if (!typed.empty() || spec.target.apiKeyKeyring.empty())
        return m_connection->start(spec, typed);
    m_endpoints.withKey(spec.target.apiKeyKeyring, this, [this, spec](const Result<Secret>& key) {
        if (key)
            m_connection->start(spec, key.value());
        else
            m_connection->showError(errorText(key.error()));
    });
}

void EndpointsPage::updateActions()
{
    const bool saved = m_editing && !m_name.empty();
    m_duplicate->setEnabled(saved);
    m_remove->setEnabled(saved);
    m_save->setEnabled(m_editing && m_form->isValid() && m_form->isChanged());
    m_save->setToolTip(m_form->isValid() ? QString{} : m_form->problem());
    m_discard->setEnabled(m_editing && (m_form->isChanged() || m_name.empty()));
    m_connection->setForbidden(m_form->trialProblem());
    m_title->setText(saved ? toQt(m_name) : tr("New endpoint"));
    m_stack->setCurrentIndex(m_editing ? 1 : 0);
    const QString& problem = m_endpoints.problem();
    m_emptyTitle->setText(problem.isEmpty() ? tr("No endpoint yet") : tr("The endpoints cannot be read"));
    m_emptyText->setText(
        problem.isEmpty() ? tr("An endpoint is the address of a server with its API, model and key. Add one to choose "
                               "it by name in a run; the command line knows it by the same name.")
                          : problem);
}

void EndpointsPage::tellError(const Error& error) { m_notice->tell(errorText(error), widgets::Tone::Bad); }

bool EndpointsPage::save()
{
    forgetRemoved();
    const bool typed = !m_form->typedKey().empty();
    const bool waits = typed && m_form->isValid() && !m_held;
    if (waits)
        m_held = true;
    // A Save that was pressed just before is on its way to the keyring.
    if (m_save->isEnabled() && (waits || !typed))
        saveEntry();
    return !waits;
}

}  // namespace inferometer::ui
