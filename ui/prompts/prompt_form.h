// SPDX-License-Identifier: GPL-3.0-or-later
// The editor of one prompt: its name and its text, checked as they are typed.
#pragma once

#include "core/workload/prompt_file.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace inferometer::widgets {
class ValueEdit;
}

namespace inferometer::ui {

class PromptForm : public QWidget
{
    Q_OBJECT

public:
    explicit PromptForm(QWidget* parent = nullptr);

    // What is saved; `taken` are the names of all others. A draft differs from what is saved.
    void setPrompt(const PromptTemplate& prompt, std::vector<std::string> taken);
    void setDraft(const PromptTemplate& prompt);

    // As it is typed.
    const PromptTemplate& prompt() const { return m_prompt; }
    bool isChanged() const;
    bool isValid() const { return m_problem.isEmpty(); }
    // Why it cannot be saved; empty when it can.
    const QString& problem() const { return m_problem; }
    void focusName();

signals:
    void changed();

private:
    struct Cell
    {
        QWidget* input = nullptr;
        QLabel* reason = nullptr;
    };

    void addCell(const QString& label, const Cell& cell, QVBoxLayout& column);
    void fill(const PromptTemplate& prompt);
    void edited();
    void check();
    void mark(const Cell& cell, const QString& fault) const;

    widgets::ValueEdit* m_name;
    QPlainTextEdit* m_text;
    Cell m_nameCell;
    Cell m_textCell;
    QLabel* m_count;
    PromptTemplate m_saved;
    PromptTemplate m_prompt;   // as it is typed
    std::string m_filledText;  // as in the file, which may have line ends that the editor does not keep
    QString m_shownText;       // the same as the editor has it
    std::vector<std::string> m_taken;
    QString m_problem;
    bool m_filling = false;
};

// "About 75 tokens": by estimate, as no vocabulary is known here.
QString tokensText(const PromptTemplate& prompt);

}  // namespace inferometer::ui
