// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a deployment that its form offers, a row each; all others are the YAML's alone. The settings of a
// site come from its provider's row.
#pragma once

#include "core/cloud/named_sites.h"

#include <QString>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace inferometer::ui {

enum class FormStep : std::uint8_t { Where, Engine, Limits, Go };
inline constexpr int kFormSteps = 4;

struct DeploymentField
{
    std::string path;  // in the YAML: "engine/port"
    QString label;
    QString help;
    QString usual{};                                     // what holds where it is not given
    std::vector<std::pair<QString, QString>> choices{};  // value and what is shown; empty: a line of text
    bool operator==(const DeploymentField&) const = default;
};

// In their order. The step Where: the choice among the sites that have a name, and without one ("site" is empty in
// `site`) the provider and its settings.
struct SiteInForm
{
    std::vector<NamedSite> named;
    std::string chosen;    // of those; empty: a site of the deployment's own
    std::string provider;  // of that
    bool isOpen = false;   // its machine is chosen of what it offers
};
std::vector<DeploymentField> deploymentFields(FormStep step, const SiteInForm& site);

// Of the strategy that chooses the machine; without a value the settings name it.
inline constexpr auto kStrategyPath = "choose/strategy";
// The text with the machine chosen so instead of named, or named again: then nothing of `choose` is left.
std::string withStrategy(const std::string& text, const std::string& strategy, const std::string& provider);

// The provider and its settings, by its row.
std::vector<DeploymentField> siteFields(const std::string& provider);

// A text to begin with: `name` on this machine.
std::string newDeployment(const std::string& name);

}  // namespace inferometer::ui
