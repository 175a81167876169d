// SPDX-License-Identifier: GPL-3.0-or-later
// Datasets written for a test, in a folder of its own, and those of tests/data/dataset.
#pragma once

#include "core/workload/dataset.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace inferometer {

inline std::string datasetFile(const std::string& name) { return INFEROMETER_TEST_DATA "/dataset/" + name; }

class DatasetTest : public testing::Test
{
protected:
    std::string write(const std::string& name, const std::string& bytes) const
    {
        test::writeFile(m_folder / name, bytes);
        return m_folder / name;
    }
    static std::shared_ptr<const Dataset> load(const std::string& path, const DatasetOptions& options = {})
    {
        const auto dataset = loadDataset(path, options);
        EXPECT_TRUE(dataset) << (dataset ? "" : dataset.error().message);
        return dataset ? dataset.value() : nullptr;
    }
    // Behind the file's name.
    std::string errorOf(const std::string& bytes, const DatasetOptions& options = {}) const
    {
        const std::string path = write("d", bytes);
        const auto dataset = loadDataset(path, options);
        if (dataset)
            return "";
        const std::string& said = dataset.error().message;
        return said.starts_with(path) ? said.substr(path.size()) : said;
    }

    const test::TempFolder m_folder;
};

}  // namespace inferometer
