// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

namespace inferometer {
namespace {

using test::readFile;
using test::TempFolder;
using test::writeFile;

std::size_t filesIn(const TempFolder& folder)
{
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder.path()}, {}));
}

// No file of this process grows beyond it while it lives: what a full disk does.
class SizeLimit
{
public:
    explicit SizeLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    SizeLimit(const SizeLimit&) = delete;
    SizeLimit& operator=(const SizeLimit&) = delete;

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

TEST(AtomicFile, IsThereOnceCommitted)
{
    const TempFolder folder;
    AtomicFile file{folder / "a"};
    file.write("one ");
    file.write("two");
    EXPECT_FALSE(std::filesystem::exists(folder / "a"));
    ASSERT_TRUE(file.commit());
    EXPECT_EQ(readFile(folder / "a"), "one two");
    EXPECT_EQ(filesIn(folder), 1U);
}

TEST(AtomicFile, WritesMoreThanItsBuffer)
{
    const TempFolder folder;
    std::string whole;
    AtomicFile file{folder / "a"};
    for (int i = 0; i < 100'000; ++i) {
        const std::string line = "line " + std::to_string(i) + "\n";
        whole += line;
        file.write(line);
    }
    ASSERT_TRUE(file.commit());
    EXPECT_EQ(readFile(folder / "a"), whole);
}

TEST(AtomicFile, LeavesTheOldFileUnlessCommitted)
{
    const TempFolder folder;
    writeFile(folder / "a", "old");
    {
        AtomicFile file{folder / "a"};
        file.write("new");
    }
    EXPECT_EQ(readFile(folder / "a"), "old");
    EXPECT_EQ(filesIn(folder), 1U);
}

TEST(AtomicFile, SaysThatItsFolderIsGone)
{
    AtomicFile file{"/nonexistent/folder/a"};
    file.write("x");
    const Status status = file.commit();
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("/nonexistent/folder/a"), std::string::npos);
    EXPECT_NE(status.error().message.find("folder is gone"), std::string::npos);
}

TEST(AtomicFile, LeavesNothingOnAFullDisk)
{
    const TempFolder folder;
    writeFile(folder / "a", "old");
    Status status;
    {
        const SizeLimit limit{1000};
        AtomicFile file{folder / "a"};
        file.write(std::string(5000, 'x'));
        status = file.commit();
    }
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find("ulimit -f"), std::string::npos);
    EXPECT_EQ(readFile(folder / "a"), "old");
    EXPECT_EQ(filesIn(folder), 1U);
}

TEST(CheckFolder, MakesTheFolder)
{
    const TempFolder folder;
    EXPECT_TRUE(checkFolder(folder / "a/b/c", 1));
    EXPECT_TRUE(std::filesystem::is_directory(folder / "a/b/c"));
    EXPECT_TRUE(checkFolder(folder / "a/b/c", 1));
}

TEST(CheckFolder, NamesAFolderThatCannotBe)
{
    const TempFolder folder;
    writeFile(folder / "file", "");
    for (const std::string& path : {folder / "file", folder / "file/results", std::string{"/proc/results"}}) {
        const Status status = checkFolder(path, 1);
        ASSERT_FALSE(status) << path;
        EXPECT_EQ(status.error().code, Errc::Disk);
        EXPECT_EQ(status.error().field, "results-dir");
        EXPECT_NE(status.error().message.find(path), std::string::npos);
        EXPECT_NE(status.error().message.find("another results folder"), std::string::npos) << status.error().message;
    }
}

TEST(CheckFolder, NamesTheSpaceThatIsMissing)
{
    const TempFolder folder;
    const Status status = checkFolder(folder.path(), 1e18);
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find(folder.path()), std::string::npos);
    EXPECT_NE(status.error().message.find("1000000000.0 GB"), std::string::npos) << status.error().message;
    EXPECT_NE(status.error().message.find("free space"), std::string::npos);
}

// A folder of results from somebody else may hold links to anywhere.
TEST(AtomicFile, WritesThroughNoLink)
{
    const TempFolder folder;
    test::writeFile(folder / "elsewhere", "precious");
    std::filesystem::create_symlink(folder / "elsewhere", folder / "file");
    AtomicFile plain{folder / "file"};
    plain.write("new");
    EXPECT_TRUE(plain.commit());
    EXPECT_EQ(test::readFile(folder / "file"), "new");
    std::filesystem::create_symlink(folder / "elsewhere", folder / "file.part");
    AtomicFile linked{folder / "file"};
    linked.write("newer");
    const Status status = linked.commit();
    ASSERT_FALSE(status);
    EXPECT_NE(status.error().message.find(folder / "file"), std::string::npos);
    EXPECT_EQ(test::readFile(folder / "elsewhere"), "precious");
}

}  // namespace
}  // namespace inferometer
