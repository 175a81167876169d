// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/line_file.h"

#include "core/base/fd.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
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

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > 0)
            lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace inferometer
