// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_labels.h"

#include "ui/base/text.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace inferometer::ui {

bool isSameFolder(const QString& one, const QString& other)
{
    std::error_code error;
    return one == other || std::filesystem::equivalent(toStd(one), toStd(other), error);
}

void RunLabels::rename(const QString& folder, const QString& name)
{
    add({folder, [name = toStd(name)](RunLabel& label) { label.name = name; }});
}

void RunLabels::note(const QString& folder, const QString& note)
{
    add({folder, [note = toStd(note)](RunLabel& label) { label.note = note; }});
}

void RunLabels::add(Change change)
{
    m_waiting.push_back(std::move(change));
    if (m_waiting.size() == 1)
        next();
}

void RunLabels::next()
{
    if (m_waiting.empty())
        return;
    const auto work = [change = m_waiting.front()](const std::stop_token& /*stop*/,
                                                   const BackgroundJob::Tell& /*tell*/) -> Result<RunLabel> {
        const std::string folder = toStd(change.folder);
        RunLabel label = readRunLabel(folder);
        change.make(label);
        if (const Status written = writeRunLabel(folder, label); !written)
            return written.error();
        return readRunLabel(folder);
    };
    m_job.start(work, [this](const Result<RunLabel>& result) {
        const QString folder = m_waiting.front().folder;
        m_waiting.pop_front();
        if (result)
            emit kept(folder, result.value());
        else
            emit failed(result.error());
        next();
    });
}

}  // namespace inferometer::ui
