// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/disk_error.h"

#include "core/base/text.h"
#include "core/http/wire.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace inferometer {

namespace {

std::string nextStep(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "free space is needed there; what was measured so far is kept";
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a results folder that you may write to";
    case ENOENT:
        return "the folder is gone; put it back or choose another results folder";
    case EEXIST:
        return "it is there already and is not overwritten; choose another results folder";
    default:
        return "check the disk or choose another results folder";
    }
}

std::string sizeText(double bytes)
{
    return bytes < 1e9 ? formatFixed(bytes / 1e6, 0) + " MB" : formatFixed(bytes / 1e9, 1) + " GB";
}

}  // namespace

Error diskError(std::string_view action, const std::string& path, int error)
{
    return {Errc::Disk,
            "Cannot " + std::string{action} + " " + path + ": " + std::string{errnoText(error)} + "; " + nextStep(error)
                + ".",
            "results-dir"};
}

Status checkFolderPath(const std::string& folder)
{
    std::error_code error;
    std::filesystem::path there = std::filesystem::absolute(folder, error);
    while (!std::filesystem::exists(there, error) && there.has_parent_path() && there != there.parent_path())
        there = there.parent_path();
    if (!std::filesystem::is_directory(there, error))
        return diskError("create the results folder", folder, ENOTDIR);
    if (::access(there.c_str(), W_OK | X_OK) != 0)
        return diskError("write to the results folder", folder, errno);
    return {};
}

Status checkFolder(const std::string& folder, double needed)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error && !std::filesystem::is_directory(folder))
        return diskError("create the results folder", folder, error.value());
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return diskError("write to the results folder", folder, errno);
    struct statvfs space
    {};
    if (::statvfs(folder.c_str(), &space) != 0)
        return diskError("write to the results folder", folder, errno);
    const double available = static_cast<double>(space.f_bavail) * static_cast<double>(space.f_frsize);
    if (available < needed)
        return Error{Errc::Disk,
                     "The results folder " + folder + " has " + sizeText(available) + " free and the run may need "
                         + sizeText(needed) + "; free space, choose another results folder or switch save-chunks off.",
                     "results-dir"};
    return {};
}

}  // namespace inferometer
