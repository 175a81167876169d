// SPDX-License-Identifier: GPL-3.0-or-later
// How the screen speaks of deployments: the page, the sidebar and the question at the end say the same.
#pragma once

#include "core/cloud/named_sites.h"
#include "ui/provision/deployment_state.h"
#include "widgets/figure_card.h"

#include <QString>
#include <QStringList>

namespace inferometer::ui {

struct Question;

QString stepLabel(Step step);
// "not needed", "1.2 s", "failed": under its label. `now`: on the monotonic clock.
QString stepDetail(const StepMark& mark, Nanos now);

QString stageText(const DeploymentState& state);
widgets::Tone stageTone(Stage stage);
// What there is to do about it; empty: nothing.
QString stageAdvice(const DeploymentState& state);
QString unfinishedText();

// Whether the site is a machine by itself: none is made there, and nothing billed.
bool isMachine(const DeploymentSpec& spec);
// "This machine"; of a deployment's that has a name: "lab · A machine over SSH".
QString siteText(const SiteSpec& site);
QString siteText(const DeploymentSpec& spec);
QString namedSiteText(const NamedSite& site);
// "llama.cpp · tiny": engine and model.
QString engineText(const DeploymentSpec& spec);

// "42 s", "12 min", "1 h 58 min", "3 d 2 h".
QString spanText(double seconds);
// "$0.53", "$0.0042": never a rounded nothing.
QString moneyText(double amount, const std::string& currency = "USD");
// "since 12 min"; empty: not known.
QString sinceText(const Cost& cost, Nanos now);
// "$0.53 an hour · $0.11 so far"
QString moneySpentText(const Cost& cost);
// What of its budget is left, in money and in the time that it lasts at that price: "$4.63 of $5.00 left, for
// 8 h 48 min"; empty: it has none, or nothing is billed.
QString budgetText(const DeploymentState& state, Nanos now);
// Where there is little room: "12 min · $0.53/h · $0.11", with a budget what is left of it: "12 min · $0.53/h · $4.89
// left".
QString shortCostText(const DeploymentState& state, Nanos now);
// "ends itself in 1 h 58 min", or that this is not known.
QString endsText(const Cost& cost, Nanos now);

// The images that were made of it and are kept: "inferometer-vllm-2026-12-01-12-30-05-0198c2d4 (eu-west-1)".
QStringList imagesText(const DeploymentState& state);

// That it is destroyed for good.
Question destroyQuestion(const DeploymentState& state);
// The command that does the same in a terminal.
QString commandOf(const QString& step, const QString& file);

}  // namespace inferometer::ui
