// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_fields.h"

#include "core/choice/choice.h"
#include "core/cloud/provider.h"
#include "core/config/user_folders.h"
#include "core/provision/deployment_spec.h"
#include "core/provision/engine_recipe.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/yaml_edit.h"

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

DeploymentField strategyField()
{
    Choices choices{{{}, Words::tr("The one that the settings name")}};
    for (const ChoiceStrategy& strategy : choiceStrategies())
        choices.emplace_back(toQt(strategy.id), Words::tr("Chosen: %1").arg(tableText(strategy.label)));
    QString help = Words::tr("Named by the settings, or chosen of what the site offers when it is made.");
    for (const ChoiceStrategy& strategy : choiceStrategies())
        help += QLatin1Char{'\n'} + tableText(strategy.label) + QStringLiteral(": ") + tableText(strategy.help);
    return {kStrategyPath, Words::tr("Machine"), help, {}, choices};
}

std::vector<DeploymentField> chooseFields()
{
    const ChooseSpec usual;
    return {
        {"choose/max-price",
         Words::tr("Costs at most, an hour"),
         Words::tr("In the site's currency. What tells no price is left out then."),
         Words::tr("no limit"),
         {}},
        {"choose/gpus",
         Words::tr("Only these GPUs"),
         Words::tr("Only these, with commas between: H100 SXM, L40S."),
         Words::tr("any"),
         {}},
        {"choose/context",
         Words::tr("Context, tokens"),
         Words::tr("Of a request, prompt and answer together: so much has to fit…"),
         QString::number(usual.context),
         {}},
        {"choose/concurrency",
         Words::tr("Requests at once"),
         Words::tr("…for so many at once. Own runs count from half to twice as many."),
         QString::number(usual.concurrency),
         {}},
        {"choose/parameters",
         Words::tr("Parameters of the model, 10⁹"),
         Words::tr("Where the model's name does not tell them."),
         Words::tr("by the model's name"),
         {}},
        {"choose/region",
         Words::tr("Region"),
         Words::tr("As its offers tell it, from the beginning on."),
         Words::tr("any"),
         {}},
        {"choose/tries",
         Words::tr("Machines that are tried"),
         Words::tr("Where the site has none of one, the next that fits."),
         QString::number(usual.tries),
         {}},
    };
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
    const Provider* provider = findProvider(site.provider);
    const std::string machine = provider == nullptr ? std::string{} : machineKey(*provider);
    std::vector<DeploymentField> own = site.chosen.empty() ? siteFields(site.provider) : std::vector<DeploymentField>{};
    if (site.isOpen)
        std::erase_if(own, [&machine](const DeploymentField& field) { return field.path == "site/" + machine; });
    const auto settings = own.empty() ? own.begin() : own.begin() + 1;
    std::move(own.begin(), settings, std::back_inserter(fields));
    if (!machine.empty() || site.isOpen)
        fields.push_back(strategyField());
    if (site.isOpen)
        for (DeploymentField& field : chooseFields())
            fields.push_back(std::move(field));
    std::move(settings, own.end(), std::back_inserter(fields));
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

std::string withStrategy(const std::string& text, const std::string& strategy, const std::string& provider)
{
    if (strategy.empty())
        return withYamlPairs(text, "choose", {});
    const Provider* row = findProvider(provider);
    const std::string machine = row == nullptr ? std::string{} : "site/" + machineKey(*row);
    const std::string open = yamlValue(text, machine).empty() ? text : withYamlValue(text, machine, {});
    return withYamlValue(open, kStrategyPath, strategy);
}

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
