// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/deployment_lock.h"

#include "core/store/disk_error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace inferometer {

Result<Fd> lockFile(const std::string& path)
{
    Fd lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!lock.isOpen())
        return diskError(DiskAction::Create, path, errno);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return Error{Errc::Unsupported, sentence("errors", "Another program is at %1; wait for it.").with(path)};
    return lock;
}

Result<Fd> lockDeployment(const std::string& folder, const std::string& name)
{
    const std::string home = folder + "/" + name;
    if (::mkdir(home.c_str(), 0700) != 0 && errno != EEXIST)
        return diskError(DiskAction::Create, home, errno);
    Result<Fd> lock = lockFile(home + "/lock");
    if (lock || lock.error().code != Errc::Unsupported)
        return lock;
    return Error{Errc::Unsupported,
                 sentence("errors", "Another program is at the deployment %1; wait for it, or end it.").with(name)};
}

}  // namespace inferometer
