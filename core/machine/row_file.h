// SPDX-License-Identifier: GPL-3.0-or-later
// A file of rows from outside, piece by piece: lines, the elements of a JSON list, records of CSV. Holds one block of
// the file and one row, however large the file is.
#pragma once

#include "core/base/fd.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct stat;

namespace inferometer {

inline constexpr std::size_t kMostRowFileBytes = 4'000'000'000;
inline constexpr std::size_t kMostRowBytes = 16'000'000;

class RowFile
{
public:
    // `field`: the setting that names it, for errors; a literal. A regular file that can be read, not empty and not
    // larger than allowed, with its first block at hand and a byte order mark passed over.
    static Result<RowFile> open(const std::string& path, std::string_view field);

    // What comes next, as far as it lies in the block: 64 KB or more but for the end of the file.
    std::string_view ahead() const { return std::string_view{m_block}.substr(m_at); }
    // Of what comes next, from 1.
    std::uint64_t line() const { return m_line; }

    // Each takes the next piece into `out`; false: there is none. The error says what is wrong, without the place.
    Result<bool> takeLine(std::string& out);
    // `[` or `,` and a value are passed over; false at `]`. Goes on behind the list then.
    Result<bool> takeElement(std::string& out);
    // A name and its colon, inside an object; false at `}`.
    Result<bool> takeMember(std::string& name);
    // A JSON value of any kind, by its brackets alone.
    Status takeValue(std::string& out);
    // RFC 4180: cells in quotes may hold commas, line breaks and quotes given twice.
    Result<bool> takeRecord(std::vector<std::string>& cells);
    // Nothing but blanks is left.
    Status takeEnd();
    // Passes over blanks; the character behind them, or kEnd.
    int skipBlanks();
    int take();

    static constexpr int kEnd = -1;

private:
    RowFile(Fd fd, std::string path, std::string_view field)
        : m_fd(std::move(fd))
        , m_path(std::move(path))
        , m_field(field)
    {}

    Error fault(const Sentence& said) const { return {Errc::InvalidInput, said, m_field}; }
    Error brokenList() const;
    Error cannotRead(int error) const;
    Status checkKind(const struct stat& facts) const;

    bool fill();
    int peek() { return m_at < m_block.size() || fill() ? static_cast<unsigned char>(m_block[m_at]) : kEnd; }
    Status takeUpTo(std::string_view ends, std::string& out);
    Status takeQuoted(std::string& cell);
    Status takeCell(std::string& cell);
    Status takeString(std::string& out);
    Status takePlain(std::string_view stops, std::string& out);
    Status takePiece(int& depth, std::string& out);
    // What went wrong at the disk meanwhile, or the row's length.
    Status checkRow(std::size_t bytes) const;

    Fd m_fd;
    std::string m_path;
    std::string_view m_field;
    std::string m_block;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
    int m_error = 0;  // errno of a read that failed
};

}  // namespace inferometer
