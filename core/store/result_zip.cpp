// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/result_zip.h"

#include "core/base/scratch_folder.h"

#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string_view>
#include <vector>

namespace inferometer {

namespace {

namespace fs = std::filesystem;

struct Discard
{
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

std::string reasonOf(int code)
{
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return why;
}

Error failed(const std::string& path, const std::string& why)
{
    return {Errc::Disk, sentence("errors", "The archive %1 cannot be written: %2.").with(path, Figure::cause(why))};
}

std::vector<fs::path> filesOf(const std::string& folder)
{
    std::vector<fs::path> files;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder, fault}) {
        const bool wanted = entry.path().extension() != ".zip";
        if (entry.is_regular_file(fault) && wanted)
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

int isStopped(zip_t* /*archive*/, void* stop) { return static_cast<const std::stop_token*>(stop)->stop_requested(); }

bool add(zip_t* archive, const fs::path& file)
{
    zip_source_t* source = zip_source_file(archive, file.c_str(), 0, -1);
    if (!source)
        return false;
    const zip_int64_t index = zip_file_add(archive, file.filename().c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
        zip_source_free(source);
    return index >= 0 && zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 0) == 0;
}

constexpr zip_int64_t kMostFiles = 1000;
constexpr zip_uint64_t kMostBytes = std::uint64_t{4} << 30U;
// A journal is packed already: it hardly shrinks.
constexpr zip_uint64_t kModest = std::uint64_t{64} << 20U;
constexpr zip_uint64_t kMostRatio = 100;
constexpr std::size_t kPiece = 64U << 10U;
constexpr std::string_view kJournal = "journal";
constexpr std::string_view kCard = "run.json";
constexpr std::string_view kLabel = "label.json";

Error cannotUnpack(const std::string& path, const std::string& why)
{
    return {Errc::InvalidInput,
            sentence("errors", "The archive %1 cannot be unpacked: %2.").with(path, Figure::cause(why))};
}

// Whether it is the journal of a result whose files stand at the top or in one folder.
bool isJournal(std::string_view name)
{
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos)
        return name == kJournal;
    const std::string_view folder = name.substr(0, slash);
    return !folder.empty() && folder != "." && folder != ".." && name.substr(slash + 1) == kJournal;
}

bool isFile(zip_t* archive, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    const bool known = zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0
        && system == ZIP_OPSYS_UNIX && (attributes >> 16U) != 0;
    return !known || S_ISREG(attributes >> 16U);
}

// What stands before "journal" in its name: nothing, or one folder.
Result<std::string> homeIn(zip_t* archive, const std::string& path)
{
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    if (count > kMostFiles)
        return Error{Errc::InvalidInput,
                     sentence("errors", "The archive %1 holds %2 files, far more than a run has; it is not opened.")
                         .with(path, static_cast<std::int64_t>(count))};
    std::vector<std::string> found;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        const char* name = zip_get_name(archive, i, ZIP_FL_ENC_RAW);
        if (name && isJournal(name) && isFile(archive, i))
            found.emplace_back(name, std::string_view{name}.size() - kJournal.size());
    }
    if (found.size() > 1)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The archive %1 holds several runs; unpack it and open the folder of one.").with(path)};
    if (found.empty())
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "The archive %1 holds no run that can be shown (no journal); open the folder "
                              "that it was made from, or export it anew.")
                         .with(path)};
    return found.front();
}

bool isTooLarge(const zip_stat_t& entry)
{
    return entry.size > kMostBytes || (entry.size > kModest && entry.size / kMostRatio > entry.comp_size);
}

// Returns why not, and nothing when all is written.
std::string copy(zip_file_t* from, zip_uint64_t size, const fs::path& to, const std::stop_token& stop)
{
    std::ofstream out{to, std::ios::binary};
    std::vector<char> piece(kPiece);
    zip_uint64_t total = 0;
    zip_int64_t got = 0;
    while (!stop.stop_requested() && out && (got = zip_fread(from, piece.data(), piece.size())) > 0) {
        total += static_cast<zip_uint64_t>(got);
        if (total > size)
            return "it is longer than it says";
        out.write(piece.data(), got);
    }
    if (got < 0)
        return zip_file_strerror(from);
    if (!out.flush())
        return "no room is left in " + to.parent_path().string();
    return total < size ? "it is shorter than it says" : "";
}

Status unpack(zip_t* archive, const std::string& name, const std::string& path, const fs::path& to,
              const std::stop_token& stop)
{
    zip_stat_t entry;
    zip_stat_init(&entry);
    if (zip_stat(archive, name.c_str(), ZIP_FL_ENC_RAW, &entry) != 0 || !(entry.valid & ZIP_STAT_SIZE)
        || !(entry.valid & ZIP_STAT_COMP_SIZE))
        return cannotUnpack(path, zip_strerror(archive));
    if (isTooLarge(entry))
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The archive %1 unpacks to far more than a run has; it is not opened.").with(path)};
    zip_file_t* file = zip_fopen_index(archive, entry.index, 0);
    if (!file)
        return cannotUnpack(path, zip_strerror(archive));
    const std::string why = copy(file, entry.size, to, stop);
    zip_fclose(file);
    if (stop.stop_requested())
        return Error{Errc::Cancelled, sentence("errors", "Opening was cancelled.")};
    return why.empty() ? Status{} : Status{cannotUnpack(path, why)};
}

}  // namespace

Status writeResultZip(const std::string& folder, const std::string& path, const std::stop_token& stop)
{
    const std::vector<fs::path> files = filesOf(folder);
    if (files.empty())
        return Error{Errc::NotFound, sentence("errors", "There are no result files in %1.").with(folder)};
    int code = 0;
    Archive archive{zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code)};
    if (!archive)
        return failed(path, reasonOf(code));
    std::stop_token token = stop;
    zip_register_cancel_callback_with_state(archive.get(), isStopped, nullptr, &token);
    for (const fs::path& file : files) {
        if (!add(archive.get(), file))
            return failed(path, zip_strerror(archive.get()));
    }
    // Everything is read, packed and written beside the target here, then renamed.
    if (zip_close(archive.get()) != 0)
        return stop.stop_requested() ? Error{Errc::Cancelled, sentence("errors", "Packing was cancelled.")}
                                     : failed(path, zip_strerror(archive.get()));
    static_cast<void>(archive.release());
    return {};
}

Result<FinishedRun> loadResultZip(const std::string& path, const std::stop_token& stop)
{
    int code = 0;
    const Archive archive{zip_open(path.c_str(), ZIP_RDONLY, &code)};
    if (!archive)
        return cannotUnpack(path, reasonOf(code));
    const Result<std::string> home = homeIn(archive.get(), path);
    if (!home)
        return home.error();
    const ScratchFolder folder{"inferometer-zip-XXXXXX"};
    if (folder.path().empty())
        return cannotUnpack(path, "no folder can be made for temporary files");
    const fs::path inside{folder.path()};
    const std::string journal = home.value() + std::string{kJournal};
    if (Status status = unpack(archive.get(), journal, path, inside / kJournal, stop); !status)
        return status.error();
    // Without its card the figures are made anew; without a label it has none.
    for (const std::string_view file : {kCard, kLabel}) {
        const std::string name = home.value() + std::string{file};
        if (zip_name_locate(archive.get(), name.c_str(), ZIP_FL_ENC_RAW) >= 0)
            static_cast<void>(unpack(archive.get(), name, path, inside / file, stop).ok());
    }
    Result<FinishedRun> run = loadResult(inside.string());
    if (!run)
        return cannotUnpack(path, "the journal in it cannot be read");
    run.value().folder.clear();
    run.value().archive = fs::absolute(path).string();
    return run;
}

}  // namespace inferometer
