// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer.h"

#include "core/base/fd.h"
#include "core/tokenizer/json_tokenizer.h"
#include "core/tokenizer/sentencepiece_tokenizer.h"

#include <fcntl.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMegabyte = std::int64_t{1024} * 1024;

Error noTokenizer(const fs::path& path)
{
    return {Errc::NotFound,
            sentence("errors",
                     "There is no tokenizer at %1: name a tokenizer.json, a SentencePiece .model, or a folder that "
                     "holds one.")
                .with(path.string())};
}

Error unreadable(const fs::path& path, int error)
{
    return {Errc::Disk,
            sentence("errors", "Cannot read %1: %2; check the path.")
                .with(path.string(), Figure::cause(std::generic_category().message(error)))};
}

Error unusable(const fs::path& path, const Error& why)
{
    return {why.code,
            sentence("errors",
                     "The tokenizer %1 cannot be used: %2. Download it again, or choose another tokenizer of this "
                     "model.")
                .with(path.string(), why.said)};
}

// Never waits: what is no plain file is not opened for long.
Result<simdjson::padded_string> readWhole(const fs::path& path)
{
    const Fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};  // NOLINT: open is variadic
    if (!file.isOpen())
        return errno == ENOENT || errno == ENOTDIR ? noTokenizer(path) : unreadable(path, errno);
    struct stat about = {};
    if (::fstat(file.get(), &about) != 0)
        return unreadable(path, errno);
    if (!S_ISREG(about.st_mode))
        return noTokenizer(path);
    if (about.st_size > kTokenizerFileLimit)
        return unusable(
            path,
            {Errc::InvalidInput, sentence("errors", "it holds more than %1 MB").with(kTokenizerFileLimit / kMegabyte)});
    if (about.st_size == 0)
        return unusable(path, {Errc::InvalidInput, sentence("errors", "it is empty")});
    simdjson::padded_string text(static_cast<std::size_t>(about.st_size));
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t got = ::read(file.get(), text.data() + done, text.size() - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return unreadable(path, got < 0 ? errno : EIO);
        done += static_cast<std::size_t>(got);
    }
    return text;
}

fs::path fileIn(const fs::path& fileOrFolder)
{
    std::error_code ignored;
    if (!fs::is_directory(fileOrFolder, ignored))
        return fileOrFolder;
    for (const char* name : {"tokenizer.json", "tokenizer.model"})
        if (fs::is_regular_file(fileOrFolder / name, ignored))
            return fileOrFolder / name;
    return {};
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> openTokenizer(const fs::path& fileOrFolder)
{
    const fs::path path = fileIn(fileOrFolder);
    if (path.empty())
        return noTokenizer(fileOrFolder);
    const auto file = readWhole(path);
    if (!file)
        return file.error();
    const std::string_view text = file.value();
    const bool isJson = path.extension() == ".json" || (path.extension() != ".model" && text.front() == '{');
    auto made = isJson ? makeJsonTokenizer(file.value()) : makeSentencePieceTokenizer(text);
    return made ? std::move(made) : unusable(path, made.error());
}

}  // namespace inferometer
