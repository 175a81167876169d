// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include <string_view>
#include <utility>

namespace inferometer {

namespace {

constexpr std::string_view kHidden = "[secret]";
constexpr std::size_t kShortest = 4;

}  // namespace

Secret::Secret(std::string text) : m_text(std::move(text))
{
    if (!m_text.empty())
        leaveNoCoreFile();
}

Secret Secret::composed(std::string text)
{
    Secret secret;
    secret.m_text = std::move(text);
    return secret;
}

std::string withoutSecrets(std::string text, std::span<const Secret> secrets)
{
    for (const Secret& secret : secrets) {
        const std::string& word = secret.reveal();
        if (word.size() < kShortest)
            continue;
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + kHidden.size()))
            text.replace(at, word.size(), kHidden);
    }
    return text;
}

}  // namespace inferometer
