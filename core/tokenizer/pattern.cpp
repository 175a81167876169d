// SPDX-License-Identifier: GPL-3.0-or-later
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/tokenizer/pattern.h"

#include "core/tokenizer/pattern_syntax.h"
#include "core/tokenizer/utf8.h"

#include <pcre2.h>

#include <array>
#include <utility>

namespace inferometer {

namespace {

constexpr std::uint32_t kMostSteps = 10'000'000;  // of one match; a pattern that needs more is given up
constexpr std::uint32_t kMostHeap = 64 * 1024;    // KiB
constexpr std::size_t kLeastStack = std::size_t{32} * 1024;
constexpr std::size_t kMostStack = std::size_t{1024} * 1024;
constexpr std::uint32_t kTrialSteps = 1'000'000;
constexpr unsigned kLookAtClock = 16;  // every so many matches

PCRE2_SPTR bytesOf(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());  // NOLINT: PCRE2's bytes are unsigned
}

pcre2_code* codeOf(void* code) { return static_cast<pcre2_code*>(code); }

Error refusal(std::string_view what)
{
    return {Errc::Unsupported, sentence("errors", "it holds \"%1\", which is not understood here").with(what)};
}

std::string messageOf(int error)
{
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(error, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());  // NOLINT: as above
}

pcre2_code* compiled(const std::string& pattern, std::uint32_t options, int& error, std::size_t& offset)
{
    const std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)> context{
        pcre2_compile_context_create(nullptr), pcre2_compile_context_free};
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(context.get(), 100);
    return pcre2_compile(bytesOf(pattern), pattern.size(),
                         options | PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error, &offset,
                         context.get());
}

// A script may be no script: "\p{Emoji}" is a property of another kind.
std::string withoutScripts(std::string pattern)
{
    for (std::size_t at = 0; (at = pattern.find("{sc:", at)) != std::string::npos;)
        pattern.erase(at + 1, 3);
    return pattern;
}

}  // namespace

struct PatternRoom::Parts
{
    pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
    pcre2_match_context* context = pcre2_match_context_create(nullptr);
    pcre2_jit_stack* stack = pcre2_jit_stack_create(kLeastStack, kMostStack, nullptr);

    Parts()
    {
        pcre2_set_match_limit(context, kMostSteps);
        pcre2_set_heap_limit(context, kMostHeap);
        pcre2_jit_stack_assign(context, nullptr, stack);
    }
    ~Parts()
    {
        pcre2_jit_stack_free(stack);
        pcre2_match_context_free(context);
        pcre2_match_data_free(data);
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
};

PatternRoom::PatternRoom() : m_parts(std::make_unique<Parts>()) { startText(0); }

PatternRoom::~PatternRoom() = default;

void PatternRoom::startText(std::size_t bytes)
{
    m_deadline = std::chrono::steady_clock::now() + std::chrono::seconds{2} + std::chrono::microseconds{10 * bytes};
}

bool PatternRoom::isLate() { return ++m_matches % kLookAtClock == 0 && std::chrono::steady_clock::now() > m_deadline; }

Result<Pattern> Pattern::compile(std::string_view oniguruma)
{
    Result<std::string> translated = pcrePattern(oniguruma);
    if (!translated)
        return refusal(translated.error().message);
    std::string worded = std::move(translated).value();
    int error = 0;
    std::size_t offset = 0;
    pcre2_code* code = compiled(worded, 0, error, offset);
    if (code == nullptr) {
        worded = withoutScripts(std::move(worded));
        code = compiled(worded, 0, error, offset);
    }
    if (code == nullptr)
        return Error{Errc::Unsupported,
                     sentence("errors", "it cannot be compiled (%1)").with(Figure::cause(messageOf(error)))};
    Pattern pattern{code};
    pattern.m_machineCode = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
    // In the trial, what a text lacks must not be seen at a glance: another text has it.
    const Pattern onTrial{compiled(worded, PCRE2_NO_START_OPTIMIZE, error, offset)};
    if (!onTrial.isPatient())
        return Error{Errc::Unsupported, sentence("errors", "it takes far too long on a short text")};
    return pattern;
}

Pattern::~Pattern() { pcre2_code_free(codeOf(m_code)); }

Pattern::Pattern(Pattern&& other) noexcept
    : m_code(std::exchange(other.m_code, nullptr))
    , m_machineCode(other.m_machineCode)
{}

Pattern& Pattern::operator=(Pattern&& other) noexcept
{
    std::swap(m_code, other.m_code);
    std::swap(m_machineCode, other.m_machineCode);
    return *this;
}

bool Pattern::search(std::string_view text, std::size_t from, PatternRoom& room, Span& match) const
{
    if (room.isLate())
        return false;
    const auto& parts = *room.m_parts;
    int found = m_machineCode ? pcre2_jit_match(codeOf(m_code), bytesOf(text), text.size(), from, PCRE2_NO_UTF_CHECK,
                                                parts.data, parts.context)
                              : PCRE2_ERROR_JIT_STACKLIMIT;
    // What machine code has no stack for, the interpreter does on the heap.
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found = pcre2_match(codeOf(m_code), bytesOf(text), text.size(), from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                            parts.data, parts.context);
    if (found < 0)
        return false;
    const std::size_t* ends = pcre2_get_ovector_pointer(parts.data);
    // By \K in a look-around a match may begin behind its end, or before where it was looked for.
    match = {ends[0], ends[1]};
    return match.begin >= from && match.end >= match.begin;
}

std::size_t Pattern::stepAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? codePointAt(text, at).length : 1;
}

// Whether no text of a few letters takes it a million steps: of a pattern that backtracks without bound one of these
// does.
bool Pattern::isPatient() const
{
    constexpr std::size_t kRun = 40;
    PatternRoom room;
    pcre2_set_match_limit(room.m_parts->context, kTrialSteps);
    for (const std::string_view unit : {"a", "A", "0", " ", "\n", "-", "aA", "a ", "ab0", "\xE4\xB8\x80", "'s"}) {
        std::string text;
        while (text.size() < kRun)
            text += unit;
        for (const std::string_view end : {"", "\x01", "!", "a", "0"}) {
            const std::string trial = text + std::string{end};
            const int found = pcre2_match(codeOf(m_code), bytesOf(trial), trial.size(), 0, PCRE2_NO_UTF_CHECK,
                                          room.m_parts->data, room.m_parts->context);
            if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_HEAPLIMIT)
                return false;
        }
    }
    return true;
}

}  // namespace inferometer
