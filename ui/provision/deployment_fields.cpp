// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_fields.h"

#include "core/cloud/provider.h"
#include "core/config/user_folders.h"
#include "core/provision/engine_recipe.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <iterator>

namespace inferometer::ui {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(provision)
};

using Choices = std::vector<std::pair<QString, QString>>;

Choices providerChoices()
{
    Choices choices;
    for (const Provider& provider : providers())
        choices.emplace_back(toQt(provider.id), tableText(provider.label));
    return choices;
}

// Those compiled in, and the user's own.
Choices recipeChoices()
{
    Choices choices;
    for (const EngineRecipe& recipe : builtInRecipes())
        choices.emplace_back(toQt(recipe.id), toQt(recipe.label));
    const QDir own{toQt(dataFolder()) + QStringLiteral("/engines")};
    for (const QString& file : own.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        const QString id = QFileInfo{file}.completeBaseName();
        const Result<EngineRecipe> recipe = findRecipe(toStd(id));
        const bool isThere
            = std::any_of(choices.begin(), choices.end(), [&id](const auto& one) { return one.first == id; });
        if (recipe && !isThere)
            choices.emplace_back(id, beginningOf(recipe.value().label, 60));
    }
    return choices;
}

std::vector<DeploymentField> whereFields(const SiteInForm& site)
{
    std::vector<DeploymentField> fields{
        {"name", Words::tr("Name"), Words::tr("What the deployment is called: letters, digits, - and _."), {}, {}}};
    if (!site.named.empty()) {
        Choices choices{{{}, Words::tr("One of its own, given here")}};
        for (const NamedSite& one : site.named)
            choices.emplace_back(toQt(one.name), namedSiteText(one));
        fields.push_back({"site", Words::tr("Site"), Words::tr("One of those at the left, by its name."), {}, choices});
    }
    if (!site.chosen.empty())
        return fields;
    std::vector<DeploymentField> own = siteFields(site.provider);
    std::move(own.begin(), own.end(), std::back_inserter(fields));
    return fields;
}

std::vector<DeploymentField> engineFields()
{
    return {
        {"engine/recipe", Words::tr("Engine"), Words::tr("What serves the model."), {}, recipeChoices()},
        {"model", Words::tr("Model"), Words::tr("A file on the machine, or a name that the engine knows."), {}, {}},
        {"alias",
         Words::tr("Name of the model"),
         Words::tr("What the endpoint calls it."),
         Words::tr("that of its file"),
         {}},
        {"engine/program",
         Words::tr("Program"),
         Words::tr("Where the engine is, if not on the machine's PATH."),
         Words::tr("found by its name"),
         {}},
        {"engine/port", Words::tr("Port"), Words::tr("1 to 65535."), Words::tr("a free one"), {}},
    };
}

std::vector<DeploymentField> limitFields()
{
    return {
        {"limits/ttl",
         Words::tr("Ends itself after"),
         Words::tr("So long after its start it ends itself, whatever became of this program: 90s, 10m, 2h, 1d."),
         QStringLiteral("2h"),
         {}},
        {"limits/ready",
         Words::tr("Ready within"),
         Words::tr("How long it may take to answer as a ready endpoint."),
         QStringLiteral("10m"),
         {}},
        {"limits/stall",
         Words::tr("Silent for at most"),
         Words::tr("Without a new line in the engine's log."),
         QStringLiteral("5m"),
         {}},
        {"run",
         Words::tr("Run file"),
         Words::tr("What `run` measures on the command line, beside the deployment's file."),
         Words::tr("none"),
         {}},
    };
}

}  // namespace

std::vector<DeploymentField> siteFields(const std::string& provider)
{
    std::vector<DeploymentField> fields{{"site/provider",
                                         Words::tr("Provider"),
                                         Words::tr("Where the machine is, or is made."),
                                         {},
                                         providerChoices()}};
    const Provider* row = findProvider(provider);
    if (row == nullptr)
        return fields;
    for (const SiteKey& key : row->keys)
        fields.push_back({"site/" + std::string{key.name}, toQt(key.name), tableText(key.help), toQt(key.preset), {}});
    return fields;
}

std::vector<DeploymentField> deploymentFields(FormStep step, const SiteInForm& site)
{
    switch (step) {
    case FormStep::Where:
        return whereFields(site);
    case FormStep::Engine:
        return engineFields();
    case FormStep::Limits:
        return limitFields();
    case FormStep::Go:
        break;
    }
    return {};
}

std::string newDeployment(const std::string& name)
{
    return "version: 1\nname: " + name + "\nsite:\n  provider: " + std::string{providers().front().id}
    + "\nengine:\n  recipe: " + builtInRecipes().front().id + "\n";
}

}  // namespace inferometer::ui
