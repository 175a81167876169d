// SPDX-License-Identifier: GPL-3.0-or-later
// endpoints.yaml: endpoints by name, shared by the command line and the workbench. It never holds a key, only the name
// of the variable or of the keyring's item that does. A file with a key it does not know is refused, and so never
// written over; comments do not outlast a change made by the workbench.
#pragma once

#include "core/base/result.h"
#include "core/config/run_spec.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A target with a name. Its key is in a variable or in the keyring, never both.
struct EndpointEntry
{
    std::string name{};
    TargetSpec target{};
};

// FOLDER/endpoints.yaml
std::string endpointsPath(const std::string& folder);

// Every entry is checked as a run's endpoint is; each error names file, line and key.
Result<std::vector<EndpointEntry>> parseEndpoints(std::string_view text, std::string_view origin);

// No file is no entries.
Result<std::vector<EndpointEntry>> loadEndpoints(const std::string& folder);

// What is wrong with an entry by itself, each with its key: the name, a key that is in two places, and every rule on
// the endpoint of a run.
std::vector<Error> validateEndpoint(const EndpointEntry& entry);

// Makes the folder if need be and replaces the file whole or not at all. Refuses entries that loadEndpoints() would.
Status saveEndpoints(const std::string& folder, const std::vector<EndpointEntry>& entries);

// Reads the file as it is now, changes the entries and saves them: what others wrote meanwhile stays. An error of
// `change` leaves the file alone.
using EndpointChange = std::function<Status(std::vector<EndpointEntry>& entries)>;
Status changeEndpoints(const std::string& folder, const EndpointChange& change);

// Puts the entry in the place of the one named `replaced`, or last when there is none. Refuses a name that another has.
Status putEndpoint(std::vector<EndpointEntry>& entries, std::string_view replaced, EndpointEntry entry);

// `name`, or the first of "name 2", "name 3", ... that is not among `taken`; `between` stands before the number.
std::string freeName(const std::string& name, const std::vector<std::string>& taken, char between = ' ');

std::string toYaml(const std::vector<EndpointEntry>& entries);

// The entry of this name; the error names the nearest one or those there are.
Result<EndpointEntry> findEndpoint(const std::vector<EndpointEntry>& entries, std::string_view name);

// Makes the entry's target the run's, `endpoint` its name. An entry without models leaves the run's.
void applyEndpoint(RunSpec& spec, const EndpointEntry& entry);

// The run with the endpoint it names put in from FOLDER/endpoints.yaml, in place of every other endpoint setting, and
// the name cleared: what is saved repeats the run even when the entry changes. A run that names none is left as it is.
// What is to win over the entry is set afterwards.
Result<RunSpec> resolveEndpoint(RunSpec spec, const std::string& folder);

// The endpoint settings of a run as an entry of this name.
EndpointEntry endpointOf(const RunSpec& spec, const std::string& name);

}  // namespace inferometer
