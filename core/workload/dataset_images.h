// SPDX-License-Identifier: GPL-3.0-or-later
// The image files that rows of a dataset name: read once each, and told by their first bytes.
#pragma once

#include "core/base/result.h"
#include "core/workload/dataset.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// "image/png", "image/jpeg" or "image/webp"; empty: none of them.
std::string_view imageTypeOf(std::string_view bytes);

// The bytes of a local PNG, JPEG or WebP file of at most kMostImageBytes; the error names the path and the rule.
// `path` is relative to `folder`, unless it begins with a slash. Blocks: reads the disk.
Result<std::string> readImage(const std::string& folder, const std::string& path);

class DatasetImages
{
public:
    // `folder`: of the dataset.
    explicit DatasetImages(std::string folder) : m_folder(std::move(folder)) {}

    // Index into images() of the file. The error is that of readImage(), or that all are too much together.
    Result<std::int32_t> add(const std::string& path);

    std::vector<DatasetImage> take() { return std::move(m_images); }

private:
    std::string m_folder;
    std::map<std::string, std::int32_t, std::less<>> m_known;
    std::vector<DatasetImage> m_images;
    std::size_t m_bytes = 0;
};

}  // namespace inferometer
