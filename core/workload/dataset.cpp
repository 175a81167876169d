// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/dataset.h"

#include "core/base/text.h"
#include "core/machine/row_file.h"
#include "core/workload/dataset_images.h"
#include "core/workload/dataset_row.h"

#include <algorithm>
#include <optional>

namespace inferometer {

namespace {

constexpr std::size_t kTextBlock = 1U << 20U;
constexpr std::string_view kPathField = "input-file-path";

Sentence lineOf(const std::string& path, std::uint64_t line, const Sentence& said)
{
    return sentence("errors", "%1, line %2: %3").with(path, line, said);
}

// Reads one file into one dataset.
class Loader
{
public:
    Loader(RowFile file, const std::string& path, const DatasetOptions& options, const std::stop_token& stop)
        : m_file(std::move(file))
        , m_options(options)
        , m_stop(stop)
        , m_images(path.find('/') == std::string::npos ? "" : path.substr(0, path.rfind('/')))
        , m_made(std::make_shared<Dataset>())
    {
        m_made->path = path;
    }

    Result<std::shared_ptr<const Dataset>> load()
    {
        const int first = m_file.skipBlanks();
        Status read = first == '[' ? readList()
            : first != '{'         ? readCsv()
            : beginsWithData()     ? readData()
                                   : readLines();
        if (!read)
            return read.error();
        if (m_made->rows.empty())
            return rowFault(
                sentence("errors", "%1 holds no row that can be sent; choose another file.").with(m_made->path));
        if (m_reader) {
            m_made->leftOut = m_reader->leftOut();
            m_made->notSent = m_reader->notSent();
        }
        m_made->images = m_images.take();
        return std::shared_ptr<const Dataset>{std::move(m_made)};
    }

private:
    // AIPerf's inputs.json is one object, whose first member is the list `data`.
    bool beginsWithData() const
    {
        constexpr std::string_view kBlanks = " \t\r\n";
        std::string_view ahead = m_file.ahead();
        const auto takes = [&](std::string_view token) {
            ahead.remove_prefix(std::min(ahead.find_first_not_of(kBlanks), ahead.size()));
            const bool is = ahead.starts_with(token);
            ahead.remove_prefix(is ? token.size() : 0);
            return is;
        };
        return takes("{") && takes("\"data\"") && takes(":") && takes("[");
    }

    // "%1, line 3: it is no JSON object ..." of a fault that is the row's; others say themselves what they are about.
    Error placed(const Error& fault, std::uint64_t number) const
    {
        if (fault.code != Errc::InvalidInput)
            return fault;
        return {fault.code, m_made->at(number, fault.said), fault.field};
    }
    // The same of a fault between rows: where the file is read.
    Error placedHere(const Error& fault) const
    {
        return fault.code != Errc::InvalidInput
            ? fault
            : Error{fault.code, lineOf(m_made->path, m_file.line(), fault.said), fault.field};
    }

    Status readLines()
    {
        std::string line;
        for (;;) {
            const std::uint64_t number = m_file.line();
            const Result<bool> any = m_file.takeLine(line);
            if (!any)
                return placed(any.error(), number);
            if (!any.value())
                return {};
            if (line.find_first_not_of(" \t") == std::string::npos)
                continue;
            if (Status row = takeObject(line, number); !row)
                return row;
        }
    }

    Status readList()
    {
        m_made->inLines = false;
        if (Status elements = readElements(); !elements)
            return elements;
        const Status end = m_file.takeEnd();
        return end ? end : Status{placed(end.error(), m_elements)};
    }

    Status readElements()
    {
        std::string element;
        for (;;) {
            const Result<bool> any = m_file.takeElement(element);
            if (!any)
                return placed(any.error(), m_elements + 1);
            if (!any.value())
                return {};
            if (Status row = takeObject(element, ++m_elements); !row)
                return row;
        }
    }

    Status readData()
    {
        m_made->inLines = false;
        std::string name;
        std::string ignored;
        for (;;) {
            const Result<bool> any = m_file.takeMember(name);
            if (!any)
                return placedHere(any.error());
            if (!any.value())
                break;
            if (name == "\"data\"") {
                if (Status elements = readElements(); !elements)
                    return elements;
            } else if (const Status value = m_file.takeValue(ignored); !value) {
                return placedHere(value.error());
            }
        }
        const Status end = m_file.takeEnd();
        return end ? end : Status{placedHere(end.error())};
    }

    Status readCsv()
    {
        m_made->format = DatasetFormat::Csv;
        std::vector<std::string> cells;
        const std::uint64_t headLine = m_file.line();
        const Result<bool> head = m_file.takeRecord(cells);
        if (!head)
            return placed(head.error(), headLine);
        if (!head.value())
            return rowFault(sentence("errors", "%1 is empty; choose one that holds prompts.").with(m_made->path));
        Result<CsvColumns> columns = CsvColumns::of(std::move(cells), m_options.column);
        if (!columns)
            return placed(columns.error(), headLine);
        m_made->columns = columns.value().names();
        m_made->column = columns.value().sent();
        for (;;) {
            const std::uint64_t number = m_file.line();
            const Result<bool> any = m_file.takeRecord(cells);
            if (!any)
                return placed(any.error(), number);
            if (!any.value())
                return {};
            if (cells.size() == 1 && cells.front().empty())  // an empty line
                continue;
            const Result<RowParts> parts = columns.value().read(cells);
            const Status kept = parts ? keep(parts.value(), number) : Status{parts.error()};
            if (!kept)
                return placed(kept.error(), number);
        }
    }

    Status takeObject(std::string_view text, std::uint64_t number)
    {
        const Result<RowJson> row = parseRow(text);
        if (!row)
            return placed(row.error(), number);
        if (!m_reader) {
            m_made->format = formatOf(row.value());
            m_reader.emplace(m_made->format, m_options.reserved);
        }
        const Status read
            = m_reader->read(row.value(), [this, number](const RowParts& parts) { return keep(parts, number); });
        return read ? read : Status{placed(read.error(), number)};
    }

    Status keep(const RowParts& parts, std::uint64_t number)
    {
        constexpr std::size_t kBetweenLooks = 256;
        if (m_made->rows.size() % kBetweenLooks == 0 && m_stop.stop_requested())
            return Error{Errc::Cancelled, sentence("errors", "Reading %1 was stopped.").with(m_made->path)};
        if (m_made->rows.size() == kMostDatasetRows)
            return rowFault(sentence("errors", "a dataset may have %1 rows at most; split the file.")
                                .with(Figure::number(static_cast<double>(kMostDatasetRows))));
        DatasetRow row;
        if (!parts.image.empty()) {
            const Result<std::int32_t> image = m_images.add(parts.image);
            if (!image)
                return image.error();
            row.image = image.value();
        }
        row.text = m_made->texts.keep(parts.text);
        row.number = static_cast<std::uint32_t>(std::min<std::uint64_t>(number, ~std::uint32_t{0}));
        row.inputTokens = static_cast<std::int32_t>(parts.inputTokens);
        row.outputTokens = static_cast<std::int32_t>(parts.outputTokens);
        row.ownSystem = parts.ownSystem;
        m_made->rows.push_back(row);
        return {};
    }

    RowFile m_file;
    const DatasetOptions& m_options;
    const std::stop_token& m_stop;
    DatasetImages m_images;
    std::shared_ptr<Dataset> m_made;
    std::optional<RowReader> m_reader;
    std::uint64_t m_elements = 0;
};

// REQUIRES: the dataset holds members.
RowJson messagesOf(const DatasetRow& row)
{
    RowJson members = RowJson::parse("{" + std::string{row.text} + "}", nullptr, false);
    return members.is_object() ? std::move(members["messages"]) : RowJson{};
}

}  // namespace

Sentence formatName(DatasetFormat format)
{
    switch (format) {
    case DatasetFormat::Prompts:
        return sentence("errors", "SambaNova prompts (JSON lines)");
    case DatasetFormat::PromptsWithLengths:
        return sentence("errors", "vLLM prompts with output lengths (JSON lines)");
    case DatasetFormat::Messages:
        return sentence("errors", "OpenAI messages (JSON lines)");
    case DatasetFormat::ShareGpt:
        return sentence("errors", "ShareGPT conversations");
    case DatasetFormat::Payloads:
        return sentence("errors", "AIPerf payloads (inputs.json)");
    case DatasetFormat::Csv:
        break;
    }
    return sentence("errors", "CSV");
}

std::string_view TextStore::keep(std::string_view text)
{
    if (text.empty())
        return {};
    if (text.size() > m_left) {
        // A text that fills much of a block has one of its own, so that no block is left half empty.
        const bool own = text.size() > kTextBlock / 4;
        const std::size_t size = own ? text.size() : kTextBlock;
        auto block = std::make_unique_for_overwrite<char[]>(size);
        std::copy(text.begin(), text.end(), block.get());
        const std::string_view kept{block.get(), text.size()};
        m_bytes += size;
        if (own && !m_blocks.empty()) {
            m_blocks.insert(std::prev(m_blocks.end()), std::move(block));
        } else {
            m_blocks.push_back(std::move(block));
            m_left = size - text.size();
        }
        return kept;
    }
    char* const at = m_blocks.back().get() + kTextBlock - m_left;
    std::copy(text.begin(), text.end(), at);
    m_left -= text.size();
    return {at, text.size()};
}

std::string Dataset::fileName() const
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

Sentence Dataset::at(std::uint64_t number, const Sentence& said) const
{
    return inLines ? lineOf(path, number, said) : sentence("errors", "%1, entry %2: %3").with(path, number, said);
}

std::string Dataset::shown(const DatasetRow& row) const
{
    return holdsMembers() ? lastQuestion(messagesOf(row)) : std::string{row.text};
}

std::string Dataset::counted(const DatasetRow& row) const
{
    return holdsMembers() ? allTexts(messagesOf(row)) : std::string{row.text};
}

Result<std::shared_ptr<const Dataset>> loadDataset(const std::string& path, const DatasetOptions& options,
                                                   const std::stop_token& stop)
{
    Result<RowFile> file = RowFile::open(path, kPathField);
    if (!file)
        return file.error();
    return Loader{std::move(file).value(), path, options, stop}.load();
}

std::vector<std::string> csvColumns(const std::string& path)
{
    Result<RowFile> file = RowFile::open(path, kPathField);
    if (!file)
        return {};
    const int first = file.value().skipBlanks();
    std::vector<std::string> names;
    if (first == '[' || first == '{' || !file.value().takeRecord(names))
        return {};
    const auto isText = [](const std::string& name) { return toValidUtf8(name) == name; };
    return std::all_of(names.begin(), names.end(), isText) ? names : std::vector<std::string>{};
}

}  // namespace inferometer
