// SPDX-License-Identifier: GPL-3.0-or-later
// A portable client that is a script, and a home of its own for what is copied, so that a test says what "the other
// machine" does.
#pragma once

#include "tests/support/temp_folder.h"
#include <sys/utsname.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace inferometer::test {

// What `uname -m` says here.
inline std::string thisArchitecture()
{
    utsname names{};
    ::uname(&names);
    return names.machine;
}

// While it lives, the portable client is FOLDER/client and the cache FOLDER/cache.
class FakeClient
{
public:
    // `run`: what it does in the folder of a run.
    explicit FakeClient(const std::string& run = "exit 1")
    {
        std::filesystem::create_directories(folder() + "/lib");
        setManifest(R"({"format": 1, "program": ")" INFEROMETER_VERSION R"(", "architecture": ")" + thisArchitecture()
                    + R"(", "glibc": "2.17"})");
        writeFile(folder() + "/lib/libx.so.1", "a library");
        setRun(run);
        ::setenv("INFEROMETER_PORTABLE", folder().c_str(), 1);
        ::setenv("XDG_CACHE_HOME", (m_folder / "cache").c_str(), 1);
    }
    ~FakeClient()
    {
        ::unsetenv("INFEROMETER_PORTABLE");
        ::unsetenv("XDG_CACHE_HOME");
    }
    FakeClient(const FakeClient&) = delete;
    FakeClient& operator=(const FakeClient&) = delete;

    void setRun(const std::string& run) const
    {
        writeFile(folder() + "/inferometer",
                  "#!/bin/sh\n[ \"$1\" = --version ] && echo 'inferometer " INFEROMETER_VERSION "' && exit\n" + run
                      + "\n");
    }
    void setManifest(const std::string& text) const { writeFile(folder() + "/manifest.json", text); }

    std::string folder() const { return m_folder / "client"; }
    std::string home() const { return m_folder / "cache/inferometer"; }
    std::string operator/(const std::string& name) const { return m_folder / name; }

private:
    TempFolder m_folder;
};

}  // namespace inferometer::test
