// SPDX-License-Identifier: GPL-3.0-or-later
// The source of synthetic requests: a few prompts, each made unlike every other one by a salt and an image of its own.
#pragma once

#include "core/api/dialect.h"
#include "core/config/run_spec.h"
#include "core/workload/image.h"
#include "core/workload/request_source.h"
#include "core/workload/salt.h"

#include <vector>

namespace inferometer {

// A body is decided by seed, phase and number alone, so that any thread may build any of them and the same seed gives
// the same ones; warm-up requests never use the text or the image of a measured one. Thread-safe once it is set up.
class PromptBook : public RequestSource
{
public:
    PromptBook(std::uint64_t seed, PromptReuse reuse, std::int64_t outputTokens);

    // Takes the prompts and the body they stand in, and escapes them once.
    void setPrompts(std::vector<PromptText> texts, const BodyTemplate& body);
    // Words of equal token count. A book without salts sends its text as it is.
    void setSalts(SaltBook salts) { m_salts = std::move(salts); }
    const SaltBook& salts() const { return m_salts; }
    // Empty, as at first: requests carry none.
    void setImages(ImageBook images) { m_images = std::move(images); }
    const ImageBook& images() const { return m_images; }

    Shape next(const Slot& slot, std::string& body) override;
    std::span<const PromptText> prompts() const override { return m_prompts; }
    std::string sentText(const Slot& slot) const override;

private:
    std::uint32_t promptOf(const Slot& slot) const;
    std::uint64_t saltOf(const Slot& slot) const { return m_reuse == PromptReuse::Shared ? 0 : slot.number; }

    const std::uint64_t m_seed;
    const PromptReuse m_reuse;
    const std::int32_t m_outputTokens;
    std::vector<PromptText> m_prompts;
    std::vector<BodyTemplate> m_bodies;  // of each prompt, escaped and whole but for the salt between prefix and
                                         // suffix, and the image, if any, between suffix and tail
    SaltBook m_salts;
    ImageBook m_images;
};

}  // namespace inferometer
