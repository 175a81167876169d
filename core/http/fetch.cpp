// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/fetch.h"

#include "core/base/text.h"
#include "core/http/address.h"
#include "core/http/body_decoder.h"
#include "core/http/system_trust.h"
#include "core/http/tunnel_refusal.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>

namespace inferometer {

namespace {

constexpr std::chrono::milliseconds kConnectTimeout{10000};

// libcurl's options are variadic: longs must be longs.
constexpr long kOn = 1;
constexpr long kOff = 0;

// What the callbacks see of one call.
struct Transfer : BodySink
{
    const FetchRequest* request = nullptr;
    const std::stop_token* stop = nullptr;
    BodyDecoder decoder;
    std::string body;
    std::array<char, CURL_ERROR_SIZE> error{};  // libcurl's words, where its code says too little
    bool tooLarge = false;
    bool enough = false;

    void onBody(std::string_view bytes) override
    {
        tooLarge = tooLarge || body.size() + bytes.size() > request->maxBody;
        if (tooLarge)
            return;
        body.append(bytes);
        enough = enough || (request->isEnough && request->isEnough(bytes));
    }
};

// A body that cannot be read is passed over: the status may still say enough.
std::size_t takeBody(char* bytes, std::size_t /*one*/, std::size_t count, void* user)
{
    auto* transfer = static_cast<Transfer*>(user);
    try {
        transfer->decoder.feed({bytes, count}, *transfer);
    } catch (const std::bad_alloc&) {
        return 0;
    }
    return transfer->tooLarge || transfer->enough ? 0 : count;
}

std::size_t takeHeader(char* bytes, std::size_t /*one*/, std::size_t count, void* user)
{
    constexpr std::string_view kName = "content-encoding:";
    auto* transfer = static_cast<Transfer*>(user);
    const std::string line = lowered(trimmed({bytes, count}));
    if (line.starts_with("http/"))  // of each answer on the way, a proxy's too
        transfer->decoder.begin({});
    else if (line.starts_with(kName))
        transfer->decoder.begin(trimmed(std::string_view{line}.substr(kName.size())));
    return count;
}

int checkStop(void* user, curl_off_t /*down*/, curl_off_t /*downNow*/, curl_off_t /*up*/, curl_off_t /*upNow*/)
{
    return static_cast<Transfer*>(user)->stop->stop_requested() ? 1 : 0;
}

class HeaderList
{
public:
    HeaderList() = default;
    ~HeaderList() { curl_slist_free_all(m_list); }
    HeaderList(const HeaderList&) = delete;
    HeaderList& operator=(const HeaderList&) = delete;

    void add(const std::string& line) { m_list = curl_slist_append(m_list, line.c_str()); }
    curl_slist* get() const { return m_list; }

private:
    curl_slist* m_list = nullptr;
};

void fillHeaders(const FetchRequest& request, HeaderList& list)
{
    const auto isGiven = [&request](std::string_view name) {
        return std::any_of(request.headers.begin(), request.headers.end(),
                           [name](const auto& header) { return lowered(header.first) == name; });
    };
    if (!isGiven("accept"))
        list.add("Accept: " + request.accept);
    // libcurl 7.88 signs "Expect:", which is not sent, and "accept-encoding" before "accept", which AWS reads
    // otherwise.
    if (request.awsScope.empty()) {
        list.add("Expect:");
        if (!isGiven("accept-encoding"))
            list.add("Accept-Encoding: identity");
    }
    if (!request.body.empty() && !isGiven("content-type"))
        list.add("Content-Type: application/json");
    // A line that ends with a semicolon is libcurl's way to send a header without value.
    for (const auto& [name, value] : request.headers) {
        std::string line = name;
        line.append(value.empty() ? ";" : ": ").append(value);
        list.add(line);
    }
}

// "host:port" of the URL, port always shown.
std::string hostPort(const std::string& url)
{
    const Result<Url> parsed = parseUrl(url);
    if (!parsed)
        return url;
    const Url& value = parsed.value();
    const std::string host = value.host.find(':') == std::string::npos ? value.host : "[" + value.host + "]";
    return host + ":" + std::to_string(value.port);
}

Error fault(Errc code, const Sentence& said, const char* field = "base-url") { return {code, said, field}; }

Error connectFault(CURL* curl, const FetchRequest& request)
{
    const bool direct = request.proxy.empty();
    const Figure place
        = direct ? Figure{hostPort(request.url)} : sentence("errors", "The proxy %1").with(hostPort(request.proxy));
    const char* field = direct ? "base-url" : "proxy";
    long error = 0;
    curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &error);
    if (error == ECONNREFUSED)
        return fault(Errc::Network,
                     sentence("errors", "%1 refused the connection; check that the server runs and the port is right.")
                         .with(place),
                     field);
    if (error == ENETUNREACH || error == EHOSTUNREACH)
        return fault(
            Errc::Network,
            sentence("errors",
                     "%1 cannot be reached: there is no route to it; check the address and this machine's network.")
                .with(place),
            field);
    return fault(Errc::Network,
                 sentence("errors", "%1 cannot be connected to; check the address and the port.").with(place), field);
}

// "localhost, 127.0.0.1": what stands in the certificate that the peer showed; empty when nothing is known of it.
std::string certificateNames(CURL* curl)
{
    constexpr std::size_t kLongest = 200;
    constexpr std::string_view kField = "X509v3 Subject Alternative Name:";
    const curl_certinfo* info = nullptr;
    if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &info) != CURLE_OK || info == nullptr || info->num_of_certs == 0)
        return {};
    for (const curl_slist* line = info->certinfo[0]; line != nullptr; line = line->next) {
        std::string_view text{line->data};
        if (!text.starts_with(kField))
            continue;
        std::string names{text.substr(kField.size(), kLongest)};
        for (const std::string_view kind : {"DNS:", "IP Address:"}) {
            for (std::size_t at = names.find(kind); at != std::string::npos; at = names.find(kind))
                names.erase(at, kind.size());
        }
        return names;
    }
    return {};
}

Error certificateFault(CURL* curl, const std::string& place)
{
    long verdict = X509_V_OK;
    curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
    // libcurl checks the host name itself, behind a chain that OpenSSL found good, and leaves no verdict then.
    if (verdict == X509_V_OK || verdict == X509_V_ERR_UNSPECIFIED) {
        const std::string names = certificateNames(curl);
        return fault(Errc::Network,
                     (names.empty() ? sentence("errors",
                                               "The certificate of %1 is for another host name; use the name that "
                                               "stands in it as %2.")
                                    : sentence("errors",
                                               "The certificate of %1 is for another host name; use one of those that "
                                               "stand in it as %2: %3."))
                         .with(place, Figure::flag("base-url"), names));
    }
    const std::string cause = X509_verify_cert_error_string(verdict);
    if (verdict == X509_V_ERR_CERT_HAS_EXPIRED || verdict == X509_V_ERR_CERT_NOT_YET_VALID)
        return fault(Errc::Network,
                     sentence("errors", "The certificate of %1 is not valid now (%2); renew it.")
                         .with(place, Figure::cause(cause)));
    return fault(Errc::Network,
                 sentence("errors", "The certificate of %1 is not trusted (%2); give its authority's PEM file with %3.")
                     .with(place, Figure::cause(cause), Figure::flag("ca-file")),
                 "ca-file");
}

Error timeoutFault(CURL* curl, const FetchRequest& request, const std::string& place)
{
    curl_off_t connected = 0;
    curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &connected);
    const double limit = std::chrono::duration<double>{request.timeout}.count();
    if (connected > 0)
        return fault(Errc::Timeout,
                     sentence("errors", "%1 did not answer within %2 s; check that the server is not stuck.")
                         .with(place, limit));
    if (!request.proxy.empty())
        return fault(Errc::Network,
                     sentence("errors", "%1 could not be reached in time through the proxy %2; check both addresses.")
                         .with(place, hostPort(request.proxy)),
                     "proxy");
    return fault(
        Errc::Network,
        sentence("errors", "%1 could not be reached in time; check the address, the port and firewalls.").with(place));
}

// Of the proxy %1 to %2, HTTP %3.
Sentence refusedTunnel(int status)
{
    switch (tunnelRefusal(status)) {
    case TunnelRefusal::Unreachable:
        return sentence("errors", "The proxy %1 could not reach %2 (HTTP %3); check that the server runs.");
    case TunnelRefusal::NoProxy:
        return sentence("errors", "%1 knows no CONNECT (HTTP %3); check that it is a proxy.");
    case TunnelRefusal::Login:
        return sentence("errors",
                        "The proxy %1 asks for a login (HTTP %3), which cannot be given; use one that asks for none.");
    case TunnelRefusal::Rules:
        break;
    }
    return sentence("errors", "The proxy %1 refused a tunnel to %2 (HTTP %3); check its rules.");
}

Error brokenFault(CURL* curl, const FetchRequest& request, const std::string& place)
{
    long connectStatus = 0;
    curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &connectStatus);
    if (!request.proxy.empty() && connectStatus >= 300)
        return fault(Errc::Network,
                     refusedTunnel(static_cast<int>(connectStatus)).with(hostPort(request.proxy), place, connectStatus),
                     "proxy");
    return fault(
        Errc::Protocol,
        sentence("errors", "%1 closed the connection without a whole answer; check the server's log.").with(place));
}

Error errorOf(CURL* curl, CURLcode code, const Transfer& transfer)
{
    const FetchRequest& request = *transfer.request;
    const std::string place = hostPort(request.url);
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return fault(Errc::Cancelled, sentence("errors", "The call to %1 was cancelled.").with(place), "");
    case CURLE_COULDNT_RESOLVE_HOST:
        return fault(Errc::Network,
                     sentence("errors", "The host of %1 has no address; check its spelling and this machine's DNS.")
                         .with(place));
    case CURLE_COULDNT_RESOLVE_PROXY:
        return fault(
            Errc::Network,
            sentence("errors", "The proxy %1 has no address; check its spelling.").with(hostPort(request.proxy)),
            "proxy");
    case CURLE_COULDNT_CONNECT:
        return connectFault(curl, request);
    case CURLE_OPERATION_TIMEDOUT:
        return timeoutFault(curl, request, place);
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateFault(curl, place);
    case CURLE_SSL_CACERT_BADFILE:
        return fault(Errc::InvalidInput,
                     sentence("errors", "The CA file %1 cannot be read as PEM certificates; check its path.")
                         .with(request.caFile),
                     "ca-file");
    case CURLE_SSL_CERTPROBLEM:
        return fault(Errc::InvalidInput,
                     sentence("errors",
                              "The client's certificate or key for %1 cannot be read as PEM; check that they belong "
                              "together.")
                         .with(place),
                     "");
    case CURLE_SSL_CONNECT_ERROR:
        if (std::string_view{transfer.error.data()}.find("no application protocol") != std::string_view::npos)
            return fault(Errc::Protocol,
                         sentence("errors",
                                  "%1 speaks no HTTP/1.1 (HTTP/2 or gRPC alone?); give a port that does, or a gateway.")
                             .with(place));
        return fault(
            Errc::Network,
            sentence("errors", "TLS with %1 failed; check that the port speaks https, or use http:// if it does not.")
                .with(place));
    case CURLE_WRITE_ERROR:
        if (transfer.tooLarge)
            return fault(
                Errc::Protocol,
                sentence("errors", "The answer of %1 is too large; check that the URL is an API.").with(place));
        break;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return fault(Errc::Protocol,
                     sentence("errors", "%1 does not answer in HTTP/1.1 (a port for HTTP/2 or gRPC?); check the port.")
                         .with(place));
    default:
        break;
    }
    return brokenFault(curl, request, place);
}

}  // namespace

struct Fetcher::Handle
{
    CURL* curl = curl_easy_init();
    Handle() = default;
    ~Handle() { curl_easy_cleanup(curl); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    void setUp(Transfer& transfer, const HeaderList& headers) const;
    void setUpTls(const FetchRequest& request) const;
    void setPem(CURLoption option, const std::string& pem) const;
    void trustSystem() const;
};

void Fetcher::Handle::setUp(Transfer& transfer, const HeaderList& headers) const
{
    const FetchRequest& request = *transfer.request;
    const auto timeout = static_cast<long>(request.timeout.count());
    curl_easy_reset(curl);  // keeps the connection
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, kOn);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, kOff);  // a key must not travel to another host
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "inferometer/" INFEROMETER_VERSION);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // nor to the proxy
    curl_easy_setopt(curl, CURLOPT_PROXY, request.proxy.c_str());  // "" also ignores the environment's proxies
    curl_easy_setopt(curl, CURLOPT_HTTPPROXYTUNNEL, request.proxy.empty() ? kOff : kOn);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, std::min(timeout, static_cast<long>(kConnectTimeout.count())));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, checkStop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, kOff);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, request.isOnce ? kOn : kOff);
    if (!request.body.empty()) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    }
    if (!request.method.empty())
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (!request.awsScope.empty()) {
        curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, ("aws:amz:" + request.awsScope).c_str());
        curl_easy_setopt(curl, CURLOPT_USERPWD, request.awsKeys.reveal().c_str());
    }
    setUpTls(request);
}

void Fetcher::Handle::setUpTls(const FetchRequest& request) const
{
    curl_easy_setopt(curl, CURLOPT_CERTINFO, kOn);  // whose names a mismatch tells
    if (!request.clientCertificate.empty()) {
        setPem(CURLOPT_SSLCERT_BLOB, request.clientCertificate);
        setPem(CURLOPT_SSLKEY_BLOB, request.clientKey.reveal());
    }
    if (!request.caPem.empty()) {
        setPem(CURLOPT_CAINFO_BLOB, request.caPem);
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    } else if (!request.caFile.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, request.caFile.c_str());
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);  // the file alone, as under load
    } else {
        trustSystem();
    }
    if (request.insecure) {
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, kOff);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, kOff);
    }
}

void Fetcher::Handle::setPem(CURLoption option, const std::string& pem) const
{
    curl_blob blob{const_cast<char*>(pem.data()), pem.size(), CURL_BLOB_COPY};  // NOLINT: as libcurl asks for it
    curl_easy_setopt(curl, option, &blob);
}

// Where the library's own place is not, as on another system than it was built for.
void Fetcher::Handle::trustSystem() const
{
    const char* own = nullptr;
    curl_easy_getinfo(curl, CURLINFO_CAINFO, &own);
    if (own == nullptr || ::access(own, R_OK) == 0)
        return;
    if (const std::string file = systemCaFile(); !file.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, file.c_str());
}

namespace {

Error notStarted()
{
    return {Errc::Unsupported, sentence("errors", "libcurl could not be started; check the installation."), ""};
}

}  // namespace

Fetcher::Fetcher() : m_handle(std::make_unique<Handle>()) {}

Fetcher::~Fetcher() = default;

Result<FetchResponse> Fetcher::fetch(const FetchRequest& request, const std::stop_token& stop)
{
    if (m_handle->curl == nullptr)
        return notStarted();
    if (const Result<Url> url = parseUrl(request.url); !url)
        return url.error();
    Transfer transfer;
    transfer.request = &request;
    transfer.stop = &stop;
    HeaderList headers;
    fillHeaders(request, headers);
    m_handle->setUp(transfer, headers);
    const CURLcode code = curl_easy_perform(m_handle->curl);
    if (code != CURLE_OK && !transfer.enough)
        return errorOf(m_handle->curl, code, transfer);
    transfer.decoder.end(transfer);
    long status = 0;
    curl_easy_getinfo(m_handle->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status / 100 == 2 && !transfer.decoder.errorText().empty())
        return fault(Errc::Protocol,
                     sentence("errors", "The answer of %1 cannot be read: %2.")
                         .with(hostPort(request.url), Figure::cause(transfer.decoder.errorText())));
    const char* location = nullptr;
    curl_easy_getinfo(m_handle->curl, CURLINFO_REDIRECT_URL, &location);
    curl_off_t retryAfter = 0;
    curl_easy_getinfo(m_handle->curl, CURLINFO_RETRY_AFTER, &retryAfter);
    return FetchResponse{static_cast<int>(status), withoutSecrets(std::move(transfer.body), request.secrets),
                         withoutSecrets(location != nullptr ? location : "", request.secrets),
                         static_cast<double>(retryAfter)};
}

Status Fetcher::dial(const FetchRequest& request, const std::stop_token& stop)
{
    if (m_handle->curl == nullptr)
        return notStarted();
    if (const Result<Url> url = parseUrl(request.url); !url)
        return url.error();
    Transfer transfer;
    transfer.request = &request;
    transfer.stop = &stop;
    const HeaderList headers;
    m_handle->setUp(transfer, headers);
    curl_easy_setopt(m_handle->curl, CURLOPT_CONNECT_ONLY, kOn);
    const CURLcode code = curl_easy_perform(m_handle->curl);
    Status done = code == CURLE_OK ? Status{} : Status{errorOf(m_handle->curl, code, transfer)};
    // What they lead to ends here.
    curl_easy_setopt(m_handle->curl, CURLOPT_ERRORBUFFER, nullptr);
    curl_easy_setopt(m_handle->curl, CURLOPT_NOPROGRESS, kOn);
    return done;
}

int Fetcher::descriptor() const
{
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(m_handle->curl, CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

std::optional<std::size_t> Fetcher::read(std::span<char> buffer)
{
    std::size_t got = 0;
    const CURLcode code = curl_easy_recv(m_handle->curl, buffer.data(), buffer.size(), &got);
    if (code == CURLE_AGAIN)
        return 0;
    return code == CURLE_OK && got > 0 ? std::optional{got} : std::nullopt;
}

std::optional<std::size_t> Fetcher::write(std::string_view bytes)
{
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(m_handle->curl, bytes.data(), bytes.size(), &sent);
    return code == CURLE_OK || code == CURLE_AGAIN ? std::optional{sent} : std::nullopt;
}

}  // namespace inferometer
