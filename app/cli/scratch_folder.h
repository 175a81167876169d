// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of its own for a while, gone afterwards.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace inferometer::cli {

class ScratchFolder
{
public:
    ScratchFolder()
    {
        std::error_code error;
        std::string pattern = (std::filesystem::temp_directory_path(error) / "inferometer-XXXXXX").string();
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

}  // namespace inferometer::cli
