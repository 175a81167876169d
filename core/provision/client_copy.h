// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a folder that runs on a machine without any of its packages (`cmake --preset portable`), and its
// way to such a machine.
//
// FOLDER/manifest.json: {"format": 1, "program": "0.1.0", "architecture": "x86_64", "glibc": "2.36"}: the version of
// the program, the machine as `uname -m` says, and the oldest C library that has all it asks for.
#pragma once

#include "core/provision/far_files.h"

#include <cstdint>
#include <string>
#include <vector>

namespace inferometer {

struct PortableClient
{
    std::string folder;  // here
    std::string architecture;
    std::string glibc;
    std::string hash;             // of all its files with their names
    std::vector<SentFile> files;  // in the order of their names
};

// $INFEROMETER_PORTABLE, ../lib/inferometer/portable beside the running program, or build/portable of its build tree.
// NotFound tells how it is made.
Result<std::string> findPortableClient();

// Reads all of it. The error names the file that is missing or wrong; a client of another version than this program's
// is refused. Blocks: on the disk.
Result<PortableClient> readPortableClient(const std::string& folder);

// Whether the machine can run it: the error says in one sentence why not.
Status checkMachine(Host& host, const PortableClient& client, const FarWatch& watch = {});

// Checks the machine, copies what is not there yet, and starts it once to see that it does. Returns its folder there,
// whose name is its hash. Blocks.
Result<std::string> bringClient(Host& host, const PortableClient& client, const FarWatch& watch = {});

}  // namespace inferometer
