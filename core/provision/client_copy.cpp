// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/client_copy.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/strict_yaml.h"
#include "core/provision/sha256.h"
#include "core/workload/environment.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <tuple>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "inferometer";
constexpr const char* kManifest = "manifest.json";
constexpr std::size_t kMostFiles = 1000;
constexpr std::uintmax_t kMostBytes = 1'000'000'000;  // of all of them: it is one program and its libraries

// The machine, and what its C library calls itself, a line each.
constexpr const char* kMachineScript = R"(uname -m
getconf GNU_LIBC_VERSION 2>/dev/null || ldd --version 2>&1 | head -n 1
)";

struct Version
{
    int major = 0;
    int minor = 0;
};

// Of the last word: "glibc 2.36", "ldd (Debian GLIBC 2.36-9+deb12u13) 2.36".
std::optional<Version> versionIn(std::string_view line)
{
    const std::string_view word = trimmed(line).substr(trimmed(line).rfind(' ') + 1);
    Version version;
    const char* const end = word.data() + word.size();
    const auto [dot, wrong] = std::from_chars(word.data(), end, version.major);
    if (wrong != std::errc{} || dot == end || *dot != '.')
        return std::nullopt;
    return std::from_chars(dot + 1, end, version.minor).ec == std::errc{} ? std::optional{version} : std::nullopt;
}

bool isOlder(const Version& a, const Version& b) { return std::tie(a.major, a.minor) < std::tie(b.major, b.minor); }

Error wrongFolder(const std::string& folder, std::string_view why)
{
    return {Errc::InvalidInput,
            sentence("errors",
                     "%1 holds no portable client: %2; make it by `cmake --preset portable && cmake --build "
                     "--preset portable`.")
                .with(folder, why)};
}

std::string textOf(const nlohmann::json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Status readManifest(PortableClient& client)
{
    const Result<std::string> text = readTextFile(client.folder + "/" + kManifest);
    if (!text)
        return wrongFolder(client.folder, "it has no manifest.json");
    const nlohmann::json json = parseForeignJson(text.value());
    if (!json.is_object() || json.value("format", nlohmann::json{}) != 1)
        return wrongFolder(client.folder, "its manifest.json is of no format that is known here");
    client.architecture = textOf(json, "architecture");
    client.glibc = textOf(json, "glibc");
    if (client.architecture.empty() || !versionIn(client.glibc))
        return wrongFolder(client.folder, "its manifest.json does not say for which machines it is");
    if (textOf(json, "program") != INFEROMETER_VERSION)
        return Error{Errc::Unsupported,
                     sentence("errors",
                              "The portable client in %1 is of version %2, and this program of %3; make it "
                              "anew by `cmake --build --preset portable`.")
                         .with(client.folder, shownName(textOf(json, "program")), INFEROMETER_VERSION)};
    return {};
}

Status addFile(PortableClient& client, const fs::directory_entry& entry)
{
    std::error_code none;
    if (entry.is_directory(none) && !entry.is_symlink(none))
        return {};
    const std::string name = entry.path().lexically_relative(client.folder).string();
    if (!entry.is_regular_file(none) || entry.is_symlink(none) || client.files.size() >= kMostFiles)
        return wrongFolder(client.folder, shownName(name) + " belongs to none");
    Result<SentFile> file = sentFile(entry.path().string(), name, {});
    if (!file)
        return file.error();
    file.value().isProgram = name == kProgram;
    client.files.push_back(std::move(file).value());
    return {};
}

Result<std::string> hashOf(const std::vector<SentFile>& files)
{
    Sha256 hash;
    std::string piece(1U << 20U, '\0');
    for (const SentFile& file : files) {
        hash.add(file.to + '\0' + std::to_string(file.size) + '\0');
        std::ifstream in{file.from, std::ios::binary};
        while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
            hash.add(std::string_view{piece}.substr(0, static_cast<std::size_t>(in.gcount())));
        if (!in.eof())
            return Error{Errc::Disk, sentence("errors", "%1 cannot be read.").with(file.from)};
    }
    return hash.hex();
}

bool isClient(const fs::path& folder)
{
    std::error_code none;
    return fs::exists(folder / kManifest, none);
}

// The old parts of copies that were cut go along.
std::string lookScript(const std::string& clients, const std::string& folder)
{
    const std::string word = shellWord(clients);
    return "mkdir -p -- " + word + " || exit 1\nfind " + word
        + " -maxdepth 1 -name '*.part-*' -mmin +1440 -exec rm -rf {} + 2>/dev/null\n[ -x "
        + shellWord(folder + "/" + kProgram) + " ] && echo there || true\n";
}

Status startsThere(Host& host, const std::string& folder, const FarWatch& watch)
{
    const Result<std::string> said
        = farOutput(host, shellWord(folder + "/" + kProgram) + " --version 2>&1 || true\n", {}, watch);
    if (!said)
        return said.error();
    if (said.value().starts_with("inferometer "))
        return {};
    return Error{Errc::Unsupported,
                 sentence("errors", "The client does not start on %1, from %2: %3.")
                     .with(host.name(), folder, visibleText(shownName(trimmed(said.value()), 300)))};
}

}  // namespace

Result<std::string> findPortableClient()
{
    if (const std::optional<std::string> given = environmentValue("INFEROMETER_PORTABLE"); given && !given->empty())
        return isClient(*given) ? Result<std::string>{*given}
                                : Error{Errc::NotFound,
                                        sentence("errors",
                                                 "INFEROMETER_PORTABLE names %1, which holds no portable "
                                                 "client; name the folder that has its manifest.json.")
                                            .with(*given)};
    std::error_code none;
    const fs::path bin = fs::read_symlink("/proc/self/exe", none).parent_path();
    for (const fs::path& place : {bin / "../lib/inferometer/portable", bin / "../../portable/inferometer-portable"})
        if (isClient(place))
            return place.lexically_normal().string();
    return Error{Errc::NotFound,
                 sentence("errors",
                          "There is no portable client to copy to the server's machine; make it by `cmake "
                          "--preset portable && cmake --build --preset portable`, or name its folder by "
                          "INFEROMETER_PORTABLE.")};
}

Result<PortableClient> readPortableClient(const std::string& folder)
{
    PortableClient client;
    client.folder = fs::path{folder}.lexically_normal().string();
    if (const Status read = readManifest(client); !read)
        return read.error();
    std::error_code error;
    for (fs::recursive_directory_iterator entry{client.folder, error};
         !error && entry != fs::recursive_directory_iterator{}; entry.increment(error))
        if (const Status added = addFile(client, *entry); !added)
            return added.error();
    std::uintmax_t bytes = 0;
    for (const SentFile& file : client.files)
        bytes += file.size;
    if (error || bytes > kMostBytes)
        return wrongFolder(client.folder, error ? error.message() : "it is larger than any");
    std::sort(client.files.begin(), client.files.end(),
              [](const SentFile& a, const SentFile& b) { return a.to < b.to; });
    if (std::none_of(client.files.begin(), client.files.end(), [](const SentFile& file) { return file.isProgram; }))
        return wrongFolder(client.folder, "it has no program");
    Result<std::string> hash = hashOf(client.files);
    if (!hash)
        return hash.error();
    client.hash = std::move(hash).value();
    return client;
}

Status checkMachine(Host& host, const PortableClient& client, const FarWatch& watch)
{
    const Result<std::string> said = farOutput(host, kMachineScript, {}, watch);
    if (!said)
        return said.error();
    const std::size_t end = std::min(said.value().find('\n'), said.value().size());
    const std::string architecture{trimmed(std::string_view{said.value()}.substr(0, end))};
    const std::string libc = shownName(trimmed(std::string_view{said.value()}.substr(end)), 100);
    if (architecture != client.architecture)
        return Error{Errc::Unsupported,
                     sentence("errors",
                              "%1 is a machine of the kind %2, and the client here was built for %3; build it "
                              "on one like it, and name its folder by INFEROMETER_PORTABLE.")
                         .with(host.name(), visibleText(shownName(architecture)), client.architecture)};
    const std::optional<Version> version
        = lowered(libc).find("libc") == std::string::npos || lowered(libc).find("musl") != std::string::npos
        ? std::nullopt
        : versionIn(libc);
    if (!version)
        return Error{Errc::Unsupported,
                     sentence("errors",
                              "%1 has not the GNU C library, which the client needs (its own calls itself "
                              "\"%2\"); have the load on another machine.")
                         .with(host.name(), visibleText(libc))};
    if (isOlder(*version, *versionIn(client.glibc)))
        return Error{Errc::Unsupported,
                     sentence("errors",
                              "%1 is too old: its C library is %2, and the client needs %3 or newer; have the "
                              "load on another machine.")
                         .with(host.name(), visibleText(libc), client.glibc)};
    return {};
}

Result<std::string> bringClient(Host& host, const PortableClient& client, const FarWatch& watch)
{
    if (const Status fits = checkMachine(host, client, watch); !fits)
        return fits.error();
    const Result<std::string> home = farHome(host, watch);
    if (!home)
        return home.error();
    const std::string clients = home.value() + "/clients";
    std::string folder = clients + "/" + client.hash;
    const Result<std::string> there = farOutput(host, lookScript(clients, folder), {}, watch);
    if (!there)
        return there.error();
    if (trimmed(there.value()) != "there") {
        const Sentence what = sentence("errors", "Copying the client to %1").with(host.name());
        if (const Status sent = sendFiles(host, client.files, folder, what, watch); !sent)
            return sent.error();
    }
    if (const Status starts = startsThere(host, folder, watch); !starts)
        return starts.error();
    return folder;
}

}  // namespace inferometer
