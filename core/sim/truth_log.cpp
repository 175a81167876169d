// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/truth_log.h"

#include "core/api/dialect.h"
#include "core/base/fd.h"
#include "core/machine/thread.h"

#include <fcntl.h>
#include <simdjson.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>
#include <utility>

namespace inferometer {

namespace {

using namespace std::string_view_literals;

constexpr std::array kKindNames{"role"sv, "first"sv, "token"sv, "usage"sv, "done"sv};
constexpr std::chrono::seconds kFlushInterval{1};

std::int64_t fileMoment(Nanos moment) { return isSet(moment) ? moment.count() : -1; }
Nanos readMoment(std::int64_t value) { return value < 0 ? kUnset : Nanos{value}; }

void appendLine(const TruthRecord& record, std::string& out)
{
    out.append(R"({"id":")");
    appendJsonEscaped(record.id, out);
    out.append(R"(","arrival_ns":)").append(std::to_string(fileMoment(record.arrival)));
    out.append(R"(,"read_ns":)").append(std::to_string(record.read.count())).append(R"(,"sends":[)");
    const char* separator = "[\"";
    for (const TruthSend& send : record.sends) {
        out.append(separator).append(truthKindName(send.kind)).append("\",");
        out.append(std::to_string(fileMoment(send.before))).append(",").append(std::to_string(fileMoment(send.after)));
        out.append("]");
        separator = ",[\"";
    }
    out.append("]}\n");
}

Error cannotWrite(const std::string& path, int error, const std::string& next)
{
    return Error::verbatim(
        Errc::Disk, "Cannot write the truth log " + path + " (" + std::generic_category().message(error) + "); " + next,
        "truth-log");
}

class ThreadedTruthLog final : public TruthLog
{
public:
    ThreadedTruthLog(Fd file, std::string path)
        : m_file(std::move(file))
        , m_path(std::move(path))
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {}
    ~ThreadedTruthLog() override
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    void append(TruthRecord&& record) override
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(record));
    }

    Status close() override
    {
        m_thread.request_stop();
        m_thread.join();
        if (m_error == 0)
            return {};
        return cannotWrite(m_path, m_error,
                           std::to_string(m_missing)
                               + " of its records are missing; free space there and serve again.");
    }

private:
    void run(const std::stop_token& stop)
    {
        // It writes a wave's records while the next one's first tokens are read.
        giveWay();
        std::vector<TruthRecord> records;
        std::string text;
        while (true) {
            {
                std::unique_lock lock(m_mutex);
                m_wakeUp.wait_for(lock, stop, kFlushInterval, [] { return false; });
                std::swap(records, m_waiting);
            }
            const bool last = stop.stop_requested() && records.empty();
            for (const TruthRecord& record : records)
                appendLine(record, text);
            // A line behind a torn one would make the file one that cannot be read.
            if (m_error == 0)
                m_error = writeAll(m_file.get(), text);
            m_missing += m_error == 0 ? 0 : records.size();
            records.clear();
            text.clear();
            if (last)
                return;
        }
    }

    const Fd m_file;
    const std::string m_path;
    std::mutex m_mutex;
    std::condition_variable_any m_wakeUp;
    std::vector<TruthRecord> m_waiting;  // guarded by m_mutex
    int m_error = 0;                     // of the thread until it ended: the first write that failed
    std::size_t m_missing = 0;           // as above
    std::jthread m_thread;               // last: it uses all above
};

std::optional<TruthKind> kindNamed(std::string_view name)
{
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        if (kKindNames.at(i) == name)
            return static_cast<TruthKind>(i);
    }
    return std::nullopt;
}

bool readSend(const simdjson::dom::array& triple, TruthSend& send)
{
    std::string_view kind;
    std::int64_t before = 0;
    std::int64_t after = 0;
    if (triple.at(0).get(kind) || triple.at(1).get(before) || triple.at(2).get(after) || !kindNamed(kind))
        return false;
    send = {readMoment(before), readMoment(after), *kindNamed(kind)};
    return true;
}

bool readRecord(const simdjson::dom::element& line, TruthRecord& record)
{
    std::string_view id;
    std::int64_t arrival = 0;
    std::int64_t read = 0;
    simdjson::dom::array sends;
    if (line["id"].get(id) || line["arrival_ns"].get(arrival) || line["read_ns"].get(read) || line["sends"].get(sends))
        return false;
    record.id = id;
    record.arrival = readMoment(arrival);
    record.read = Nanos{read};
    for (const simdjson::dom::element entry : sends) {
        simdjson::dom::array triple;
        if (entry.get(triple) || !readSend(triple, record.sends.emplace_back()))
            return false;
    }
    return true;
}

}  // namespace

std::string_view truthKindName(TruthKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

Result<std::unique_ptr<TruthLog>> TruthLog::open(const std::string& path)
{
    Fd file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
    if (!file.isOpen())
        return cannotWrite(path, errno, "give a path in a folder you may write to.");
    return std::unique_ptr<TruthLog>{std::make_unique<ThreadedTruthLog>(std::move(file), path)};
}

Result<std::vector<TruthRecord>> readTruthLog(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file)
        return Error::verbatim(Errc::NotFound, "Cannot read the truth log " + path + "; check the path.", "truth-log");
    std::vector<TruthRecord> records;
    simdjson::dom::parser parser;
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (file.eof())
            break;  // no newline: cut by a kill
        simdjson::dom::element element;
        if (parser.parse(line).get(element) || !readRecord(element, records.emplace_back())) {
            return Error::verbatim(Errc::InvalidInput,
                                   "Line " + std::to_string(number) + " of the truth log " + path
                                       + " is not one of its records; make the log anew.",
                                   "truth-log");
        }
    }
    return records;
}

}  // namespace inferometer
