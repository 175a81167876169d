// SPDX-License-Identifier: GPL-3.0-or-later
// A block of records as bytes, for the journal: field by field, independent of the compiler and the machine.
//
// LEB128 for counts, zigzag LEB128 for what may be negative, 0 for a moment that never came and else 1 + zigzag of its
// distance from `scheduled`; then the block's arrays, each behind its length; doubles as 8 bytes, little-endian.
#pragma once

#include "core/metrics/request_record.h"

#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

void appendEncoded(const RecordBlock& block, std::string& out);

// Null when the bytes are no block: cut, too long, or pointing outside the block.
std::shared_ptr<const RecordBlock> decodeBlock(std::string_view bytes);

}  // namespace inferometer
