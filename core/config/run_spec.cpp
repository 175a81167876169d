// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/run_spec.h"

#include "core/api/dialect.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/body_setting.h"
#include "core/config/field_text.h"
#include "core/config/headers.h"
#include "core/config/reserved_names.h"
#include "core/config/secret_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace inferometer {

namespace {

// The setting stands at %1 of the pattern, what is given behind it at %2, ...
template <typename... Values>
Error wrong(std::string_view key, const Sentence& pattern, const Values&... values)
{
    return {Errc::InvalidInput, pattern.with(Figure::setting(key), values...), key};
}

// What a parameter of a query says, read as servers do: "api%5Fkey" is api_key.
std::string unescaped(std::string_view text)
{
    std::string plain;
    while (!text.empty()) {
        unsigned code = 0;
        const std::string_view digits = text.size() < 3 ? std::string_view{} : text.substr(1, 2);
        const bool escaped = text.front() == '%' && digits.size() == 2
            && std::from_chars(digits.data(), digits.data() + 2, code, 16).ptr == digits.data() + 2;
        plain += escaped ? static_cast<char>(code) : text.front() == '+' ? ' ' : text.front();
        text.remove_prefix(escaped ? 3 : 1);
    }
    return plain;
}

// No value is repeated, and no name that may be one.
Status checkQuery(std::string_view key, std::string_view query)
{
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find_first_of("&;"));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string name = equals == pair.size() ? "" : unescaped(pair.substr(0, equals));
        if (!holdsPlainSecret(name, unescaped(pair.substr(equals == pair.size() ? 0 : equals + 1))))
            continue;
        return wrong(key,
                     sentence("errors",
                              "The query of %1 may not hold \"%2\" in plain text; write ${NAME} in place of its value "
                              "to take it from an environment variable when a request is sent."),
                     shownName(looksLikeCredential(name) ? "" : name));
    }
    return {};
}

// What follows the authority.
Status checkPath(std::string_view key, std::string_view path)
{
    if (path.find('#') != std::string_view::npos)
        return wrong(key, sentence("errors", "%1 may not hold a #fragment, which no server sees; remove it."));
    if (!hasWholeReferences(path))
        return wrong(
            key, sentence("errors", "%1 has a broken ${NAME}; write the name of an environment variable in braces."));
    const std::size_t query = path.find('?');
    for (std::string_view folders = path.substr(0, query); !folders.empty();) {
        const std::string_view folder = folders.substr(0, folders.find('/', 1));
        if (looksLikeCredential(unescaped(folder.substr(1))))
            return wrong(
                key,
                sentence("errors",
                         "The path of %1 holds a key in plain text; write ${NAME} in its place to take it from "
                         "an environment variable when a request is sent."));
        folders.remove_prefix(folder.size());
    }
    return query == std::string_view::npos ? Status{} : checkQuery(key, path.substr(query + 1));
}

Status checkProxy(const std::string& proxy)
{
    if (proxy.empty())
        return {};
    if (!lowered(proxy).starts_with("http://"))
        return wrong("proxy",
                     sentence("errors", "%1 must begin with http://; TLS to the proxy itself is not supported."));
    if (proxy.find('@') != std::string::npos)
        return wrong(
            "proxy",
            sentence("errors", "%1 may not hold a user name or password; proxies that ask for one are not supported."));
    return checkUrl("proxy", proxy);
}

// The value is never repeated: it may be a key.
Status checkKeyVariable(const std::string& name)
{
    if (name.empty() || !looksLikeKey(name))
        return {};
    return wrong(
        "api-key-env",
        sentence(
            "errors",
            "%1 must be the name of an environment variable such as MY_API_KEY, not the key itself; export the key "
            "under a name and give that name."));
}

Status checkText(const RunSpec& spec, const RunField& field)
{
    if (!field.isText())
        return {};
    const std::string text = fieldText(spec, field);
    if (text.find('\0') != std::string::npos || toValidUtf8(text) != text)
        return wrong(field.key, sentence("errors", "%1 must be UTF-8 text without NUL bytes."));
    return {};
}

Status checkImage(const RunSpec& spec, std::string_view key)
{
    if (spec.prompts.imageSize == ImageSize::Na)
        return {};
    const Dialect* dialect = findDialect(spec.target.llmApi);
    if (dialect != nullptr && !dialect->takesImages)
        return wrong(key,
                     sentence("errors",
                              "%1 must be na with %3, which carries no images; set it to na or choose another %2, "
                              "such as openai-chat."),
                     Figure::setting("llm-api"), dialect->id);
    if (spec.prompts.useMultiplePrompts)
        return wrong(key,
                     sentence("errors", "%1 must be na with %2, whose texts ask about no image; turn one of them off."),
                     Figure::setting("use-multiple-prompts"));
    return {};
}

template <typename Value>
Status statusOf(const Result<Value>& result)
{
    return result ? Status{} : Status{result.error()};
}

// All of a dataset is a number; all of prompts that are made is none.
Status checkRequests(const RunSpec& spec, std::string_view key)
{
    if (spec.arrivals.numRequests > 0 || isOfDataset(spec))
        return {};
    return wrong(key, sentence("errors", "%1 must be at least 1; only a dataset can be asked row by row with 0."));
}

Status checkServerHistory(const RunSpec& spec, std::string_view key)
{
    const Dialect* dialect = findDialect(spec.target.llmApi);
    if (!spec.prompts.serverHistory || dialect == nullptr || dialect->keepsConversations)
        return {};
    return wrong(key,
                 sentence("errors",
                          "%1 needs an API that keeps conversations, and %2 keeps none; turn it off or choose "
                          "openai-responses."),
                 dialect->id);
}

Status checkBase(const RunSpec& spec, std::string_view key)
{
    const std::string& url = spec.target.baseUrl;
    return url.empty() || !wholeReference(url).empty() ? Status{} : checkUrl(key, url);
}

Status checkCaFile(const RunSpec& spec, std::string_view key)
{
    const std::string url{spec.target.baseUrl.empty() ? usualUrl(spec.target) : std::string_view{spec.target.baseUrl}};
    if (spec.target.caFile.empty() || !lowered(url).starts_with("http://"))
        return {};
    return wrong(key,
                 sentence("errors", "%1 is for https, and %2 begins with http://; write https:// there or give no %1."),
                 Figure::setting("base-url"));
}

Status checkDataset(const RunSpec& spec, std::string_view key)
{
    if (!spec.prompts.inputFilePath.empty())
        return {};
    return wrong(key, sentence("errors", "%1 is not given; name the file that holds the prompts."));
}

// That every answer is asked for; nothing where each has its own.
std::optional<std::int64_t> outputTokensOf(const RunSpec& spec)
{
    const Result<TokenLengths> lengths = lengthsOf(spec);
    if (lengths && lengths.value().output.varies())
        return std::nullopt;
    return meanTokensOf(spec).output;
}

Status checkExtraBody(const RunSpec& spec, std::string_view key)
{
    return checkBodySetting(key, spec.target.extraBody, outputTokensOf(spec));
}

Status checkSampling(const RunSpec& spec, std::string_view key)
{
    return checkBodySetting(key, spec.prompts.samplingParams, outputTokensOf(spec));
}

Status checkStages(const RunSpec& spec, std::string_view key)
{
    return spec.arrivals.stages.empty() ? Status{} : statusOf(parseStages(spec.arrivals.stages, key));
}

Status checkLengths(const RunSpec& spec, std::string_view key)
{
    return spec.prompts.lengths.empty() ? Status{} : statusOf(parseLengths(spec.prompts.lengths, key));
}

// What a field's kind and range leave unsaid.
struct Rule
{
    std::string_view key;
    Status (*check)(const RunSpec& spec, std::string_view key);
};
constexpr std::array kRules{
    Rule{"num-requests", checkRequests},
    Rule{"input-file-path", checkDataset},
    Rule{"base-url", checkBase},
    Rule{"api-key-env",
         [](const RunSpec& spec, std::string_view /*key*/) { return checkKeyVariable(spec.target.apiKeyEnv); }},
    Rule{"ca-file", checkCaFile},
    Rule{"proxy", [](const RunSpec& spec, std::string_view /*key*/) { return checkProxy(spec.target.proxy); }},
    Rule{"extra-body", checkExtraBody},
    Rule{"sampling-params", checkSampling},
    Rule{"multimodal-image-size", checkImage},
    Rule{"stages", checkStages},
    Rule{"lengths", checkLengths},
    Rule{"server-history", checkServerHistory},
};

Status checkSpecial(const RunSpec& spec, std::string_view key)
{
    const auto* const rule
        = std::find_if(kRules.begin(), kRules.end(), [key](const Rule& one) { return one.key == key; });
    return rule == kRules.end() ? Status{} : rule->check(spec, key);
}

Status checkField(const RunSpec& spec, const RunField& field)
{
    if (Status status = checkText(spec, field); !status)
        return status;
    if (Status status = checkMember(spec, field); !status)
        return status;
    return checkSpecial(spec, field.key);
}

void checkHeaders(const RunSpec& spec, std::vector<Error>& errors)
{
    std::set<std::string> seen;
    for (const auto& [name, value] : spec.target.headers) {
        if (const Status status = checkHeader(name, value); !status)
            errors.push_back(status.error());
        else if (!seen.insert(lowered(name)).second)
            errors.push_back(
                wrong("headers", sentence("errors", "%1 hold \"%2\" twice; remove one."), shownName(name)));
        else if (spec.prompts.useDebuggingMode && lowered(name) == kDebuggingHeader)
            errors.push_back(wrong(
                "headers", sentence("errors", "%1 may not hold \"%2\", which %3 sends; remove it or turn that off."),
                shownName(name), Figure::setting("use-debugging-mode")));
    }
}

void checkMetadata(const RunSpec& spec, std::vector<Error>& errors)
{
    std::set<std::string> seen;
    for (const auto& [name, value] : spec.keep.metadata) {
        if (name.empty())
            errors.push_back(
                wrong("metadata", sentence("errors", "%1 has an entry without a name; write name=value.")));
        else if (toValidUtf8(name + value) != name + value)
            errors.push_back(wrong("metadata", sentence("errors", "%1 must be UTF-8 text.")));
        else if (holdsPlainSecret(name, value))
            errors.push_back(
                wrong("metadata",
                      sentence("errors",
                               "%1 may not hold \"%2\" in plain text, for every result file repeats it; remove it, or "
                               "write ${NAME}, which is kept as it stands."),
                      shownName(name)));
        else if (isReservedName(name))
            errors.push_back(
                wrong("metadata",
                      sentence("errors",
                               "%1 may not be named \"%2\", which the summary file uses itself; choose another name."),
                      shownName(name)));
        else if (!seen.insert(name).second)
            errors.push_back(
                wrong("metadata", sentence("errors", "%1 holds \"%2\" twice; remove one."), shownName(name)));
    }
}

std::string shellQuoted(std::string_view text)
{
    constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!text.empty() && text.find_first_not_of(kSafe) == std::string_view::npos)
        return std::string{text};
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return quoted + "'";
}

// "--key=-value" where a blank would make the value look like the next option.
std::string option(std::string_view key, std::string_view value)
{
    const std::string name = "--" + std::string{key};
    return value.starts_with('-') ? name + "=" + shellQuoted(value) : name + " " + shellQuoted(value);
}

}  // namespace

std::string_view usualUrl(const TargetSpec& target)
{
    const Dialect* const dialect = findDialect(target.llmApi);
    return dialect != nullptr && !dialect->variables.usualUrl.empty() ? dialect->variables.usualUrl
                                                                      : "http://127.0.0.1:8000";
}

// The full parse is the http layer's; this one catches what a person mistypes.
Status checkUrl(std::string_view key, std::string_view url)
{
    const std::string lower = lowered(url);
    const std::size_t scheme = lower.starts_with("http://") ? 7 : lower.starts_with("https://") ? 8 : 0;
    if (scheme == 0)
        return wrong(key, sentence("errors", "%1 must begin with http:// or https://."));
    const std::string_view rest = url.substr(scheme);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != std::string_view::npos)
        return wrong(key, sentence("errors", "%1 may not hold a user name or password; use %2 for a key."),
                     Figure::flag("api-key-env"));
    if (authority.empty() || authority.front() == ':')
        return wrong(key, sentence("errors", "%1 names no host; write it like http://127.0.0.1:8000."));
    if (url.find_first_of(" \t\r\n") != std::string_view::npos)
        return wrong(key, sentence("errors", "%1 may not contain blanks."));
    return checkPath(key, rest.substr(authority.size()));
}

int imageSide(ImageSize size)
{
    constexpr std::array<int, 4> kSides{0, 500, 1024, 2000};
    return kSides.at(static_cast<std::size_t>(size));
}

Result<RateProfile> profileOf(const ArrivalSpec& arrivals)
{
    if (arrivals.stages.empty())
        return RateProfile{arrivals.qps};
    const Result<std::vector<RateStage>> stages = parseStages(arrivals.stages, "stages");
    if (!stages)
        return stages.error();
    return RateProfile{stages.value()};
}

Result<TokenLengths> lengthsOf(const RunSpec& spec)
{
    const PromptSpec& prompts = spec.prompts;
    const LengthDistribution input{LengthShape::Constant, static_cast<double>(prompts.numInputTokens), 0};
    const LengthDistribution output{LengthShape::Constant, static_cast<double>(prompts.numOutputTokens), 0};
    if (!findRunField("lengths")->isOf(spec.evaluation))
        return TokenLengths{input, output};
    if (!prompts.lengths.empty())
        return parseLengths(prompts.lengths, "lengths");
    return TokenLengths{{prompts.inputShape, input.mean, prompts.inputSpread},
                        {prompts.outputShape, output.mean, prompts.outputSpread}};
}

double meanRateOf(const ArrivalSpec& arrivals)
{
    const Result<RateProfile> profile = profileOf(arrivals);
    return profile && profile.value().ends() ? profile.value().total() / profile.value().duration() : arrivals.qps;
}

MeanTokens meanTokensOf(const RunSpec& spec)
{
    const Result<TokenLengths> lengths = lengthsOf(spec);
    if (!lengths)
        return {spec.prompts.numInputTokens, spec.prompts.numOutputTokens};
    return {std::llround(lengths.value().input.mean), std::llround(lengths.value().output.mean)};
}

std::vector<Error> validateAll(const RunSpec& spec, std::span<const RunField> rows)
{
    std::vector<Error> errors;
    for (const RunField& field : rows) {
        if (!field.isOf(spec.evaluation))
            continue;
        if (const Status status = checkField(spec, field); !status)
            errors.push_back(status.error());
    }
    checkHeaders(spec, errors);
    checkMetadata(spec, errors);
    return errors;
}

Status validateSpec(const RunSpec& spec)
{
    const std::vector<Error> errors = validateAll(spec);
    if (errors.empty())
        return {};
    return errors.front();
}

std::string commandLine(const RunSpec& spec, std::span<const RunField> rows)
{
    const RunSpec defaults = defaultSpec(spec.evaluation);
    const EvaluationRow& evaluation = evaluationRow(spec.evaluation);
    std::string line = (evaluation.byHand ? "inferometer " : "inferometer run ") + std::string{evaluation.id};
    for (const RunField& field : rows) {
        const std::string text = fieldText(spec, field);
        if (field.isOf(spec.evaluation) && text != fieldText(defaults, field))
            line += " " + option(field.key, text);
    }
    for (const auto& [name, value] : spec.target.headers)
        line.append(" ").append(option("header", std::string{name}.append(": ").append(value)));
    for (const auto& [name, value] : spec.keep.metadata)
        line.append(" ").append(option("metadata", std::string{name}.append("=").append(value)));
    return line;
}

}  // namespace inferometer
