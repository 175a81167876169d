// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_words.h"

#include "core/cloud/provider.h"
#include "core/host/host.h"
#include "core/provision/engine_recipe.h"
#include "ui/base/dialogs.h"
#include "ui/base/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace inferometer::ui {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(provision)
};

constexpr std::array<const char*, kSteps> kLabels{
    QT_TRANSLATE_NOOP("provision", "Validate"), QT_TRANSLATE_NOOP("provision", "Credentials"),
    QT_TRANSLATE_NOOP("provision", "Create"),   QT_TRANSLATE_NOOP("provision", "Connection"),
    QT_TRANSLATE_NOOP("provision", "Deploy"),   QT_TRANSLATE_NOOP("provision", "Run"),
    QT_TRANSLATE_NOOP("provision", "Results"),  QT_TRANSLATE_NOOP("provision", "Destroy")};

constexpr double kMinute = 60;
constexpr double kHour = 3600;
constexpr double kDay = 86'400;

}  // namespace

QString stepLabel(Step step) { return Words::tr(kLabels.at(static_cast<std::size_t>(step))); }

QString stepDetail(const StepMark& mark, Nanos now)
{
    switch (mark.state) {
    case StepState::NotNeeded:
        return Words::tr("not needed");
    case StepState::Working:
        return spanText(seconds(now - mark.since));
    case StepState::Failed:
        return Words::tr("failed");
    case StepState::Done:
        return std::isfinite(mark.seconds) ? durationQuantity(mark.seconds).text() : Words::tr("done");
    case StepState::NotYet:
        break;
    }
    return Words::tr("not yet");
}

QString stageText(const DeploymentState& state)
{
    switch (state.stage()) {
    case Stage::Unusable:
        return Words::tr("Cannot be used");
    case Stage::Working:
        return state.isStopping           ? Words::tr("Stopping…")
            : state.work == Work::Destroy ? Words::tr("Destroying…")
                                          : Words::tr("Coming up…");
    case Stage::Ready:
        return Words::tr("Ready");
    case Stage::Unfinished:
        return Words::tr("Begun, not ready");
    case Stage::Orphaned:
        return Words::tr("Orphaned");
    case Stage::Failed:
        return Words::tr("Failed");
    case Stage::Down:
        break;
    }
    return Words::tr("Nothing runs");
}

widgets::Tone stageTone(Stage stage)
{
    using widgets::Tone;
    switch (stage) {
    case Stage::Ready:
        return Tone::Good;
    case Stage::Unfinished:
    case Stage::Orphaned:
        return Tone::Warning;
    case Stage::Unusable:
    case Stage::Failed:
        return Tone::Bad;
    case Stage::Working:
    case Stage::Down:
        break;
    }
    return Tone::Neutral;
}

QString unfinishedText() { return Words::tr("It was begun and never became an endpoint. Up ends it and begins anew."); }

QString stageAdvice(const DeploymentState& state)
{
    switch (state.stage()) {
    case Stage::Unusable:
        return state.problem;
    case Stage::Unfinished:
        return unfinishedText();
    case Stage::Orphaned:
        return Words::tr("It runs, but the ledger does not know it or calls it gone. It bears a name of ours: Destroy "
                         "ends it.");
    case Stage::Failed:
        return state.failure ? errorText(*state.failure) : QString{};
    case Stage::Working:
    case Stage::Ready:
    case Stage::Down:
        break;
    }
    if (state.failure)
        return errorText(*state.failure);
    return state.isEnded ? Words::tr("Gone: nothing of it runs, which was looked at twice.") : QString{};
}

bool isMachine(const DeploymentSpec& spec)
{
    const Provider* provider = findProvider(spec.site.provider);
    return provider != nullptr && provider->open == nullptr;
}

QString siteText(const SiteSpec& site)
{
    const Provider* provider = findProvider(site.provider);
    return provider ? tableText(provider->label) : beginningOf(site.provider, 60);
}

QString namedSiteText(const NamedSite& site)
{
    return beginningOf(site.name, 60) + QStringLiteral(" · ") + siteText(site.site);
}

QString siteText(const DeploymentSpec& spec)
{
    return spec.siteName.empty() ? siteText(spec.site) : namedSiteText({spec.siteName, spec.site});
}

QString engineText(const DeploymentSpec& spec)
{
    const Result<EngineRecipe> recipe = findRecipe(spec.engine.recipe);
    const QString engine = beginningOf(recipe ? recipe.value().label : spec.engine.recipe, 60);
    const QString model = beginningOf(aliasOf(spec), 120);
    return QStringList{engine, model}.filter(QRegularExpression{QStringLiteral(".")}).join(QStringLiteral(" · "));
}

QString spanText(double seconds)
{
    const double whole = std::floor(std::max(0.0, seconds));
    const auto pair = [whole](double large, const QString& largeUnit, double small, const QString& smallUnit) {
        const auto first = static_cast<qlonglong>(whole / large);
        const auto second = static_cast<qlonglong>(std::fmod(whole, large) / small);
        QString text = Quantity{QLocale{}.toString(first), largeUnit}.text();
        if (second == 0)
            return text;
        return QStringLiteral("%1 %2").arg(text, Quantity{QLocale{}.toString(second), smallUnit}.text());
    };
    if (whole >= kDay)
        return pair(kDay, Words::tr("d"), kHour, Words::tr("h"));
    if (whole >= kHour)
        return pair(kHour, Words::tr("h"), kMinute, Words::tr("min"));
    if (whole >= kMinute)
        return pair(kMinute, Words::tr("min"), 1, Words::tr("s"));
    return Quantity{QLocale{}.toString(static_cast<qlonglong>(whole)), Words::tr("s")}.text();
}

QString moneyText(double amount, const std::string& currency)
{
    if (!std::isfinite(amount))
        return QString{QChar{0x2013}};
    constexpr double kCent = 0.01;
    const bool isSmall = amount > 0 && amount < kCent;
    const QString digits = isSmall ? threeDigits(amount) : QLocale{}.toString(amount, 'f', 2);
    return currency == "USD" ? QString{QLatin1Char{'$'} + digits} : QString{digits + QLatin1Char{' '} + toQt(currency)};
}

QString sinceText(const Cost& cost, Nanos now)
{
    return cost.since.count() > 0 ? Words::tr("since %1").arg(spanText(seconds(now - cost.since))) : QString{};
}

QString moneySpentText(const Cost& cost)
{
    return Words::tr("%1 an hour · %2 so far")
        .arg(moneyText(cost.perHour, cost.currency), moneyText(cost.soFar, cost.currency));
}

namespace {

// NaN: it has none, or nothing is billed.
double budgetLeft(const DeploymentState& state, const Cost& cost)
{
    const double budget = state.spec.limits.budget;
    return budget > 0 && cost.isBilled ? budget - cost.soFar : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

QString budgetText(const DeploymentState& state, Nanos now)
{
    const Cost cost = costOf(state.standing, now);
    const double left = budgetLeft(state, cost);
    const QString budget = moneyText(state.spec.limits.budget, cost.currency);
    if (std::isnan(left))
        return {};
    if (left <= 0)
        return Words::tr("%1 is spent, and %2 more.").arg(budget, moneyText(-left, cost.currency));
    return Words::tr("%1 of %2 left, for %3.")
        .arg(moneyText(left, cost.currency), budget, spanText(left / cost.perHour * kHour));
}

QString shortCostText(const DeploymentState& state, Nanos now)
{
    const Cost cost = costOf(state.standing, now);
    const double left = budgetLeft(state, cost);
    QStringList parts;
    if (cost.since.count() > 0)
        parts << spanText(seconds(now - cost.since));
    if (cost.isBilled)
        parts << Words::tr("%1/h").arg(moneyText(cost.perHour, cost.currency))
              << (left > 0 ? Words::tr("%1 left").arg(moneyText(left, cost.currency))
                           : moneyText(cost.soFar, cost.currency));
    return parts.join(QStringLiteral(" · "));
}

QStringList imagesText(const DeploymentState& state)
{
    QStringList images;
    for (const Standing& one : state.images) {
        const std::string region{settingOf(one.resource.site, "region")};
        if (one.resource.kind == ResourceKind::Image)
            images << toQt(one.resource.name + (region.empty() ? region : " (" + region + ")"));
    }
    return images;
}

QString endsText(const Cost& cost, Nanos now)
{
    if (cost.deadline.count() == 0)
        return Words::tr("Its end is not known.");
    const double left = seconds(cost.deadline - now);
    return left > 0 ? Words::tr("Ends itself in %1.").arg(spanText(left))
                    : Words::tr("Should have ended %1 ago.").arg(spanText(-left));
}

Question destroyQuestion(const DeploymentState& state)
{
    return {Words::tr("Destroy %1?").arg(toQt(state.name)),
            Words::tr("All that runs or bills of it is ended, and looked at twice. Results of runs are kept."),
            Words::tr("Destroy"), Words::tr("Keep")};
}

QString commandOf(const QString& step, const QString& file)
{
    return QStringLiteral("inferometer deployment %1 --config %2").arg(step, toQt(shellWord(toStd(file))));
}

}  // namespace inferometer::ui
