// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/campaign_work.h"

#include "app/cli/terminal.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/run_yaml.h"
#include "core/config/user_folders.h"
#include "core/provision/deployment_lock.h"
#include "core/provision/sha256.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <utility>

namespace inferometer::cli {

namespace {

constexpr int kSignalled = 128;

// Of all that its plan is made by: a budget that is raised goes on with the same one.
std::string digestOf(const CampaignFile& file)
{
    Sha256 sum;
    std::istringstream lines{file.text};
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with("budget:"))
            sum.add(line + "\n");
    return sum.hex();
}

// It was measured, whatever the figures are.
bool isMeasured(ExitCode code)
{
    return code == ExitCode::Done || code == ExitCode::SomeFailed || code == ExitCode::GateFailed;
}

bool mayRun(const Ledger::Read& ledger, const std::string& deployment)
{
    return std::any_of(ledger.resources.begin(), ledger.resources.end(), [&deployment](const Resource& one) {
        return one.deployment == deployment && one.state != ResourceState::Gone;
    });
}

bool isSignal(ExitCode code) { return static_cast<int>(code) > kSignalled; }

std::string currencyOf(const CampaignPlan& plan)
{
    return plan.rows.empty() ? std::string{"USD"} : plan.rows.front().offer.currency;
}

}  // namespace

std::optional<Again> findAgain(std::string_view word)
{
    constexpr std::array kWords{std::pair{std::string_view{"missing"}, Again::Missing},
                                std::pair{std::string_view{"failed"}, Again::Failed},
                                std::pair{std::string_view{"both"}, Again::Both}};
    for (const auto& [name, again] : kWords)
        if (name == word)
            return again;
    return std::nullopt;
}

Result<std::unique_ptr<CampaignWork>> CampaignWork::open(CampaignFile file, const CampaignCommandOptions& options)
{
    const std::string home = dataFolder();
    if (home.empty())
        return Error{Errc::Disk,
                     sentence("errors", "There is no folder to keep campaigns in: set HOME or XDG_DATA_HOME.")};
    std::string folder = home + "/campaigns/" + file.name;
    // Read before anything is billed.
    if (const ReadRun run = readRunFile(file.runFile); !run.errors.empty())
        return run.errors.front();
    std::error_code failed;
    std::filesystem::create_directories(folder + "/rows", failed);
    if (failed)
        return diskError(DiskAction::CreateFolder, folder, failed.value());
    Result<CampaignState> state = CampaignState::open(folder + "/state.jsonl");
    if (!state)
        return state.error();
    std::unique_ptr<CampaignWork> work{
        new CampaignWork{std::move(file), options, std::move(folder), std::move(state).value()}};
    const Status read = work->readPlan();
    return read ? Result<std::unique_ptr<CampaignWork>>{std::move(work)}
                : Result<std::unique_ptr<CampaignWork>>{read.error()};
}

Status CampaignWork::readPlan()
{
    const std::string of = digestOf(m_file);
    std::optional<CampaignPlan> kept = keptPlan(m_folder + "/plan.json");
    if (kept && kept->of == of) {
        m_plan = std::move(*kept);
    } else {
        const Result<SiteSpec> site = siteOf(m_file);
        if (!site)
            return site.error();
        std::vector<Offer> offers;
        if (findProvider(site.value().provider)->open != nullptr) {
            Result<std::vector<Offer>> told = offersOf(site.value(), terminalAccess(m_options.deployment));
            if (!told)
                return told.error();
            offers = std::move(told).value();
        }
        Result<std::vector<CampaignRow>> rows = planOf(m_file, site.value(), offers);
        if (!rows)
            return rows.error();
        m_plan = {of, std::move(rows).value()};
        m_isOtherPlan = true;
    }
    m_groups = groupsOf(m_file, m_plan.rows);
    return {};
}

bool CampaignWork::makesMachines() const
{
    const Result<SiteSpec> site = siteOf(m_file);
    return site && findProvider(site.value().provider)->open != nullptr;
}

Result<Ledger::Read> CampaignWork::ledger() const
{
    const Result<std::string> folder = deploymentsFolder();
    const Result<Ledger> ledger = folder ? Ledger::open(folder.value()) : Result<Ledger>{folder.error()};
    return ledger ? ledger.value().read() : Result<Ledger::Read>{ledger.error()};
}

Result<std::set<std::string>> CampaignWork::deployments() const
{
    const Result<CampaignState::Read> state = m_state.read();
    return state ? Result<std::set<std::string>>{deploymentsOf(m_file, m_groups, state.value())}
                 : Result<std::set<std::string>>{state.error()};
}

std::string CampaignWork::spentText() const
{
    const Result<Ledger::Read> said = ledger();
    const Result<std::set<std::string>> ours = deployments();
    if (!said || !ours)
        return {};
    const double spent = spentOn(ours.value(), said.value(), realtimeNow());
    if (!makesMachines() && !(spent > 0))
        return {};
    const std::string currency = currencyOf(m_plan);
    std::string text = " Spent: " + moneyText(spent, currency);
    if (m_file.budget > 0)
        text += " of " + moneyText(m_file.budget, currency);
    return text + ".";
}

ExitCode CampaignWork::plan()
{
    print(stdout, planText(m_plan.rows));
    const std::size_t machines = m_groups.size();
    if (makesMachines())
        printLine(stdout, "Machines that are made and billed, one after the other: " + std::to_string(machines) + ".");
    return ExitCode::Done;
}

ExitCode CampaignWork::status()
{
    const Result<CampaignState::Read> state = m_state.read();
    if (!state)
        return fail(state.error());
    for (const CampaignRow& row : m_plan.rows) {
        const auto found = state.value().rows.find(row.identity);
        std::string line = visibleText(row.id) + ": ";
        if (found == state.value().rows.end()) {
            line += "to go";
        } else {
            const RowResult& result = found->second;
            line += result.state == RowState::Running ? "begun, and not ended" : stateName(result.state);
            line += ", tries: " + std::to_string(result.tries);
            line += result.note.empty() ? std::string{} : ": " + visibleText(result.note);
        }
        printLine(stdout, line);
    }
    printLine(stdout, progressText(m_plan.rows, state.value()) + spentText());
    return ExitCode::Done;
}

// What is billed is never made without somebody's word.
bool CampaignWork::agrees(const std::vector<CampaignRow>& rows) const
{
    print(stdout, planText(rows));
    return !makesMachines() || m_options.deployment.yes || Asker{}.agrees("Make these machines, one after the other?");
}

ExitCode CampaignWork::run()
{
    Result<Fd> held = lockDeployment(std::filesystem::path{m_folder}.parent_path().string(), m_file.name);
    if (!held)
        return fail(held.error());
    m_lock = std::move(held).value();
    const Result<CampaignState::Read> state = m_state.read();
    if (!state)
        return fail(state.error());
    const std::vector<CampaignRow> rows = rowsToRun(m_plan.rows, state.value(), *findAgain(m_options.again));
    const std::vector<CampaignGroup> groups = groupsOf(m_file, rows);
    m_toRun = rows.size();
    if (m_options.dryRun) {
        print(stdout, planText(rows));
        for (const CampaignGroup& group : groups)
            for (const CampaignRow& row : group.rows)
                printLine(stdout, group.deployment + ": " + visibleText(row.id));
        return ExitCode::Done;
    }
    if (!rows.empty() && !agrees(rows))
        return fail(Error{Errc::InvalidInput,
                          sentence("errors", "Nothing was made: nobody agreed to its price (--yes in scripts)."),
                          "yes"});
    const HeldSignals signals;
    ExitCode code = clearLeftovers(groups);
    if (code != ExitCode::Done)
        return closing(code);
    // Not before nothing stands of another one: a program that is killed until then clears it again.
    if (const Status kept = keepPlan(m_plan, m_folder + "/plan.json"); !kept)
        return fail(kept.error());
    for (const CampaignGroup& group : groups)
        if (code == ExitCode::Done)
            code = runGroup(group);
    return closing(code);
}

// How it ended, by what is on the disk.
ExitCode CampaignWork::closing(ExitCode code) const
{
    const Result<CampaignState::Read> state = m_state.read();
    if (!state)
        return fail(state.error());
    printLine(stdout, progressText(m_plan.rows, state.value()) + spentText());
    if (code != ExitCode::Done)
        return code;
    const bool isWhole = std::all_of(m_plan.rows.begin(), m_plan.rows.end(), [&state](const CampaignRow& row) {
        const auto found = state.value().rows.find(row.identity);
        return found != state.value().rows.end() && found->second.state == RowState::Done;
    });
    return isWhole ? ExitCode::Done : ExitCode::SomeFailed;
}

// The deployment file is written, then read as any other.
Result<DeploymentSpec> CampaignWork::specOf(const CampaignGroup& group, const CampaignRow& row, double left) const
{
    // By all rows of its machine, done or not, so that they ask for the same one.
    const auto whole = std::find_if(m_groups.begin(), m_groups.end(),
                                    [&group](const CampaignGroup& one) { return one.deployment == group.deployment; });
    const std::string path = m_folder + "/rows/" + row.id + ".yaml";
    AtomicFile file{path};
    file.write(deploymentText(m_file, *whole, row, left));
    if (const Status kept = file.commit(); !kept)
        return kept.error();
    ReadDeployment read = readDeploymentFile(path);
    return read.errors.empty() ? Result<DeploymentSpec>{std::move(read.spec)}
                               : Result<DeploymentSpec>{read.errors.front()};
}

// What a program that was killed left of rows that are done, or of another plan.
ExitCode CampaignWork::clearLeftovers(const std::vector<CampaignGroup>& toRun) const
{
    const Result<Ledger::Read> said = ledger();
    const Result<std::set<std::string>> ours = deployments();
    if (!said || !ours)
        return fail(said ? ours.error() : said.error());
    for (const std::string& name : ours.value()) {
        const auto isOf = [&name](const CampaignGroup& group) { return group.deployment == name; };
        const bool isNeeded = !m_isOtherPlan && std::any_of(toRun.begin(), toRun.end(), isOf);
        if (isNeeded || !mayRun(said.value(), name))
            continue;
        if (const ExitCode code = destroy(name); code != ExitCode::Done)
            return code;
    }
    return ExitCode::Done;
}

// The ledger knows where it stands; of one of an earlier plan no file may be left.
ExitCode CampaignWork::destroy(const std::string& deployment) const
{
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
                                    [&deployment](const CampaignGroup& one) { return one.deployment == deployment; });
    const CampaignGroup& group = found == m_groups.end() ? m_groups.front() : *found;
    Result<DeploymentSpec> spec = specOf(group, group.rows.front(), std::nan(""));
    if (spec)
        spec.value().name = deployment;
    Result<std::unique_ptr<Journey>> journey
        = spec ? Journey::begin(spec.value(), m_options.deployment) : Result<std::unique_ptr<Journey>>{spec.error()};
    if (!journey)
        return fail(journey.error()), ExitCode::MayRun;
    return journey.value()->destroy();
}

// A machine is ended before the next one is made; one that cannot be ends the campaign. One that still has the rest of
// a run waits for the next program.
ExitCode CampaignWork::runGroup(const CampaignGroup& group)
{
    ExitCode code = ExitCode::Done;
    for (const CampaignRow& row : group.rows)
        if (code == ExitCode::Done)
            code = runRow(group, row);
    const Result<Ledger::Read> said = ledger();
    const bool isLeft = !m_leavesRun && (!said || mayRun(said.value(), group.deployment));
    const ExitCode ended = isLeft ? destroy(group.deployment) : ExitCode::Done;
    return ended == ExitCode::Done ? code : ended;
}

ExitCode CampaignWork::failRow(const CampaignRow& row, const Error& error) const
{
    fail(error);
    const Status written = m_state.write(row, RowState::Failed, error.message);
    return written ? ExitCode::Done : fail(written.error());
}

Result<double> CampaignWork::leftFor(const CampaignRow& row) const
{
    if (!(m_file.budget > 0))
        return std::nan("");
    const Result<Ledger::Read> said = ledger();
    const Result<std::set<std::string>> ours = deployments();
    if (!said || !ours)
        return said ? ours.error() : said.error();
    const double left = m_file.budget - spentOn(ours.value(), said.value(), realtimeNow());
    if (left > 0 && !(row.usd > left))
        return left;
    return Error{Errc::InvalidInput,
                 sentence("errors",
                          "The budget of the campaign is kept: %1 of %2 are left, and %3 takes about %4; raise it and "
                          "run the campaign again.")
                     .with(moneyText(std::max(0.0, left), row.offer.currency),
                           moneyText(m_file.budget, row.offer.currency), row.id,
                           moneyText(row.usd, row.offer.currency)),
                 "budget"};
}

// Done, too, where it failed and the next one may be tried.
ExitCode CampaignWork::runRow(const CampaignGroup& group, const CampaignRow& row)
{
    if (HeldSignals::isPending()) {
        const Interrupts interrupts;
        interrupts.waitForOne();
        return interrupts.code();
    }
    printLine(stdout,
              "Row " + std::to_string(++m_number) + " of " + std::to_string(m_toRun) + ": " + visibleText(row.id));
    const Result<double> left = leftFor(row);
    if (!left)
        return fail(left.error());
    if (const Status written = m_state.begin(row, group.deployment); !written)
        return fail(written.error());
    const Result<DeploymentSpec> spec = specOf(group, row, left.value());
    if (!spec)
        return failRow(row, spec.error());
    DeploymentOptions options = m_options.deployment;
    options.agreedPerHour = std::isnan(row.offer.pricePerHour) ? -1 : row.offer.pricePerHour;
    const Result<std::unique_ptr<Journey>> journey = Journey::begin(spec.value(), options);
    return journey ? take(*journey.value(), row) : failRow(row, journey.error());
}

// An engine of the row before it, or of a program that was killed, is none of this one's; but what such a program left
// is measured to its end.
ExitCode CampaignWork::take(Journey& journey, const CampaignRow& row)
{
    ExitCode code = ExitCode::Done;
    for (const auto step : {&Journey::fetchLeft, &Journey::endEngines, &Journey::deploy, &Journey::run}) {
        if (code == ExitCode::Done)
            code = (journey.*step)();
        m_leavesRun = journey.leavesRun();
        if (journey.wasInterrupted() || isSignal(code))
            return code;
        if (const std::optional<ExitCode> signal = journey.signal())
            return *signal;
    }
    const bool isDone = isMeasured(code);
    const std::string trouble = journey.trouble().empty() ? "no request succeeded" : journey.trouble();
    const Status written
        = m_state.write(row, isDone ? RowState::Done : RowState::Failed, isDone ? journey.newestRun() : trouble);
    return written ? ExitCode::Done : fail(written.error());
}

}  // namespace inferometer::cli
