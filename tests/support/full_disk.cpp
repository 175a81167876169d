// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into programs (LD_PRELOAD), a disk that is full while the file that INFEROMETER_FULL_DISK names is there:
// no regular file takes another byte, as write(2) says it (ENOSPC). Nobody has to be root for it.
#include <dlfcn.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace {

bool isFull(int fd, std::size_t size)
{
    struct stat file
    {};
    const char* flag = std::getenv("INFEROMETER_FULL_DISK");  // NOLINT(concurrency-mt-unsafe): nobody sets it
    return size > 0 && flag != nullptr && ::fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && ::access(flag, F_OK) == 0;
}

ssize_t refuse()
{
    errno = ENOSPC;
    return -1;
}

// The call as the C library has it.
template <typename Call>
Call* behind(Call* /*as*/, const char* name)
{
    return reinterpret_cast<Call*>(::dlsym(RTLD_NEXT, name));  // NOLINT: as the system gives it
}

}  // namespace

// As the C library declares them, but for the names.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,readability-function-size)
extern "C" {

ssize_t write(int fd, const void* data, std::size_t size)
{
    static auto* const kReal = behind(write, "write");
    return isFull(fd, size) ? refuse() : kReal(fd, data, size);
}

ssize_t pwrite(int fd, const void* data, std::size_t size, off_t at)
{
    static auto* const kReal = behind(pwrite, "pwrite");
    return isFull(fd, size) ? refuse() : kReal(fd, data, size, at);
}

ssize_t writev(int fd, const iovec* pieces, int count)
{
    static auto* const kReal = behind(writev, "writev");
    return isFull(fd, 1) ? refuse() : kReal(fd, pieces, count);
}

ssize_t copy_file_range(int from, off64_t* fromAt, int to, off64_t* toAt, std::size_t size, unsigned flags)
{
    static auto* const kReal = behind(copy_file_range, "copy_file_range");
    return isFull(to, size) ? refuse() : kReal(from, fromAt, to, toAt, size, flags);
}

ssize_t sendfile(int to, int from, off_t* at, std::size_t size)
{
    static auto* const kReal = behind(sendfile, "sendfile");
    return isFull(to, size) ? refuse() : kReal(to, from, at, size);
}
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name,readability-function-size)
