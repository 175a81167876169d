// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/user_file.h"

#include "core/base/fd.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace inferometer {

namespace {

// The path stands at %1 of the pattern, the cause at %2.
Error diskError(const std::string& path, const Sentence& pattern)
{
    const int cause = errno;
    return {Errc::Disk, pattern.with(path, Figure::cause(std::generic_category().message(cause)))};
}

Error writeError(const std::string& path)
{
    return diskError(path, sentence("errors", "Cannot write %1: %2; check the folder's rights and free space."));
}

Status writeDown(const Fd& file, std::string_view text, const std::string& path)
{
    errno = writeAll(file.get(), text);
    // Without fsync() a crash after the rename could leave an empty file under the real name.
    if (errno != 0 || ::fsync(file.get()) != 0)
        return writeError(path);
    return {};
}

// Where the rename must land: a link to a file elsewhere stays a link.
std::string realTarget(const std::string& path)
{
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    return error ? path : target.string();
}

Status replaceFile(const std::string& path, std::string_view text)
{
    const std::string target = realTarget(path);
    std::string temporary = target + ".XXXXXX";
    const Fd file{::mkstemp(temporary.data())};
    if (!file.isOpen())
        return diskError(temporary,
                         sentence("errors", "Cannot create %1: %2; check the folder's rights and free space."));
    struct stat before
    {};
    if (::stat(target.c_str(), &before) == 0)
        (void)::fchmod(file.get(), before.st_mode & 07777U);
    Status status = writeDown(file, text, temporary);
    if (status && ::rename(temporary.c_str(), target.c_str()) != 0)
        status
            = diskError(target, sentence("errors", "Cannot replace %1: %2; check the folder's rights and free space."));
    if (!status)
        ::unlink(temporary.c_str());
    return status;
}

}  // namespace

Status replaceUserFile(const std::string& path, std::string_view text)
{
    const std::string folder = std::filesystem::path{path}.parent_path().string();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        errno = error.value();
        return diskError(
            folder, sentence("errors", "Cannot create the folder %1: %2; check the folder's rights and free space."));
    }
    return replaceFile(path, text);
}

}  // namespace inferometer
