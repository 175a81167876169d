// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/sim_server.h"

#include "core/sim/json_text.h"
#include "core/sim/pages.h"
#include "core/sim/wording.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inferometer {

namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kListenerToken = ~std::uint64_t{0} - 1;
constexpr std::size_t kReadBuffer = 256U << 10U;
constexpr std::size_t kMaxPipelined = 1U << 20U;
constexpr int kAcceptsAtOnce = 64;

struct PageRoute
{
    std::string_view path;
    std::string_view method;
};
constexpr std::array kPageRoutes{
    PageRoute{"/v1/models", "GET"}, PageRoute{"/v1beta/models", "GET"}, PageRoute{"/api/tags", "GET"},
    PageRoute{"/health", "GET"},    PageRoute{"/metrics", "GET"},       PageRoute{"/tokenize", "POST"},
};

// And the model that the target names, if any.
std::pair<const Wording*, std::string> wordingAt(std::string_view target)
{
    std::string model;
    for (const Wording* wording : wordings()) {
        if (isAt(*wording, target, model))
            return {wording, model};
    }
    return {nullptr, {}};
}

// The error body in the manner of the path's own API.
std::string errorBody(std::string_view path, int status, std::string_view message)
{
    const bool ollama = path.substr(0, 5) == "/api/";
    return wordingOf(ollama ? SimDialect::OllamaChat : SimDialect::OpenAiChat).error(status, message);
}

}  // namespace

SimServer::SimServer(const SimSpec& spec, Parts parts)
    : m_spec(spec)
    , m_parts(std::move(parts))
    , m_peers(m_poller)
    , m_apiReader(spec.model, spec.prefixCache, spec.imageTokens)
    , m_engine(m_spec, m_peers, m_counts, m_parts.truth.get())
    , m_raw(kReadBuffer)
{
    m_poller.add(m_parts.listener.fd, kListenerToken, false);
}

void SimServer::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        for (const Poller::Ready& ready : m_poller.wait(m_engine.nextDue())) {
            onReady(ready);
            serveFinished();
            m_engine.work();
        }
        m_engine.work();
        serveFinished();
    }
    m_peers.forEach([this](Peer& peer) { m_engine.drop(peer); });
}

void SimServer::acceptSome()
{
    for (int i = 0; i < kAcceptsAtOnce; ++i) {
        Fd fd = acceptFrom(m_parts.listener.fd);
        if (!fd.isOpen())
            return;
        if (m_peers.add(Channel{std::move(fd), m_parts.tls}) != nullptr)
            ++m_counts.connections;
    }
}

void SimServer::onReady(const Poller::Ready& ready)
{
    if (ready.token == kListenerToken) {
        acceptSome();
        return;
    }
    Peer* peer = m_peers.find(ready.token);
    if (peer == nullptr)
        return;
    if (ready.writable && !m_peers.onWritable(*peer)) {
        m_engine.drop(*peer);
        return;
    }
    if (ready.readable) {
        while (readFrom(*peer)) {
        }
    }
}

// True: there may be more to read and the peer is still there.
bool SimServer::readFrom(Peer& peer)
{
    const Channel::Read read = peer.channel.read({m_raw, &m_plain}, m_clock);
    if (read.kind == Channel::Read::Kind::Closed) {
        m_engine.drop(peer);
        return false;
    }
    // A TLS handshake's answer may be waiting for the socket.
    m_peers.watchWrites(peer);
    if (read.kind == Channel::Read::Kind::Nothing)
        return read.more;
    const std::uint64_t token = peer.token;
    return takeBytes(peer, read) && m_peers.find(token) != nullptr && read.more;
}

bool SimServer::takeBytes(Peer& peer, const Channel::Read& read)
{
    peer.lastStamp = read.stamp;
    peer.lastRead = read.readAt;
    if (peer.closing)
        return true;
    const bool busy = peer.generation != nullptr;
    const RequestReader::State state = peer.reader.feed(read.bytes);
    if (busy) {
        if (peer.reader.keptBytes() <= kMaxPipelined)
            return true;
        m_engine.drop(peer);
        return false;
    }
    if (state == RequestReader::State::Complete)
        handle(peer);
    else if (state == RequestReader::State::Broken)
        sendBroken(peer);
    else if (peer.reader.takeContinue() && m_peers.send(peer, "HTTP/1.1 100 Continue\r\n\r\n").broken)
        m_engine.drop(peer);
    return true;
}

// Connections whose answer is out may hold the next request already.
void SimServer::serveFinished()
{
    std::vector<std::uint64_t>& finished = m_engine.finished();
    while (!finished.empty()) {  // which grows meanwhile
        Peer* peer = m_peers.find(finished.back());
        finished.pop_back();
        if (peer == nullptr)
            continue;
        const RequestReader::State state = peer->reader.next();
        if (state == RequestReader::State::Complete)
            handle(*peer);
        else if (state == RequestReader::State::Broken)
            sendBroken(*peer);
    }
}

void SimServer::handle(Peer& peer)
{
    const HttpRequest& request = peer.reader.request();
    ++m_counts.httpRequests;
    const std::string_view path = std::string_view{request.target}.substr(0, request.target.find('?'));
    if (request.version < 11) {
        send(peer, {505, "application/json", errorBody(path, 505, "Only HTTP/1.1 is spoken here.")});
        return;
    }
    const auto [wording, model] = wordingAt(request.target);
    if (wording != nullptr && request.method == "POST")
        handleModel(peer, *wording, model);
    else
        send(peer, pageFor(request, path));
}

void SimServer::handleModel(Peer& peer, const Wording& wording, std::string_view model)
{
    m_requestsSeen.fetch_add(1, std::memory_order_relaxed);
    Result<ApiRequest> asked = m_apiReader.read(wording.dialect, peer.reader.request().body, model);
    if (asked) {
        m_engine.start(peer, std::move(asked).value());
        return;
    }
    const int status = asked.error().code == Errc::NotFound ? 404 : 400;
    send(peer, {status, "application/json", wording.error(status, asked.error().message)});
}

SimServer::Page SimServer::pageFor(const HttpRequest& request, std::string_view path)
{
    const auto* route = std::find_if(kPageRoutes.begin(), kPageRoutes.end(),
                                     [path](const PageRoute& candidate) { return candidate.path == path; });
    const bool model = wordingAt(request.target).first != nullptr;
    if (!model && route == kPageRoutes.end())
        return {404, "application/json", errorBody(path, 404, "There is nothing at " + std::string{path} + ".")};
    const std::string_view allowed = model ? "POST"sv : route->method;
    if (request.method != allowed) {
        return {405, "application/json",
                errorBody(path, 405, std::string{path} + " takes " + std::string{allowed} + "."),
                allowed == "GET" ? "Allow: GET\r\n"sv : "Allow: POST\r\n"sv};
    }
    if (path == "/v1/models")
        return {200, "application/json", modelsPage(m_spec.model)};
    if (path == "/v1beta/models")
        return {200, "application/json", googleModelsPage(m_spec.model)};
    if (path == "/api/tags")
        return {200, "application/json", tagsPage(m_spec.model)};
    if (path == "/health")
        return {200, "application/json", R"({"status":"ok"})"};
    if (path == "/metrics")
        return {200, "text/plain; version=0.0.4; charset=utf-8", metricsPage(m_counts, m_spec.model)};
    return tokenize(request.body);
}

SimServer::Page SimServer::tokenize(std::string_view body)
{
    const Result<TokenizeRequest> asked = m_apiReader.readTokenize(body);
    if (asked)
        return {200, "application/json", tokensPage(asked.value())};
    return {400, "application/json", errorBody("/tokenize", 400, asked.error().message)};
}

void SimServer::send(Peer& peer, const Page& page)
{
    const bool keepAlive = peer.keepAlive();
    m_out = "HTTP/1.1 ";
    appendNumber(m_out, page.status);
    m_out.append(" ").append(statusPhrase(page.status)).append("\r\nContent-Type: ").append(page.type);
    m_out.append("\r\n")
        .append(page.headers)
        .append(keepAlive ? "" : "Connection: close\r\n")
        .append("Content-Length: ");
    appendNumber(m_out, static_cast<std::int64_t>(page.body.size()));
    m_out.append("\r\n\r\n").append(page.body);
    ++peer.answered;
    if (m_peers.send(peer, m_out).broken)
        m_engine.drop(peer);
    else if (keepAlive)
        m_engine.finished().push_back(peer.token);
    else
        m_peers.closeAfterOutput(peer);
}

void SimServer::sendBroken(Peer& peer)
{
    const int status = peer.reader.errorStatus();
    peer.reader.request().keepAlive = false;
    send(peer,
         {status, "application/json",
          errorBody("", status, "The request is not HTTP/1.1 that can be read, or too large.")});
}

}  // namespace inferometer
