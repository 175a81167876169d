// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_label.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace inferometer {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::int64_t kVersion = 1;
constexpr std::uintmax_t kMostBytes = 128U << 10U;  // of the file; its texts with every character escaped

std::string labelPath(const std::string& folder) { return folder + "/label.json"; }

// A discarded value when there is no such file. A pipe or a device would keep the reader waiting.
Json labelJson(const std::string& path)
{
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error)) || error || fs::file_size(path, error) > kMostBytes
        || error)
        return Json(Json::value_t::discarded);
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    return parseForeignJson<Json>(text);
}

std::int64_t versionOf(const Json& json)
{
    const bool isThere = json.is_object() && json.contains("version") && json["version"].is_number_integer();
    return isThere ? json["version"].get<std::int64_t>() : 0;
}

std::string textOf(const Json& json, const char* key, std::size_t most)
{
    if (!json.contains(key) || !json[key].is_string())
        return {};
    const auto& text = json[key].get_ref<const std::string&>();
    return text.size() > most ? std::string{} : text;
}

RunLabel cleaned(const RunLabel& label)
{
    std::string name = toValidUtf8(label.name);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    std::string note;
    for (const char c : toValidUtf8(label.note))
        if (c != '\r')
            note += c == '\t' ? ' ' : c;
    return {std::string{trimmed(name)}, std::string{trimmed(note)}};
}

Status checkLengths(const RunLabel& label)
{
    if (label.name.size() > kLabelNameBytes)
        return Error{Errc::InvalidInput,
                     sentence("errors", "The name of a run takes at most %1 bytes; this one has %2.")
                         .with(kLabelNameBytes, label.name.size())};
    if (label.note.size() > kLabelNoteBytes)
        return Error{Errc::InvalidInput,
                     sentence("errors", "The note of a run takes at most %1 bytes; this one has %2.")
                         .with(kLabelNoteBytes, label.note.size())};
    return {};
}

}  // namespace

RunLabel readRunLabel(const std::string& folder)
{
    const Json json = labelJson(labelPath(folder));
    if (versionOf(json) != kVersion)
        return {};
    return {visibleText(textOf(json, "name", kLabelNameBytes)), visibleLines(textOf(json, "note", kLabelNoteBytes))};
}

Status checkRunLabel(const RunLabel& label) { return checkLengths(cleaned(label)); }

Status writeRunLabel(const std::string& folder, const RunLabel& label)
{
    const RunLabel kept = cleaned(label);
    if (Status status = checkLengths(kept); !status)
        return status;
    const std::string path = labelPath(folder);
    if (versionOf(labelJson(path)) > kVersion)
        return Error{Errc::Unsupported,
                     sentence("errors", "%1 was written by a newer version; change it there.").with(path)};
    if (kept == RunLabel{}) {
        std::error_code error;
        fs::remove(path, error);
        return error ? Status{diskError(DiskAction::Write, path, error.value())} : Status{};
    }
    AtomicFile file{path};
    const Json json{{"version", kVersion}, {"name", kept.name}, {"note", kept.note}};
    file.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    return file.commit();
}

}  // namespace inferometer
