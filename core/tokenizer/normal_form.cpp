// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/normal_form.h"

#include "core/tokenizer/utf8.h"
#include "core/tokenizer/young_characters.h"

#include <utf8proc.h>

#include <array>
#include <bitset>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace inferometer {

namespace {

constexpr std::uint32_t kCharacters = 0x110000;

utf8proc_option_t optionsOf(NormalForm form)
{
    const bool composed = form == NormalForm::Nfc || form == NormalForm::Nfkc;
    const bool compatible = form == NormalForm::Nfkc || form == NormalForm::Nfkd;
    return static_cast<utf8proc_option_t>(UTF8PROC_STABLE | (composed ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE)
                                          | (compatible ? UTF8PROC_COMPAT : 0));
}

// The characters that a form changes, or that it may move or join to what is in front of them. A stretch without any of
// these is in its form, and ends what is in front of it.
class Touched
{
public:
    explicit Touched(NormalForm form) : m_touched(std::make_unique<std::bitset<kCharacters>>())
    {
        for (std::uint32_t value = 0; value < kCharacters; ++value)
            if (!isYoungToNormalForms(value))
                look(form, value);
    }

    bool operator()(std::uint32_t value) const { return value < kCharacters && (*m_touched)[value]; }

private:
    void look(NormalForm form, std::uint32_t value)
    {
        const auto* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(value));
        if (property->combining_class != 0)
            m_touched->set(value);
        std::array<utf8proc_int32_t, 32> parts{};
        int last = 0;
        const auto options = static_cast<utf8proc_option_t>(optionsOf(form) & ~UTF8PROC_COMPOSE);
        const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(value), parts.data(), parts.size(),
                                                   static_cast<utf8proc_option_t>(options | UTF8PROC_DECOMPOSE), &last);
        if (count == 1 && parts[0] == static_cast<utf8proc_int32_t>(value))
            return;
        const bool isHangul = value >= 0xAC00 && value <= 0xD7A3;
        const bool composed = form == NormalForm::Nfc || form == NormalForm::Nfkc;
        if (!composed || !isHangul)
            m_touched->set(value);
        for (utf8proc_ssize_t i = 1; composed && i < count && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i)
            m_touched->set(static_cast<std::uint32_t>(parts.at(static_cast<std::size_t>(i))));
    }

    std::unique_ptr<std::bitset<kCharacters>> m_touched;
};

const Touched& touchedBy(NormalForm form)
{
    switch (form) {
    case NormalForm::Nfc: {
        static const Touched kNfc{NormalForm::Nfc};
        return kNfc;
    }
    case NormalForm::Nfd: {
        static const Touched kNfd{NormalForm::Nfd};
        return kNfd;
    }
    case NormalForm::Nfkc: {
        static const Touched kNfkc{NormalForm::Nfkc};
        return kNfkc;
    }
    case NormalForm::Nfkd:
        break;
    }
    static const Touched kNfkd{NormalForm::Nfkd};
    return kNfkd;
}

void appendNormalized(NormalForm form, std::string_view stretch, std::string& out)
{
    utf8proc_uint8_t* mapped = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(stretch.data());  // NOLINT: its bytes are unsigned
    const utf8proc_ssize_t size
        = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(stretch.size()), &mapped, optionsOf(form));
    if (size < 0) {
        out += stretch;
        return;
    }
    out.append(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));  // NOLINT: as above
    std::free(mapped);                                                                  // NOLINT: malloc'ed there
}

}  // namespace

void normalize(NormalForm form, std::string& text)
{
    const Touched& touched = touchedBy(form);
    std::string out;
    std::size_t done = 0;      // up to here, out has it
    std::size_t previous = 0;  // the character in front, which a touched one may join
    for (std::size_t at = 0; at < text.size();) {
        CodePoint c = codePointAt(text, at);
        if (c.value < 0x80 || !touched(c.value)) {
            previous = at;
            at += c.length;
            continue;
        }
        // What the reference does not know as a combining character must not be sorted among others.
        if (previous < at && isYoungToNormalForms(codePointAt(text, previous).value))
            previous = at;
        out.append(text, done, previous - done);
        for (at += c.length; at < text.size(); at += c.length) {
            c = codePointAt(text, at);
            if (!touched(c.value))
                break;
        }
        appendNormalized(form, std::string_view{text}.substr(previous, at - previous), out);
        done = previous = at;
    }
    if (done == 0)
        return;
    out.append(text, done);
    text = std::move(out);
}

}  // namespace inferometer
