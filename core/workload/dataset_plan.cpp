// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/dataset_plan.h"

#include "core/workload/dataset_row.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace inferometer {

namespace {

using std::to_string;

constexpr std::size_t kCountedEach = 200;          // rows that are counted one by one
constexpr std::int64_t kCountedHere = 20'000'000;  // tokens of all rows, by a tokenizer of this computer in seconds
constexpr std::size_t kCountedSample = 64;         // of more rows
constexpr int kImageSide = 256;                    // pixels, of the probe's
constexpr std::uint64_t kProbeImage = (std::uint64_t{1} << 62U) - 1;

// The members of a body that a run of this spec sets.
std::set<std::string> membersOfRun(const RunSpec& spec, const Dialect& dialect)
{
    BodyParts parts{.model = spec.target.modelNames,
                    .systemPrompt = {},
                    .samplingParams = spec.prompts.samplingParams,
                    .extraBody = spec.target.extraBody,
                    .outputTokens = spec.prompts.numOutputTokens,
                    .exactOutput = asksExactOutput(spec, dialect)};
    const BodyTemplate body = dialect.body(parts);
    const RowJson members = RowJson::parse(body.prefix + body.suffix, nullptr, false);
    std::set<std::string> names;
    for (const auto& [name, value] : members.items())
        names.insert(name);
    return names;
}

Error cannotSend(const Dataset& dataset, const DatasetRow& row, const Sentence& why)
{
    return {Errc::Unsupported, dataset.at(row.number, why), "llm-api"};
}

Status checkDialect(const Dataset& dataset, const Dialect& dialect)
{
    if (dataset.holdsMembers() && !dialect.takesMessages)
        return cannotSend(dataset, dataset.rows.front(),
                          sentence("errors", "%1 takes no OpenAI messages; choose another %2, such as openai-chat.")
                              .with(dialect.id, Figure::setting("llm-api")));
    const auto withImage
        = std::find_if(dataset.rows.begin(), dataset.rows.end(), [](const DatasetRow& row) { return row.image >= 0; });
    if (withImage != dataset.rows.end() && !dialect.takesImages)
        return cannotSend(dataset, *withImage,
                          sentence("errors", "%1 carries no images; choose another %2, such as openai-chat.")
                              .with(dialect.id, Figure::setting("llm-api")));
    return {};
}

std::vector<std::int32_t> scaled(const Dataset& dataset, const RunSpec& spec, double scale)
{
    const std::int64_t prefix = dataset.holdsMembers() ? 0 : estimateTokens(spec.prompts.promptPrefix);
    std::vector<std::int32_t> tokens;
    tokens.reserve(dataset.rows.size());
    for (const DatasetRow& row : dataset.rows)
        tokens.push_back(
            static_cast<std::int32_t>(std::llround(scale * static_cast<double>(row.inputTokens + prefix))));
    return tokens;
}

// Rows in the order of their lengths.
std::vector<std::size_t> byLength(const Dataset& dataset)
{
    std::vector<std::size_t> order(dataset.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return dataset.rows[a].inputTokens < dataset.rows[b].inputTokens; });
    return order;
}

class RowCount
{
public:
    RowCount(const Dataset& dataset, const RunSpec& spec, const Asking& by) : m_dataset(dataset), m_spec(spec), m_by(by)
    {}

    // A question as long as most rows or, where that is too long, as the shortest.
    Result<Rehearsal::Heard> ask(std::chrono::milliseconds patience)
    {
        const std::vector<std::size_t> order = byLength(m_dataset);
        m_text = turnedText(textOf(m_dataset.rows[order[order.size() / 2]]));
        Result<Rehearsal::Heard> heard = m_by.rehearsal.ask(m_text, patience);
        if (heard || heard.error().field != "num-input-tokens")
            return heard;
        m_text = turnedText(textOf(m_dataset.rows[order.front()]));
        heard = m_by.rehearsal.ask(m_text, patience);
        if (heard || heard.error().field != "num-input-tokens")
            return heard;
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "Even the shortest row of %1 is longer than the endpoint takes; choose a model with a "
                              "longer context, or other prompts.")
                         .with(m_dataset.path),
                     "input-file-path"};
    }

    struct Tally
    {
        std::vector<std::int32_t> tokens;
        double scale = 1;  // of all of them to their estimates
    };

    // So many rows, from all over the dataset. Nothing: it fails on the way.
    Result<std::optional<Tally>> count(const TextCounter& by, std::size_t counted)
    {
        Tally tally;
        std::int64_t estimates = 0;
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < counted; ++i) {
            if (m_by.readiness.isStopped())
                return stoppedEarly();
            const std::string text = textOf(m_dataset.rows[i * m_dataset.rows.size() / counted]);
            const Result<std::int64_t> tokens = by.count(text);
            if (!tokens && (tokens.error().code == Errc::Protocol || tokens.error().code == Errc::Timeout))
                return std::optional<Tally>{};
            if (!tokens)
                return tokens.error();
            tally.tokens.push_back(static_cast<std::int32_t>(tokens.value()));
            sum += tokens.value();
            estimates += estimateTokens(text);
        }
        tally.scale = static_cast<double>(sum) / static_cast<double>(std::max<std::int64_t>(1, estimates));
        return std::optional{std::move(tally)};
    }

    // Nothing: it fails on the way, and so is as good as none.
    Result<std::optional<CountedRows>> byTokenizer(const TextCounter& by, const Rehearsal::Heard& heard)
    {
        const std::size_t rows = m_dataset.rows.size();
        const bool each = by.method == CountMethod::Local ? estimate() <= kCountedHere : rows <= kCountedEach;
        const std::size_t counted = each ? rows : kCountedSample;
        auto tally = count(by, counted);
        if (!tally)
            return tally.error();
        if (!tally.value())
            return std::optional<CountedRows>{};
        CountedRows made{each ? by.method : CountMethod::Estimate, {}, {}};
        made.tokens = each ? std::move(tally.value()->tokens) : scaled(m_dataset, m_spec, tally.value()->scale);
        made.note = each ? "Prompts are counted by " + by.said + ", without chat template."
                         : "Prompt lengths are estimated from the text, corrected by " + by.said + ", which counted "
                + to_string(counted) + " of the rows; without chat template.";
        if (!heard.answered())
            made.note += " WARNING: " + heard.without.text() + ".";
        if (by.method != CountMethod::Local)
            return std::optional{std::move(made)};
        const Result<double> more = countedMore(by.count, m_text, heard.promptTokens, m_by.rehearsal);
        if (!more)
            return more.error();
        made.countedMore = more.value();
        made.note += countedMoreNote(more.value());
        return std::optional{std::move(made)};
    }

    // Of a text and the same twice in a row, what is around them is counted once each.
    Result<CountedRows> byUsage(const Rehearsal::Heard& heard)
    {
        if (!heard.answered())
            return estimated("WARNING: " + heard.without.text() + ", so it could not tell token counts");
        if (heard.promptTokens == 0)
            return estimated("The endpoint tells no token counts");
        const Result<Rehearsal::Heard> twice = m_by.rehearsal.ask(m_text + " " + m_text, kLongPatience);
        if (!twice)  // too long, most likely
            return estimated("The endpoint took no question twice as long as a row");
        const std::int64_t once = twice.value().promptTokens - heard.promptTokens;
        const double scale
            = static_cast<double>(once) / static_cast<double>(std::max<std::int64_t>(1, estimateTokens(m_text)));
        if (!mayBeVocabulary(scale))
            return estimated("The endpoint's token counts do not follow the length of the text");
        return CountedRows{
            CountMethod::Usage, scaled(m_dataset, m_spec, scale),
            "The endpoint has no tokenizer page: prompt lengths are estimated from the text, corrected by "
            "the prompt_tokens of "
                + to_string(m_by.rehearsal.asked()) + " probe requests, without the "
                + to_string(std::max<std::int64_t>(0, heard.promptTokens - once))
                + " tokens of chat template and system prompt."};
    }

    std::string textOf(const DatasetRow& row) const
    {
        return (m_dataset.holdsMembers() ? std::string{} : m_spec.prompts.promptPrefix) + m_dataset.counted(row);
    }
    const std::string& asked() const { return m_text; }

private:
    // Tokens of all rows.
    std::int64_t estimate() const
    {
        std::int64_t tokens = 0;
        for (const DatasetRow& row : m_dataset.rows)
            tokens += row.inputTokens;
        return tokens;
    }

    CountedRows estimated(const std::string& why) const
    {
        CountedRows rows = estimatedRows(m_dataset, m_spec);
        rows.note = why + ": prompt lengths are estimated from the text and may be off by a third.";
        return rows;
    }

    const Dataset& m_dataset;
    const RunSpec& m_spec;
    const Asking& m_by;
    std::string m_text;
};

Status askAboutImage(const std::string& text, const RunSpec& spec, Rehearsal& rehearsal)
{
    std::string image;
    ImageBook{kImageSide, static_cast<std::uint64_t>(spec.seed)}.append(kProbeImage, true, image);
    const Result<Rehearsal::Heard> heard = rehearsal.askAbout("Image. " + text, image);
    return heard ? Status{} : Status{heard.error()};
}

}  // namespace

Result<std::shared_ptr<const Dataset>> datasetOf(const RunSpec& spec, const Dialect& dialect,
                                                 const std::stop_token& stop)
{
    Result<std::shared_ptr<const Dataset>> dataset
        = loadDataset(spec.prompts.inputFilePath, {spec.prompts.datasetColumn, membersOfRun(spec, dialect)}, stop);
    if (!dataset)
        return dataset;
    if (const Status takes = checkDialect(*dataset.value(), dialect); !takes)
        return takes.error();
    return dataset;
}

std::int64_t requestsOver(const Dataset& dataset, const RunSpec& spec)
{
    return spec.arrivals.numRequests > 0 ? spec.arrivals.numRequests : static_cast<std::int64_t>(dataset.rows.size());
}

std::string datasetNote(const Dataset& dataset, const RunSpec& spec)
{
    const auto rows = static_cast<std::int64_t>(dataset.rows.size());
    const std::int64_t requests = requestsOver(dataset, spec);
    std::string note = "Asked from " + dataset.fileName() + " (" + formatName(dataset.format).text() + ", "
        + to_string(rows) + " rows), "
        + (spec.prompts.datasetOrder == DatasetOrder::Shuffled ? "shuffled by the seed" : "in the file's order");
    if (requests > rows)
        note += ", from the beginning again after the last: each row " + to_string(requests / rows)
            + (requests % rows == 0 ? "" : " or " + to_string(requests / rows + 1))
            + " times, so a server's cache knows what comes again";
    else if (requests < rows)
        note += ", of which " + to_string(requests) + " are asked";
    note += ".";
    if (dataset.leftOut > 0)
        note += " " + to_string(dataset.leftOut) + " conversations without a question and its answer are left out.";
    if (!dataset.notSent.empty()) {
        std::string names;
        for (const std::string& name : dataset.notSent)
            names.append(names.empty() ? "" : ", ").append(name);
        note += " Not sent: " + names + ".";
    }
    return note;
}

CountedRows estimatedRows(const Dataset& dataset, const RunSpec& spec)
{
    return {CountMethod::Estimate, scaled(dataset, spec, 1),
            "The endpoint was not asked: prompt lengths are estimated from the text and may be off by a third."};
}

Result<CountedRows> countRows(const Dataset& dataset, const RunSpec& spec, const Asking& by)
{
    const Result<std::optional<TextCounter>> tokenizer = textCounter(by);
    if (!tokenizer)
        return tokenizer.error();
    by.readiness.say(sentence("errors", "Asking %1 for a first answer").with(placeOf(by.probe.access())));
    RowCount count{dataset, spec, by};
    const Result<Rehearsal::Heard> heard = count.ask(tokenizer.value() ? kShortPatience : kLongPatience);
    if (!heard)
        return heard.error();
    if (!dataset.images.empty()) {
        by.readiness.say(sentence("errors", "Asking %1 about an image").with(placeOf(by.probe.access())));
        if (const Status image = askAboutImage(count.asked(), spec, by.rehearsal); !image)
            return image.error();
    }
    if (tokenizer.value()) {
        by.readiness.say(sentence("errors", "Counting the tokens of the rows"));
        Result<std::optional<CountedRows>> counted = count.byTokenizer(*tokenizer.value(), heard.value());
        if (!counted)
            return counted.error();
        if (counted.value())
            return *std::move(counted).value();
    }
    return count.byUsage(heard.value());
}

}  // namespace inferometer
