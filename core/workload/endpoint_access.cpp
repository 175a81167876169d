// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/endpoint_access.h"

#include "core/base/text.h"
#include "core/config/body_setting.h"
#include "core/config/headers.h"
#include "core/config/secret_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace inferometer {

namespace {

constexpr std::size_t kShortestUnnamed = 8;

std::optional<std::string> environment(const std::string& name)
{
    const char* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): the header says so
    return value != nullptr ? std::optional<std::string>{value} : std::nullopt;
}

Result<Secret> readKey(const std::string& variable)
{
    const std::optional<std::string> value = environment(variable);
    if (!value || trimmed(*value).empty()) {
        return Error{
            Errc::Auth,
            sentence(
                "errors",
                "The environment variable %1, which should hold the API key, is not set; export it and start again.")
                .with(variable),
            "api-key-env"};
    }
    return cleanKey(*value, sentence("errors", "The environment variable %1").with(variable));
}

Result<Secret> keyOf(const RunSpec& spec, const Secret& given)
{
    if (!spec.target.apiKeyEnv.empty())
        return readKey(spec.target.apiKeyEnv);
    if (!given.empty())
        return cleanKey(given.reveal(), sentence("errors", "The keyring"));
    if (spec.target.apiKeyKeyring.empty())
        return Secret{};
    return Error{
        Errc::Auth,
        sentence(
            "errors",
            "The key \"%1\" is in the desktop's keyring, which only the workbench reads; put it into an environment "
            "variable and name that with %2.")
            .with(spec.target.apiKeyKeyring, Figure::flag("api-key-env")),
        "api-key-env"};
}

// What comes from the environment, without the line break that a pasted key may end with, joins the secrets.
VariableLookup lookUpInto(std::vector<Secret>& secrets, std::size_t shortest = 1)
{
    return [&secrets, shortest](const std::string& name) {
        std::optional<std::string> value = environment(name);
        if (!value)
            return value;
        value = std::string{trimmed(*value)};
        if (value->size() >= shortest)
            secrets.emplace_back(*value);
        return value;
    };
}

Status resolveHeaders(const RunSpec& spec, EndpointAccess& access)
{
    for (const auto& [name, value] : spec.target.headers) {
        // A short word in a header such as X-Team is none, and may stand in any answer.
        const std::size_t shortest = namesSecret(name) ? 1 : kShortestUnnamed;
        Result<std::string> expanded = expandVariables(value, lookUpInto(access.secrets, shortest));
        if (!expanded)
            return expanded.error();
        access.headers.push_back({name, Secret::composed(std::move(expanded).value())});
    }
    if (spec.prompts.useDebuggingMode)
        access.headers.push_back({std::string{kDebuggingHeader}, Secret::composed(std::string{kDebuggingValue})});
    return {};
}

// Finds the variables of the URL; expandVariables() tells which is missing.
Status resolveUrl(EndpointAccess& access)
{
    const auto keep = [&access, lookUp = lookUpInto(access.secrets)](const std::string& name) {
        std::optional<std::string> value = lookUp(name);
        if (value)
            access.variables.emplace_back(name, Secret::composed(percentEncoded(*value)));
        return value;
    };
    const Result<std::string> expanded = expandVariables(access.url.path, keep, "base-url");
    return expanded ? Status{} : Status{expanded.error()};
}

Status resolveBody(const RunSpec& spec, EndpointAccess& access)
{
    struct Part
    {
        std::string_view setting;
        const std::string& text;
        Secret& sent;
    };
    for (const Part& part : {Part{"sampling-params", spec.prompts.samplingParams, access.samplingParams},
                             Part{"extra-body", spec.target.extraBody, access.extraBody}})
    {
        Result<std::string> expanded = expandBodySetting(part.setting, part.text, lookUpInto(access.secrets));
        if (!expanded)
            return expanded.error();
        part.sent = Secret::composed(std::move(expanded).value());
    }
    return {};
}

// The path as it is sent.
std::string sentPath(const EndpointAccess& access, const Url& url)
{
    const auto lookUp = [&access](const std::string& name) -> std::optional<std::string> {
        const auto found = std::find_if(access.variables.begin(), access.variables.end(),
                                        [&name](const auto& variable) { return variable.first == name; });
        return found == access.variables.end() ? std::nullopt : std::optional{found->second.reveal()};
    };
    Result<std::string> sent = expandVariables(url.path, lookUp, "base-url");
    return sent ? std::move(sent).value() : url.path;
}

Error unknownDialect(const std::string& id)
{
    std::string known;
    for (const Dialect& dialect : dialects())
        known.append(known.empty() ? "" : ", ").append(dialect.id);
    return {Errc::InvalidInput,
            sentence("errors", "%1 \"%2\" is not known; choose one of %3.").with(Figure::setting("llm-api"), id, known),
            "llm-api"};
}

// Fills dialect, url and proxy.
Status locate(const RunSpec& spec, EndpointAccess& access)
{
    Result<Url> url = requestUrl(spec);
    if (!url)
        return url.error();
    access.dialect = findDialect(spec.target.llmApi);
    access.url = std::move(url).value();
    if (spec.target.proxy.empty())
        return {};
    const Result<Url> proxy = parseUrl(spec.target.proxy);
    if (!proxy)
        return proxy.error().about("proxy");
    access.proxy = proxy.value();
    return {};
}

// The folder in which the request's page lies, and the query with its question mark.
struct Folder
{
    std::string_view path;
    std::string_view query;
};

Folder folderOf(const EndpointAccess& access)
{
    const std::string_view path = access.url.path;
    const std::size_t query = std::min(path.find('?'), path.size());
    // The dialect's path without its first part ("/v1", "/api") is the page; of one part alone, all of it.
    const std::string_view whole = access.dialect->path;
    const std::size_t second = whole.find('/', 1);
    const std::string_view page = second == std::string_view::npos ? whole : whole.substr(second);
    const std::string_view stem = path.substr(0, query);
    return {stem.ends_with(page) ? stem.substr(0, stem.size() - page.size()) : stem, path.substr(query)};
}

Url withPath(const Url& url, std::string_view folder, std::string_view page, std::string_view query)
{
    Url other = url;
    other.path = std::string{folder}.append(page).append(query);
    return other;
}

struct HeadLine
{
    std::string_view name;
    std::string value;
};

std::vector<HeadLine> defaultHeaders(const EndpointAccess& access)
{
    std::vector<HeadLine> lines{{"Host", access.url.authority()},
                                {"User-Agent", "inferometer/" INFEROMETER_VERSION},
                                {"Accept", acceptOf(*access.dialect)},
                                {"Accept-Encoding", "identity"},
                                {"Content-Type", "application/json"}};
    if (!access.key.empty() && access.dialect->keyAsBearer)
        lines.push_back({"Authorization", "Bearer " + access.key.reveal()});
    return lines;
}

}  // namespace

Result<Secret> cleanKey(std::string_view text, const Sentence& holder)
{
    // A line break behind a pasted key is common; inside one it would be another header.
    const std::string_view key = trimmed(text);
    if (std::any_of(key.begin(), key.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; })) {
        return Error{
            Errc::Auth,
            sentence("errors", "%1 holds blanks or line breaks inside the key; set it to the key alone.").with(holder),
            "api-key-env"};
    }
    return Secret{std::string{key}};
}

Result<EndpointAccess> accessOf(const RunSpec& spec, const Secret& key)
{
    if (const Status status = validateSpec(spec); !status)
        return status.error();
    EndpointAccess access;
    if (const Status status = locate(spec, access); !status)
        return status.error();
    Result<Secret> found = keyOf(spec, key);
    if (!found)
        return found.error();
    for (const Status& status : {resolveUrl(access), resolveHeaders(spec, access), resolveBody(spec, access)})
        if (!status)
            return status.error();
    access.key = std::move(found).value();
    access.secrets.push_back(access.key);
    access.caFile = spec.target.caFile;
    access.insecure = spec.target.insecure;
    return access;
}

Result<Url> requestUrl(const RunSpec& spec)
{
    const Dialect* const dialect = findDialect(spec.target.llmApi);
    if (dialect == nullptr)
        return unknownDialect(spec.target.llmApi);
    const Result<Url> base = parseUrl(spec.target.baseUrl);
    if (!base)
        return base.error();
    return joinPath(base.value(), dialect->path);
}

std::string placeOf(const EndpointAccess& access) { return access.url.host + ":" + std::to_string(access.url.port); }

Url pageBeside(const EndpointAccess& access, std::string_view page)
{
    const Folder folder = folderOf(access);
    return withPath(access.url, folder.path, page, folder.query);
}

Url pageAbove(const EndpointAccess& access, std::string_view page)
{
    const Folder folder = folderOf(access);
    const std::size_t last = folder.path.rfind('/');
    return withPath(access.url, folder.path.substr(0, last == std::string_view::npos ? 0 : last), page, folder.query);
}

FetchRequest callTo(const EndpointAccess& access, const Url& url, std::string body)
{
    FetchRequest request;
    Url sent = url;
    sent.path = sentPath(access, url);
    request.url = sent.text();
    request.body = std::move(body);
    const auto isAuthorization = [](const ResolvedHeader& header) { return lowered(header.name) == "authorization"; };
    if (access.dialect->keyAsBearer && std::none_of(access.headers.begin(), access.headers.end(), isAuthorization))
        request.bearer = access.key;
    for (const ResolvedHeader& header : access.headers)
        request.headers.emplace_back(header.name, header.value.reveal());
    request.caFile = access.caFile;
    request.proxy = access.proxy ? access.proxy->text() : std::string{};
    request.insecure = access.insecure;
    request.secrets = access.secrets;
    return request;
}

std::string acceptOf(const Dialect& dialect)
{
    return dialect.framing == Framing::ServerSentEvents ? "text/event-stream" : "application/x-ndjson";
}

Secret requestHead(const EndpointAccess& access)
{
    std::string head = "POST " + sentPath(access, access.url) + " HTTP/1.1\r\n";
    const auto append = [&head](std::string_view name, std::string_view value) {
        head.append(name).append(": ").append(value).append("\r\n");
    };
    for (const HeadLine& line : defaultHeaders(access)) {
        const auto replaced = std::any_of(access.headers.begin(), access.headers.end(), [&](const auto& header) {
            return lowered(header.name) == lowered(line.name);
        });
        if (!replaced)
            append(line.name, line.value);
    }
    for (const ResolvedHeader& header : access.headers)
        append(header.name, header.value.reveal());
    return Secret::composed(std::move(head));
}

std::string proxyHead(const EndpointAccess& access)
{
    if (!access.proxy)
        return {};
    const std::string host
        = access.url.host.find(':') == std::string::npos ? access.url.host : "[" + access.url.host + "]";
    const std::string target = host + ":" + std::to_string(access.url.port);
    return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target
        + "\r\nUser-Agent: inferometer/" INFEROMETER_VERSION "\r\n\r\n";
}

}  // namespace inferometer
