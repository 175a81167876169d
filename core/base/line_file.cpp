// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/line_file.h"

#include "core/base/fd.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace inferometer {

namespace {

bool endsInALine(int fd)
{
    const off_t end = ::lseek(fd, 0, SEEK_END);
    char last = '\n';
    return end <= 0 || (::pread(fd, &last, 1, end - 1) == 1 && last == '\n');
}

}  // namespace

int appendLine(const std::string& path, std::string_view line)
{
    const Fd file{::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
    if (!file.isOpen() || ::flock(file.get(), LOCK_EX) != 0)
        return errno;
    const std::string whole = std::string{endsInALine(file.get()) ? "" : "\n"}.append(line) + "\n";
    if (const int error = writeAll(file.get(), whole); error != 0)
        return error;
    return ::fdatasync(file.get()) == 0 ? 0 : errno;
}

}  // namespace inferometer
