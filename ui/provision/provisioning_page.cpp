// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/provisioning_page.h"

#include "core/config/user_folders.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/endpoints/saved_endpoints.h"
#include "ui/provision/deployment_card.h"
#include "ui/provision/deployment_editor.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/deployments_controller.h"
#include "ui/provision/offers_pane.h"
#include "ui/provision/saved_sites.h"
#include "ui/provision/site_editor.h"
#include "ui/provision/sites_pane.h"
#include "ui/provision/yaml_edit.h"
#include "ui/run/run_controller.h"
#include "ui/runs/stored_runs.h"
#include "ui/settings/settings.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace inferometer::ui {

ProvisioningPage::ProvisioningPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_deployments{*context.deployments}
    , m_list{new QListWidget{this}}
    , m_stack{new QStackedWidget{this}}
    , m_empty{makeEmptyState()}
    , m_card{new DeploymentCard}
    , m_editor{new DeploymentEditor}
    , m_notice{new widgets::NoticeBar{this}}
    , m_sites{new SavedSites{configFolder(), this}}
    , m_siteEditor{new SiteEditor{context.endpoints.secrets(), context.dialogs}}
    , m_sitesPane{new SitesPane{*m_sites, *m_siteEditor, *m_notice, this}}
    , m_offers{new OffersPane{context.endpoints.secrets(), context.dialogs}}
    , m_new{namedButton("new-deployment", tr("&New deployment"), *this, [this] { beginNew(); })}
    , m_remove{namedButton("remove-deployment", tr("Re&move"), *this, [this] { remove(); })}
{
    m_deployments.askBy(context.dialogs, *this);
    m_deployments.findRunsIn([&settings = context.settings] { return toStd(settings.resultsFolder()); });
    m_notice->setObjectName(QStringLiteral("provisioning-notice"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_empty, m_card, m_editor, m_siteEditor, m_offers})
        m_stack->addWidget(part);
    layOutListPage(*this, makeList(), *m_notice, *m_stack);
    connectParts();
    fillList();
}

QBoxLayout& ProvisioningPage::makeList()
{
    makeTwoLineList(*m_list, "deployment-list", tr("Deployments"));
    QBoxLayout& column = makeListColumn(*this, tr("Provisioning"), *m_list);
    auto* again = namedButton("look-again", tr("&Look again"), *this, [this] { m_deployments.look(); });
    again->setToolTip(tr("Reads the files, and asks the machines what of ours runs"));
    column.addWidget(m_new);
    auto* row = new QHBoxLayout;
    row->addWidget(again, 1);
    row->addWidget(m_remove, 1);
    column.addLayout(row);
    column.addSpacing(widgets::rhythm(*this, 1));
    column.addWidget(m_sitesPane, 1);
    return column;
}

QWidget* ProvisioningPage::makeEmptyState()
{
    auto* title = new QLabel{tr("Nothing deployed yet"), this};
    auto* text
        = new QLabel{tr("A deployment is an engine with a model, made ready on a machine: you see each step, get "
                        "an endpoint to measure, and end it here. What still runs is shown on every page, and "
                        "ends itself in any case."),
                     this};
    return makeEmptyPage(*this, *title, {text},
                         {namedButton("first-deployment", tr("Make a de&ployment"), *this, [this] { beginNew(); })});
}

void ProvisioningPage::connectParts()
{
    connect(m_list, &QListWidget::currentRowChanged, this, &ProvisioningPage::rowChosen);
    connect(&m_deployments, &DeploymentsController::changed, this, &ProvisioningPage::fillList);
    connect(&m_deployments, &DeploymentsController::logged, m_card, &DeploymentCard::addLine);
    connect(m_card, &DeploymentCard::upWanted, this, [this] { m_deployments.up(m_name); });
    connect(m_card, &DeploymentCard::cancelWanted, this, [this] { m_deployments.cancel(m_name); });
    connect(m_card, &DeploymentCard::destroyWanted, this, &ProvisioningPage::destroy);
    connect(m_card, &DeploymentCard::measureWanted, this, [this] {
        m_measured = m_name;
        m_deployments.reach(m_name);
    });
    connect(&m_deployments, &DeploymentsController::reached, this, &ProvisioningPage::measure);
    connect(&m_deployments, &DeploymentsController::unreached, this,
            [this](const QString& /*name*/, const Error& error) { tellError(error); });
    connect(m_card, &DeploymentCard::fromHereWanted, this,
            [this](bool fromHere) { m_deployments.setFromHere(m_name, fromHere); });
    connect(m_card, &DeploymentCard::editWanted, this, &ProvisioningPage::editChosen);
    connect(m_sitesPane, &SitesPane::opened, this, [this] {
        closeEditor();
        showPart();
    });
    connect(m_sitesPane, &SitesPane::closed, this, &ProvisioningPage::showPart);
    connect(m_sitesPane, &SitesPane::offersWanted, this, [this](const std::vector<NamedSite>& sites) {
        closeEditor();
        m_showsOffers = true;
        leaveSites();
        m_offers->ask(sites);
    });
    connect(m_offers, &OffersPane::wanted, this, &ProvisioningPage::beginOn);
    connect(m_sites, &SavedSites::changed, this, [this] {
        m_editor->setSites(m_sites->all());
        m_deployments.look();
    });
    m_editor->setSites(m_sites->all());
    connect(m_editor, &DeploymentEditor::saveWanted, this, &ProvisioningPage::put);
    connect(m_editor, &DeploymentEditor::choiceWanted, this, [this](const DeploymentSpec& spec) {
        m_deployments.chooseFor(spec, [this, asked = askedText(spec)](const Result<MachineChoice>& choice) {
            m_editor->setChoice(asked, choice);
        });
    });
    connect(m_editor, &DeploymentEditor::closeWanted, this, &ProvisioningPage::closeEditor);
    connect(&m_deployments, &DeploymentsController::showWanted, this, [this](const QString& name) {
        emit shownWanted();
        choose(name);
    });
    connect(&m_context.runs, &RunController::phaseChanged, this, [this](RunPhase phase) {
        if (phase == RunPhase::Preparing)
            m_runBegan = monotonicNow();
        showChosen();
    });
    connect(m_context.stored, &StoredRuns::changed, this, &ProvisioningPage::showChosen);
    removeByKey(*m_list, *m_remove);
}

const DeploymentState* ProvisioningPage::chosen() const { return m_deployments.find(m_name); }

void ProvisioningPage::fillList()
{
    const std::vector<DeploymentState>& all = m_deployments.all();
    QSignalBlocker quiet{m_list};
    m_names.clear();
    while (m_list->count() > static_cast<int>(all.size()))
        delete m_list->takeItem(m_list->count() - 1);
    for (const DeploymentState& state : all) {
        const auto row = static_cast<int>(m_names.size());
        if (row == m_list->count())
            m_list->addItem(QString{});
        writeRow(*m_list->item(row), toQt(state.name), siteText(state.spec) + QStringLiteral(" · ") + stageText(state));
        m_names.push_back(state.name);
    }
    if (!chosen())
        m_name = m_names.empty() ? std::string{} : m_names.front();
    const auto at = std::find(m_names.begin(), m_names.end(), m_name);
    m_list->setCurrentRow(
        at == m_names.end() || m_sitesPane->isOpen() || m_showsOffers ? -1 : static_cast<int>(at - m_names.begin()));
    quiet.unblock();
    if (m_deployments.trouble() != m_trouble && !m_deployments.trouble().isEmpty())
        m_notice->tell(m_deployments.trouble(), widgets::Tone::Bad);
    m_trouble = m_deployments.trouble();
    showChosen();
}

void ProvisioningPage::showChosen()
{
    const DeploymentState* state = chosen();
    const bool mayRemove = state && state->hasFile && !state->isBusy() && !state->stands();
    m_remove->setEnabled(mayRemove);
    m_remove->setToolTip(mayRemove                      ? tr("Takes its file away; what was measured stays (Del)")
                             : state && !state->hasFile ? tr("There is no file of it here.")
                                                        : tr("Destroy it first: something of it runs."));
    m_new->setEnabled(!m_deployments.folder().empty());
    if (state) {
        DeploymentState shown = *state;
        markRuns(shown);
        m_card->show(shown, m_deployments.folder());
        m_card->showClient(m_deployments.clientOf(m_name));
    }
    m_stack->setCurrentWidget(m_sitesPane->isOpen() ? static_cast<QWidget*>(m_siteEditor)
                                  : m_showsOffers   ? static_cast<QWidget*>(m_offers)
                                  : m_editing       ? static_cast<QWidget*>(m_editor)
                                  : state           ? static_cast<QWidget*>(m_card)
                                                    : m_empty);
}

// Either list has the row that is chosen.
void ProvisioningPage::showPart() { fillList(); }

void ProvisioningPage::leaveSites()
{
    m_sitesPane->leave();
    showPart();
}

// The steps that are taken elsewhere: by the evaluations, and the runs they keep.
void ProvisioningPage::markRuns(DeploymentState& state) const
{
    const auto isOf = [&state](const RunSpec& spec) {
        const NamedValues& metadata = spec.keep.metadata;
        return std::find(metadata.begin(), metadata.end(), std::pair{std::string{"deployment"}, state.name})
            != metadata.end();
    };
    const std::vector<RunCard>& cards = m_context.stored->cards();
    const auto runs = static_cast<int>(
        std::count_if(cards.begin(), cards.end(), [&](const RunCard& card) { return isOf(card.header.spec); }));
    if (runs > 0) {
        state.mark(Step::Run).state = StepState::Done;
        state.mark(Step::Results) = {StepState::Done,
                                     {},
                                     std::numeric_limits<double>::quiet_NaN(),
                                     tr("%Ln run(s) of it are among the results.", nullptr, runs)};
    }
    if (m_context.runs.isActive() && isOf(m_context.runs.spec()))
        state.mark(Step::Run) = {StepState::Working, m_runBegan};
}

void ProvisioningPage::rowChosen(int row)
{
    if (row < 0)
        return;
    m_name = m_names.at(static_cast<std::size_t>(row));
    closeEditor();
    leaveSites();
}

void ProvisioningPage::choose(const QString& name)
{
    if (m_deployments.find(toStd(name)))
        m_name = toStd(name);
    closeEditor();
    leaveSites();
}

void ProvisioningPage::showEvent(QShowEvent* event)
{
    m_sites->reload();
    m_deployments.look();
    m_context.stored->readOnce();
    Page::showEvent(event);
}

void ProvisioningPage::beginNew()
{
    closeEditor();
    leaveSites();
    std::vector<std::string> taken;
    for (const DeploymentState& state : m_deployments.all())
        taken.push_back(state.name);
    int number = 1;
    const auto nameOf = [](int count) { return "deployment-" + std::to_string(count); };
    while (std::find(taken.begin(), taken.end(), nameOf(number)) != taken.end())
        ++number;
    m_editing = true;
    m_editor->begin(newDeployment(nameOf(number)), std::move(taken));
    showChosen();
}

void ProvisioningPage::beginOn(const SiteSpec& site)
{
    beginNew();
    NamedValues settings{{"provider", site.provider}};
    settings.insert(settings.end(), site.settings.begin(), site.settings.end());
    m_editor->setDraft(withYamlPairs(m_editor->text(), "site", settings));
}

void ProvisioningPage::editChosen()
{
    const DeploymentState* state = chosen();
    if (!state || !state->hasFile)
        return;
    m_showsOffers = false;
    leaveSites();
    m_editing = true;
    m_editor->edit(state->name, state->text);
    showChosen();
}

// What was changed and not saved is not kept, but can be had back.
void ProvisioningPage::closeEditor()
{
    if (m_editing && m_editor->isChanged()) {
        m_notice->tell(tr("Changes to the deployment were not saved."));
        m_notice->offer(tr("B&ring them back"), [this, name = m_editor->name(), lost = m_editor->text()] {
            m_notice->hide();
            m_name = name.empty() ? m_name : name;
            if (name.empty())
                beginNew();
            else
                editChosen();
            m_editor->setDraft(lost);
        });
    }
    m_editing = false;
    m_showsOffers = false;
    showChosen();
}

void ProvisioningPage::put(const std::string& name, const std::string& text, bool up)
{
    m_editing = false;
    m_name = name;
    if (const Status put = m_deployments.put(name, text); !put) {
        m_editing = true;
        showChosen();
        return tellError(put.error());
    }
    m_notice->hide();
    if (up)
        m_deployments.up(name);
    m_list->setFocus();
}

void ProvisioningPage::remove()
{
    const DeploymentState* state = chosen();
    if (!state || !m_remove->isEnabled())
        return;
    const std::string name = state->name;
    const std::string text = state->text;
    m_editing = false;
    if (const Status removed = m_deployments.remove(name); !removed)
        return tellError(removed.error());
    m_list->setFocus();
    m_notice->tell(tr("Removed “%1”.").arg(toQt(name)));
    m_notice->offer(tr("Und&o"), [this, name, text] {
        m_notice->hide();
        m_name = name;
        if (const Status back = m_deployments.put(name, text); !back)
            tellError(back.error());
    });
}

// The deployment's facts join the run when it starts, by the endpoint that it goes to.
void ProvisioningPage::measure()
{
    const DeploymentState* state = chosen();
    const DeployedEndpoint* endpoint = state ? state->ready() : nullptr;
    if (!endpoint || m_measured != m_name)
        return;
    m_measured.clear();
    Wishes wishes;
    wishes.spec = aimedAt(m_context.settings.lastSpec(), *endpoint, {});
    emit wanted(wishes);
}

void ProvisioningPage::destroy()
{
    const DeploymentState* state = chosen();
    if (state && m_context.dialogs.confirm(this, destroyQuestion(*state)))
        m_deployments.destroy(m_name);
}

void ProvisioningPage::tellError(const Error& error) { m_notice->tell(errorText(error), widgets::Tone::Bad); }

}  // namespace inferometer::ui
