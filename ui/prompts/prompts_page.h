// SPDX-License-Identifier: GPL-3.0-or-later
// The prompts that synthetic and real-workload runs are made of: the list at the left, the editor of the chosen one.
#pragma once

#include "ui/base/page.h"
#include "ui/prompts/saved_prompts.h"

#include <string>

class QBoxLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace inferometer::widgets {
class NoticeBar;
}

namespace inferometer::ui {

class PromptForm;

class PromptsPage : public Page
{
    Q_OBJECT

public:
    PromptsPage(Context& context, QWidget* parent);

    // Keeps what was changed, if it will do.
    bool save() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QPushButton* addButton(const char* name, const QString& text, void (PromptsPage::*pressed)());
    QBoxLayout& makeList();
    QWidget* makeEditor();
    QWidget* makeProblem();
    void connectParts();

    void fillList();
    void markChosen();
    void rowChosen(int row);
    void edit(const std::string& name);
    void offerLost();
    std::vector<std::string> namesButOf(const std::string& name) const;

    void beginNew();
    void duplicate();
    void remove();
    void makeDefault();
    void importAll();
    void exportAll();
    void reset();
    void savePrompt();
    void discard();

    void updateActions();
    // Tells what was done with the way back, or why it was not.
    void settle(const Result<SavedPrompts::Undo>& done, const QString& told, const std::string& back);
    void tellError(const Error& error);

    Context& m_context;
    SavedPrompts m_prompts;
    QListWidget* m_list;
    QStackedWidget* m_stack;
    PromptForm* m_form;
    widgets::NoticeBar* m_notice;
    QLabel* m_origin;
    QLabel* m_title;
    QLabel* m_problem;
    QPushButton* m_add;
    QPushButton* m_duplicate;
    QPushButton* m_remove;
    QPushButton* m_makeDefault;
    QPushButton* m_export;
    QPushButton* m_reset;
    QPushButton* m_save;
    QPushButton* m_discard;
    std::string m_name;  // of the prompt in the editor; empty: a new one
};

}  // namespace inferometer::ui
