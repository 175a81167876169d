// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts/prompts_page.h"

#include "core/config/endpoints.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/prompts/prompt_form.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

PromptsPage::PromptsPage(Context& context, QWidget* parent)
    : Page{parent}
    , m_context{context}
    , m_prompts{context.dataFolder}
    , m_list{new QListWidget{this}}
    , m_stack{new QStackedWidget{this}}
    , m_form{new PromptForm}
    , m_notice{new widgets::NoticeBar{this}}
    , m_origin{new QLabel{this}}
    , m_title{new QLabel{this}}
    , m_problem{new QLabel{this}}
    , m_add{addButton("add-prompt", tr("&Add"), &PromptsPage::beginNew)}
    , m_duplicate{addButton("duplicate-prompt", tr("D&uplicate"), &PromptsPage::duplicate)}
    , m_remove{addButton("remove-prompt", tr("Re&move"), &PromptsPage::remove)}
    , m_makeDefault{addButton("default-prompt", tr("Make de&fault"), &PromptsPage::makeDefault)}
    , m_export{addButton("export-prompts", tr("&Export…"), &PromptsPage::exportAll)}
    , m_reset{addButton("reset-prompts", tr("Reset &to ours"), &PromptsPage::reset)}
    , m_save{addButton("save-prompt", tr("&Save"), &PromptsPage::savePrompt)}
    , m_discard{addButton("discard-prompt", tr("Discard c&hanges"), &PromptsPage::discard)}
{
    m_notice->setObjectName(QStringLiteral("prompt-notice"));
    m_stack->addWidget(makeProblem());
    m_stack->addWidget(makeEditor());
    layOutListPage(*this, makeList(), *m_notice, *m_stack);
    connectParts();
    fillList();
    m_list->setCurrentRow(0);
    updateActions();
}

QPushButton* PromptsPage::addButton(const char* name, const QString& text, void (PromptsPage::*pressed)())
{
    return namedButton(name, text, *this, [this, pressed] { (this->*pressed)(); });
}

QBoxLayout& PromptsPage::makeList()
{
    m_origin->setObjectName(QStringLiteral("prompts-origin"));
    m_origin->setWordWrap(true);
    m_origin->setFont(widgets::scaledFont(font(), 0.9));
    m_origin->setForegroundRole(QPalette::PlaceholderText);
    makeTwoLineList(*m_list, "prompt-list", tr("Prompts"));
    QBoxLayout& column = makeListColumn(*this, tr("Prompts"), *m_list);
    column.insertWidget(1, m_origin);
    auto* take = addButton("import-prompts", tr("&Import…"), &PromptsPage::importAll);
    take->setToolTip(tr("Takes all prompts of a file, in place of those here"));
    m_export->setToolTip(tr("Writes all prompts into a file, in the form that runs and the SambaNova kit read"));
    m_reset->setToolTip(tr("Gives back the prompts that are built in"));
    const std::pair<QWidget*, QWidget*> rows[]{
        {m_add, m_makeDefault}, {m_duplicate, m_remove}, {take, m_export}, {m_reset, nullptr}};
    for (const auto& [left, other] : rows) {
        auto* row = new QHBoxLayout;
        row->addWidget(left, 1);
        if (other)
            row->addWidget(other, 1);
        column.addLayout(row);
    }
    return column;
}

QWidget* PromptsPage::makeEditor()
{
    auto* page = new QWidget;
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    m_title->setObjectName(QStringLiteral("prompt-title"));
    m_title->setTextFormat(Qt::PlainText);
    m_form->setMaximumWidth(widgets::rhythm(*this, 116));
    m_save->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_save);
    foot->addWidget(m_discard);
    foot->addStretch();
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1.5));
    layout->addWidget(m_title);
    layout->addWidget(m_form, 1);
    layout->addLayout(foot);
    return page;
}

QWidget* PromptsPage::makeProblem()
{
    auto* title = new QLabel{tr("The prompts cannot be read"), this};
    m_problem->setObjectName(QStringLiteral("prompts-problem"));
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* advice = new QLabel{tr("Mend the file by hand, take another one by Import, or go back to ours."), this};
    return makeEmptyPage(*this, *title, {m_problem, advice});
}

void PromptsPage::connectParts()
{
    connect(m_list, &QListWidget::currentRowChanged, this, &PromptsPage::rowChosen);
    connect(&m_prompts, &SavedPrompts::changed, this, &PromptsPage::fillList);
    connect(m_form, &PromptForm::changed, this, &PromptsPage::updateActions);
    auto* saveKey = new QShortcut{QKeySequence::Save, this};
    connect(saveKey, &QShortcut::activated, m_save, &QPushButton::click);
    removeByKey(*m_list, *m_remove);
}

void PromptsPage::showEvent(QShowEvent* event)
{
    m_prompts.reload();
    // Changed by somebody else: what nobody has touched here follows.
    if (!m_form->isChanged() && !m_prompts.all().empty())
        edit(m_prompts.find(m_name) ? m_name : m_prompts.all().front().name);
    Page::showEvent(event);
}

void PromptsPage::fillList()
{
    QSignalBlocker quiet{m_list};
    m_list->clear();
    for (const PromptTemplate& prompt : m_prompts.all()) {
        auto* item = new QListWidgetItem{m_list};
        const QString tokens = tokensText(prompt);
        writeRow(*item, toQt(prompt.name),
                 m_prompts.isDefault(prompt.name) ? tr("The default · %1").arg(tokens) : tokens);
        item->setToolTip(widgets::plainTip(beginningOf(prompt.text, 300)));
    }
    quiet.unblock();
    m_origin->setText(m_prompts.areOwn()
                          ? tr("Your own: used by synthetic and real-workload runs that name no prompts file.")
                          : tr("Those built in. The first change makes them your own."));
    m_origin->setToolTip(m_prompts.areOwn() ? widgets::plainTip(m_prompts.path()) : QString{});
    m_list->parentWidget()->layout()->activate();  // the words may take a line more: what is chosen stays in view
    m_problem->setText(m_prompts.problem());
    // Taken out of the file by somebody else: what is in the editor stays, as a new one.
    if (!m_prompts.find(m_name))
        m_name.clear();
    markChosen();
}

void PromptsPage::markChosen()
{
    const std::vector<PromptTemplate>& all = m_prompts.all();
    const PromptTemplate* chosen = m_prompts.find(m_name);
    markRow(*m_list, chosen ? static_cast<int>(chosen - all.data()) : -1);
    updateActions();
}

void PromptsPage::rowChosen(int row)
{
    if (row < 0)
        return;
    offerLost();
    edit(m_prompts.all().at(static_cast<std::size_t>(row)).name);
}

// What was changed and not saved is not kept, but can be had back.
void PromptsPage::offerLost()
{
    if (!m_form->isChanged())
        return;
    m_notice->tell(tr("Changes to “%1” were not saved.").arg(toQt(m_form->prompt().name)));
    m_notice->offer(tr("&Bring them back"), [this, lost = m_form->prompt(), name = m_name] {
        m_notice->hide();
        edit(name);
        m_form->setDraft(lost);
    });
}

std::vector<std::string> PromptsPage::namesButOf(const std::string& name) const
{
    std::vector<std::string> names;
    for (const PromptTemplate& prompt : m_prompts.all())
        if (prompt.name != name)
            names.push_back(prompt.name);
    return names;
}

void PromptsPage::edit(const std::string& name)
{
    const PromptTemplate* prompt = m_prompts.find(name);
    m_name = prompt ? name : std::string{};
    m_form->setPrompt(prompt ? *prompt : PromptTemplate{}, namesButOf(m_name));
    markChosen();
}

void PromptsPage::beginNew()
{
    offerLost();
    edit({});
    m_form->focusName();
}

void PromptsPage::duplicate()
{
    const PromptTemplate* chosen = m_prompts.find(m_name);
    if (!chosen)
        return;
    m_notice->hide();
    const PromptTemplate copy{freeName(chosen->name, namesButOf({})), chosen->text};
    offerLost();
    if (const Status put = m_prompts.put({}, copy); !put)
        return tellError(put.error());
    edit(copy.name);
    m_form->focusName();
}

void PromptsPage::remove()
{
    const PromptTemplate* chosen = m_prompts.find(m_name);
    if (!chosen || m_prompts.isDefault(m_name))
        return;
    const std::string name = m_name;
    const auto index = static_cast<std::size_t>(chosen - m_prompts.all().data());
    const Result<SavedPrompts::Undo> removed = m_prompts.remove(name);
    if (removed)
        edit(m_prompts.all().at(std::min(index, m_prompts.all().size() - 1)).name);
    m_list->setFocus();
    settle(removed, tr("Removed “%1”.").arg(toQt(name)), name);
}

void PromptsPage::makeDefault()
{
    const std::string name = m_name;
    if (const Status made = m_prompts.makeDefault(name); !made)
        return tellError(made.error());
    m_notice->hide();
    markChosen();
}

void PromptsPage::importAll()
{
    const QString path = m_context.dialogs.chooseFile(this, tr("Import prompts"), {});
    if (path.isEmpty())
        return;
    const std::string before = m_name;
    const Result<SavedPrompts::Undo> taken = m_prompts.replaceBy(toStd(path));
    if (taken)
        edit(m_prompts.all().front().name);
    settle(taken, tr("%Ln prompt(s) imported.", nullptr, static_cast<int>(m_prompts.all().size())), before);
}

void PromptsPage::exportAll()
{
    const QString path = m_context.dialogs.saveFile(
        this, {tr("Export prompts"), QStringLiteral("prompts.yaml"), tr("YAML file (*.yaml)")});
    if (path.isEmpty())
        return;
    if (const Status written = m_prompts.writeTo(toStd(path)); !written)
        return tellError(written.error());
    m_notice->tell(tr("Written: %1").arg(path), widgets::Tone::Good);
}

void PromptsPage::reset()
{
    const std::string before = m_name;
    const Result<SavedPrompts::Undo> done = m_prompts.reset();
    if (done)
        edit(m_prompts.find(before) ? before : m_prompts.all().front().name);
    settle(done, tr("The prompts are ours again."), before);
}

void PromptsPage::settle(const Result<SavedPrompts::Undo>& done, const QString& told, const std::string& back)
{
    if (!done)
        return tellError(done.error());
    m_notice->tell(told);
    m_notice->offer(tr("U&ndo"), [this, undo = done.value(), back] {
        m_notice->hide();
        const Status undone = undo();
        edit(m_prompts.find(back) || m_prompts.all().empty() ? back : m_prompts.all().front().name);
        if (!undone)
            tellError(undone.error());
    });
}

void PromptsPage::savePrompt()
{
    if (!m_form->isValid() || !m_form->isChanged())
        return;
    const PromptTemplate prompt = m_form->prompt();
    if (const Status put = m_prompts.put(m_name, prompt); !put)
        return tellError(put.error());
    m_notice->hide();
    edit(prompt.name);
}

void PromptsPage::discard()
{
    m_notice->hide();
    const bool isNew = m_name.empty() && !m_prompts.all().empty();
    edit(isNew ? m_prompts.all().front().name : m_name);
}

void PromptsPage::updateActions()
{
    const bool readable = m_prompts.problem().isEmpty();
    const bool saved = readable && !m_name.empty();
    const bool isDefault = saved && m_prompts.isDefault(m_name);
    m_add->setEnabled(readable);
    m_duplicate->setEnabled(saved);
    m_remove->setEnabled(saved && !isDefault);
    m_remove->setToolTip(isDefault ? tr("There is always a default; make another prompt the default first.")
                                   : tr("Takes the prompt out of the list (Del)"));
    m_makeDefault->setEnabled(saved && !isDefault);
    m_makeDefault->setToolTip(tr("Runs send the default prompt, unless they ask for several"));
    m_export->setEnabled(readable);
    m_reset->setEnabled(m_prompts.areOwn());
    m_save->setEnabled(readable && m_form->isValid() && m_form->isChanged());
    m_save->setToolTip(m_form->isValid() ? QString{} : m_form->problem());
    m_discard->setEnabled(readable && (m_form->isChanged() || m_name.empty()));
    m_title->setText(saved ? toQt(m_name) : tr("New prompt"));
    m_stack->setCurrentIndex(readable ? 1 : 0);
}

void PromptsPage::tellError(const Error& error) { m_notice->tell(errorText(error), widgets::Tone::Bad); }

bool PromptsPage::save()
{
    savePrompt();
    return true;
}

}  // namespace inferometer::ui
