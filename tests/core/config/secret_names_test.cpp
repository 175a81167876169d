// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/secret_names.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(SecretNames, AreToldByTheirWords)
{
    for (const char* name : {"key",
                             "Key",
                             "KEY",
                             "api_key",
                             "api-key",
                             "apiKey",
                             "apikey",
                             "APIKEY",
                             "X-API-Key",
                             "x-api-key",
                             "API_KEY_2",
                             "OPENAI_API_KEY",
                             "Ocp-Apim-Subscription-Key",
                             "X-Amz-Security-Token",
                             "X-Amz-Signature",
                             "X-Amz-Credential",
                             "token",
                             "X-Token",
                             "accessToken",
                             "access_tokens",
                             "api_keys",
                             "authtoken",
                             "xauthtoken",
                             "X-Auth",
                             "auth",
                             "Authorization",
                             "Proxy-Authorization",
                             "X-Secret",
                             "clientSecret",
                             "client_secret",
                             "dbpassword",
                             "password",
                             "passwd",
                             "pwd",
                             "pass",
                             "passphrase",
                             "sig",
                             "Signature",
                             "credential",
                             "credentials",
                             "Cookie",
                             "session",
                             "session_id",
                             "PHPSESSID",
                             "bearer",
                             "jwt",
                             "x-goog-api-key",
                             "hf_token",
                             "auth.token",
                             "private key",
                             "APIKeyHeader",
                             "tokenValue",
                             "basic_auth"})
        EXPECT_TRUE(namesSecret(name)) << name;
}

TEST(SecretNames, AreNotThoseOfTokensAndTables)
{
    for (const char* name : {"",
                             "tokens",
                             "max_tokens",
                             "max_new_tokens",
                             "min-tokens",
                             "num-input-tokens",
                             "input_tokens",
                             "eos_token",
                             "eos_token_id",
                             "stop_token_ids",
                             "bos_token",
                             "skip_special_tokens",
                             "add_special_tokens",
                             "token_healing",
                             "tokens_per_s",
                             "time_to_first_token",
                             "token_count",
                             "token_type",
                             "tokenizer",
                             "prompt_cache_key",
                             "sort_key",
                             "Idempotency-Key",
                             "public_key",
                             "keyboard",
                             "monkey",
                             "keys",
                             "num_keys",
                             "author",
                             "Authority",
                             "authors",
                             "secretary",
                             "signal",
                             "design",
                             "sigma",
                             "assign",
                             "passes",
                             "pass_rate",
                             "bypass",
                             "compass",
                             "sessions",
                             "session-affinity",
                             "api-key-env",
                             "auth_type",
                             "auth_token_type",
                             "key_id",
                             "keyring",
                             "cookiecutter",
                             "X-Team",
                             "user",
                             "temperature",
                             "model",
                             "gpu",
                             "thought_signature",
                             "tokens_per_token_price"})
        EXPECT_FALSE(namesSecret(name)) << name;
}

TEST(SecretNames, AValueThatIsOneNeedsNoName)
{
    for (const char* value :
         {"Bearer abcdefgh", "basic dXNlcjpwYXNz", "sk-proj-0123456789abcdef", "hf_0123456789abcdefgh",
          "eyJhbGciOi.eyJzdWIiOiI.SflKxwRJSM", "AKIA0123456789ABCDEF", " sk-0123456789abcdefgh "})
        EXPECT_TRUE(looksLikeCredential(value)) << value;
    for (const char* value : {"", "Bearer", "bearer of news today", "sk-learn", "Bearer ${MY_KEY_OF_THE_LAB}", "a.b.c",
                              "serving, \"quoted\"; a=b", "basic set", "https://example.com/a/long/path/1"})
        EXPECT_FALSE(looksLikeCredential(value)) << value;
}

TEST(SecretNames, APairIsFineWhenTheEnvironmentHoldsTheSecret)
{
    for (const char* value :
         {"", " ", "none", "true", "no", "${KEY}", "Bearer ${KEY}", "a=${A}; theme=dark", "${A}${B}"})
        EXPECT_FALSE(holdsPlainSecret("Authorization", value)) << value;
    for (const char* value : {"hunter2", "$KEY", "${KEY", "${not a name}", "${1A}", "Bearer 0123456789abcdef ${KEY}",
                              "${sk9f8e7d6c5b4a3928171}", "Bearer sk-live"})
        EXPECT_TRUE(holdsPlainSecret("Authorization", value)) << value;
    EXPECT_FALSE(holdsPlainSecret("X-Team", "serving"));
    EXPECT_TRUE(holdsPlainSecret("X-Team", "Bearer s3cretly"));
}

TEST(SecretNames, LooksLikeAKey)
{
    EXPECT_TRUE(isVariableName("_A1"));
    EXPECT_FALSE(isVariableName("1A"));
    EXPECT_TRUE(looksLikeKey("sk-abc"));
    EXPECT_FALSE(looksLikeKey("OPENAI_API_KEY"));
}

}  // namespace
}  // namespace inferometer
