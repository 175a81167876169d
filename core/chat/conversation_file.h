// SPDX-License-Identifier: GPL-3.0-or-later
// Chats that are kept: DATA/chats/<id>/chat.json, and beside it card.json, which is all that a list needs.
//
//   {"version": 1, "id", "name", "model", "run": "<YAML>", "turns": [{"question", "image": {"name", "type", "data"},
//    "reasoning", "answer", "state": "answered" | "stopped" | "failed" | "open", "fault", "response_id",
//    "figures": {"client_ttft_s": 0.123, ...}, "run_id", "sequence"}]}
//
// No key and no other secret stands in it.
#pragma once

#include "core/chat/conversation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// What a list shows of a chat.
struct ChatCard
{
    std::string id;
    std::string title;
    std::string model;
    std::uint64_t turns = 0;
    std::int64_t changed = 0;  // s since the Unix epoch

    bool operator==(const ChatCard&) const = default;
};

// The chat as the file's JSON, indented by two.
std::string chatJson(const Conversation& chat);
// The error is one sentence: what it is instead, or that a newer version wrote it. Texts may be anything; what is no
// image is left out.
Result<Conversation> chatOf(std::string_view text);

// The chat in a file of any name. Blocks: reads the disk.
Result<Conversation> readChatFile(const std::string& path);

// The newest first. A folder that is none of ours is passed over. Blocks: on the disk.
std::vector<ChatCard> keptChats(const std::string& folder);
// The same for reading and writing one. Errors name the file and what to do.
Result<Conversation> readChat(const std::string& folder, const std::string& id);
Status writeChat(const std::string& folder, const Conversation& chat);
Status removeChat(const std::string& folder, const std::string& id);

// DATA/chats; empty where there is no folder of the user's.
std::string chatsFolder(const std::string& dataFolder);

}  // namespace inferometer
