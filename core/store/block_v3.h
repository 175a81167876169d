// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of records as journals of version 3 hold them (November 2026). Read only, and never changed.
//
// Record by record, every field in one fixed order: LEB128 for counts, zigzag LEB128 for what may be negative, 0 for a
// moment that never came and else 1 + zigzag of its distance from `scheduled`; then the block's arrays, each behind its
// length; doubles as 8 bytes, little-endian.
#pragma once

#include "core/metrics/request_record.h"

#include <memory>
#include <string_view>

namespace inferometer {

// Null when the bytes are no block: cut, too long, out of range, or pointing outside the block.
std::shared_ptr<const RecordBlock> decodeBlockV3(std::string_view bytes);

}  // namespace inferometer
