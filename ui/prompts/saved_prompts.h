// SPDX-License-Identifier: GPL-3.0-or-later
// The prompts as the page has them: the user's of prompts.yaml, else those built in. The file is the truth: it is read
// again before each change, and whenever the page comes up.
#pragma once

#include "core/store/user_prompts.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace inferometer::ui {

class SavedPrompts : public QObject
{
    Q_OBJECT

public:
    explicit SavedPrompts(std::string folder, QObject* parent = nullptr);

    // The default first. Empty while the file cannot be used.
    const std::vector<PromptTemplate>& all() const { return m_all; }
    // Null when there is none of this name. Valid until the next change.
    const PromptTemplate* find(const std::string& name) const;
    bool isDefault(const std::string& name) const { return !m_all.empty() && m_all.front().name == name; }
    // Whether there is a file, whatever it holds.
    bool areOwn() const { return m_own; }
    // Why the file cannot be used; empty when it can.
    const QString& problem() const { return m_problem; }
    QString path() const;

    void reload();

    // What takes a change back, till the next one.
    using Undo = std::function<Status()>;

    // See putPrompt().
    Status put(const std::string& replaced, const PromptTemplate& prompt);
    Result<Undo> remove(const std::string& name);
    Status makeDefault(const std::string& name);
    // All of another file, in place of what there was.
    Result<Undo> replaceBy(const std::string& path);
    Status writeTo(const std::string& path) const;
    // Back to those built in.
    Result<Undo> reset();

signals:
    void changed();

private:
    Status change(const PromptChange& change);
    Status restore(bool fileWasThere);

    const std::string m_folder;
    PromptFile m_prompts;
    std::vector<PromptTemplate> m_all;
    bool m_own = false;
    QString m_problem;
};

}  // namespace inferometer::ui
