// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/dataset_images.h"

#include "core/base/fd.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/machine/errno_text.h"
#include "core/workload/dataset_row.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace inferometer {

namespace {

constexpr double kMega = 1e6;

Figure mega(std::size_t bytes) { return Figure::number(static_cast<double>(bytes) / kMega); }

std::string shownPath(const std::string& path) { return shownName(path, 200); }

Error cannotRead(const std::string& path, int error)
{
    return rowFault(sentence("errors", "the image %1 cannot be read: %2; paths are relative to the dataset's folder.")
                        .with(shownPath(path), Figure::cause(errnoText(error))));
}

// 0 or an errno.
int readAll(const Fd& fd, std::string& bytes)
{
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(fd.get(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return 0;
}

}  // namespace

std::string_view imageTypeOf(std::string_view bytes)
{
    constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";
    constexpr std::size_t kWebpAt = 8;  // behind "RIFF" and the size
    if (bytes.starts_with(kPng))
        return "image/png";
    if (bytes.starts_with("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (bytes.starts_with("RIFF") && bytes.size() > kWebpAt && bytes.substr(kWebpAt).starts_with("WEBP"))
        return "image/webp";
    return {};
}

Result<std::string> readImage(const std::string& folder, const std::string& path)
{
    if (path.starts_with("http"))
        return rowFault(sentence("errors", "Urls are not supported for image_path. Please provide local image paths."));
    if (path.find('\0') != std::string::npos)
        return cannotRead(path.substr(0, path.find('\0')), EINVAL);
    const std::string place = path.starts_with('/') || folder.empty() ? path : folder + "/" + path;
    // Not blocking: what is no file may be a pipe that nobody writes to.
    const Fd fd{::open(place.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat facts
    {};
    if (!fd.isOpen() || ::fstat(fd.get(), &facts) != 0)
        return cannotRead(path, errno);
    if (!S_ISREG(facts.st_mode))
        return rowFault(sentence("errors", "the image %1 is no file.").with(shownPath(path)));
    const auto size = static_cast<std::size_t>(facts.st_size);
    if (size > kMostImageBytes)
        return rowFault(sentence("errors", "the image %1 holds %2 MB, more than the %3 MB that one may have.")
                            .with(shownPath(path), mega(size), mega(kMostImageBytes)));
    std::string bytes(size, '\0');
    if (const int error = readAll(fd, bytes); error != 0)
        return cannotRead(path, error);
    if (imageTypeOf(bytes).empty())
        return rowFault(sentence("errors", "the image %1 is no PNG, JPEG or WebP file.").with(shownPath(path)));
    return bytes;
}

Result<std::int32_t> DatasetImages::add(const std::string& path)
{
    if (const auto known = m_known.find(path); known != m_known.end())
        return known->second;
    const Result<std::string> bytes = readImage(m_folder, path);
    if (!bytes)
        return bytes.error();
    m_bytes += bytes.value().size();
    if (m_bytes > kMostImagesBytes)
        return rowFault(sentence("errors", "with the image %1 all images together hold more than %2 MB; send fewer.")
                            .with(shownPath(path), mega(kMostImagesBytes)));
    DatasetImage& image = m_images.emplace_back(DatasetImage{path, imageTypeOf(bytes.value()), {}});
    appendBase64(bytes.value(), image.base64);
    const auto index = static_cast<std::int32_t>(m_images.size() - 1);
    m_known.emplace(path, index);
    return index;
}

}  // namespace inferometer
