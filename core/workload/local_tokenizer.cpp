// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/local_tokenizer.h"

#include "core/base/text.h"
#include "core/tokenizer/tokenizer_folder.h"

#include <cmath>
#include <limits>

namespace inferometer {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Whatever is wrong with the file, it is the setting that a person can change.
Error ofSetting(Error error)
{
    error.code = Errc::InvalidInput;
    error.field = "tokenizer";
    return error;
}

}  // namespace

TokenCounter LocalTokenizer::counter() const
{
    return [by = tokenizer](std::string_view text) -> Result<std::int64_t> { return by->count(text); };
}

Result<LocalTokenizer> localTokenizer(const TargetSpec& target, const std::string& model)
{
    if (target.tokenizer.empty())
        return LocalTokenizer{};
    const Result<TokenizerChoice> chosen = tokenizerFor(target.tokenizer, model);
    if (!chosen)
        return ofSetting(chosen.error());
    Result<std::shared_ptr<const Tokenizer>> opened = openTokenizer(chosen.value().path);
    if (!opened)
        return ofSetting(opened.error());
    std::string said = "the tokenizer " + chosen.value().path.string() + " (" + opened.value()->description();
    if (chosen.value().ofFamily)
        said += ", that of the model's family, " + chosen.value().name;
    return LocalTokenizer{std::move(opened).value(), said + ")"};
}

Result<double> countedMore(const TokenCounter& ours, const std::string& text, std::int64_t promptTokens,
                           Rehearsal& rehearsal)
{
    constexpr std::int64_t kFewest = 32;  // of which a token more at the cut is less than what is judged
    const std::size_t middle = text.find(' ', text.size() / 2);
    if (promptTokens <= 0 || middle == std::string::npos)
        return kNone;
    const std::string half = text.substr(0, middle);
    const Result<std::int64_t> whole = ours(text);
    const Result<std::int64_t> first = ours(half);
    if (!whole || !first)
        return whole ? first.error() : whole.error();
    const std::int64_t rest = whole.value() - first.value();
    if (rest < kFewest)
        return kNone;
    const Result<Rehearsal::Heard> heard = rehearsal.ask(half, kShortPatience);
    if (!heard)
        return heard.error();
    if (heard.value().promptTokens <= 0)
        return kNone;
    return static_cast<double>(promptTokens - heard.value().promptTokens) / static_cast<double>(rest) - 1;
}

std::string countedMoreNote(double share)
{
    if (std::isnan(share))
        return {};
    const double percent = std::abs(share) * 100;
    if (percent < 0.05)
        return " The endpoint counts the same text alike.";
    return " The endpoint counts " + formatFixed(percent, 1) + (share > 0 ? " % more" : " % fewer")
        + " tokens for the same text.";
}

}  // namespace inferometer
