// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/endpoint_access.h"

#include "core/base/text.h"
#include "core/config/body_setting.h"
#include "core/config/headers.h"
#include "core/config/secret_names.h"
#include "core/workload/environment.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::size_t kShortestUnnamed = 8;
constexpr std::string_view kModelPlace = "{model}";

using ReadVariable = std::optional<std::string> (*)(const std::string& name);

// Of a target, for all that is sent there.
ReadVariable readerFor(const TargetSpec& target) { return hasDotenvUrl(target) ? dotenvValue : environmentValue; }

Error notForThatUrl(const TargetSpec& target, std::string_view field)
{
    return {Errc::Auth,
            sentence("errors",
                     "The URL comes from the file .env in the working folder (%1), which is sent no key but its own; "
                     "give the URL as %2 to use another key.")
                .with(wholeReference(target.baseUrl), Figure::flag("base-url")),
            field};
}

// A secret of the user's is not for an address that a file in the working folder names.
Status checkKeyPlace(const RunSpec& spec, const Secret& given)
{
    const TargetSpec& target = spec.target;
    const bool hasOther = target.apiKeyEnv.empty() ? !given.empty() || !target.apiKeyKeyring.empty()
                                                   : !dotenvValue(target.apiKeyEnv).has_value();
    return hasOther && hasDotenvUrl(target) ? Status{notForThatUrl(target, "api-key-env")} : Status{};
}

Result<Secret> readKey(const std::string& variable, ReadVariable read)
{
    const std::optional<std::string> value = read(variable);
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
    if (const Status place = checkKeyPlace(spec, given); !place)
        return place.error();
    if (!spec.target.apiKeyEnv.empty())
        return readKey(spec.target.apiKeyEnv, readerFor(spec.target));
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
VariableLookup lookUpInto(std::vector<Secret>& secrets, ReadVariable read, std::size_t shortest = 1)
{
    return [&secrets, read, shortest](const std::string& name) {
        std::optional<std::string> value = read(name);
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
        Result<std::string> expanded
            = expandVariables(value, lookUpInto(access.secrets, readerFor(spec.target), shortest));
        if (!expanded)
            return expanded.error();
        access.headers.push_back({name, Secret::composed(std::move(expanded).value())});
    }
    if (spec.prompts.useDebuggingMode)
        access.headers.push_back({std::string{kDebuggingHeader}, Secret::composed(std::string{kDebuggingValue})});
    return {};
}

// Finds the variables of the URL; expandVariables() tells which is missing.
Status resolveUrl(const RunSpec& spec, EndpointAccess& access)
{
    const auto keep = [&access, lookUp = lookUpInto(access.secrets, readerFor(spec.target))](const std::string& name) {
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
        Result<std::string> expanded
            = expandBodySetting(part.setting, part.text, lookUpInto(access.secrets, readerFor(spec.target)));
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

// A URL that is ${NAME} is what the variable holds.
Result<Url> baseUrlOf(const TargetSpec& target)
{
    const std::string_view name = wholeReference(target.baseUrl);
    if (name.empty())
        return parseUrl(target.baseUrl);
    const std::optional<std::string> value = environmentValue(std::string{name});
    if (!value || trimmed(*value).empty())
        return Error{
            Errc::InvalidInput,
            sentence("errors",
                     "The environment variable %1, which should hold the URL, is not set; export it and start again.")
                .with(std::string{name}),
            "base-url"};
    const std::string url{trimmed(*value)};
    if (const Status checked = checkUrl("base-url", url); !checked)
        return Error{Errc::InvalidInput,
                     sentence("errors", "The environment variable %1, which should hold the URL, is wrong: %2")
                         .with(std::string{name}, checked.error().said),
                     "base-url"};
    return parseUrl(url);
}

// Of the form that is spoken at this address; validateSpec() knows the dialect alone.
Status checkImages(const RunSpec& spec, const Dialect& form)
{
    if (spec.prompts.imageSize == ImageSize::Na || form.takesImages)
        return {};
    return Error{Errc::InvalidInput,
                 sentence("errors",
                          "%1 must be na with %3, which carries no images; set it to na or choose another %2, such as "
                          "openai-chat.")
                     .with(Figure::setting("multimodal-image-size"), Figure::setting("llm-api"), form.label),
                 "multimodal-image-size"};
}

// Fills dialect, url and proxy.
Status locate(const RunSpec& spec, EndpointAccess& access)
{
    Result<DialectAt> at = requestPage(spec);
    if (!at)
        return at.error();
    access.dialect = at.value().form;
    if (Status images = checkImages(spec, *access.dialect); !images)
        return images;
    access.url = std::move(at).value().url;
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
    // A model's name is no fixed part of it.
    const std::string_view fixed = page.substr(0, page.find(kModelPlace));
    if (const std::size_t at = stem.rfind(fixed); fixed.size() < page.size() && at != std::string_view::npos)
        return {stem.substr(0, at), {}};
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

bool isReplaced(const EndpointAccess& access, std::string_view name)
{
    return std::any_of(access.headers.begin(), access.headers.end(),
                       [&name](const auto& header) { return lowered(header.name) == lowered(name); });
}

// The key, and what else the dialect asks for.
std::vector<HeadLine> dialectHeaders(const EndpointAccess& access)
{
    const auto& [key, beforeKey] = access.dialect->key;
    const auto& [name, value] = access.dialect->header;
    std::vector<HeadLine> lines;
    if (!access.key.empty() && !isReplaced(access, key))
        lines.push_back({key, std::string{beforeKey} + access.key.reveal()});
    if (!name.empty() && !isReplaced(access, name))
        lines.push_back({name, std::string{value}});
    return lines;
}

std::vector<HeadLine> defaultHeaders(const EndpointAccess& access)
{
    std::vector<HeadLine> lines{{"Host", access.url.authority()},
                                {"User-Agent", "inferometer/" INFEROMETER_VERSION},
                                {"Accept", acceptOf(*access.dialect)},
                                {"Accept-Encoding", "identity"},
                                {"Content-Type", "application/json"}};
    std::erase_if(lines, [&access](const HeadLine& line) { return isReplaced(access, line.name); });
    const std::vector<HeadLine> more = dialectHeaders(access);
    lines.insert(lines.end(), more.begin(), more.end());
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

Result<EndpointAccess> accessOf(const RunSpec& asked, const Secret& key)
{
    if (const Status status = validateSpec(asked); !status)
        return status.error();
    RunSpec spec = asked;
    spec.target = withVariables(spec.target);
    EndpointAccess access;
    if (const Status status = locate(spec, access); !status)
        return status.error();
    Result<Secret> found = keyOf(spec, key);
    if (!found)
        return found.error();
    for (const Status& status : {resolveUrl(spec, access), resolveHeaders(spec, access), resolveBody(spec, access)})
        if (!status)
            return status.error().code == Errc::Auth && hasDotenvUrl(spec.target)
                ? notForThatUrl(spec.target, status.error().field)
                : status.error();
    access.key = std::move(found).value();
    access.secrets.push_back(access.key);
    access.caFile = spec.target.caFile;
    access.insecure = spec.target.insecure;
    return access;
}

Result<DialectAt> requestPage(const RunSpec& spec)
{
    const Dialect* const dialect = findDialect(spec.target.llmApi);
    if (dialect == nullptr)
        return unknownDialect(spec.target.llmApi);
    const Result<Url> base = baseUrlOf(withVariables(spec.target));
    if (!base)
        return base.error();
    return dialectAt(*dialect, base.value());
}

Result<Url> requestUrl(const RunSpec& spec)
{
    const Result<DialectAt> at = requestPage(spec);
    return at ? Result<Url>{at.value().url} : at.error();
}

Url pageOfModel(const EndpointAccess& access, std::string_view model)
{
    // Google lists its models as "models/NAME".
    constexpr std::string_view kFolder = "models/";
    if (model.starts_with(kFolder))
        model.remove_prefix(kFolder.size());
    Url page = access.url;
    if (const std::size_t at = page.path.find(kModelPlace); at != std::string::npos && !model.empty())
        page.path.replace(at, kModelPlace.size(), percentEncoded(model));
    return page;
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
    for (const HeadLine& line : dialectHeaders(access))
        request.headers.emplace_back(line.name, line.value);
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
    switch (dialect.framing) {
    case Framing::ServerSentEvents:
        return "text/event-stream";
    case Framing::JsonLines:
        return "application/x-ndjson";
    case Framing::JsonArray:
        break;
    }
    return "application/json";
}

Secret requestHead(const EndpointAccess& access)
{
    std::string head = "POST " + sentPath(access, access.url) + " HTTP/1.1\r\n";
    const auto append = [&head](std::string_view name, std::string_view value) {
        head.append(name).append(": ").append(value).append("\r\n");
    };
    for (const HeadLine& line : defaultHeaders(access))
        append(line.name, line.value);
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
