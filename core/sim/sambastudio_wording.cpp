// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/sambastudio_wording.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"
#include "core/sim/openai_wording.h"

namespace inferometer {

namespace {

enum class Version : std::uint8_t { One, Two };

template <Version version>
void open(std::string& out)
{
    out.append(version == Version::One ? R"({"result":{"responses":[{)"
                                       : R"({"result":{"items":[{"id":"item1","value":{)");
}

template <Version version>
void close(std::string& out)
{
    out.append(version == Version::One ? "}]}}\n" : "}}]}}\n");
}

void begin(Generation& generation) { generation.id = hexText(generation.index); }

template <Version version>
void piece(const Generation& generation, const AnswerPiece& piece, std::string& out)
{
    if (piece.count == 0)
        return;
    open<version>(out);
    out.append(R"("completion":"","is_last_response":false,"stop_reason":"","stream_token":")");
    appendAnswerWords(out, wordOf(generation, piece.from), piece.count);
    out.append("\"");
    close<version>(out);
}

template <Version version>
void whole(const Generation& generation, std::string& out)
{
    open<version>(out);
    out.append(R"("completion":")");
    appendAnswerWords(out, wordOf(generation, 0), generation.produced);
    out.append(R"(","stream_token":"","stop_reason":)");
    out.append(generation.lengthReached ? "\"max_len_reached\"" : "\"end_of_text\"");
    if (generation.usageAtEnd) {
        appendMember(out, "prompt_tokens_count", generation.request.promptTokens);
        appendMember(out, "completion_tokens_count", generation.produced);
        appendMember(out, "total_tokens_count", generation.request.promptTokens + generation.produced);
        appendServerMetrics(generation, out);
    }
    out.append(R"(,"is_last_response":true)");
    close<version>(out);
}

template <Version version>
void broken(const Generation& /*generation*/, std::string& out)
{
    open<version>(out);
    out.append("\"compl\n");
}

void streamError(const Generation& /*generation*/, std::string& out)
{
    out.append(openAiErrorBody(500, kEngineFailed)).append("\n");
}

}  // namespace

const Wording kSambaStudioV1Wording{.dialect = SimDialect::SambaStudioV1,
                                    .path = "/api/predict/generic/stream/*",
                                    .contentType = kJsonLines,
                                    .begin = begin,
                                    .piece = piece<Version::One>,
                                    .done = whole<Version::One>,
                                    .broken = broken<Version::One>,
                                    .streamError = streamError,
                                    .whole = whole<Version::One>,
                                    .error = openAiErrorBody};

const Wording kSambaStudioV2Wording{.dialect = SimDialect::SambaStudioV2,
                                    .path = "/api/v2/predict/generic/stream/*",
                                    .contentType = kJsonLines,
                                    .begin = begin,
                                    .piece = piece<Version::Two>,
                                    .done = whole<Version::Two>,
                                    .broken = broken<Version::Two>,
                                    .streamError = streamError,
                                    .whole = whole<Version::Two>,
                                    .error = openAiErrorBody};

}  // namespace inferometer
