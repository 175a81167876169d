// SPDX-License-Identifier: GPL-3.0-or-later
// The source of synthetic requests: a few prompts, each made unlike every other one by a salt and an image of its own,
// all of one length or each of the length that was drawn for it.
#pragma once

#include "core/api/dialect.h"
#include "core/config/run_spec.h"
#include "core/workload/drawn_lengths.h"
#include "core/workload/image.h"
#include "core/workload/numbered_body.h"
#include "core/workload/request_source.h"
#include "core/workload/salt.h"

#include <optional>
#include <utility>
#include <vector>

namespace inferometer {

// A body is decided by seed, phase and number alone, so that any thread may build any of them and the same seed gives
// the same ones; warm-up requests never use the text or the image of a measured one. Thread-safe once it is set up.
class PromptBook : public RequestSource
{
public:
    PromptBook(std::uint64_t seed, PromptReuse reuse, std::int64_t outputTokens);

    // Takes the prompts and the body they stand in, and escapes them once.
    void setPrompts(std::vector<PromptText> texts, const NumberedBody& body);
    void setPrompts(std::vector<PromptText> texts, const BodyTemplate& body)
    {
        setPrompts(std::move(texts), bodyOf(body));
    }
    // The same with texts that are cut when they are sent. REQUIRES: setLengths().
    void setPrompts(std::vector<SizedText> texts, NumberedBody body);
    // Every request has lengths of its own: of its answer in any case, of its prompt where texts are cut so.
    void setLengths(const DrawnLengths& lengths) { m_lengths = lengths; }
    // Words of equal token count. A book without salts sends its text as it is.
    void setSalts(SaltBook salts) { m_salts = std::move(salts); }
    const SaltBook& salts() const { return m_salts; }
    // Empty, as at first: requests carry none.
    void setImages(ImageBook images) { m_images = std::move(images); }
    const ImageBook& images() const { return m_images; }

    Shape next(const Slot& slot, std::string& body) override;
    std::span<const PromptText> prompts() const override { return m_prompts; }
    std::string salt(const Slot& slot) const override;

private:
    std::uint32_t promptOf(const Slot& slot) const;
    std::uint64_t saltNumber(const Slot& slot) const { return m_reuse == PromptReuse::Shared ? 0 : slot.number; }
    void appendSalt(const Slot& slot, std::string& out) const;
    std::int32_t outputTokensOf(const Slot& slot) const;
    SizedText::Cut cutOf(const Slot& slot, std::uint32_t prompt) const;
    // Text, salt and all up to the image; what the prompt counts.
    std::int32_t appendText(const Slot& slot, std::uint32_t prompt, std::int32_t outputTokens, std::string& body) const;

    const std::uint64_t m_seed;
    const PromptReuse m_reuse;
    const std::int32_t m_outputTokens;
    std::optional<DrawnLengths> m_lengths;
    std::vector<PromptText> m_prompts;   // of sized texts the names alone
    std::vector<SizedText> m_sized;      // empty: all are of one length
    std::vector<NumberedBody> m_bodies;  // of each prompt, escaped and whole but for the salt between prefix and
                                         // suffix, and the image, if any, between suffix and tail; of sized texts one,
                                         // without the text
    SaltBook m_salts;
    ImageBook m_images;
};

}  // namespace inferometer
