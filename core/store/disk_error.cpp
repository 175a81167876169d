// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/disk_error.h"

#include "core/base/text.h"
#include "core/machine/errno_text.h"

#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace inferometer {

namespace {

Sentence nextStep(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return sentence("errors", "free space is needed there; what was measured so far is kept");
    case EFBIG:
        return sentence("errors", "raise the limit on the size of files (ulimit -f); what was measured so far is kept");
    case EACCES:
    case EPERM:
    case EROFS:
        return sentence("errors", "choose a results folder that you may write to");
    case ENOENT:
        return sentence("errors", "the folder is gone; put it back or choose another results folder");
    case EEXIST:
        return sentence("errors", "it is there already and is not overwritten; choose another results folder");
    default:
        return sentence("errors", "check the disk or choose another results folder");
    }
}

// The path at %1, the system's words at %2, the next step at %3.
Sentence cannot(DiskAction action)
{
    switch (action) {
    case DiskAction::Create:
        return sentence("errors", "Cannot create %1: %2; %3.");
    case DiskAction::Lock:
        return sentence("errors", "Cannot lock %1: %2; %3.");
    case DiskAction::Read:
        return sentence("errors", "Cannot read %1: %2; %3.");
    case DiskAction::CreateFolder:
        return sentence("errors", "Cannot create the results folder %1: %2; %3.");
    case DiskAction::ReadFolder:
        return sentence("errors", "Cannot read the results folder %1: %2; %3.");
    case DiskAction::WriteFolder:
        return sentence("errors", "Cannot write to the results folder %1: %2; %3.");
    case DiskAction::Write:
        break;
    }
    return sentence("errors", "Cannot write %1: %2; %3.");
}

std::string sizeText(double bytes)
{
    return bytes < 1e9 ? formatFixed(bytes / 1e6, 0) + " MB" : formatFixed(bytes / 1e9, 1) + " GB";
}

}  // namespace

Error diskError(DiskAction action, const std::string& path, int error)
{
    return {Errc::Disk, cannot(action).with(path, Figure::cause(errnoText(error)), nextStep(error)), "results-dir"};
}

Status checkFolderPath(const std::string& folder)
{
    std::error_code error;
    std::filesystem::path there = std::filesystem::absolute(folder, error);
    while (!std::filesystem::exists(there, error) && there.has_parent_path() && there != there.parent_path())
        there = there.parent_path();
    if (!std::filesystem::is_directory(there, error))
        return diskError(DiskAction::CreateFolder, folder, ENOTDIR);
    if (::access(there.c_str(), W_OK | X_OK) != 0)
        return diskError(DiskAction::WriteFolder, folder, errno);
    return {};
}

Status checkFolder(const std::string& folder, double needed)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error && !std::filesystem::is_directory(folder))
        return diskError(DiskAction::CreateFolder, folder, error.value());
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        return diskError(DiskAction::WriteFolder, folder, errno);
    struct statvfs space
    {};
    if (::statvfs(folder.c_str(), &space) != 0)
        return diskError(DiskAction::WriteFolder, folder, errno);
    const double available = static_cast<double>(space.f_bavail) * static_cast<double>(space.f_frsize);
    if (available < needed)
        return Error{Errc::Disk,
                     sentence("errors",
                              "The results folder %1 has %2 free and the run may need %3; free space, choose another "
                              "results folder or switch %4 off.")
                         .with(folder, sizeText(available), sizeText(needed), Figure::setting("save-chunks")),
                     "results-dir"};
    return {};
}

}  // namespace inferometer
