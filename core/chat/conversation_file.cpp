// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat/conversation_file.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/config/run_yaml.h"
#include "core/store/atomic_file.h"
#include "core/store/disk_error.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace inferometer {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::int64_t kVersion = 1;
constexpr std::uintmax_t kMostBytes = 2'000'000'000;
constexpr std::uintmax_t kMostCardBytes = 64U << 10U;
constexpr std::size_t kMostTurns = 100'000;
constexpr std::size_t kMostNameBytes = 200;
constexpr std::array<std::string_view, 4> kStates{"open", "answered", "stopped", "failed"};

Json figureJson(const TurnFigure& figure)
{
    return figure.unit == TurnUnit::Source ? Json(tokenSourceName(sourceOf(figure))) : Json(figure.value);
}

// nullopt: it is no value of such a figure.
std::optional<double> valueOf(const TurnFigure& figure, const Json& json)
{
    if (figure.unit != TurnUnit::Source)
        return json.is_number() ? std::optional{json.get<double>()} : std::nullopt;
    for (std::size_t i = 0; json.is_string() && i < kTokenSources; ++i)
        if (json.get<std::string>() == tokenSourceName(static_cast<TokenSource>(i)))
            return static_cast<double>(i);
    return std::nullopt;
}

Json turnJson(const Turn& turn)
{
    Json json{{"question", turn.question.text}};
    if (!turn.question.image.empty())
        json["image"] = {{"name", turn.imageName}, {"type", turn.question.imageType}, {"data", turn.question.image}};
    if (!turn.reasoning.empty())
        json["reasoning"] = turn.reasoning;
    json["answer"] = turn.answer;
    json["state"] = kStates[static_cast<std::size_t>(turn.state)];
    if (!turn.fault.empty())
        json["fault"] = turn.fault;
    if (!turn.responseId.empty())
        json["response_id"] = turn.responseId;
    for (const TurnFigure& figure : turn.figures)
        json["figures"][std::string{figure.key}] = figureJson(figure);
    if (!turn.runId.empty()) {
        json["run_id"] = turn.runId;
        json["sequence"] = turn.sequence;
    }
    return json;
}

std::string textOf(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

TurnState stateOf(const std::string& name)
{
    const auto* const found = std::find(kStates.begin(), kStates.end(), name);
    // What was under way when the program ended was cut.
    return found == kStates.end() || found == kStates.begin() ? TurnState::Stopped
                                                              : static_cast<TurnState>(found - kStates.begin());
}

void takeImage(const Json& json, Turn& turn)
{
    constexpr std::array<std::string_view, 3> kTypes{"image/png", "image/jpeg", "image/webp"};
    constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    const auto image = json.find("image");
    if (image == json.end() || !image->is_object())
        return;
    std::string data = textOf(*image, "data");
    std::string type = textOf(*image, "type");
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()
        || data.find_first_not_of(kBase64) != std::string::npos)
        return;
    turn.question.image = std::move(data);
    turn.question.imageType = std::move(type);
    turn.imageName = textOf(*image, "name").substr(0, kMostNameBytes);
}

void takeFigures(const Json& json, Turn& turn)
{
    const auto figures = json.find("figures");
    if (figures == json.end() || !figures->is_object())
        return;
    for (const auto& [key, value] : figures->items()) {
        const TurnFigure* const known = findTurnFigure(key);
        const std::optional<double> kept = known != nullptr ? valueOf(*known, value) : std::nullopt;
        if (!kept)
            continue;
        turn.figures.push_back(*known);
        turn.figures.back().value = *kept;
    }
}

Turn turnOf(const Json& json)
{
    Turn turn;
    turn.question.text = textOf(json, "question");
    takeImage(json, turn);
    turn.reasoning = textOf(json, "reasoning");
    turn.answer = textOf(json, "answer");
    turn.state = stateOf(textOf(json, "state"));
    turn.fault = textOf(json, "fault");
    turn.responseId = textOf(json, "response_id");
    takeFigures(json, turn);
    turn.runId = textOf(json, "run_id");
    if (const auto sequence = json.find("sequence"); sequence != json.end() && sequence->is_number_unsigned())
        turn.sequence = sequence->get<std::uint64_t>();
    return turn;
}

Error notOurs(Sentence said) { return {Errc::InvalidInput, std::move(said)}; }

Status checkVersion(const Json& json)
{
    const auto version = json.is_object() ? json.find("version") : json.end();
    if (!json.is_object() || version == json.end() || !version->is_number_integer())
        return notOurs(sentence("errors", "The file is no chat of this program; choose one that it has exported."));
    if (version->get<std::int64_t>() > kVersion)
        return notOurs(sentence("errors", "The chat was written by a newer version of this program; use that one."));
    return {};
}

// Ids become names of folders.
bool isId(std::string_view id)
{
    constexpr std::string_view kOfUuid = "0123456789abcdef-";
    constexpr std::size_t kLength = 36;
    return id.size() == kLength && id.find_first_not_of(kOfUuid) == std::string_view::npos;
}

Result<std::string> fileText(const std::string& path, std::uintmax_t most)
{
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error)) || error)
        return notOurs(sentence("errors", "There is no chat at %1; it may have been removed.").with(path));
    if (fs::file_size(path, error) > most || error)
        return notOurs(sentence("errors", "%1 is too large to be a chat.").with(path));
    std::ifstream file{path, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

std::optional<ChatCard> readCard(const std::string& folder, const std::string& id)
{
    const Result<std::string> text = fileText(folder + "/" + id + "/card.json", kMostCardBytes);
    const Json json = text ? parseForeignJson<Json>(text.value()) : Json(Json::value_t::discarded);
    if (!json.is_object() || !checkVersion(json))
        return std::nullopt;
    ChatCard card{id, visibleLines(textOf(json, "title")), visibleLines(textOf(json, "model"))};
    if (const auto turns = json.find("turns"); turns != json.end() && turns->is_number_unsigned())
        card.turns = turns->get<std::uint64_t>();
    if (const auto changed = json.find("changed"); changed != json.end() && changed->is_number_integer())
        card.changed = changed->get<std::int64_t>();
    return card;
}

std::string cardJson(const Conversation& chat)
{
    const auto now = std::chrono::floor<std::chrono::seconds>(realtimeNow()).count();
    const Json json{{"version", kVersion},
                    {"title", titleOf(chat)},
                    {"model", chat.model.substr(0, kMostNameBytes)},
                    {"turns", chat.turns.size()},
                    {"changed", now}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Status put(const std::string& path, const std::string& text)
{
    AtomicFile file{path};
    file.write(text);
    return file.commit();
}

}  // namespace

std::string chatJson(const Conversation& chat)
{
    Json json{{"version", kVersion},      {"id", chat.id},         {"name", chat.name}, {"model", chat.model},
              {"run", toYaml(chat.spec)}, {"turns", Json::array()}};
    for (const Turn& turn : chat.turns)
        json["turns"].push_back(turnJson(turn));
    // Of ASCII alone: it may be printed, and a terminal would have some of it spelled out.
    return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

Result<Conversation> chatOf(std::string_view text)
{
    const Json json = parseForeignJson<Json>(text);
    if (const Status known = checkVersion(json); !known)
        return known.error();
    Conversation chat;
    chat.id = textOf(json, "id");
    if (!isId(chat.id))
        chat.id = uuidV7();
    chat.name = textOf(json, "name").substr(0, kMostNameBytes);
    chat.model = textOf(json, "model");
    const ReadRun run = readRunYaml(textOf(json, "run"), "chat");
    chat.spec
        = run.errors.empty() && run.spec.evaluation == Evaluation::Chat ? run.spec : defaultSpec(Evaluation::Chat);
    const auto turns = json.find("turns");
    if (turns == json.end() || !turns->is_array())
        return chat;
    if (turns->size() > kMostTurns)
        return notOurs(sentence("errors", "The chat has %1 turns, more than the %2 that one may have.")
                           .with(turns->size(), kMostTurns));
    for (const Json& turn : *turns)
        if (turn.is_object())
            chat.turns.push_back(turnOf(turn));
    return chat;
}

Result<Conversation> readChatFile(const std::string& path)
{
    const Result<std::string> text = fileText(path, kMostBytes);
    return text ? chatOf(text.value()) : Result<Conversation>{text.error()};
}

std::vector<ChatCard> keptChats(const std::string& folder)
{
    std::vector<ChatCard> cards;
    std::error_code error;
    for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
        const std::string id = entry->path().filename().string();
        if (!isId(id))
            continue;
        if (std::optional<ChatCard> card = readCard(folder, id))
            cards.push_back(std::move(*card));
    }
    std::sort(cards.begin(), cards.end(), [](const ChatCard& a, const ChatCard& b) {
        return a.changed != b.changed ? a.changed > b.changed : a.id > b.id;
    });
    return cards;
}

Result<Conversation> readChat(const std::string& folder, const std::string& id)
{
    if (!isId(id))
        return notOurs(sentence("errors", "That is no name of a chat; choose one of the list."));
    Result<Conversation> chat = readChatFile(folder + "/" + id + "/chat.json");
    if (chat)
        chat.value().id = id;
    return chat;
}

Status writeChat(const std::string& folder, const Conversation& chat)
{
    if (folder.empty() || !isId(chat.id))
        return notOurs(sentence("errors", "There is no folder to keep chats in; export the chat to keep it."));
    const std::string own = folder + "/" + chat.id;
    std::error_code error;
    fs::create_directories(own, error);
    if (error)
        return diskError(DiskAction::CreateFolder, own, error.value());
    if (Status kept = put(own + "/chat.json", chatJson(chat)); !kept)
        return kept;
    return put(own + "/card.json", cardJson(chat));
}

Status removeChat(const std::string& folder, const std::string& id)
{
    if (!isId(id))
        return notOurs(sentence("errors", "That is no name of a chat; choose one of the list."));
    std::error_code error;
    fs::remove_all(folder + "/" + id, error);
    return error ? Status{diskError(DiskAction::WriteFolder, folder + "/" + id, error.value())} : Status{};
}

std::string chatsFolder(const std::string& dataFolder)
{
    return dataFolder.empty() ? std::string{} : dataFolder + "/chats";
}

}  // namespace inferometer
