// SPDX-License-Identifier: GPL-3.0-or-later
// Undoes the compression of a body that was not asked for. Label and first bytes decide together what a body is: gzip
// is told by its magic number, so that plain text under a stale label passes as it is.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer {

// Takes the pieces of a body as they are read. They have BodyDecoder::kPadding readable bytes behind them where the
// bytes read have.
class BodySink
{
public:
    virtual ~BodySink() = default;
    virtual void onBody(std::string_view bytes) = 0;
};

// Plain bodies pass in place. The first compressed one allocates its window; pieces allocate nothing.
class BodyDecoder
{
public:
    static constexpr std::size_t kPadding = 64;
    // A body that grows beyond this share of what came, and beyond the first piece of free growth, is taken for an
    // attack.
    static constexpr std::uint64_t kMaxGrowth = 256;
    static constexpr std::uint64_t kFreeGrowth = 1U << 20U;

    BodyDecoder();
    ~BodyDecoder();
    BodyDecoder(const BodyDecoder&) = delete;
    BodyDecoder& operator=(const BodyDecoder&) = delete;

    // A new body; `label` is its Content-Encoding in lower case.
    void begin(std::string_view label);

    // False, now and until begin(): the body cannot be read, errorText() says why.
    bool feed(std::string_view bytes, BodySink& sink);
    // At the end of the body: passes on what was held back to see more. False: it was compressed and holds nothing.
    bool end(BodySink& sink);

    const std::string& errorText() const { return m_error; }

private:
    enum class Kind : std::uint8_t { Undecided, Plain, Deflated, Unreadable };

    void decide(unsigned char first, unsigned char second);
    bool startInflating(int windowBits);
    bool pass(std::string_view bytes, BodySink& sink);
    bool isOver();
    bool inflatePiece(std::string_view bytes, BodySink& sink);
    bool fail(std::string_view text);

    struct Inflater;
    std::unique_ptr<Inflater> m_inflater;  // made for the first compressed body, then kept
    std::string m_label;
    std::string m_error;
    std::array<char, 1 + kPadding> m_held{};  // the first byte, while one alone tells nothing
    bool m_holds = false;
    Kind m_kind = Kind::Undecided;
};

}  // namespace inferometer
