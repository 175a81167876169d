// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/saved_prompts.h"

#include "ui/base/text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace inferometer::ui {

namespace {

std::vector<PromptTemplate> allOf(const PromptFile& prompts)
{
    std::vector<PromptTemplate> all{prompts.defaultPrompt};
    all.insert(all.end(), prompts.multiple.begin(), prompts.multiple.end());
    return all;
}

}  // namespace

SavedPrompts::SavedPrompts(std::string folder, QObject* parent) : QObject{parent}, m_folder{std::move(folder)}
{
    reload();
}

QString SavedPrompts::path() const { return toQt(userPromptsPath(m_folder)); }

const PromptTemplate* SavedPrompts::find(const std::string& name) const
{
    const auto found
        = std::find_if(m_all.begin(), m_all.end(), [&name](const PromptTemplate& one) { return one.name == name; });
    return found == m_all.end() ? nullptr : &*found;
}

void SavedPrompts::reload()
{
    const Result<std::optional<PromptFile>> own = loadUserPrompts(m_folder);
    m_problem = own ? QString{} : errorText(own.error());
    m_own = !own || own.value();
    m_prompts = own && own.value() ? *own.value() : loadPromptFile({}).value();
    m_all = own ? allOf(m_prompts) : std::vector<PromptTemplate>{};
    emit changed();
}

Status SavedPrompts::change(const PromptChange& change)
{
    Status changed = changeUserPrompts(m_folder, change);
    reload();
    return changed;
}

Status SavedPrompts::put(const std::string& replaced, const PromptTemplate& prompt)
{
    return change([&](PromptFile& prompts) { return putPrompt(prompts, replaced, prompt); });
}

Result<SavedPrompts::Undo> SavedPrompts::remove(const std::string& name)
{
    reload();
    const std::optional<PromptFile> before = m_own ? std::optional{m_prompts} : std::nullopt;
    if (const Status removed = change([&](PromptFile& prompts) { return removePrompt(prompts, name); }); !removed)
        return removed.error();
    return Undo{[this, before] {
        Status status = before ? saveUserPrompts(m_folder, *before) : restore(false);
        reload();
        return status;
    }};
}

Status SavedPrompts::makeDefault(const std::string& name)
{
    return change([&](PromptFile& prompts) { return makeDefaultPrompt(prompts, name); });
}

// What stands there now gives way to the file that was set aside, or to none.
Status SavedPrompts::restore(bool fileWasThere)
{
    Status status;
    if (fileWasThere)
        status = bringBackUserPrompts(m_folder);
    else if (const Result<bool> aside = setUserPromptsAside(m_folder); !aside)
        status = aside.error();
    reload();
    return status;
}

Result<SavedPrompts::Undo> SavedPrompts::replaceBy(const std::string& path)
{
    const Result<PromptFile> prompts = importPrompts(path);
    if (!prompts)
        return prompts.error();
    const Result<bool> wasThere = setUserPromptsAside(m_folder);
    if (!wasThere)
        return wasThere.error();
    if (const Status saved = saveUserPrompts(m_folder, prompts.value()); !saved) {
        static_cast<void>(restore(wasThere.value()).ok());
        return saved.error();
    }
    reload();
    return Undo{[this, was = wasThere.value()] { return restore(was); }};
}

Status SavedPrompts::writeTo(const std::string& path) const { return exportPrompts(path, m_prompts); }

Result<SavedPrompts::Undo> SavedPrompts::reset()
{
    const Result<bool> wasThere = setUserPromptsAside(m_folder);
    if (!wasThere)
        return wasThere.error();
    reload();
    return Undo{[this, was = wasThere.value()] { return restore(was); }};
}

}  // namespace inferometer::ui
