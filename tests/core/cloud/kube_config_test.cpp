// SPDX-License-Identifier: GPL-3.0-or-later
// What the double of the API does not answer. The journey is in tests/doubles/kubernetes_test.py.
#include "core/base/scratch_folder.h"
#include "core/cloud/kube_config.h"
#include "core/cloud/kube_login.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace inferometer {
namespace {

class KubeConfig : public ::testing::Test
{
protected:
    std::string write(const std::string& name, const std::string& text) const
    {
        const std::string path = m_folder.path() + "/" + name;
        std::ofstream{path} << text;
        return path;
    }

    // A whole file but for what is given.
    std::string file(const std::string& name, const std::string& cluster, const std::string& user) const
    {
        return write(name,
                     "clusters: [{name: one, cluster: {" + cluster + "}}]\nusers: [{name: ada, user: {" + user
                         + "}}]\ncontexts: [{name: here, context: {cluster: one, user: ada}}]\n");
    }

    ScratchFolder m_folder;
};

const std::string kServer = "server: 'https://10.0.0.1:6443/'";

TEST_F(KubeConfig, IsReadAsKubectlReadsIt)
{
    write("ca.pem", "AUTHORITY");
    const Result<KubeAccess> access = readKubeConfig(
        file("config", kServer + ", certificate-authority: ca.pem",
             "client-certificate-data: Q0VSVA==, client-key-data: S0VZ, token: t0ken, tokenFile: sub/token"),
        "here");
    ASSERT_TRUE(access) << access.error().message;
    EXPECT_EQ(access.value().server, "https://10.0.0.1:6443");
    EXPECT_EQ(access.value().authority, "AUTHORITY");
    EXPECT_EQ(access.value().certificate, "CERT");
    EXPECT_EQ(access.value().key.reveal(), "KEY");
    EXPECT_EQ(access.value().tokenFile, m_folder.path() + "/sub/token");
}

TEST_F(KubeConfig, OfSeveralFilesTheFirstThatHasAnEntryHasIt)
{
    const std::string first = write("first",
                                    "contexts: [{name: here, context: {cluster: one, user: eve}}]\n"
                                    "users: [{name: eve, user: {token: eve}}]\n");
    const std::string second = file("second", kServer, "token: ada");
    const Result<KubeAccess> access = readKubeConfig("/nowhere:" + first + ":" + second, "here");
    ASSERT_TRUE(access) << access.error().message;
    EXPECT_EQ(access.value().user, "eve");
    EXPECT_EQ(access.value().token.reveal(), "eve");
    EXPECT_EQ(readKubeConfig("/nowhere", "here").error().code, Errc::NotFound);
    EXPECT_EQ(readKubeConfig("", "here").error().code, Errc::NotFound);
    EXPECT_EQ(readKubeConfig(second, "there").error().code, Errc::NotFound);
}

TEST_F(KubeConfig, WhatIsNotTakenIsRefusedByName)
{
    struct Case
    {
        std::string cluster, user, said;
    };
    for (const Case& one : std::initializer_list<Case>{
             {kServer + ", insecure-skip-tls-verify: true", "token: t", "insecure-skip-tls-verify"},
             {kServer + ", tls-server-name: other", "token: t", "tls-server-name"},
             {"server: 'http://10.0.0.1'", "token: t", "for all to read"},
             {"server: 'ftp://10.0.0.1'", "token: t", "http"},
             {"server: 'https://10.0.0.1/?a=b'", "token: t", "no ? or #"},
             {"server: 'https://127.0.0.1.evil.example:1@x'", "token: t", ""},
             {"certificate-authority: none", "token: t", ""},
             {kServer + ", certificate-authority: none.pem", "token: t", "none.pem"},
             {kServer + ", certificate-authority-data: '***'", "token: t", "certificate-authority-data is no Base64"},
             {kServer, "username: a, password: b", "username"},
             {kServer, "auth-provider: {name: gcp}", "auth-provider"},
             {kServer, "as: root, token: t", "as, which"},
             {kServer, "client-certificate-data: Q0VSVA==", "give both"}})
    {
        const Result<KubeAccess> access = readKubeConfig(file("config", one.cluster, one.user), "here");
        ASSERT_FALSE(access) << one.cluster << one.user;
        EXPECT_NE(access.error().message.find(one.said), std::string::npos) << access.error().message;
        EXPECT_EQ(access.error().field, "site/kubeconfig");
    }
    EXPECT_TRUE(readKubeConfig(file("config", "server: 'http://127.0.0.1:8080'", "token: t"), "here"));
}

TEST_F(KubeConfig, HostileTextIsAnError)
{
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "[";
    for (const std::string& text :
         {deep, std::string{"[]"}, std::string{"current-context: here\ncontexts: here"}, std::string("\0\0\0", 3),
          std::string{"current-context: here\ncontexts: [1, {name: [here]}, {name: here}]"}, std::string{"a: &a [*a]"},
          std::string{"current-context: \"\\e[31mred\""}})
        EXPECT_FALSE(readKubeConfig(write("config", text), "here"));
    const Error unknown = readKubeConfig(write("config", "contexts: []"), "\x1b[31mred").error();
    EXPECT_EQ(unknown.message.find('\x1b'), std::string::npos);
}

TEST(KubeBase64, IsWholeOrNothing)
{
    EXPECT_EQ(fromBase64("YQ=="), "a");
    EXPECT_EQ(fromBase64("YWI=\n"), "ab");
    EXPECT_EQ(fromBase64("YW\nJj"), "abc");
    EXPECT_EQ(fromBase64(""), "");
    for (const char* text : {"Y", "Y===", "====", "a=b=", "YQ=", "Y*=="})
        EXPECT_FALSE(fromBase64(text).has_value()) << text;
}

TEST(KubeCredential, AnAnswerIsReadOrRefused)
{
    const Result<KubeCredential> given = readExecCredential(
        R"({"kind":"ExecCredential","status":{"token":"t0","expirationTimestamp":"2026-11-30T00:00:00Z"}})");
    ASSERT_TRUE(given);
    EXPECT_EQ(given.value().token.reveal(), "t0");
    EXPECT_EQ(given.value().expires, 1'795'996'800.0);
    for (const char* text :
         {"", "[]", R"({"kind":"ExecCredential"})", R"({"kind":"Other","status":{"token":"t"}})",
          R"({"kind":"ExecCredential","status":{"token":7}})", R"({"kind":"ExecCredential","status":{"token":"a\nb"}})",
          R"({"kind":"ExecCredential","status":{"clientCertificateData":"c"}})"})
        EXPECT_EQ(readExecCredential(text).error().code, Errc::Auth) << text;
}

TEST(KubeLogin, APluginThatCannotBeRunIsNotRun)
{
    for (const KubePlugin& plugin :
         std::initializer_list<KubePlugin>{{"true", {}, {}, "client.authentication.k8s.io/v1alpha1"},
                                           {"", {}, {}, "client.authentication.k8s.io/v1"},
                                           {"true", {std::string("a\0b", 3)}, {}, "client.authentication.k8s.io/v1"},
                                           {"true", {}, {{"A;touch x", "1"}}, "client.authentication.k8s.io/v1"}})
    {
        KubeAccess access;
        access.plugin = plugin;
        EXPECT_EQ(KubeLogin{access}.credential().error().code, Errc::InvalidInput) << plugin.command;
    }
}

}  // namespace
}  // namespace inferometer
