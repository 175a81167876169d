// SPDX-License-Identifier: GPL-3.0-or-later
// One deployment as the screen shows it: its file, how far it came, what of it may run or bill.
#pragma once

#include "core/provision/deployment.h"
#include "core/provision/standing.h"

#include <QString>
#include <QStringList>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace inferometer::ui {

enum class Step : std::uint8_t { Validate, Credentials, Create, Connection, Deploy, Run, Results, Destroy };
inline constexpr std::size_t kSteps = 8;

enum class StepState : std::uint8_t { NotYet, NotNeeded, Working, Done, Failed };

struct StepMark
{
    StepState state = StepState::NotYet;
    Nanos since{0};                                             // on the monotonic clock, while it works
    double seconds = std::numeric_limits<double>::quiet_NaN();  // what it took; NaN: not known
    QString said{};                                             // what came of it, or what went wrong
};

enum class Work : std::uint8_t { None, Up, Destroy };

// What it comes to.
enum class Stage : std::uint8_t {
    Unusable,    // its file cannot be read
    Down,        // nothing of it runs
    Working,     // a step is under way
    Ready,       // its endpoint stands
    Unfinished,  // something was begun that never became an endpoint
    Orphaned,    // something of it runs that the ledger does not know, or calls gone
    Failed       // the last step failed and left nothing
};

struct DeploymentState
{
    std::string name;
    bool hasFile = true;     // false: of the ledger or a machine alone
    bool isForeign = false;  // no deployment of any name: a resource by itself
    std::string text{};      // the YAML
    QString problem{};       // why the file cannot be used
    DeploymentSpec spec{};
    std::optional<DeployedEndpoint> endpoint{};  // as it was left; stands only with `standing`
    std::vector<Standing> standing{};            // what of it may run or bill
    std::vector<Standing> images{};              // that were made of it and are kept, with their snapshots

    Work work = Work::None;
    bool isStopping = false;
    Nanos began{0};  // the work, on the monotonic clock
    std::array<StepMark, kSteps> marks{};
    QString waitsFor{};
    QStringList log{};
    std::optional<Error> failure{};  // of the last work
    bool isJustDone = false;         // the work ended after what is known of what stands
    bool isEnded = false;            // destroyed here, and looked at twice

    StepMark& mark(Step step) { return marks.at(static_cast<std::size_t>(step)); }
    const StepMark& mark(Step step) const { return marks.at(static_cast<std::size_t>(step)); }
    bool isBusy() const { return work != Work::None; }
    bool stands() const { return !standing.empty(); }
    // Its endpoint, where that stands.
    const DeployedEndpoint* ready() const;
    Stage stage() const;
};

// Whether it stays when its deployment ends.
bool isKept(const Standing& standing);

// Fills the marks of one that nobody works at from what is on the disk.
void restoreMarks(DeploymentState& state);

struct Cost
{
    double perHour = 0;  // of what has a price
    double soFar = 0;
    std::string currency = "USD";  // of both, by ISO 4217
    bool isBilled = false;
    Nanos since{0};     // the earliest, since the Unix epoch; 0: not known
    Nanos deadline{0};  // the last, since the Unix epoch; 0: not known
};
Cost costOf(const std::vector<Standing>& standing, Nanos now);

}  // namespace inferometer::ui
