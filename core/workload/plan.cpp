// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workload/plan.h"

#include "core/base/text.h"
#include "core/workload/first_answer.h"
#include "core/workload/prompt_book.h"
#include "core/workload/prompt_file.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace inferometer {

namespace {

// Prefill of a probe is paid by the endpoint, and its length only has to make the chat template negligible.
constexpr std::int64_t kLongestProbe = 2000;

// For the first answer: a model may have to be loaded, but who counts by another page can do without it.
constexpr std::chrono::milliseconds kShortPatience{30'000};
constexpr std::chrono::milliseconds kLongPatience{120'000};

// Of 48 of the id's random bits, which a double and so JSON holds exactly.
std::int64_t seedOf(const std::string& runId)
{
    constexpr std::size_t kNode = 24;
    return std::max(1LL, std::stoll(runId.substr(kNode), nullptr, 16));
}

// Behind every request's, among those of warm-up.
constexpr std::uint64_t kProbeImage = (std::uint64_t{1} << 62U) - 1;

class PlanMaker
{
public:
    PlanMaker(const RunSpec& spec, const PlanProgress& progress, std::stop_token stop, const Secret& key)
        : m_progress(progress)
        , m_key(key)
        , m_stop(std::move(stop))
        , m_plan(std::make_shared<Plan>())
    {
        assert(spec.endpoint.empty());
        m_plan->spec = spec;
        m_plan->runId = uuidV7();
        if (spec.seed == 0)
            m_plan->spec.seed = seedOf(m_plan->runId);
        m_book = std::make_shared<PromptBook>(static_cast<std::uint64_t>(m_plan->spec.seed), spec.prompts.promptReuse,
                                              spec.prompts.numOutputTokens);
        m_plan->source = m_book;
    }

    Result<std::shared_ptr<const Plan>> make()
    {
        using Step = Status (PlanMaker::*)();
        constexpr std::array<Step, 6> kSteps{&PlanMaker::reach,     &PlanMaker::findAddresses, &PlanMaker::prepareTls,
                                             &PlanMaker::findModel, &PlanMaker::buildPrompts,  &PlanMaker::addImages};
        for (const Step step : kSteps) {
            if (m_stop.stop_requested())
                return Error{Errc::Cancelled, sentence("errors", "The run was stopped before it began.")};
            if (const Status status = (this->*step)(); !status)
                return status.error();
        }
        return std::shared_ptr<const Plan>{m_plan};
    }

private:
    void say(const Sentence& step) const
    {
        if (m_progress)
            m_progress(step);
    }

    std::string place() const { return m_plan->target.url.host + ":" + std::to_string(m_plan->target.url.port); }

    Status reach();
    Status findAddresses();
    Status prepareTls();
    Status findModel();
    Status buildPrompts();
    Status addImages();

    BodyParts bodyParts() const;
    BodyParts probeParts() const;
    std::string probeText() const;
    Result<EndpointProbe::Answer> ask(std::chrono::milliseconds patience);
    Status chooseCounter();
    bool countByUsage();
    void estimate(const std::string& why);
    Status chooseSalts();
    Result<std::vector<PromptTemplate>> templates() const;
    Result<std::vector<PromptText>> cutPrompts();
    Status checkSalted(const PromptText& prompt);
    void noteLengths(const std::vector<PromptText>& prompts);

    const PlanProgress& m_progress;
    const Secret& m_key;
    std::stop_token m_stop;
    std::shared_ptr<Plan> m_plan;
    std::shared_ptr<PromptBook> m_book;  // the plan's source
    std::unique_ptr<EndpointProbe> m_probe;
    std::vector<PromptTemplate> m_templates;
    TokenCounter m_count;
    std::string m_asked;  // the text of the one short answer
    EndpointProbe::Answer m_answer;
};

// Address, dialect, key and headers: no network yet.
Status PlanMaker::reach()
{
    const RunSpec& spec = m_plan->spec;
    if (splitWords(spec.target.modelNames).size() > 1)
        return Error{
            Errc::InvalidInput,
            sentence("errors", "A run measures one model; give one name in %1.").with(Figure::setting("model-names")),
            "model-names"};
    m_plan->spec.target.modelNames = trimmed(spec.target.modelNames);
    Result<EndpointAccess> reached = accessOf(spec, m_key);
    if (!reached)
        return reached.error();
    EndpointAccess& access = reached.value();
    m_plan->target.dialect = access.dialect;
    m_plan->exactOutput = spec.prompts.outputLength == OutputLength::Exact && access.dialect->takesExactOutput;
    if (spec.prompts.outputLength == OutputLength::Exact && !access.dialect->takesExactOutput)
        m_plan->outputNote = std::string{access.dialect->id}
            + " cannot ask for an exact length: num-output-tokens is only a limit, as with --output-length cap.";
    m_plan->setClosedLoop();
    m_plan->target.url = access.url;
    m_plan->target.secrets = access.secrets;
    m_plan->target.head = requestHead(access);
    m_plan->target.proxyHead = proxyHead(access);
    m_probe = std::make_unique<EndpointProbe>(std::move(access), m_stop);
    return {};
}

Status PlanMaker::findAddresses()
{
    const std::optional<Url>& proxy = m_probe->access().proxy;
    const Url& target = proxy ? *proxy : m_plan->target.url;
    Result<Resolved> resolved = resolve(target.host, target.port);
    if (!resolved)
        return resolved.error().about(proxy ? "proxy" : "base-url");
    m_plan->target.addresses = std::move(resolved.value().addresses);
    m_plan->target.dnsTime = resolved.value().took;
    return {};
}

Status PlanMaker::prepareTls()
{
    if (!m_plan->target.url.tls)
        return {};
    auto context = TlsContext::client(m_plan->spec.target.caFile, m_plan->spec.target.insecure);
    if (!context)
        return context.error();
    m_plan->target.tls = std::move(context).value();
    m_plan->target.tlsName = m_plan->target.url.host;
    return {};
}

Status PlanMaker::findModel()
{
    say(sentence("errors", "Asking %1 for its models").with(place()));
    const Result<EndpointProbe::Models> models = m_probe->models();
    if (!models)
        return models.error();
    if (models.value().names.empty() && m_plan->spec.target.modelNames.empty())
        return noModels(m_probe->access(), models.value());
    Result<std::string> model = chooseModel(m_plan->spec.target.modelNames, models.value().names, place());
    if (!model)
        return model.error();
    m_plan->spec.target.modelNames = std::move(model).value();
    return {};
}

BodyParts PlanMaker::bodyParts() const
{
    const RunSpec& spec = m_plan->spec;
    return {.model = spec.target.modelNames,
            .systemPrompt = spec.prompts.systemPrompt,
            .samplingParams = m_probe->access().samplingParams.reveal(),
            .extraBody = m_probe->access().extraBody.reveal(),
            .outputTokens = spec.prompts.numOutputTokens,
            .exactOutput = m_plan->exactOutput,
            .image = spec.prompts.imageSize != ImageSize::Na};
}

BodyParts PlanMaker::probeParts() const
{
    BodyParts parts = bodyParts();
    parts.systemPrompt = {};
    parts.outputTokens = 1;
    return parts;
}

Result<std::vector<PromptTemplate>> PlanMaker::templates() const
{
    Result<PromptFile> file
        = loadPromptFile(m_plan->spec.prompts.promptsFile, m_plan->spec.prompts.imageSize != ImageSize::Na);
    if (!file)
        return file.error();
    if (!m_plan->spec.prompts.useMultiplePrompts)
        return std::vector<PromptTemplate>{file.value().defaultPrompt};
    if (file.value().multiple.empty()) {
        return Error{Errc::InvalidInput,
                     sentence("errors", "%1 has no multiple_prompts; add some or turn %2 off.")
                         .with(m_plan->spec.prompts.promptsFile, Figure::setting("use-multiple-prompts")),
                     "prompts-file"};
    }
    return std::move(file).value().multiple;
}

// Begins like no measured prompt, for the server must not have seen the beginning of one.
std::string PlanMaker::probeText() const
{
    std::vector<std::string> words = splitWords(m_templates.front().text);
    std::rotate(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(words.size() / 2), words.end());
    std::string turn;
    for (const std::string& word : words)
        turn.append(" ").append(word);
    std::string text = "Calibration only, please ignore.";
    const std::int64_t wanted = std::min(m_plan->spec.prompts.numInputTokens, kLongestProbe);
    for (std::int64_t turns = wanted / estimateTokens(turn); turns >= 0; --turns)
        text += turn;
    return text;
}

// Exact output is a wish that strict servers refuse as an unknown argument: then the plan goes on without.
Result<EndpointProbe::Answer> PlanMaker::ask(std::chrono::milliseconds patience)
{
    say(sentence("errors", "Asking %1 for a first answer").with(place()));
    BodyParts parts = probeParts();
    parts.image = false;  // the count must be that of the text
    Result<EndpointProbe::Answer> answer = m_probe->ask(parts, m_asked, patience);
    if (!answer || !parts.exactOutput || (answer.value().status != 400 && answer.value().status != 422))
        return answer;
    parts.exactOutput = false;
    Result<EndpointProbe::Answer> capped = m_probe->ask(parts, m_asked, patience);
    if (!capped || capped.value().status != 200)
        return capped;
    m_plan->exactOutput = false;
    m_plan->outputNote = "WARNING: " + place() + " does not take ignore_eos and min_tokens (" + answer.value().errorText
        + "): num-output-tokens is only a limit, as with --output-length cap.";
    return capped;
}

// False: the endpoint does not count, or as no tokenizer does.
bool PlanMaker::countByUsage()
{
    constexpr std::int64_t kMostOff = 4;  // times the estimate, chat template included
    const std::int64_t estimated = estimateTokens(m_asked);
    if (m_answer.promptTokens * kMostOff < estimated || m_answer.promptTokens > estimated * kMostOff)
        return false;
    m_plan->countMethod = CountMethod::Usage;
    m_plan->countNote = "The endpoint has no tokenizer page: prompts are sized by the prompt_tokens of one probe "
                        "request, chat template included, and may be off by a few percent.";
    m_count = scaledEstimate(m_asked, m_answer.promptTokens);
    return true;
}

void PlanMaker::estimate(const std::string& why)
{
    m_plan->countMethod = CountMethod::Estimate;
    m_plan->countNote = why + ": prompt lengths are estimated from the text and may be off by a third.";
    m_count = [](std::string_view prompt) -> Result<std::int64_t> { return estimateTokens(prompt); };
}

Status PlanMaker::chooseCounter()
{
    say(sentence("errors", "Looking for the endpoint's tokenizer"));
    auto tokenizer = m_probe->tokenizer(m_plan->spec.target.modelNames);
    if (!tokenizer)
        return tokenizer.error();
    m_asked = probeText();
    auto answer = ask(tokenizer.value() ? kShortPatience : kLongPatience);
    if (!answer)
        return answer.error();
    m_answer = std::move(answer).value();
    if (Status status = checkAnswer(m_plan->target.url, m_answer); !status)
        return status;
    if (tokenizer.value()) {
        say(sentence("errors", "Cutting prompts to length with the endpoint's tokenizer"));
        m_plan->countMethod = CountMethod::Tokenize;
        m_plan->countNote = "Prompts are counted by the endpoint's own tokenizer, without chat template.";
        m_count = *std::move(tokenizer).value();
    } else if (!countByUsage()) {
        estimate(m_answer.promptTokens > 0 ? "The endpoint's token counts do not follow the length of the text"
                                           : "The endpoint tells no token counts");
    }
    return {};
}

Status PlanMaker::chooseSalts()
{
    const auto seed = static_cast<std::uint64_t>(m_plan->spec.seed);
    const auto candidates = saltCandidates();
    const SaltBook plain{{candidates.begin(), candidates.end()}, seed};
    m_book->setSalts(plain);
    if (m_plan->countMethod != CountMethod::Tokenize)
        return {};
    Result<SaltWords> found = equalSaltWords(m_count);
    if (!found)
        return found.error();
    SaltBook book{std::move(found.value().words), seed};
    if (book.capacity() >= m_plan->requests)
        m_book->setSalts(std::move(book));
    return {};
}

// Prompts differ by their salts, so a few of them are counted whole.
Status PlanMaker::checkSalted(const PromptText& prompt)
{
    if (m_plan->countMethod != CountMethod::Tokenize)
        return {};
    const SaltBook& salts = m_book->salts();
    std::int64_t most = 0;
    for (const std::uint64_t number : {std::uint64_t{1}, salts.capacity() / 2, salts.capacity() - 1}) {
        const Result<std::int64_t> counted = m_count(prompt.salted(salts.text(number, number == 1)));
        if (!counted)
            return counted.error();
        most = std::max(most, std::abs(counted.value() - prompt.tokens));
    }
    if (most > 0)
        m_plan->countNote
            += " The unique words at their start make prompts differ by " + std::to_string(most) + " tokens or so.";
    return {};
}

void PlanMaker::noteLengths(const std::vector<PromptText>& prompts)
{
    const auto [least, most] = std::minmax_element(prompts.begin(), prompts.end(),
                                                   [](const auto& a, const auto& b) { return a.tokens < b.tokens; });
    if (m_plan->countMethod == CountMethod::Tokenize && least->tokens != m_plan->spec.prompts.numInputTokens)
        m_plan->countNote += " They hold " + std::to_string(least->tokens) + " to " + std::to_string(most->tokens)
            + " tokens: no cut of the text gives the exact number.";
}

Result<std::vector<PromptText>> PlanMaker::cutPrompts()
{
    if (const Status status = chooseSalts(); !status)
        return status.error();
    const RunSpec& spec = m_plan->spec;
    const bool common = spec.prompts.promptReuse == PromptReuse::SharedPrefix;
    const PromptOrder order{spec.prompts.numInputTokens, common ? spec.prompts.sharedPrefixPercent / 100 : 0,
                            m_book->salts().text(0, false)};
    std::vector<PromptText> prompts;
    for (const PromptTemplate& from : m_templates) {
        Result<PromptText> prompt = buildPrompt(from, order, m_count);
        if (!prompt)
            return prompt.error();
        prompts.push_back(std::move(prompt).value());
    }
    noteLengths(prompts);
    if (const Status status = checkSalted(prompts.front()); !status)
        return status.error();
    return prompts;
}

Status PlanMaker::buildPrompts()
{
    Result<std::vector<PromptTemplate>> found = templates();
    if (!found)
        return found.error();
    m_templates = std::move(found).value();
    if (Status status = chooseCounter(); !status)
        return status;
    Result<std::vector<PromptText>> prompts = cutPrompts();
    // A tokenizer that fails on the way, say on long texts, is as good as none.
    if (!prompts && (prompts.error().code == Errc::Protocol || prompts.error().code == Errc::Timeout)) {
        if (!countByUsage())
            estimate("The endpoint's tokenizer cannot be used");
        prompts = cutPrompts();
    }
    if (!prompts)
        return prompts.error();
    m_book->setPrompts(std::move(prompts).value(), m_plan->target.dialect->body(bodyParts()));
    return {};
}

// The same question with an image that no request has: a model that takes none says so here.
Status PlanMaker::addImages()
{
    const int side = imageSide(m_plan->spec.prompts.imageSize);
    if (side == 0)
        return {};
    m_book->setImages(ImageBook{side, static_cast<std::uint64_t>(m_plan->spec.seed)});
    say(sentence("errors", "Asking %1 about an image").with(place()));
    std::string image;
    m_book->images().append(kProbeImage, true, image);
    const Result<EndpointProbe::Answer> answer = m_probe->ask(probeParts(), "Image. " + m_asked, kLongPatience, image);
    if (!answer)
        return answer.error();
    if (Status status = checkImageAnswer(m_plan->target.url, answer.value(), m_answer.status); !status)
        return status;
    const std::int64_t more = answer.value().promptTokens - m_answer.promptTokens;
    m_plan->countNote += m_answer.promptTokens > 0 && more > 0
        ? " The image is not in these counts: the endpoint counts about " + std::to_string(more)
            + " tokens more for it."
        : std::string{" The image is not in these counts, and the endpoint does not tell what it counts for it."};
    return {};
}

}  // namespace

void Plan::setClosedLoop()
{
    const auto measured = static_cast<std::uint64_t>(spec.arrivals.numRequests);
    warmup = static_cast<std::uint64_t>(spec.edges.warmupRequests);
    requests = warmup + measured;
    streams = static_cast<std::uint32_t>(spec.arrivals.numConcurrentRequests);
    arrivals = [measured, before = warmup, until = fromSeconds(spec.edges.warmupSeconds)] {
        return std::make_unique<ClosedLoop>(measured, before, until);
    };
}

std::vector<RunSpec> perModel(const RunSpec& spec)
{
    std::vector<RunSpec> specs;
    for (std::string& model : splitWords(spec.target.modelNames)) {
        specs.push_back(spec);
        specs.back().target.modelNames = std::move(model);
    }
    if (specs.empty())
        specs.push_back(spec);
    return specs;
}

Result<std::shared_ptr<const Plan>> makePlan(const RunSpec& spec, const PlanProgress& progress, std::stop_token stop,
                                             const Secret& key)
{
    return PlanMaker{spec, progress, std::move(stop), key}.make();
}

}  // namespace inferometer
