// SPDX-License-Identifier: GPL-3.0-or-later
// Journals of every version that is read, as the program of that day wrote them under tests/data/journal, each with the
// raw columns of the records.csv that the same program made of it. They never change: what cannot read them is wrong.
#include "core/store/finished_run.h"
#include "core/store/result_files.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace inferometer {
namespace {

using test::readFile;

struct Golden
{
    const char* name;
    bool ended;
    std::uint64_t ok;
    std::uint64_t failed;
    std::uint64_t warmup;
    std::uint64_t cooldown;
    double ttftMean;  // s, as the summary of that day has it
    double e2eMean;
    std::size_t gaps;
    double gapMean;
};

constexpr std::array kGolden{
    Golden{"v3-plain", true, 6, 0, 0, 0, 0.027745537, 0.048515386, 42, 0.002967121285714285},
    Golden{"v3-faults", true, 7, 14, 3, 3, 0.018404809571428572, 0.05001178042857142, 63, 0.0036759006761904766},
    Golden{"v3-killed", false, 24, 0, 0, 0, 0.021501873791666667, 0.06451885633333335, 264, 0.003910634776515152}};

class GoldenJournal : public testing::TestWithParam<Golden>
{
protected:
    FinishedRun load()
    {
        std::filesystem::copy_file(data(".journal"), m_folder / "journal");
        auto run = loadResult(m_folder.path());
        EXPECT_TRUE(run) << run.error().message;
        return run ? std::move(run).value() : FinishedRun{};
    }
    std::string data(const std::string& ending) const
    {
        return INFEROMETER_TEST_DATA "/journal/" + std::string{GetParam().name} + ending;
    }

    const test::TempFolder m_folder;
};

std::vector<std::string> cellsOf(const std::string& line)
{
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (const char c : line) {
        if (c == ',' && !quoted)
            cells.emplace_back();
        else
            cells.back() += c;
        quoted = quoted != (c == '"');
    }
    return cells;
}

// Rows of cells by the name of their column. REQUIRES: no line ends within a cell.
std::vector<std::map<std::string, std::string>> rowsOf(const std::string& csv)
{
    std::istringstream in{csv};
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> names;
    for (std::string line; std::getline(in, line);) {
        const std::vector<std::string> cells = cellsOf(line);
        if (names.empty()) {
            names = cells;
            continue;
        }
        for (std::size_t i = 0; i < cells.size(); ++i)
            (i == 0 ? rows.emplace_back() : rows.back())[names.at(i)] = cells[i];
    }
    return rows;
}

TEST_P(GoldenJournal, HoldsEveryRecordAsItWasMeasured)
{
    ASSERT_TRUE(writeRecordsCsv(m_folder / "records.csv", load()));
    const auto now = rowsOf(readFile(m_folder / "records.csv"));
    const auto then = rowsOf(readFile(data(".csv")));
    ASSERT_EQ(now.size(), then.size());
    ASSERT_GT(then.size(), 5U);
    for (std::size_t i = 0; i < then.size(); ++i)
        for (const auto& [name, cell] : then[i])
            EXPECT_EQ(now[i].at(name), cell) << name << " of row " << i;
}

TEST_P(GoldenJournal, GivesTheFiguresOfItsDay)
{
    const Golden& golden = GetParam();
    const FinishedRun run = load();
    EXPECT_EQ(run.ended, golden.ended);
    EXPECT_EQ(run.summary.ok, golden.ok);
    EXPECT_EQ(run.summary.failed, golden.failed);
    EXPECT_EQ(run.summary.warmup, golden.warmup);
    EXPECT_EQ(run.summary.cooldown, golden.cooldown);
    double ttft = 0;
    double e2e = 0;
    std::vector<double> gaps;
    for (const RecordRef& ref : inCompletionOrder(run.blocks)) {
        if (!givesValues(*ref.record))
            continue;
        ttft += seconds(ref.record->firstToken.at - ref.record->sent);
        e2e += seconds(ref.record->lastToken.at - ref.record->sent);
        appendGaps(*ref.block, *ref.record, true, gaps);
    }
    const auto ok = static_cast<double>(golden.ok);
    EXPECT_NEAR(ttft / ok, golden.ttftMean, 1e-12);
    EXPECT_NEAR(e2e / ok, golden.e2eMean, 1e-12);
    EXPECT_EQ(gaps.size(), golden.gaps);
    EXPECT_NEAR(statisticsOf(gaps).mean, golden.gapMean, 1e-12);
}

TEST_P(GoldenJournal, KeepsWhatItSaysOfTheRun)
{
    const FinishedRun run = load();
    EXPECT_EQ(run.header.program, "0.1.0");
    EXPECT_EQ(run.header.model, "simulated");
    EXPECT_EQ(run.header.countMethod, "tokenize");
    EXPECT_EQ(run.header.prompts.at(0).name, "default");
    EXPECT_EQ(run.header.promptText(*run.blocks.at(0), run.blocks.at(0)->records.at(0)), run.header.prompts[0].text);
    EXPECT_EQ(run.header.stem.substr(run.header.stem.size() - run.header.runId.size()), run.header.runId);
    EXPECT_EQ(run.facts.scope, "loopback");
    EXPECT_EQ(run.facts.localFault.empty(), GetParam().ended);
}

std::string nameOf(const testing::TestParamInfo<Golden>& golden)
{
    std::string name = golden.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Files, GoldenJournal, testing::ValuesIn(kGolden), nameOf);

}  // namespace
}  // namespace inferometer
