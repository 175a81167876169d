// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/sentencepiece_tokenizer.h"

#include "core/base/text.h"
#include "core/tokenizer/sentencepiece_check.h"

#include <sentencepiece_processor.h>

namespace sentencepiece::logging {
// In the library, but in none of the headers it is shipped with; weak, since a later one may lack it.
__attribute__((weak)) void SetMinLogLevel(int level);  // NOLINT(readability-identifier-naming): theirs
}  // namespace sentencepiece::logging

namespace inferometer {

namespace {

class SentencePieceTokenizer : public Tokenizer
{
public:
    Status load(std::string_view file)
    {
        constexpr int kFatal = 3;  // of its levels, the one that is never reached here
        if (sentencepiece::logging::SetMinLogLevel != nullptr)
            sentencepiece::logging::SetMinLogLevel(kFatal);
        if (const auto status = m_processor.LoadFromSerializedProto(file); !status.ok())
            return Error{
                Errc::InvalidInput,
                sentence("errors", "it is no SentencePiece model (%1)").with(Figure::cause(status.ToString()))};
        return {};
    }

    std::vector<std::uint32_t> encode(std::string_view text) const override
    {
        const std::vector<int> ids = idsOf(text);
        return {ids.begin(), ids.end()};
    }

    std::int64_t count(std::string_view text) const override { return static_cast<std::int64_t>(idsOf(text).size()); }

    std::string description() const override
    {
        return "SentencePiece of " + grouped(static_cast<std::uint64_t>(m_processor.GetPieceSize())) + " tokens";
    }

private:
    std::vector<int> idsOf(std::string_view text) const
    {
        std::vector<int> ids;
        // Fails only where no model was loaded.
        static_cast<void>(m_processor.Encode(toValidUtf8(text), &ids));
        return ids;
    }

    sentencepiece::SentencePieceProcessor m_processor;
};

}  // namespace

Result<std::shared_ptr<const Tokenizer>> makeSentencePieceTokenizer(std::string_view file)
{
    if (!isSoundSentencePieceModel(file))
        return Error{Errc::InvalidInput, sentence("errors", "it is no SentencePiece model, or a damaged one")};
    auto tokenizer = std::make_shared<SentencePieceTokenizer>();
    if (const Status status = tokenizer->load(file); !status)
        return status.error();
    return std::shared_ptr<const Tokenizer>{std::move(tokenizer)};
}

}  // namespace inferometer
