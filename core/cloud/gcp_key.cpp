// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/gcp_key.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/rest.h"
#include "core/cloud/site_json.h"
#include "core/config/user_folders.h"
#include "core/http/address.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

namespace inferometer {

namespace {

constexpr std::size_t kLargestFile = 64U << 10U;

struct Free
{
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using RsaKey = std::unique_ptr<EVP_PKEY, Free>;

// Without it OpenSSL would ask the terminal for the password of a key that has one.
int noPassword(char* /*buffer*/, int /*size*/, int /*isWriting*/, void* /*data*/) { return -1; }

// Null where it is no RSA key that may sign.
RsaKey rsaKeyOf(const Secret& pem)
{
    constexpr int kLeastBits = 2048;  // RFC 7518, 3.3
    const std::unique_ptr<BIO, Free> text{BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.reveal().size()))};
    RsaKey key{text ? PEM_read_bio_PrivateKey(text.get(), nullptr, noPassword, nullptr) : nullptr};
    if (key && (EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_bits(key.get()) < kLeastBits))
        key.reset();
    return key;
}

// RFC 4648, 5, without padding.
std::string base64Url(std::string_view bytes)
{
    std::string text;
    appendBase64(bytes, text);
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    while (text.ends_with('='))
        text.pop_back();
    return text;
}

// Nothing where OpenSSL fails.
std::string signedBy(EVP_PKEY* key, std::string_view text)
{
    const std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1)
        return {};
    std::string signature(size, '\0');
    auto* const into = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSign(context.get(), into, &size, bytes, text.size()) != 1)
        return {};
    signature.resize(size);
    return signature;
}

// One byte more than a key file may have, where there is more.
std::optional<std::string> beginningOf(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string text(kLargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text.empty() ? std::nullopt : std::optional{text};
}

Result<GcpKey> keyInFile(const std::string& given, std::string_view field)
{
    const std::string path = expandedHome(given);
    const std::optional<std::string> text = beginningOf(path);
    if (!text)
        return Error{
            Errc::NotFound,
            sentence("errors", "The key file %1 of a Google service account cannot be read; check its path and mode.")
                .with(visibleText(shownName(path, 200))),
            field};
    return gcpKeyOf(*text, path, field);
}

// Of an address where a key may travel; empty otherwise.
std::string tokenUrlOf(const nlohmann::json& file)
{
    const Result<Url> url = parseUrl(textOf(file, "token_uri"));
    return url && isSafeForKeys(url.value()) ? url.value().text() : std::string{};
}

}  // namespace

Result<GcpKey> gcpKeyOf(std::string_view text, std::string_view place, std::string_view field)
{
    const std::string shown = visibleText(shownName(place, 200));
    const nlohmann::json file = text.size() > kLargestFile ? nlohmann::json{} : parseForeignJson(text);
    GcpKey key{.email = textOf(file, "client_email"),
               .keyId = textOf(file, "private_key_id"),
               .project = textOf(file, "project_id"),
               .tokenUrl = tokenUrlOf(file),
               .privateKey = Secret{textOf(file, "private_key")},
               .place = shown};
    if (textOf(file, "type") == "authorized_user")
        return Error{
            Errc::Auth,
            sentence("errors",
                     "%1 holds a person's login at Google; make a service account and give the JSON key of it.")
                .with(shown),
            field};
    if (key.email.empty() || key.privateKey.empty())
        return Error{Errc::Auth,
                     sentence("errors",
                              "%1 is no key file of a Google service account (JSON with client_email and private_key); "
                              "give one.")
                         .with(shown),
                     field};
    if (key.tokenUrl.empty())
        return Error{Errc::Auth,
                     sentence("errors", "The token_uri in %1 is no https:// address; give the file as Google made it.")
                         .with(shown),
                     field};
    if (!rsaKeyOf(key.privateKey))
        return Error{
            Errc::Auth,
            sentence("errors",
                     "The private_key in %1 is no RSA key of 2048 bits or more; give the file as Google made it.")
                .with(shown),
            field};
    return key;
}

Result<GcpKey> gcpKey(const SiteSpec& site, const SiteAccess& access)
{
    if (const std::string path = siteSetting(site, "key-file"); !path.empty())
        return keyInFile(path, "site/key-file");
    const std::string name = siteSetting(site, "key-env");
    const Result<Secret> held = access.secret(name);
    if (!held)
        return held.error().about("site/key-env");
    const std::string& text = held.value().reveal();
    return trimmed(text).starts_with('{') ? gcpKeyOf(text, name, "site/key-env") : keyInFile(text, "site/key-env");
}

Result<Secret> gcpAssertion(const GcpKey& key, Nanos now)
{
    constexpr std::int64_t kHour = 3600;
    const std::int64_t begin = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    nlohmann::json header = {{"alg", "RS256"}, {"typ", "JWT"}};
    if (!key.keyId.empty())
        header["kid"] = key.keyId;
    const nlohmann::json claims = {{"iss", key.email},
                                   {"scope", "https://www.googleapis.com/auth/compute"},
                                   {"aud", key.tokenUrl},
                                   {"iat", begin},
                                   {"exp", begin + kHour}};
    const std::string text = base64Url(textOfBody(header)) + "." + base64Url(textOfBody(claims));
    const RsaKey rsa = rsaKeyOf(key.privateKey);
    const std::string signature = rsa ? signedBy(rsa.get(), text) : std::string{};
    if (signature.empty())
        return Error{
            Errc::Auth,
            sentence("errors", "OpenSSL cannot sign with the private_key in %1; make a new key.").with(key.place),
            "site/key-file"};
    return Secret{text + "." + base64Url(signature)};
}

}  // namespace inferometer
