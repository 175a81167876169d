// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/csv.h"

#include <gtest/gtest.h>

namespace inferometer {
namespace {

std::string errorOf(std::string_view text)
{
    const Result<CsvTable> table = parseCsv(text, "t.csv");
    return table ? "none" : table.error().message;
}

TEST(Csv, IsReadByItsColumns)
{
    const Result<CsvTable> table
        = parseCsv("\xEF\xBB\xBF Name ,note\r\nL4,\"cheap, \"\"small\"\"\nand slow\"\r\n\r\nT4,\n", "t.csv");
    ASSERT_TRUE(table) << table.error().message;
    ASSERT_EQ(table.value().rows.size(), 2U);
    const CsvRow& first = table.value().rows[0];
    EXPECT_EQ(table.value().at(first, "name"), "L4");
    EXPECT_EQ(table.value().at(first, "note"), "cheap, \"small\"\nand slow");
    EXPECT_EQ(first.line, 2);
    EXPECT_EQ(table.value().rows[1].line, 5);
    EXPECT_EQ(table.value().at(table.value().rows[1], "note"), "");
    EXPECT_EQ(table.value().at(first, "price"), "");
    EXPECT_FALSE(table.value().has("price"));
}

TEST(Csv, SaysWhereItBreaks)
{
    EXPECT_EQ(errorOf(""), "t.csv:1: the table is empty; its first line names the columns.");
    EXPECT_EQ(errorOf("a,A\n"), "t.csv:1: the column \"a\" is there twice; remove one.");
    EXPECT_EQ(errorOf("a,b\n1\n"),
              "t.csv:2: the row has 1 cells where the head line has 2; put cells that hold commas in quotes.");
    EXPECT_EQ(errorOf("a\n\"b\n"), "t.csv:2: the quote that opens here is not closed.");
    EXPECT_EQ(errorOf("a\n\"b\"c\n"),
              "t.csv:2: text stands behind the closing quote of a cell; write a quote inside a cell twice.");
    EXPECT_EQ(errorOf(std::string(kMostCsvBytes + 1, 'a')),
              "t.csv:1: the table is too large; a few megabytes are read.");
    EXPECT_EQ(errorOf(std::string(300, ',')), "t.csv:1: the row has more than 200 cells; make it shorter.");
    std::string rows = "a\n";
    for (int i = 0; i < 100'001; ++i)
        rows += "1\n";
    EXPECT_EQ(errorOf(rows), "t.csv:100003: the table has more than 100000 rows; make it shorter.");
}

}  // namespace
}  // namespace inferometer
