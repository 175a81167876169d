// SPDX-License-Identifier: GPL-3.0-or-later
// A run that another machine measures, as it is noted here: on the disk before anything of it is there, until its
// results are here and nothing of it is there. So the next program fetches what one that died has left.
//
// FOLDER/NAME is of a run: run.json, and `lock`, which a program holds while it follows the run.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"
#include "core/cloud/site.h"
#include "core/config/run_spec.h"

#include <string>
#include <vector>

namespace inferometer {

// Of a deployment, in the folder of all of them.
std::string notesFolder(const std::string& folder, const std::string& deployment);

// Where a deployment's runs are measured: one place is another's where both are the same.
struct RunMachine
{
    bool isSecond = false;       // the machine that the deployment's file names as its client, else the engine's
    std::string site = "local";  // as the file says it, by siteLine()
    std::string resource{};      // the name of the machine in the ledger; empty: none was made, and the site says which
};

// "ssh, host: ada@gpu-1", without what cannot be shown.
std::string siteLine(const SiteSpec& site);
// Whether both are one machine.
bool isSame(const RunMachine& a, const RunMachine& b);

class LeftRun
{
public:
    struct Facts
    {
        std::string name;      // of its client there
        std::string folder;    // there, which ends in its name
        RunMachine machine;    // there
        RunSpec asked;         // with the folder of results that it is kept in
        std::string kept{};    // the folder here in which a part of it is; empty: none came
        bool isWhole = false;  // here; only its folder there is left
    };

    // Notes it, as one that this program follows.
    static Result<LeftRun> note(const std::string& folder, Facts facts);
    // All, by their names; from now on this program follows them. An error is one that another program follows
    // (Unsupported), or that cannot be read.
    // What was noted only in part is forgotten: nothing of it was begun.
    static std::vector<Result<LeftRun>> in(const std::string& folder);
    // Whether any is noted, followed or not.
    static bool isAnyIn(const std::string& folder);

    const Facts& facts() const { return m_facts; }
    // The folder of its note.
    const std::string& path() const { return m_path; }
    // A part of it is in that folder from now on.
    Status keptIn(const std::string& folder);
    // All of it is here from now on.
    Status becameWhole();
    void forget();

private:
    LeftRun(std::string path, Fd lock) : m_path{std::move(path)}, m_lock{std::move(lock)} {}
    Status write() const;
    bool read();

    std::string m_path;
    Fd m_lock;
    Facts m_facts;
};

}  // namespace inferometer
