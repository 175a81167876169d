// SPDX-License-Identifier: GPL-3.0-or-later
// A request that ended, with the block that holds what varies in length.
#pragma once

#include "core/metrics/request_record.h"

namespace inferometer::ui {

// Valid as long as a snapshot that holds the block.
struct RequestRow
{
    const RecordBlock* block = nullptr;
    const RequestRecord* record = nullptr;

    std::string_view error() const { return block->textOf(record->error); }
    std::string_view response() const { return block->textOf(record->response); }
    std::string_view headers() const { return block->textOf(record->headers); }
};

}  // namespace inferometer::ui
