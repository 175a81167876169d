// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/environment.h"

#include "core/api/dialect.h"
#include "core/base/text.h"
#include "core/config/secret_names.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace inferometer {

namespace {

constexpr std::uintmax_t kLargestFile = 64U << 10U;

bool isOfDialect(std::string_view name)
{
    const auto all = dialects();
    return !name.empty() && std::any_of(all.begin(), all.end(), [name](const Dialect& row) {
        return row.variables.url == name || row.variables.key == name;
    });
}

const char* valueOutside(const std::string& name)
{
    return std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): the header says so
}

std::string textOfDotenv()
{
    const std::filesystem::path path{".env"};
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error) || std::filesystem::file_size(path, error) > kLargestFile)
        return {};
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// Without quotes, or else without the comment behind it.
std::string_view bareValue(std::string_view value)
{
    value = trimmed(value);
    if (value.size() > 1 && (value.front() == '"' || value.front() == '\''))
        if (const std::size_t close = value.find(value.front(), 1); close != std::string_view::npos)
            return value.substr(1, close - 1);
    return trimmed(value.substr(0, value.find(" #")));
}

}  // namespace

std::optional<std::string> valueInDotenv(std::string_view text, std::string_view name)
{
    constexpr std::string_view kExport = "export ";
    std::optional<std::string> found;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        line = trimmed(line);
        if (line.starts_with(kExport))
            line.remove_prefix(kExport.size());
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos && trimmed(line.substr(0, equals)) == name)
            found = std::string{bareValue(line.substr(equals + 1))};
    }
    return found;
}

std::optional<std::string> dotenvValue(const std::string& name)
{
    return isOfDialect(name) ? valueInDotenv(textOfDotenv(), name) : std::nullopt;
}

std::optional<std::string> environmentValue(const std::string& name)
{
    const char* value = valueOutside(name);
    return value != nullptr ? std::string{value} : dotenvValue(name);
}

bool hasDotenvUrl(const TargetSpec& target)
{
    const std::string name{wholeReference(target.baseUrl)};
    return isOfDialect(name) && valueOutside(name) == nullptr;
}

TargetSpec withVariables(TargetSpec target)
{
    const Dialect* const dialect = findDialect(target.llmApi);
    const auto [url, key, usual] = dialect == nullptr ? DialectVariables{} : dialect->variables;
    const std::string reference = "${" + std::string{url} + "}";
    if (target.baseUrl.empty())
        target.baseUrl = !url.empty() && environmentValue(std::string{url}) ? reference : usualUrl(target);
    const bool isOwn = !url.empty() && (target.baseUrl == reference || target.baseUrl == usual);
    if (!isOwn || !target.apiKeyEnv.empty() || !target.apiKeyKeyring.empty())
        return target;
    if (hasDotenvUrl(target) ? dotenvValue(std::string{key}) : environmentValue(std::string{key}))
        target.apiKeyEnv = key;
    return target;
}

}  // namespace inferometer
