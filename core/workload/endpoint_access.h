// SPDX-License-Identifier: GPL-3.0-or-later
// How a run reaches its endpoint: address, dialect, key and headers with the environment's values put in.
#pragma once

#include "core/api/dialect.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/run_spec.h"
#include "core/http/address.h"
#include "core/http/fetch.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inferometer {

struct ResolvedHeader
{
    std::string name;
    Secret value;  // may come from the environment
};

using NamedSecrets = std::vector<std::pair<std::string, Secret>>;

struct EndpointAccess
{
    const Dialect* dialect = nullptr;
    Url url;                 // of the request itself, path included; ${NAME} stands in it as it was given, and {model}
                             // until the model is known
    NamedSecrets variables;  // what stands for each ${NAME} of the URL when it is sent
    std::optional<Url> proxy;
    Secret key;
    std::vector<ResolvedHeader> headers;
    std::string caFile;
    bool insecure = false;
    Secret samplingParams;  // the settings as they are sent
    Secret extraBody;
    std::vector<Secret> secrets;  // the key and what came from the environment: never to be told
};

// Validates the spec, finds the dialect, joins the URL and reads the environment, in this order; the first failure is
// the error. `key`: what the caller read from the keyring; the variable that the spec names, if any, wins over it.
// Touches no network. Not thread-safe against a change of the environment.
Result<EndpointAccess> accessOf(const RunSpec& asked, const Secret& key = {});

// A pasted key without the blanks and line breaks around it; `holder` names in the error where it came from.
Result<Secret> cleanKey(std::string_view text, const Sentence& holder = {});

// EndpointAccess::url of the spec, alone. The error names the field.
Result<Url> requestUrl(const RunSpec& spec);
// The same with the form of the dialect that is spoken there: EndpointAccess::dialect.
Result<DialectAt> requestPage(const RunSpec& spec);

// EndpointAccess::url with the model's name where it has a place for one.
Url pageOfModel(const EndpointAccess& access, std::string_view model);

// "host:port": what every sentence about the endpoint calls it.
std::string placeOf(const EndpointAccess& access);

// The page beside the request's path: "/models" of ".../v1/chat/completions" is ".../v1/models". The query stays.
Url pageBeside(const EndpointAccess& access, std::string_view page);

// The same one folder up: "/tokenize" is ".../tokenize".
Url pageAbove(const EndpointAccess& access, std::string_view page);

// A call to `url` with the key, headers and TLS settings of the run; GET when `body` is empty.
FetchRequest callTo(const EndpointAccess& access, const Url& url, std::string body);

// What a streamed answer is asked for as.
std::string acceptOf(const Dialect& dialect);

// The head of a load request up to the headers that vary, each line with its end. A custom header replaces ours of the
// same name. Holds secrets.
Secret requestHead(const EndpointAccess& access);

// The whole CONNECT request; empty without a proxy.
std::string proxyHead(const EndpointAccess& access);

}  // namespace inferometer
