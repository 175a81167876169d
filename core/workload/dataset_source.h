// SPDX-License-Identifier: GPL-3.0-or-later
// The source of requests that ask what a dataset holds: a row each, in the file's order or shuffled, from the beginning
// again where more are asked for than there are.
#pragma once

#include "core/api/dialect.h"
#include "core/config/run_spec.h"
#include "core/workload/dataset.h"
#include "core/workload/image.h"
#include "core/workload/numbered_body.h"
#include "core/workload/request_source.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// The name that the SambaNova AI Starter Kit gives to each of its custom prompts.
inline constexpr std::string_view kCustomPrompt = "custom_prompt";

// How bodies of a dataset's rows are worded.
struct DatasetWording
{
    const Dialect* dialect = nullptr;
    BodyParts parts{};           // without image; its views outlive the source's construction alone
    std::string promptPrefix{};  // in front of every prompt; messages have none
};

// A row's place is decided by seed, phase and number alone. Warm-up requests ask with a row's words in another order,
// and with an image of their own, so that no cache knows a measured prompt. Thread-safe.
class DatasetSource : public RequestSource
{
public:
    // `tokens`: of each row, as counted. REQUIRES: the dialect takes what the rows hold.
    DatasetSource(std::shared_ptr<const Dataset> dataset, const RunSpec& spec, const DatasetWording& wording,
                  std::vector<std::int32_t> tokens);

    Shape next(const Slot& slot, std::string& body) override;
    std::span<const PromptText> prompts() const override { return m_prompts; }
    // The whole of what a request asks: rows are too many for the run's header.
    std::string salt(const Slot& slot) const override;

    const DatasetRow& rowOf(const Slot& slot) const { return m_dataset->rows[indexOf(slot)]; }
    // Whether the limit of answers follows the rows' own.
    bool followsLengths() const { return m_plain.prefix.hasPlace() || m_plain.suffix.hasPlace(); }

private:
    // prefix + text + suffix, or prefix + text + suffix + image + tail.
    static NumberedBody bodyOf(const DatasetWording& wording, std::string_view imageType);
    void setMembers(const DatasetWording& wording);
    std::size_t indexOf(const Slot& slot) const;
    std::string promptOf(const Slot& slot) const;
    const NumberedBody& bodyFor(std::string_view imageType) const;
    void appendMembers(const DatasetRow& row, std::int64_t tokens, std::string& body) const;

    const std::shared_ptr<const Dataset> m_dataset;
    const std::vector<std::int32_t> m_tokens;
    const std::int64_t m_outputTokens;
    const std::string m_promptPrefix;
    std::vector<std::uint32_t> m_order;  // empty: the file's
    std::vector<PromptText> m_prompts;
    NumberedBody m_plain;
    std::vector<std::pair<std::string_view, NumberedBody>> m_withImage;  // by media type
    NumberedText m_members;                                              // what a run sets, behind a row's members
    std::string m_system;                                                // the system prompt as a message
    ImageBook m_warmupImage;
};

// The same words, beginning with another one.
std::string turnedText(std::string_view text);

}  // namespace inferometer
