// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/row_file.h"

#include "core/base/text.h"
#include "core/machine/errno_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace inferometer {

namespace {

constexpr std::size_t kBlock = 1U << 18U;
constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr double kMega = 1e6;

// By how much a character leads into lists and objects.
int deeper(int c) { return c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0; }

}  // namespace

Error RowFile::brokenList() const
{
    return fault(sentence("errors", "the JSON list breaks off or lacks a comma here; check brackets and quotes."));
}

Error RowFile::cannotRead(int error) const
{
    return {error == ENOENT ? Errc::NotFound : Errc::Disk,
            sentence("errors", "Cannot read %1: %2; check the path.").with(m_path, Figure::cause(errnoText(error))),
            m_field};
}

Status RowFile::checkKind(const struct stat& facts) const
{
    if (!S_ISREG(facts.st_mode))
        return fault(sentence("errors", "%1 is no file; choose another.").with(m_path));
    if (facts.st_size == 0)
        return fault(sentence("errors", "%1 is empty; choose another.").with(m_path));
    if (static_cast<std::size_t>(facts.st_size) > kMostRowFileBytes)
        return fault(sentence("errors", "%1 holds %2 MB, more than the %3 MB that a file of rows may have; split it.")
                         .with(m_path, Figure::number(static_cast<double>(facts.st_size) / kMega),
                               Figure::number(static_cast<double>(kMostRowFileBytes) / kMega)));
    return {};
}

Result<RowFile> RowFile::open(const std::string& path, std::string_view field)
{
    // Not blocking: what is no file may be a pipe that nobody writes to.
    RowFile file{Fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)}, path, field};
    struct stat facts
    {};
    if (!file.m_fd.isOpen() || ::fstat(file.m_fd.get(), &facts) != 0)
        return file.cannotRead(errno);
    if (const Status kind = file.checkKind(facts); !kind)
        return kind.error();
    if (!file.fill())
        return file.cannotRead(file.m_error != 0 ? file.m_error : EIO);
    if (file.ahead().starts_with(kMark))
        file.m_at = kMark.size();
    return file;
}

bool RowFile::fill()
{
    if (m_error != 0)
        return false;
    m_block.resize(kBlock);
    m_at = 0;
    std::size_t size = 0;
    while (size < kBlock) {
        const ssize_t got = ::read(m_fd.get(), m_block.data() + size, kBlock - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            m_error = errno;
        if (got <= 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    m_block.resize(size);
    return size > 0;
}

int RowFile::take()
{
    const int c = peek();
    if (c == kEnd)
        return c;
    ++m_at;
    m_line += c == '\n' ? 1 : 0;
    return c;
}

int RowFile::skipBlanks()
{
    while (peek() != kEnd && kBlanks.find(static_cast<char>(peek())) != std::string_view::npos)
        take();
    return peek();
}

Status RowFile::checkRow(std::size_t bytes) const
{
    if (m_error != 0)
        return cannotRead(m_error);
    if (bytes > kMostRowBytes)
        return fault(sentence("errors", "this row is longer than the %1 MB that one may have.")
                         .with(Figure::number(static_cast<double>(kMostRowBytes) / kMega)));
    return {};
}

Result<bool> RowFile::takeLine(std::string& out)
{
    out.clear();
    bool any = false;
    while (peek() != kEnd) {
        any = true;
        const std::string_view rest = ahead();
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        out.append(rest.substr(0, end));
        m_at += end;
        if (const Status length = checkRow(out.size()); !length)
            return length.error();
        if (end < rest.size()) {
            take();
            break;
        }
    }
    if (const Status read = checkRow(0); !read)
        return read.error();
    if (out.ends_with('\r'))
        out.pop_back();
    return any;
}

Result<bool> RowFile::takeElement(std::string& out)
{
    const int c = skipBlanks();
    if (c == ']') {
        take();
        return false;
    }
    if (c != '[' && c != ',')
        return brokenList();
    take();
    if (skipBlanks() == ']' && c == '[') {
        take();
        return false;
    }
    if (const Status value = takeValue(out); !value)
        return value.error();
    return true;
}

Result<bool> RowFile::takeMember(std::string& name)
{
    const int c = skipBlanks();
    if (c == '}') {
        take();
        return false;
    }
    if (c != '{' && c != ',')
        return brokenList();
    take();
    if (skipBlanks() == '}' && c == '{') {
        take();
        return false;
    }
    name.clear();
    if (peek() != '"')
        return brokenList();
    if (const Status text = takeString(name); !text)
        return text.error();
    if (skipBlanks() != ':')
        return brokenList();
    take();
    return true;
}

// Up to the first of these or the end of the block.
Status RowFile::takeUpTo(std::string_view ends, std::string& out)
{
    const std::string_view rest = ahead();
    const std::string_view piece = rest.substr(0, rest.find_first_of(ends));
    out.append(piece);
    m_line += static_cast<std::uint64_t>(std::count(piece.begin(), piece.end(), '\n'));
    m_at += piece.size();
    return checkRow(out.size());
}

// With its quotes.
Status RowFile::takeString(std::string& out)
{
    out += static_cast<char>(take());
    while (peek() != kEnd) {
        if (Status piece = takeUpTo("\"\\", out); !piece)
            return piece;
        if (m_at == m_block.size())
            continue;
        const int c = take();
        out += static_cast<char>(c);
        if (c == '"')
            return {};
        if (peek() != kEnd)
            out += static_cast<char>(take());
    }
    return m_error != 0 ? cannotRead(m_error) : brokenList();
}

// A number, a word, and what stands between members.
Status RowFile::takePlain(std::string_view stops, std::string& out)
{
    do {
        if (Status piece = takeUpTo(stops, out); !piece)
            return piece;
    } while (m_at == m_block.size() && peek() != kEnd);
    return {};
}

// A string, a bracket or what is neither.
Status RowFile::takePiece(int& depth, std::string& out)
{
    const int c = depth == 0 ? skipBlanks() : peek();
    if (c == kEnd)
        return m_error != 0 ? cannotRead(m_error) : brokenList();
    if (c == '"')
        return takeString(out);
    if (depth == 0 && (c == ',' || c == ']' || c == '}'))
        return brokenList();
    out += static_cast<char>(take());
    if (deeper(c) == 0)
        return takePlain(depth == 0 ? " \t\r\n,]}" : "\"[]{}", out);
    depth += deeper(c);
    return {};
}

Status RowFile::takeValue(std::string& out)
{
    out.clear();
    int depth = 0;
    do {
        if (Status piece = takePiece(depth, out); !piece)
            return piece;
    } while (depth > 0);
    return checkRow(out.size());
}

// Behind the opening quote.
Status RowFile::takeQuoted(std::string& cell)
{
    const std::uint64_t begun = m_line;
    for (;;) {
        if (peek() == kEnd)
            return m_error != 0
                ? cannotRead(m_error)
                : fault(sentence("errors", "the quote that opens in line %1 is not closed.").with(begun));
        if (Status piece = takeUpTo("\"", cell); !piece)
            return piece;
        if (m_at == m_block.size())
            continue;
        take();
        if (peek() != '"')
            break;
        cell += static_cast<char>(take());
    }
    const int next = peek();
    if (next != ',' && next != '\n' && next != '\r' && next != kEnd)
        return fault(
            sentence("errors", "text stands behind the closing quote of a cell; write a quote inside a cell twice."));
    return {};
}

Status RowFile::takeCell(std::string& cell)
{
    std::size_t quoted = 0;
    if (peek() == '"') {
        take();
        if (Status text = takeQuoted(cell); !text)
            return text;
        quoted = cell.size();
    }
    while (peek() != kEnd && peek() != ',' && peek() != '\n') {
        if (Status piece = takeUpTo(",\n", cell); !piece)
            return piece;
    }
    if (cell.size() > quoted && cell.ends_with('\r') && peek() != ',')
        cell.pop_back();
    return {};
}

Result<bool> RowFile::takeRecord(std::vector<std::string>& cells)
{
    constexpr std::size_t kCell = 1000;  // what one counts for beside its text, so that their number is bounded, too
    cells.clear();
    std::size_t bytes = 0;
    while (peek() != kEnd || !cells.empty()) {
        if (const Status cell = takeCell(cells.emplace_back()); !cell)
            return cell.error();
        bytes += cells.back().size() + kCell;
        if (const Status row = checkRow(bytes); !row)
            return row.error();
        if (take() != ',')
            return true;
    }
    if (const Status read = checkRow(0); !read)
        return read.error();
    return false;
}

Status RowFile::takeEnd()
{
    if (skipBlanks() != kEnd)
        return fault(sentence("errors", "something stands behind the end of the JSON; remove it."));
    return checkRow(0);
}

}  // namespace inferometer
