// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/client_copy.h"

#include "tests/support/fake_client.h"
#include "tests/support/rough_host.h"
#include <gtest/gtest.h>

#include <filesystem>

namespace inferometer {
namespace {

using namespace std::chrono_literals;
using test::FakeClient;
using test::RoughHost;

class ClientCopy : public testing::Test
{
protected:
    PortableClient client() const
    {
        Result<PortableClient> read = readPortableClient(m_fake.folder());
        EXPECT_TRUE(read) << read.error().message;
        return std::move(read).value();
    }

    std::string refusalOf(const std::string& manifest) const
    {
        m_fake.setManifest(manifest);
        const Result<PortableClient> read = readPortableClient(m_fake.folder());
        return read ? "" : read.error().message;
    }

    // Of a machine with these functions in place of its commands; nothing may have been copied to it.
    std::string refusalOn(const std::string& machine)
    {
        m_host.prefix = machine;
        const Result<std::string> brought = bringClient(m_host, client(), {});
        EXPECT_FALSE(std::filesystem::exists(m_fake.home()));
        EXPECT_TRUE(brought || brought.error().code == Errc::Unsupported);
        return brought ? "" : brought.error().message;
    }

    FakeClient m_fake;
    RoughHost m_host;
};

TEST_F(ClientCopy, ComesWholeUnderItsHashAndOnce)
{
    const Result<std::string> folder = bringClient(m_host, client(), {});
    ASSERT_TRUE(folder) << folder.error().message;
    EXPECT_EQ(folder.value(), m_fake.home() + "/clients/" + client().hash);
    EXPECT_EQ(test::readFile(folder.value() + "/lib/libx.so.1"), "a library");
    std::vector<std::string> said;
    const int calls = m_host.calls;
    ASSERT_TRUE(bringClient(m_host, client(), {[&said](const Sentence& step) { said.push_back(step.text()); }}));
    EXPECT_TRUE(said.empty()) << "it was copied again: " << said.front();
    EXPECT_LE(m_host.calls - calls, 4);
}

TEST_F(ClientCopy, OfOtherFilesIsAnother)
{
    const std::string before = client().hash;
    EXPECT_EQ(before.size(), 64U);
    EXPECT_EQ(client().hash, before);
    test::writeFile(m_fake.folder() + "/lib/libx.so.1", "A library");
    const std::string changed = client().hash;
    EXPECT_NE(changed, before);
    std::filesystem::rename(m_fake.folder() + "/lib/libx.so.1", m_fake.folder() + "/lib/libx.so.2");
    EXPECT_NE(client().hash, changed);
}

TEST_F(ClientCopy, TellsAMachineThatCannotRunItBeforeAnythingIsCopied)
{
    EXPECT_EQ(refusalOn("uname() { echo riscv64; }\n"),
              "a rough machine is a machine of the kind riscv64, and the client here was built for "
                  + test::thisArchitecture()
                  + "; build it on one like it, and name its folder by INFEROMETER_PORTABLE.");
    EXPECT_EQ(
        refusalOn("getconf() { echo glibc 2.12; }\n"),
        "a rough machine is too old: its C library is glibc 2.12, and the client needs 2.17 or newer; have the load "
        "on another machine.");
    EXPECT_EQ(refusalOn("getconf() { return 1; }\nldd() { echo 'musl libc (x86_64)'; echo 'Version 1.2.4'; }\n"),
              "a rough machine has not the GNU C library, which the client needs (its own calls itself \"musl libc "
              "(x86_64)\"); have the load on another machine.");
    EXPECT_NE(refusalOn("getconf() { return 1; }\nldd() { return 1; }\n"), "");
}

TEST_F(ClientCopy, KnowsTheLibraryByLddToo)
{
    m_host.prefix = "getconf() { return 1; }\nldd() { echo 'ldd (Debian GLIBC 2.36-9+deb12u13) 2.36'; echo more; }\n";
    EXPECT_TRUE(checkMachine(m_host, client()));
    m_host.prefix = "getconf() { return 1; }\nldd() { echo 'ldd (GNU libc) 2.9'; }\n";
    EXPECT_FALSE(checkMachine(m_host, client())) << "2.9 is taken for newer than 2.17";
    m_host.prefix = "getconf() { echo glibc 3.0; }\n";
    EXPECT_TRUE(checkMachine(m_host, client()));
}

TEST_F(ClientCopy, ThatDoesNotStartIsToldInItsWords)
{
    m_fake.setRun("true");
    test::writeFile(m_fake.folder() + "/inferometer", "#!/bin/sh\necho 'libx.so.1: wrong ELF class' >&2; exit 127\n");
    const Result<std::string> folder = bringClient(m_host, client(), {});
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().message.find("does not start on a rough machine"), std::string::npos);
    EXPECT_NE(folder.error().message.find("libx.so.1: wrong ELF class"), std::string::npos);
}

// Whoever copied meanwhile, and whatever was left of copies that were cut long ago.
TEST_F(ClientCopy, CleansUpOldParts)
{
    const std::string clients = m_fake.home() + "/clients";
    std::filesystem::create_directories(clients + "/x.part-old");
    std::filesystem::create_directories(clients + "/x.part-new");
    std::filesystem::last_write_time(clients + "/x.part-old", std::filesystem::file_time_type::clock::now() - 48h);
    ASSERT_TRUE(bringClient(m_host, client(), {}));
    EXPECT_FALSE(std::filesystem::exists(clients + "/x.part-old"));
    EXPECT_TRUE(std::filesystem::exists(clients + "/x.part-new"));
}

TEST_F(ClientCopy, MustSayForWhichMachinesItIs)
{
    const std::string version = INFEROMETER_VERSION;
    for (const std::string& manifest :
         {std::string{"[]"}, std::string{"{"}, std::string(5000, '['),
          std::string{R"({"format": 2, "program": "0", "architecture": "x86_64", "glibc": "2.36"})"},
          R"({"format": 1, "program": ")" + version + R"(", "architecture": 7, "glibc": "2.36"})",
          R"({"format": 1, "program": ")" + version + R"(", "architecture": "x86_64", "glibc": "new"})"})
        EXPECT_NE(refusalOf(manifest).find("holds no portable client"), std::string::npos) << manifest;
    EXPECT_NE(refusalOf(R"({"format": 1, "program": "99", "architecture": "x86_64", "glibc": "2.36"})")
                  .find("is of version 99, and this program of " + version),
              std::string::npos);
}

TEST_F(ClientCopy, TakesNoLinkAlong)
{
    std::filesystem::create_symlink("/etc/passwd", m_fake.folder() + "/lib/libpasswd.so");
    const Result<PortableClient> read = readPortableClient(m_fake.folder());
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("lib/libpasswd.so belongs to none"), std::string::npos) << read.error().message;
}

TEST_F(ClientCopy, IsFoundByItsVariable)
{
    EXPECT_EQ(findPortableClient().value(), m_fake.folder());
    std::filesystem::remove(m_fake.folder() + "/manifest.json");
    const Result<std::string> none = findPortableClient();
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::NotFound);
    EXPECT_NE(none.error().message.find(m_fake.folder()), std::string::npos);
}

}  // namespace
}  // namespace inferometer
