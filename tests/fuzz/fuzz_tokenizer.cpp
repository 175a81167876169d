// SPDX-License-Identifier: GPL-3.0-or-later
// Any tokenizer.json is refused with a sentence, or gives ids of any text. Input: the JSON; or a byte 1 and a text for
// a tokenizer of ours; or a byte 2 and a pattern.
#include "core/tokenizer/json_tokenizer.h"
#include "core/tokenizer/pattern.h"
#include "core/tokenizer/pattern_syntax.h"
#include "core/tokenizer/tokenizer.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace inferometer;

namespace {

void require(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken rule: %s\n", rule);
    std::abort();
}

constexpr std::string_view kTexts
    = "a ab  abc\n\xE4\xBD\xA0\xC3\xA9 1234 'S <s>[X] \xF0\x9F\x98\x80\xFF\xE2\x96\x81 A\xCC\x81.";

void useText(std::string_view text)
{
    static const auto kOurs = openTokenizer(INFEROMETER_TEST_DATA "/tokenizer/metaspace.json").value();
    const auto ids = kOurs->encode(text);
    require(kOurs->count(text) == static_cast<std::int64_t>(ids.size()), "a count is of the ids");
    require(kOurs->encode(text) == ids, "and the same once more");
}

void usePattern(std::string_view written)
{
    const auto pattern = Pattern::compile(written);
    if (!pattern.ok())
        return require(!pattern.error().message.empty(), "a refusal says why");
    PatternRoom room;
    std::size_t last = 0;
    pattern.value().forEach(kTexts.substr(0, 16), room, [&](std::size_t begin, std::size_t end) {
        require(begin >= last && end >= begin && end <= 16, "matches come in order");
        last = end;
    });
}

void useJson(std::string_view text)
{
    const auto tokenizer = makeJsonTokenizer(simdjson::padded_string{text});
    if (!tokenizer.ok())
        return require(!tokenizer.error().message.empty(), "a refusal says why");
    require(tokenizer.value()->encode("").empty(), "no text has no tokens");
    const auto ids = tokenizer.value()->encode(kTexts);
    require(tokenizer.value()->encode(kTexts) == ids, "the same text has the same tokens");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const std::string_view input{reinterpret_cast<const char*>(bytes), size};  // NOLINT: the fuzzer's bytes are text
    if (!input.empty() && input.front() == '\1')
        useText(input.substr(1));
    else if (!input.empty() && input.front() == '\2')
        usePattern(input.substr(1));
    else
        useJson(input);
    return 0;
}
