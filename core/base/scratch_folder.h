// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of its own for a while, among the temporary files; gone afterwards.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace inferometer {

class ScratchFolder
{
public:
    // `name` ends with XXXXXX, which mkdtemp(3) replaces.
    explicit ScratchFolder(const char* name = "inferometer-XXXXXX")
    {
        std::error_code error;
        std::string pattern = (std::filesystem::temp_directory_path(error) / name).string();
        if (!error && mkdtemp(pattern.data()) != nullptr)
            m_path = pattern;
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        if (!m_path.empty())
            std::filesystem::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    // Empty when none could be made.
    const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

}  // namespace inferometer
