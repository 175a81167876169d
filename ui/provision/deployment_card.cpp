// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_card.h"

#include "ui/base/icon_button.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/log_view.h"
#include "ui/provision/step_strip.h"
#include "widgets/card.h"
#include "widgets/choice_box.h"
#include "widgets/elided_label.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/segment_bar.h"
#include "widgets/wrapped_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

constexpr int kTick = 500;  // ms

}  // namespace

DeploymentCard::DeploymentCard(QWidget* parent)
    : QWidget{parent}
    , m_name{new QLabel{this}}
    , m_stage{new QLabel{this}}
    , m_advice{new widgets::WrappedText{this}}
    , m_endpoint{new widgets::ElidedLabel{this}}
    , m_copyEndpoint{iconButton("copy-endpoint", "copy", tr("Copy the endpoint's address"), this)}
    , m_endpointRow{new QWidget{this}}
    , m_clientRow{new QWidget{this}}
    , m_client{new widgets::ChoiceBox{this}}
    , m_clientWhy{new widgets::ElidedLabel{this}}
    , m_facts{new widgets::FactList{this}}
    , m_steps{new StepStrip{this}}
    , m_phases{new widgets::SegmentBar{this}}
    , m_log{new LogView{this}}
    , m_up{namedButton("deployment-up", tr("&Up"), *this, [this] { emit upWanted(); })}
    , m_measure{namedButton("deployment-measure", tr("M&easure this"), *this, [this] { emit measureWanted(); })}
    , m_destroy{namedButton("deployment-destroy", tr("&Destroy"), *this, [this] { emit destroyWanted(); })}
    , m_cancel{namedButton("deployment-cancel", tr("&Cancel"), *this, [this] { emit cancelWanted(); })}
    , m_edit{namedButton("deployment-edit", tr("Edit &YAML"), *this, [this] { emit editWanted(); })}
    , m_copy{namedButton("deployment-copy", tr("Copy command l&ine"), *this, [this] { copyCommand(); })}
{
    layOut();
    m_clock.setInterval(kTick);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        showFacts();
        m_steps->show(m_state.marks, monotonicNow());
    });
    connect(m_copyEndpoint, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_endpoint->text()); });
}

void DeploymentCard::layOut()
{
    m_advice->setObjectName(QStringLiteral("deployment-advice"));
    m_phases->setObjectName(QStringLiteral("deployment-phases"));
    m_phases->setAccessibleName(tr("Phases of the start"));
    m_facts->setObjectName(QStringLiteral("deployment-facts"));
    auto* card = new widgets::Card{this};
    auto* inside = new QVBoxLayout{card};
    const int side = widgets::rhythm(*this, 2);
    inside->setContentsMargins(side, side, side, side);
    inside->setSpacing(side);
    inside->addLayout(makeHead());
    inside->addWidget(m_advice);
    inside->addWidget(m_endpointRow);
    inside->addWidget(m_facts);
    inside->addWidget(m_steps);
    inside->addWidget(m_phases);
    m_endpointRow->setLayout(makeEndpoint());
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addWidget(card);
    column->addWidget(m_log, 1);
    column->addLayout(makeFoot());
}

QLayout* DeploymentCard::makeHead()
{
    m_name->setObjectName(QStringLiteral("deployment-title"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_stage->setObjectName(QStringLiteral("deployment-stage"));
    m_stage->setTextFormat(Qt::PlainText);
    m_stage->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    auto* row = new QHBoxLayout;
    row->setSpacing(widgets::rhythm(*this, 1.5));
    row->addWidget(m_name);
    row->addWidget(m_stage);
    row->addStretch();
    return row;
}

QLayout* DeploymentCard::makeEndpoint()
{
    auto* label = new QLabel{tr("Endpoint"), m_endpointRow};
    label->setForegroundRole(QPalette::PlaceholderText);
    m_endpoint->setObjectName(QStringLiteral("deployment-endpoint"));
    m_endpoint->setElideMode(Qt::ElideMiddle);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(widgets::rhythm(*this, 1));
    row->addWidget(label);
    row->addWidget(m_endpoint);
    row->addWidget(m_copyEndpoint);
    m_clientRow->setLayout(makeClient());
    row->addSpacing(widgets::rhythm(*this, 1));
    row->addWidget(m_clientRow, 1);
    row->addStretch();
    return row;
}

QLayout* DeploymentCard::makeClient()
{
    auto* label = new QLabel{tr("Client"), m_clientRow};
    label->setForegroundRole(QPalette::PlaceholderText);
    m_client->setObjectName(QStringLiteral("deployment-client"));
    m_client->setAccessibleName(tr("Where the load is sent from"));
    m_client->addItems({placeLabel(LoadPlace::Beside), placeLabel(LoadPlace::Tunnel)});
    m_clientWhy->setObjectName(QStringLiteral("deployment-client-why"));
    m_clientWhy->setRole(QPalette::PlaceholderText);
    connect(m_client, &QComboBox::activated, this, [this](int index) { emit fromHereWanted(index == 1); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(widgets::rhythm(*this, 1));
    row->addWidget(label);
    row->addWidget(m_client);
    row->addWidget(m_clientWhy, 1);
    return row;
}

void DeploymentCard::showClient(const ClientPlace& place)
{
    // On this machine there is nothing to choose.
    m_clientRow->setVisible(m_state.ready() != nullptr && place.wanted != LoadPlace::Here);
    m_client->setItemText(0, placeLabel(place.hereWhy.isEmpty() ? place.wanted : LoadPlace::Beside));
    m_client->setItemText(1, placeLabel(place.now == LoadPlace::Here ? LoadPlace::Here : LoadPlace::Tunnel));
    m_client->setCurrentIndex(place.now == LoadPlace::Tunnel || place.now == LoadPlace::Here ? 1 : 0);
    m_client->setEnabled(place.hereWhy.isEmpty());
    m_clientWhy->setText(placeAdvice(place));
    m_clientWhy->setToolTip(widgets::plainTip(m_clientWhy->text()));
    m_client->setToolTip(m_clientWhy->toolTip());
}

QLayout* DeploymentCard::makeFoot()
{
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {m_up, m_measure, m_cancel, m_destroy})
        row->addWidget(button);
    row->addStretch();
    for (QPushButton* button : {m_edit, m_copy})
        row->addWidget(button);
    m_copy->setToolTip(tr("The command that does the same in a terminal"));
    m_measure->setToolTip(tr("Opens the synthetic evaluation with this endpoint"));
    return row;
}

void DeploymentCard::show(const DeploymentState& state, const std::string& folder)
{
    const bool isAnother = state.name != m_state.name || state.log.size() < m_state.log.size();
    m_state = state;
    m_home = toQt(folder) + QLatin1Char{'/'} + toQt(state.name);
    if (isAnother)
        m_log->setSource(
            state.log, isMachine(state.spec) && !state.isForeign ? m_home + QStringLiteral("/engine.log") : QString{});
    showHead();
    showFacts();
    m_steps->show(state.marks, monotonicNow());
    m_steps->setVisible(state.hasFile);
    showPhases();
    updateActions();
    if (state.isBusy() || state.stands())
        m_clock.start();
    else
        m_clock.stop();
}

void DeploymentCard::addLine(const QString& name, const QString& line)
{
    if (toStd(name) == m_state.name)
        m_log->add(line);
}

void DeploymentCard::showHead()
{
    m_name->setText(toQt(m_state.name));
    m_stage->setText(stageText(m_state));
    m_stage->setForegroundRole(widgets::toneRole(stageTone(m_state.stage())));
    const QString advice = stageAdvice(m_state);
    const bool isBad = m_state.failure || m_state.stage() == Stage::Unusable;
    QPalette colors = palette();
    colors.setColor(QPalette::Text, palette().color(isBad ? QPalette::BrightText : QPalette::WindowText));
    m_advice->setPalette(colors);
    m_advice->setWords(advice);
    m_advice->setVisible(!advice.isEmpty());
    const DeployedEndpoint* endpoint = m_state.ready();
    m_endpointRow->setVisible(endpoint != nullptr);
    m_endpoint->setText(endpoint ? toQt(endpoint->baseUrl) : QString{});
}

void DeploymentCard::showFacts()
{
    const Nanos now = realtimeNow();
    const Cost cost = costOf(m_state.standing, now);
    std::vector<widgets::Fact> facts{{tr("Site"), siteText(m_state.spec)}};
    const auto add = [&facts](const QString& label, const QString& value, const QString& help = {}) {
        if (!value.isEmpty())
            facts.push_back({label, value, widgets::plainTip(help.isEmpty() ? value : help)});
    };
    add(tr("Engine and model"), engineText(m_state.spec));
    if (m_state.isBusy()) {
        add(tr("Elapsed"), spanText(seconds(monotonicNow() - m_state.began)));
        add(tr("Waits for"), m_state.waitsFor);
    }
    if (m_state.stands()) {
        add(tr("Runs"), sinceText(cost, now));
        add(tr("Cost"), cost.isBilled ? moneySpentText(cost) : QString{});
        add(tr("Budget"), budgetText(m_state, now));
        add(tr("End"), endsText(cost, now));
    }
    if (const DeployedEndpoint* endpoint = m_state.ready())
        add(tr("Machine"), toQt(endpoint->machine), toQt(endpoint->machine + "\n" + endpoint->engine));
    const QStringList images = imagesText(m_state);
    add(tr("Images"), images.join(QStringLiteral(", ")), images.join(QLatin1Char{'\n'}));
    m_facts->setFacts(facts);
}

void DeploymentCard::showPhases()
{
    std::vector<widgets::Segment> segments;
    if (const DeployedEndpoint* endpoint = m_state.ready())
        for (const PhaseTime& phase : endpoint->phases)
            segments.push_back({beginningOf(phase.name, 60), phase.seconds, durationQuantity(phase.seconds).text()});
    m_phases->setVisible(!segments.empty());
    m_phases->setSegments(std::move(segments));
}

void DeploymentCard::updateActions()
{
    const bool isBusy = m_state.isBusy();
    const bool isUsable = m_state.hasFile && m_state.problem.isEmpty();
    const bool isReady = m_state.ready() != nullptr;
    m_up->setEnabled(isUsable && !isBusy && !isReady);
    m_up->setToolTip(widgets::plainTip(!m_state.hasFile ? tr("There is no file here that says what is to come up.")
                                           : !isUsable  ? m_state.problem
                                           : isReady    ? tr("Its endpoint is ready.")
                                                        : tr("All steps to a ready endpoint")));
    m_measure->setEnabled(isReady && !isBusy);
    m_destroy->setEnabled(!isBusy && m_state.stands());
    m_destroy->setToolTip(m_state.stands() ? tr("Ends all that runs or bills of it, and looks twice")
                                           : tr("Nothing of it runs."));
    m_cancel->setEnabled(isBusy && !m_state.isStopping);
    m_cancel->setToolTip(tr("What was begun is ended, so that nothing is left"));
    m_edit->setEnabled(m_state.hasFile && !isBusy);
    m_copy->setEnabled(m_state.hasFile);
    m_up->setDefault(m_up->isEnabled());
    m_measure->setDefault(m_measure->isEnabled());
}

void DeploymentCard::copyCommand()
{
    const QString step = m_state.ready() ? QStringLiteral("run") : QStringLiteral("up");
    QGuiApplication::clipboard()->setText(commandOf(step, m_home + QStringLiteral("/deployment.yaml")));
}

}  // namespace inferometer::ui
