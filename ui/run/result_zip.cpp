// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/result_zip.h"

#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

namespace inferometer::ui {

namespace {

namespace fs = std::filesystem;

struct Discard
{
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, Discard>;

Error failed(const std::string& path, const std::string& why)
{
    return {Errc::Disk, sentence("errors", "The archive %1 cannot be written: %2.").with(path, Figure::cause(why))};
}

std::vector<fs::path> filesOf(const std::string& folder)
{
    std::vector<fs::path> files;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder, fault}) {
        const bool wanted = entry.path().filename() != "journal" && entry.path().extension() != ".zip";
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

}  // namespace

Status writeResultZip(const std::string& folder, const std::string& path, const std::stop_token& stop)
{
    const std::vector<fs::path> files = filesOf(folder);
    if (files.empty())
        return Error{Errc::NotFound, sentence("errors", "There are no result files in %1.").with(folder)};
    int code = 0;
    Archive archive{zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code)};
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string why = zip_error_strerror(&error);
        zip_error_fini(&error);
        return failed(path, why);
    }
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

}  // namespace inferometer::ui
