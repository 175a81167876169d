// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/ollama_model.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

TEST(PullReader, AddsUpWhatIsPulled)
{
    const std::string lines = "{\"status\":\"pulling manifest\"}\n"
                              "{\"status\":\"pulling aa\",\"digest\":\"sha256:aa\",\"total\":100}\n"
                              "{\"status\":\"pulling aa\",\"digest\":\"sha256:aa\",\"total\":100,\"completed\":40}\n"
                              "{\"status\":\"pulling bb\",\"digest\":\"sha256:bb\",\"total\":10,\"completed\":10}\n"
                              "{\"status\":\"pulling aa\",\"digest\":\"sha256:aa\",\"total\":100,\"completed\":90}\n"
                              "{\"status\":\"verifying sha256 digest\"}\n{\"status\":\"success\"}\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, lines.size()}) {
        PullReader reader;
        for (std::size_t at = 0; at < lines.size(); at += piece) {
            EXPECT_FALSE(reader.isDone());
            reader.feed(std::string_view{lines}.substr(at, piece));
        }
        EXPECT_EQ(reader.total(), 110);
        EXPECT_EQ(reader.completed(), 100);
        EXPECT_TRUE(reader.isDone());
        EXPECT_EQ(reader.error(), "");
    }
}

TEST(PullReader, TellsAnErrorInTheMiddle)
{
    PullReader reader;
    reader.feed("{\"status\":\"pulling manifest\"}\n{\"error\":\"pull model manifest: file does not exist\"}\n");
    EXPECT_EQ(reader.error(), "pull model manifest: file does not exist");
    EXPECT_FALSE(reader.isDone());
}

TEST(PullReader, IsMovedByNothingElse)
{
    PullReader reader;
    reader.feed(std::string(1U << 20U, 'x')
                + "\n[]\nnull\n{\"digest\":1,\"total\":5}\n{\"digest\":\"a\",\"total\":-5}\n"
                  "{\"digest\":\"b\",\"total\":\"many\",\"completed\":1e999}\n{\"status\":7}\n");
    for (int i = 0; i < 5000; ++i)
        reader.feed("{\"digest\":\"d" + std::to_string(i) + "\",\"total\":1}\n");
    EXPECT_LE(reader.total(), 1000);
    EXPECT_EQ(reader.completed(), 0);
    EXPECT_FALSE(reader.isDone());
}

}  // namespace
}  // namespace inferometer
