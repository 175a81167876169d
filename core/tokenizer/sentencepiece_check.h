// SPDX-License-Identifier: GPL-3.0-or-later
// What the SentencePiece library trusts in a .model and should not: it follows the table of its normalizer wherever
// that leads. Format: sentencepiece_model.proto; the table is a 32-bit size, a double-array trie (darts-clone) of that
// size and the texts its values point at, each ended by a NUL.
#pragma once

#include <string_view>

namespace inferometer {

// Whether the file is made of protobuf fields, has pieces, and its tables stay within themselves. One pass.
bool isSoundSentencePieceModel(std::string_view file);

}  // namespace inferometer
