// SPDX-License-Identifier: GPL-3.0-or-later
// Beast asserts that a last chunk seen before holds 5 bytes; where it is the first chunk too it holds 3 or 4, and the
// code behind the assertion copes with that (found by fuzzing).
#define BOOST_DISABLE_ASSERTS
#include "core/http/response_reader.h"

#include "core/base/text.h"
#include "core/base/time.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>

namespace inferometer {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

namespace {

std::string_view toStd(string_view text) { return {text.data(), text.size()}; }

constexpr std::uint32_t kHeaderLimit = 64U << 10U;
constexpr std::size_t kKeptLines = 4U << 10U;

// Of a Retry-After: a number of seconds or a date.
double secondsUntil(std::string_view text)
{
    if (const auto date = parseHttpDate(text))
        return std::max(0.0, seconds(*date - realtimeNow()));
    return parseNumber(text).value_or(-1);
}

// Beast's incremental parser with our callbacks; it cannot be reused, so it is built anew in place for each response.
class BeastParser : public http::basic_parser<false>
{
public:
    BeastParser(BodySink& sink, ResponseHead& head) : m_sink(sink), m_head(head)
    {
        eager(true);
        header_limit(kHeaderLimit);
        body_limit(boost::none);
    }

private:
    void on_request_impl(http::verb /*verb*/, string_view /*method*/, string_view /*target*/, int /*version*/,
                         error_code& /*error*/) override
    {}
    void on_response_impl(int status, string_view reason, int version, error_code& /*error*/) override
    {
        m_head.status = status;
        keepLine({version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ", std::to_string(status), " ", toStd(reason)});
    }
    void on_field_impl(http::field name, string_view text, string_view value, error_code& /*error*/) override
    {
        // A cookie is a credential: it may open the account that was measured.
        keepLine({toStd(text), ": ", name == http::field::set_cookie ? "(not kept)" : toStd(value)});
        if (name == http::field::content_type)
            setContentType(toStd(value));
        else if (name == http::field::retry_after)
            m_head.retryAfter = secondsUntil(trimmed(toStd(value)));
        else if (name == http::field::location)
            m_head.location = toStd(value);
    }
    void on_header_impl(error_code& /*error*/) override
    {
        m_head.keepAlive = keep_alive();
        m_head.chunked = chunked();
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*error*/) override {}
    std::size_t on_body_impl(string_view body, error_code& /*error*/) override
    {
        m_sink.onBody(toStd(body));
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*extensions*/, error_code& /*error*/) override {}
    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view body, error_code& /*error*/) override
    {
        m_sink.onBody(toStd(body));
        return body.size();
    }
    void on_finish_impl(error_code& /*error*/) override {}

    void keepLine(std::initializer_list<std::string_view> parts)
    {
        std::size_t size = 1;
        for (const std::string_view part : parts)
            size += part.size();
        if (m_head.lines.size() + size > kKeptLines)
            return;
        for (const std::string_view part : parts)
            m_head.lines += part;
        m_head.lines += '\n';
    }

    // In place: the room that was reserved is kept, so that no answer costs an allocation.
    void setContentType(std::string_view value)
    {
        m_head.contentType.assign(trimmed(value.substr(0, value.find(';'))));
        lower(m_head.contentType);
    }

    BodySink& m_sink;
    ResponseHead& m_head;
};

}  // namespace

class ResponseReader::Parser
{
public:
    explicit Parser(BodySink& sink) : m_sink(sink)
    {
        head.contentType.reserve(64);
        head.lines.reserve(512);
        reset();
    }

    void reset()
    {
        head.status = 0;
        head.keepAlive = head.chunked = false;
        head.retryAfter = -1;
        head.contentType.clear();
        head.location.clear();
        head.lines.clear();
        m_parser.emplace(m_sink, head);
    }

    Step feed(std::string_view bytes, std::size_t& consumed)
    {
        consumed = 0;
        while (consumed < bytes.size()) {
            error_code error;
            const std::string_view rest = bytes.substr(consumed);
            consumed += m_parser->put(boost::asio::const_buffer{rest.data(), rest.size()}, error);
            if (error == http::error::need_more)
                return Step::NeedMore;
            if (error)
                return fail(error);
            if (!m_parser->is_done())
                continue;
            if (head.status / 100 != 1)
                return Step::Done;
            reset();  // an interim response: the real one follows
        }
        return m_parser->is_done() ? Step::Done : Step::NeedMore;
    }

    Step closed()
    {
        error_code error;
        if (m_parser->got_some())
            m_parser->put_eof(error);
        else
            error = http::error::end_of_stream;
        return error ? fail(error) : Step::Done;
    }

    Step fail(const error_code& error)
    {
        errorText = error == http::error::partial_message || error == http::error::end_of_stream
            ? "the connection closed before the answer was whole"
            : "the answer is not HTTP/1.1 (" + error.message() + ")";
        return Step::Failed;
    }

    bool headSeen() const { return m_parser->is_header_done(); }

    ResponseHead head;
    std::string errorText;

private:
    BodySink& m_sink;
    std::optional<BeastParser> m_parser;
};

ResponseReader::ResponseReader(BodySink& sink) : m_parser(std::make_unique<Parser>(sink)) {}
ResponseReader::~ResponseReader() = default;
void ResponseReader::reset() { m_parser->reset(); }
ResponseReader::Step ResponseReader::feed(std::string_view bytes, std::size_t& consumed)
{
    return m_parser->feed(bytes, consumed);
}
ResponseReader::Step ResponseReader::closed() { return m_parser->closed(); }
bool ResponseReader::headSeen() const { return m_parser->headSeen(); }
const ResponseHead& ResponseReader::head() const { return m_parser->head; }
const std::string& ResponseReader::errorText() const { return m_parser->errorText; }

}  // namespace inferometer
