// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/csv.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/strict_yaml.h"

#include <algorithm>
#include <set>

namespace inferometer {

namespace {

constexpr std::size_t kMostRows = 100'000;
constexpr std::size_t kMostColumns = 200;

class Reader
{
public:
    Reader(std::string_view text, std::string_view origin) : m_rest{text}, m_origin{origin} {}

    Result<CsvTable> read()
    {
        if (m_rest.size() > kMostCsvBytes)
            return fault(sentence("errors", "the table is too large; a few megabytes are read."));
        if (m_rest.starts_with("\xEF\xBB\xBF"))
            m_rest.remove_prefix(3);
        CsvTable table;
        while (!m_rest.empty()) {
            CsvRow row{m_line, {}};
            if (Status read = takeRow(row.cells); !read)
                return read.error();
            if (row.cells.size() == 1 && trimmed(row.cells.front()).empty())
                continue;
            if (Status kept = keep(std::move(row), table); !kept)
                return kept.error();
        }
        if (table.columns.empty())
            return fault(sentence("errors", "the table is empty; its first line names the columns."));
        return table;
    }

private:
    Error fault(const Sentence& said) const { return yamlError(m_origin, m_line, said); }

    Status keep(CsvRow row, CsvTable& table) const
    {
        if (table.columns.empty())
            return head(row, table);
        if (row.cells.size() != table.columns.size())
            return yamlError(
                m_origin, row.line,
                sentence("errors",
                         "the row has %1 cells where the head line has %2; put cells that hold commas in quotes.")
                    .with(row.cells.size(), table.columns.size()));
        if (table.rows.size() == kMostRows)
            return fault(sentence("errors", "the table has more than %1 rows; make it shorter.").with(kMostRows));
        table.rows.push_back(std::move(row));
        return {};
    }

    Status head(const CsvRow& row, CsvTable& table) const
    {
        std::set<std::string> seen;
        for (const std::string& cell : row.cells) {
            const std::string name = lowered(trimmed(cell));
            if (!seen.insert(name).second)
                return yamlError(
                    m_origin, row.line,
                    sentence("errors", "the column \"%1\" is there twice; remove one.").with(shownName(name)));
            table.columns.push_back(name);
        }
        return {};
    }

    Status takeRow(std::vector<std::string>& cells)
    {
        for (;;) {
            if (cells.size() == kMostColumns)
                return fault(sentence("errors", "the row has more than %1 cells; make it shorter.").with(kMostColumns));
            Result<std::string> cell = m_rest.starts_with('"') ? takeQuoted() : takePlain();
            if (!cell)
                return cell.error();
            cells.push_back(toValidUtf8(cell.value()));
            if (!m_rest.starts_with(','))
                break;
            m_rest.remove_prefix(1);
        }
        if (m_rest.starts_with('\r'))
            m_rest.remove_prefix(1);
        if (m_rest.starts_with('\n'))
            m_rest.remove_prefix(1);
        ++m_line;
        return {};
    }

    Result<std::string> takePlain()
    {
        std::string_view cell = m_rest.substr(0, m_rest.find_first_of(",\n"));
        m_rest.remove_prefix(cell.size());
        if (cell.ends_with('\r'))
            cell.remove_suffix(1);
        return std::string{cell};
    }

    Result<std::string> takeQuoted()
    {
        std::string cell;
        const int begun = m_line;
        do {
            const std::size_t end = m_rest.find('"', 1);
            if (end == std::string_view::npos)
                return yamlError(m_origin, begun, sentence("errors", "the quote that opens here is not closed."));
            const std::string_view piece = m_rest.substr(1, end - 1);
            m_line += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
            cell += piece;
            m_rest.remove_prefix(end + 1);
            if (m_rest.starts_with('"'))
                cell += '"';
        } while (m_rest.starts_with('"'));
        if (!m_rest.empty() && m_rest.find_first_of(",\r\n") != 0)
            return fault(sentence(
                "errors", "text stands behind the closing quote of a cell; write a quote inside a cell twice."));
        return cell;
    }

    std::string_view m_rest;
    std::string_view m_origin;
    int m_line = 1;
};

}  // namespace

bool CsvTable::has(std::string_view column) const
{
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::string_view CsvTable::at(const CsvRow& row, std::string_view column) const
{
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? std::string_view{}
                                  : trimmed(row.cells[static_cast<std::size_t>(found - columns.begin())]);
}

Result<CsvTable> parseCsv(std::string_view text, std::string_view origin) { return Reader{text, origin}.read(); }

}  // namespace inferometer
