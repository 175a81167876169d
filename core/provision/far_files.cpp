// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/far_files.h"

#include "core/base/fd.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/provision/sha256.h"
#include "core/store/disk_error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace inferometer {

namespace {

constexpr std::size_t kPiece = 1U << 20U;  // of a file in one call: seconds on the slowest line
constexpr std::chrono::minutes kPieceTime{2};
constexpr std::size_t kLongestPath = 1024;
constexpr double kMega = 1e6;

Result<std::string> onceThere(Host& host, const std::string& script, const HostCall& call, const std::stop_token& stop)
{
    const Result<Ran> ran = host.run("export LC_ALL=C\n" + script, call, stop);
    if (!ran)
        return ran.error();
    if (ran.value().exit == 0)
        return ran.value().out;
    return scriptError(host.name(), ran.value());
}

bool isPlainPath(std::string_view path)
{
    return path.starts_with('/') && path.size() < kLongestPath
        && std::none_of(path.begin(), path.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; });
}

// Bytes of it from there on, at most a piece; short at its end alone.
Result<std::string> pieceOf(const Fd& file, const SentFile& sent, std::uint64_t from)
{
    std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, sent.size - from)), '\0');
    for (std::size_t at = 0; at < piece.size();) {
        const ssize_t got = ::pread(file.get(), piece.data() + at, piece.size() - at, static_cast<off_t>(from + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return diskError(DiskAction::Read, sent.from, got == 0 ? EIO : errno);
        at += static_cast<std::size_t>(got);
    }
    return piece;
}

class Sending
{
public:
    Sending(Host& host, std::string folder, const Sentence& what, const FarWatch& watch)
        : m_host{host}
        , m_folder{std::move(folder)}
        , m_part{m_folder + ".part-" + uuidV7()}
        , m_what{what}
        , m_watch{watch}
    {}

    Status send(const std::vector<SentFile>& files)
    {
        for (const SentFile& file : files)
            m_total += file.size;
        Status status = tell();
        for (std::size_t i = 0; status.ok() && i < files.size(); ++i)
            status = send(files[i]);
        if (status.ok())
            status = settle();
        if (!status)  // as well as it can be done: nothing that is left has the name of what is whole
            (void)m_host.run("rm -rf -- " + shellWord(m_part) + "\n", {});
        return status;
    }

private:
    Status send(const SentFile& sent)
    {
        const Fd file{::open(sent.from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        if (!file.isOpen())
            return diskError(DiskAction::Read, sent.from, errno);
        Sha256 checksum;
        std::uint64_t at = 0;
        do {
            const Result<std::string> piece = pieceOf(file, sent, at);
            if (!piece)
                return piece.error();
            checksum.add(piece.value());
            const bool isLast = at + piece.value().size() == sent.size;
            const Result<std::string> said = farOutput(m_host, scriptOf(sent, at, isLast),
                                                       {.input = piece.value(), .timeout = kPieceTime}, m_watch);
            if (!said)
                return said.error();
            at += piece.value().size();
            m_sent += piece.value().size();
            if (isLast && trimmed(said.value()) != checksum.hex())
                return Error{Errc::Protocol,
                             sentence("errors", "%1 arrived on %2 with other bytes than it has here; start again.")
                                 .with(sent.from, m_host.name())};
            (void)tell();
        } while (at < sent.size);
        return {};
    }

    // Whatever an earlier try of the same piece left is cut off first.
    std::string scriptOf(const SentFile& sent, std::uint64_t at, bool isLast) const
    {
        const std::string word = shellWord(m_part + "/" + sent.to);
        std::string script = "set -e\numask 022\n";
        if (at == 0)
            script += "mkdir -p -- \"$(dirname -- " + word + ")\"\n";
        script += "truncate -s " + std::to_string(at) + " -- " + word + "\ncat >> " + word + "\n";
        if (isLast)
            script += std::string{"chmod "} + (sent.isProgram ? "755 " : "644 ") + word + "\nsha256sum < " + word
                + " | cut -c 1-64\n";
        return script;
    }

    // Another copy may have come first: both are whole, and one is enough.
    Status settle()
    {
        const std::string part = shellWord(m_part);
        const std::string whole = shellWord(m_folder);
        const Result<std::string> moved = farOutput(m_host,
                                                    "set -e\nif [ -e " + whole + " ]; then rm -rf -- " + part
                                                        + "; else mv -- " + part + " " + whole + "; fi\n",
                                                    {}, m_watch);
        return moved ? Status{} : Status{moved.error()};
    }

    Status tell()
    {
        if (m_watch.stop.stop_requested())
            return stoppedMidway();
        if (m_watch.progress)
            m_watch.progress(sentence("errors", "%1: %2 of %3 MB")
                                 .with(m_what, formatFixed(static_cast<double>(m_sent) / kMega, 1),
                                       formatFixed(static_cast<double>(m_total) / kMega, 1)));
        return {};
    }

    Host& m_host;
    const std::string m_folder;
    const std::string m_part;
    const Sentence& m_what;
    const FarWatch& m_watch;
    std::uint64_t m_sent = 0;
    std::uint64_t m_total = 0;
};

template <typename Call>
auto untilReached(const Host& host, const FarWatch& watch, const Call& call) -> decltype(call())
{
    constexpr Nanos kLongestPause = std::chrono::seconds{1};
    constexpr Nanos kLeaving = std::chrono::seconds{10};
    const Nanos begin = monotonicNow();
    Nanos pause = std::chrono::milliseconds{50};
    for (bool isFirst = true;; isFirst = false) {
        auto done = call();
        const Nanos tried = monotonicNow() - begin;
        const bool isLeaving = watch.leave.stop_requested() && tried >= kLeaving;
        if (done.ok() || !isLost(done.error()) || tried >= watch.patience || isLeaving)
            return done;
        if (isFirst && watch.progress)
            watch.progress(
                sentence("errors", "%1 does not answer, and is tried again: %2").with(host.name(), done.error().said));
        if (!pauseFor(pause, watch.stop))
            return stoppedMidway();
        pause = std::min(2 * pause, kLongestPause);
    }
}

}  // namespace

bool isLost(const Error& error) { return error.code == Errc::Network || error.code == Errc::Timeout; }

Result<std::string> farOutput(Host& host, const std::string& script, const HostCall& call, const FarWatch& watch)
{
    return untilReached(host, watch, [&] { return onceThere(host, script, call, watch.stop); });
}

Status putFarFile(Host& host, const std::string& path, std::string_view bytes, const FarWatch& watch)
{
    return untilReached(host, watch, [&] { return putFile(host, path, bytes, 0600, watch.stop); });
}

Result<std::string> farHome(Host& host, const FarWatch& watch)
{
    const Result<std::string> said
        = farOutput(host, "printf '%s\\n' \"${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/inferometer\"\n", {}, watch);
    if (!said)
        return said.error();
    const std::string home{trimmed(said.value())};
    if (!isPlainPath(home))
        return Error{Errc::Protocol,
                     sentence("errors", "%1 names no folder of its user's: \"%2\"; set HOME there.")
                         .with(host.name(), shownName(home))};
    return home;
}

Result<SentFile> sentFile(const std::string& from, const std::string& to, std::string_view setting)
{
    struct stat facts
    {};
    const Fd file{::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file.isOpen() || ::fstat(file.get(), &facts) != 0)
        return diskError(DiskAction::Read, from, errno).about(setting);
    if (!S_ISREG(facts.st_mode))
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 is no file, so it cannot be copied to where the run is; give a file as %2.")
                         .with(from, Figure::setting(setting)),
                     setting};
    return SentFile{from, to, false, static_cast<std::uint64_t>(facts.st_size)};
}

Status sendFiles(Host& host, const std::vector<SentFile>& files, const std::string& folder, const Sentence& what,
                 const FarWatch& watch)
{
    return Sending{host, folder, what, watch}.send(files);
}

}  // namespace inferometer
