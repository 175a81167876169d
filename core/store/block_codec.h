// SPDX-License-Identifier: GPL-3.0-or-later
// A block of records as bytes, for the journal: column by column, independent of the compiler, the machine and of which
// fields the program knows that reads it.
//
// LEB128 of the number of records, then columns in the order of their ids. A column: LEB128 of
// (id - id of the column before) << 2 | form, and by its form
//   0 same   one LEB128, the code of every record
//   1 each   LEB128 of a length in bytes, a LEB128 code a record
//   2 bytes  LEB128 of a length in bytes, bytes
//   3        not used yet: a length and bytes, whatever they mean
// so that a reader passes over an id that it does not know. A column whose every code is the default's is left out, and
// a record reads as RequestRecord{} where a column is missing: those defaults are part of the format. The sequences are
// never left out and always of form 1. Codes: counts as they are; zigzag for what may be negative; 0 for a moment that
// never came and else 1 + zigzag of its distance from `scheduled`; 0 and 1 for flags; the number of an enumerator,
// where one that the reader does not know reads as the default. record_columns.h has the ids of a record's columns, 16
// and beyond. Before them stand the block's arrays: 1 chunks, 2 text, both as bytes; 3 how many sets of server metrics
// there are; 4 - 15 a metric each, 8 bytes a set, little-endian.
#pragma once

#include "core/metrics/request_record.h"

#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

void appendEncoded(const RecordBlock& block, std::string& out);

// Null when the bytes are no block: cut, too long, out of range, or pointing outside the block.
std::shared_ptr<const RecordBlock> decodeBlock(std::string_view bytes);

}  // namespace inferometer
