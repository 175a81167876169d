// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/cloud/gcp_sample.h"

#include <nlohmann/json.hpp>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace inferometer {

EVP_PKEY* sampleRsa()
{
    static EVP_PKEY* const key = EVP_RSA_gen(2048);
    return key;
}

std::string pemOf(EVP_PKEY* key)
{
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

std::string sampleKeyFile(const std::string& tokenUrl, const std::string& pem)
{
    return nlohmann::json{{"type", "service_account"}, {"project_id", "p-1"},       {"private_key_id", "k1"},
                          {"private_key", pem},        {"client_email", "a@p-1.x"}, {"token_uri", tokenUrl}}
        .dump();
}

}  // namespace inferometer
