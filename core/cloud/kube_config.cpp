// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/kube_config.h"

#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/config/strict_yaml.h"
#include "core/config/user_folders.h"
#include "core/http/address.h"

#include <openssl/evp.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kMostFile = 4U << 20U;

// One of the files, read.
struct ConfigFile
{
    std::string path;
    YamlNode root;
};

const YamlNode& memberOf(const YamlNode& map, std::string_view key)
{
    static const YamlNode kNone;
    const auto found
        = std::find_if(map.entries.begin(), map.entries.end(), [key](const YamlEntry& one) { return one.key == key; });
    return found == map.entries.end() ? kNone : found->value;
}

const std::string& textOf(const YamlNode& map, std::string_view key) { return memberOf(map, key).text; }
bool isGiven(const YamlNode& map, std::string_view key) { return memberOf(map, key).kind != YamlNode::Kind::Null; }

Error wrongConfig(const Sentence& said, Errc code = Errc::InvalidInput) { return {code, said, "site/kubeconfig"}; }

Error refusedKey(std::string_view key, const Figure& instead)
{
    return wrongConfig(sentence("errors", "The kubeconfig has %1, which is not taken here; %2.").with(key, instead));
}

// The entry of that name in one of the lists "clusters", "contexts", "users".
struct Entry
{
    const ConfigFile* file = nullptr;
    const YamlNode* value = nullptr;
};

Result<Entry> entryOf(const std::vector<ConfigFile>& files, const char* list, const char* member,
                      const std::string& name)
{
    for (const ConfigFile& file : files)
        for (const YamlNode& item : memberOf(file.root, list).items)
            if (textOf(item, "name") == name)
                return Entry{&file, &memberOf(item, member)};
    return wrongConfig(sentence("errors", "The kubeconfig has no %1 \"%2\"; see `kubectl config view`.")
                           .with(member, visibleText(shownName(name))),
                       Errc::NotFound);
}

std::string pathIn(const ConfigFile& file, const std::string& path)
{
    const std::filesystem::path given{path};
    return given.is_absolute() ? path : (std::filesystem::path{file.path}.parent_path() / given).string();
}

// "KEY-data" in the file, or else the file that KEY names; empty: neither.
Result<std::string> pemOf(const Entry& entry, const std::string& key)
{
    if (const std::string& data = textOf(*entry.value, key + "-data"); !data.empty()) {
        std::optional<std::string> pem = fromBase64(data);
        return pem
            ? Result<std::string>{std::move(*pem)}
            : Result<std::string>{wrongConfig(
                sentence("errors", "The kubeconfig's %1 is no Base64; have it written anew.").with(key + "-data"))};
    }
    const std::string& path = textOf(*entry.value, key);
    if (path.empty())
        return std::string{};
    Result<std::string> pem = readTextFile(pathIn(*entry.file, path), kMostFile);
    return pem ? pem : Result<std::string>{pem.error().about("site/kubeconfig")};
}

Status readServer(const std::string& text, KubeAccess& access)
{
    const Result<Url> url = parseUrl(text);
    if (!url)
        return url.error().about("site/kubeconfig");
    if (url.value().path.find_first_of("?#") != std::string::npos)
        return wrongConfig(sentence("errors", "The kubeconfig's server may hold no ? or #; give the API's address."));
    if (!isSafeForKeys(url.value()))
        return wrongConfig(sentence("errors", "A key would go to %1 for all to read; write https:// in the kubeconfig.")
                               .with(visibleText(url.value().host)));
    access.server = url.value().text();
    while (access.server.ends_with('/'))
        access.server.pop_back();
    return {};
}

Status readCluster(const Entry& cluster, KubeAccess& access)
{
    const std::string& insecure = textOf(*cluster.value, "insecure-skip-tls-verify");
    if (!insecure.empty() && insecure != "false")
        return refusedKey("insecure-skip-tls-verify", "give the cluster's certificate-authority");
    if (isGiven(*cluster.value, "tls-server-name"))
        return refusedKey("tls-server-name", "give a server whose certificate bears its name");
    if (Status read = readServer(textOf(*cluster.value, "server"), access); !read)
        return read;
    access.proxy = textOf(*cluster.value, "proxy-url");
    Result<std::string> authority = pemOf(cluster, "certificate-authority");
    if (!authority)
        return authority.error();
    access.authority = std::move(authority).value();
    return {};
}

std::optional<KubePlugin> pluginOf(const Entry& user)
{
    const YamlNode& exec = memberOf(*user.value, "exec");
    if (exec.kind != YamlNode::Kind::Map)
        return std::nullopt;
    KubePlugin plugin{.command = textOf(exec, "command"),
                      .arguments = {},
                      .variables = {},
                      .version = textOf(exec, "apiVersion"),
                      .wantsCluster = textOf(exec, "provideClusterInfo") == "true"};
    if (plugin.command.find('/') != std::string::npos)
        plugin.command = pathIn(*user.file, plugin.command);
    for (const YamlNode& argument : memberOf(exec, "args").items)
        plugin.arguments.push_back(argument.text);
    for (const YamlNode& variable : memberOf(exec, "env").items)
        plugin.variables.emplace_back(textOf(variable, "name"), textOf(variable, "value"));
    return plugin;
}

Status readUser(const Entry& user, KubeAccess& access)
{
    for (const char* key : {"username", "password", "auth-provider"})
        if (isGiven(*user.value, key))
            return refusedKey(key, "no cluster takes it any more: use a certificate, a token or exec");
    for (const char* key : {"as", "as-uid", "as-groups", "as-user-extra"})
        if (isGiven(*user.value, key))
            return refusedKey(key, "use a user of your own");
    Result<std::string> certificate = pemOf(user, "client-certificate");
    if (!certificate)
        return certificate.error();
    Result<std::string> key = pemOf(user, "client-key");
    if (!key)
        return key.error();
    if (certificate.value().empty() != key.value().empty())
        return wrongConfig(
            sentence("errors", "The kubeconfig has one of client-certificate and client-key; give both."));
    access.certificate = std::move(certificate).value();
    access.key = Secret{std::move(key).value()};
    access.token = Secret{textOf(*user.value, "token")};
    if (const std::string& path = textOf(*user.value, "tokenFile"); !path.empty())
        access.tokenFile = pathIn(*user.file, path);
    access.plugin = pluginOf(user);
    return {};
}

Result<std::vector<ConfigFile>> readFiles(const std::string& paths)
{
    std::vector<ConfigFile> files;
    Error missing = wrongConfig(
        sentence("errors", "There is no kubeconfig; name its file by kubeconfig or KUBECONFIG."), Errc::NotFound);
    for (std::size_t at = 0; at <= paths.size();) {
        const std::size_t end = std::min(paths.find(':', at), paths.size());
        const std::string path = expandedHome(paths.substr(at, end - at));
        at = end + 1;
        if (path.empty())
            continue;
        const Result<std::string> text = readTextFile(path, kMostFile);
        if (!text) {
            missing = text.error().about("site/kubeconfig");
            continue;
        }
        Result<YamlNode> root = parseStrictYaml(text.value(), path);
        if (!root)
            return root.error().about("site/kubeconfig");
        files.push_back({path, std::move(root).value()});
    }
    return files.empty() ? Result<std::vector<ConfigFile>>{missing} : Result<std::vector<ConfigFile>>{std::move(files)};
}

}  // namespace

std::optional<std::string> fromBase64(std::string_view text)
{
    std::string packed{text};
    std::erase_if(packed, [](char c) { return c == '\n' || c == '\r' || c == ' '; });
    std::size_t padding = 0;
    while (padding < 3 && padding < packed.size() && packed[packed.size() - padding - 1] == '=')
        ++padding;
    if (packed.size() % 4 != 0 || padding > 2 || packed.size() > 2 * kMostFile
        || packed.find('=') < packed.size() - padding)
        return std::nullopt;
    std::string bytes(packed.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),         // NOLINT: bytes as text
                                     reinterpret_cast<const unsigned char*>(packed.data()),  // NOLINT: bytes as text
                                     static_cast<int>(packed.size()));
    if (size < 0)
        return std::nullopt;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

Result<KubeAccess> readKubeConfig(const std::string& files, const std::string& context)
{
    const Result<std::vector<ConfigFile>> read = readFiles(files);
    if (!read)
        return read.error();
    KubeAccess access;
    access.context = context;
    const Result<Entry> found = entryOf(read.value(), "contexts", "context", access.context);
    if (!found)
        return found.error();
    access.file = found.value().file->path;
    access.user = textOf(*found.value().value, "user");
    const Result<Entry> cluster = entryOf(read.value(), "clusters", "cluster", textOf(*found.value().value, "cluster"));
    if (!cluster)
        return cluster.error();
    const Result<Entry> user = entryOf(read.value(), "users", "user", access.user);
    if (!user)
        return user.error();
    if (const Status done = readCluster(cluster.value(), access); !done)
        return done.error();
    const Status done = readUser(user.value(), access);
    return done ? Result<KubeAccess>{std::move(access)} : Result<KubeAccess>{done.error()};
}

}  // namespace inferometer
