// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/conversation.h"

#include "core/api/error_text.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/workload/dataset_images.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace inferometer {

namespace {

constexpr std::size_t kTitleBytes = 60;
constexpr std::size_t kShownName = 60;

std::string mega(std::uintmax_t bytes)
{
    constexpr std::uintmax_t kMega = 1'000'000;
    return std::to_string((bytes + kMega - 1) / kMega);
}

Error tooLarge(std::string_view name, std::uintmax_t bytes)
{
    return {Errc::InvalidInput,
            sentence("errors", "The image %1 holds %2 MB, more than the %3 MB that one may have; send a smaller one.")
                .with(oneLine(name, kShownName), mega(bytes), mega(kMostChatImageBytes))};
}

}  // namespace

bool isPartOfHistory(const Turn& turn) { return turn.state != TurnState::Open && !turn.answer.empty(); }

std::vector<Message> historyBefore(const Conversation& chat, std::size_t turn)
{
    std::vector<Message> history;
    for (std::size_t i = 0; i < std::min(turn, chat.turns.size()); ++i) {
        const Turn& one = chat.turns[i];
        if (!isPartOfHistory(one))
            continue;
        history.push_back(one.question);
        history.push_back({true, one.answer});
    }
    return history;
}

std::string previousResponse(const Conversation& chat, std::size_t turn)
{
    // An answer that was cut is none that the server has kept whole.
    for (std::size_t i = std::min(turn, chat.turns.size()); i > 0; --i)
        if (const Turn& one = chat.turns[i - 1]; isPartOfHistory(one))
            return one.state == TurnState::Answered ? one.responseId : std::string{};
    return {};
}

std::string titleOf(const Conversation& chat)
{
    if (!chat.name.empty() || chat.turns.empty())
        return visibleText(chat.name);
    return visibleText(oneLine(chat.turns.front().question.text, kTitleBytes));
}

Result<Message> withImage(Message message, std::string_view bytes, std::string_view name)
{
    const std::string shown = oneLine(name, kShownName);
    if (bytes.size() > kMostChatImageBytes)
        return tooLarge(name, bytes.size());
    message.imageType = imageTypeOf(bytes);
    if (message.imageType.empty())
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 is no PNG, JPEG or WebP image; convert it to one of them.").with(shown)};
    message.image.clear();
    appendBase64(bytes, message.image);
    return message;
}

Result<Message> withImageFile(Message message, const std::string& path)
{
    namespace fs = std::filesystem;
    const std::string name = path.substr(path.rfind('/') + 1);
    std::error_code error;
    // Not a pipe, which may keep its reader waiting.
    if (!fs::is_regular_file(path, error))
        return Error{Errc::InvalidInput,
                     sentence("errors", "There is no image %1; choose a PNG, JPEG or WebP file.")
                         .with(oneLine(name, kShownName))};
    if (const std::uintmax_t size = fs::file_size(path, error); size > kMostChatImageBytes)
        return tooLarge(name, size);
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    if (!file.good() && !file.eof())
        return Error{
            Errc::InvalidInput,
            sentence("errors", "The image %1 cannot be read; check its permissions.").with(oneLine(name, kShownName))};
    return withImage(std::move(message), bytes, name);
}

std::vector<Sentence> chatWarnings(const RunSpec& spec, bool wasStopped, bool hasImage)
{
    std::vector<Sentence> warnings;
    if (wasStopped)
        warnings.push_back(sentence("errors",
                                    "The server may go on with the answer that was stopped: wait a moment, or "
                                    "the next one is slower."));
    if (hasImage)
        warnings.push_back(
            sentence("errors", "Guardrails of the endpoint may refuse or slow down requests with images."));
    if (spec.prompts.useDebuggingMode)
        warnings.push_back(sentence("errors",
                                    "Debugging mode costs latency: these figures are not the endpoint's usual "
                                    "ones."));
    return warnings;
}

}  // namespace inferometer
