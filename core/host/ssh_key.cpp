// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/ssh_key.h"

#include <libssh/libssh.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

namespace inferometer {

namespace {

struct KeyCloser
{
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyCloser>;

Error broken(const std::string& path)
{
    return {Errc::Disk,
            sentence("errors", "The key %1 can be neither read nor made; remove it, or see who may write there.")
                .with(path)};
}

Key readKey(const std::string& path)
{
    ssh_key raw = nullptr;
    return Key{ssh_pki_import_privkey_file(path.c_str(), nullptr, nullptr, nullptr, &raw) == SSH_OK ? raw : nullptr};
}

// Beside its place, and moved there whole.
Key makeKey(const std::string& path)
{
    ssh_key raw = nullptr;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &raw) != SSH_OK)
        return nullptr;
    Key key{raw};
    const std::string part = path + ".part";
    const mode_t before = ::umask(0077);
    const int said = ssh_pki_export_privkey_file(key.get(), nullptr, nullptr, nullptr, part.c_str());
    ::umask(before);
    if (said != SSH_OK || ::chmod(part.c_str(), 0600) != 0 || ::rename(part.c_str(), path.c_str()) != 0)
        return nullptr;
    return key;
}

}  // namespace

Result<std::string> ensureSshKey(const std::string& path)
{
    const Key key = ::access(path.c_str(), F_OK) == 0 ? readKey(path) : makeKey(path);
    char* base64 = nullptr;
    if (!key || ssh_pki_export_pubkey_base64(key.get(), &base64) != SSH_OK)
        return broken(path);
    std::string line = std::string{ssh_key_type_to_char(ssh_key_type(key.get()))} + " " + base64 + " inferometer";
    ssh_string_free_char(base64);
    return line;
}

}  // namespace inferometer
