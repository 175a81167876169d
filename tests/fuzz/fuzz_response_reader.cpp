// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP reader on any bytes: it never crashes, consumes within what it was given, and reads the same answer whether
// the bytes come at once or in pieces. The first byte of the input chooses the size of the pieces.
#include "core/http/response_reader.h"

#include "tests/support/collect_body.h"

#include <cstdlib>
#include <string>

namespace {

using inferometer::ResponseReader;

struct Answer
{
    ResponseReader::Step step = ResponseReader::Step::NeedMore;
    int status = 0;
    double retryAfter = 0;
    std::string contentType;
    std::string location;
    std::string body;
    bool headSeen = false;
};

Answer read(std::string_view bytes, std::size_t piece)
{
    inferometer::test::CollectBody sink;
    ResponseReader reader{sink};
    Answer answer;
    std::string carry;
    for (std::size_t at = 0; at < bytes.size() && answer.step == ResponseReader::Step::NeedMore; at += piece) {
        carry.append(bytes.substr(at, piece));
        std::size_t consumed = 0;
        answer.step = reader.feed(carry, consumed);
        if (consumed > carry.size() || reader.bodyEnd() > consumed)
            std::abort();
        carry.erase(0, consumed);
    }
    answer.headSeen = reader.headSeen();
    if (answer.step == ResponseReader::Step::NeedMore)
        answer.step = reader.closed();
    if (answer.step == ResponseReader::Step::Failed && reader.errorText().empty())
        std::abort();
    answer.status = reader.head().status;
    answer.retryAfter = reader.head().retryAfter;
    answer.contentType = reader.head().contentType;
    answer.location = reader.head().location;
    answer.body = sink.body;
    reader.reset();
    if (reader.headSeen() || reader.head().status != 0)
        std::abort();
    return answer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const std::size_t piece = static_cast<std::size_t>(data[0]) + 1;
    const Answer whole = read(bytes, bytes.size() + 1);
    const Answer pieces = read(bytes, piece);
    // What is broken may be noticed sooner or later depending on the pieces; answers read to their end must agree.
    const bool both = whole.step == ResponseReader::Step::Done && pieces.step == ResponseReader::Step::Done;
    if (both
        && (whole.body != pieces.body || whole.status != pieces.status || whole.contentType != pieces.contentType
            || whole.location != pieces.location))
        std::abort();
    return 0;
}
