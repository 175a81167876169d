// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/request_reader.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <optional>
#include <utility>

namespace inferometer {

namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

// Beast's incremental parser with callbacks that keep only what an endpoint needs.
class RequestParser final : public http::basic_parser<true>
{
public:
    explicit RequestParser(HttpRequest& request) : m_request(&request)
    {
        eager(true);
        header_limit(RequestReader::kMaxHeader);
        body_limit(RequestReader::kMaxBody);
    }

private:
    void on_request_impl(http::verb /*verb*/, string_view method, string_view target, int version,
                         error_code& /*error*/) override
    {
        m_request->method.assign(method.data(), method.size());
        m_request->target.assign(target.data(), target.size());
        m_request->version = version;
    }
    void on_response_impl(int /*code*/, string_view /*reason*/, int /*version*/, error_code& /*error*/) override {}
    void on_field_impl(http::field field, string_view name, string_view value, error_code& /*error*/) override
    {
        if (field == http::field::expect)
            m_request->expectsContinue = boost::beast::iequals(value, "100-continue");
        else if (boost::beast::iequals(name, "x-request-id"))
            m_request->requestId.assign(value.data(), value.size());
    }
    void on_header_impl(error_code& /*error*/) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*error*/) override {}
    std::size_t on_body_impl(string_view body, error_code& /*error*/) override
    {
        m_request->body.append(body.data(), body.size());
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*extensions*/, error_code& /*error*/) override {}
    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view body, error_code& /*error*/) override
    {
        m_request->body.append(body.data(), body.size());
        return body.size();
    }
    void on_finish_impl(error_code& /*error*/) override { m_request->keepAlive = keep_alive(); }

    HttpRequest* m_request;
};

}  // namespace

struct RequestReader::Parser
{
    HttpRequest request;
    std::optional<RequestParser> http;  // one for each request: Beast's parser cannot be used again

    Parser() { http.emplace(request); }
};

RequestReader::RequestReader() : m_parser(std::make_unique<Parser>()) {}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&& other) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&& other) noexcept = default;

RequestReader::State RequestReader::feed(std::string_view bytes)
{
    if (m_state != State::NeedsMore || !m_kept.empty()) {
        m_kept.append(bytes);
        return m_state == State::NeedsMore ? parseKept() : m_state;
    }
    // The usual case, a request whole in one read, is parsed where it lies.
    error_code error;
    const std::size_t used = m_parser->http->put({bytes.data(), bytes.size()}, error);
    m_kept.assign(bytes.substr(used));
    if (error && error != http::error::need_more) {
        m_errorStatus = error == http::error::body_limit ? 413 : 400;
        return m_state = State::Broken;
    }
    return m_state = m_parser->http->is_done() ? State::Complete : State::NeedsMore;
}

RequestReader::State RequestReader::parseKept()
{
    const std::string kept = std::exchange(m_kept, {});
    return feed(kept);
}

HttpRequest& RequestReader::request() { return m_parser->request; }

RequestReader::State RequestReader::next()
{
    // A large body's memory is not held by an idle connection.
    constexpr std::size_t kKeptCapacity = 16U << 10U;
    HttpRequest& request = m_parser->request;
    request.body.clear();
    if (request.body.capacity() > kKeptCapacity)
        request.body.shrink_to_fit();
    request.requestId.clear();
    request.expectsContinue = false;
    m_parser->http.emplace(request);
    m_state = State::NeedsMore;
    return m_kept.empty() ? m_state : parseKept();
}

bool RequestReader::takeContinue()
{
    return m_parser->http->is_header_done() && !m_parser->http->is_done()
        && std::exchange(m_parser->request.expectsContinue, false);
}

int RequestReader::errorStatus() const { return m_errorStatus; }

std::size_t RequestReader::keptBytes() const { return m_kept.size(); }

}  // namespace inferometer
