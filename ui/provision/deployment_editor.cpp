// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/deployment_editor.h"

#include "core/provision/engine_plan.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/provision/choice_panel.h"
#include "ui/provision/deployment_form.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/engine_tables.h"
#include "ui/provision/yaml_edit.h"
#include "widgets/card.h"
#include "widgets/fact_list.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"
#include "widgets/wrapped_text.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr const char* kOrigin = "deployment.yaml";

// "deployment.yaml:5: name must be ...": its line, and the sentence alone.
struct Fault
{
    int line = 0;  // 0: of the whole
    QString said;
};
Fault faultOf(const Error& error)
{
    static const QRegularExpression place{QStringLiteral("^deployment\\.yaml:(\\d+): (.*)$"),
                                          QRegularExpression::DotMatchesEverythingOption};
    const QString text = errorText(error);
    const QRegularExpressionMatch found = place.match(text);
    return found.hasMatch() ? Fault{found.captured(1).toInt(), found.captured(2)} : Fault{0, text};
}

}  // namespace

DeploymentEditor::DeploymentEditor(QWidget* parent)
    : QWidget{parent}
    , m_title{new QLabel{this}}
    , m_tables{new EngineTables{this}}
    , m_choice{new ChoicePanel{this}}
    , m_stack{new QStackedWidget{this}}
    , m_facts{new widgets::FactList}
    , m_command{new widgets::WrappedText}
    , m_cost{new QLabel}
    , m_yaml{new QPlainTextEdit{this}}
    , m_wrong{new QLabel{this}}
    , m_back{namedButton("editor-back", tr("&Back"), *this, [this] { goTo(m_stack->currentIndex() - 1); })}
    , m_next{namedButton("editor-next", tr("Ne&xt"), *this, [this] { goTo(m_stack->currentIndex() + 1); })}
    , m_save{namedButton("editor-save", tr("&Save"), *this, [this] { save(false); })}
    , m_up{namedButton("editor-up", tr("Save and bring &up"), *this, [this] { save(true); })}
{
    m_title->setObjectName(QStringLiteral("editor-title"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(widgets::rhythm(*this, 2.5));
    middle->addWidget(makeForms(), 3);
    middle->addWidget(makeYaml(), 4);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addWidget(m_title);
    column->addLayout(makeHead());
    column->addLayout(middle, 1);
    column->addLayout(makeFoot());
    connect(m_yaml, &QPlainTextEdit::textChanged, this, &DeploymentEditor::textEdited);
}

QLayout* DeploymentEditor::makeHead()
{
    const std::array<QString, kFormSteps> names{tr("1  Where"), tr("2  Model and engine"), tr("3  Price and limits"),
                                                tr("4  Go")};
    auto* row = new QHBoxLayout;
    row->setSpacing(widgets::rhythm(*this, 0.5));
    for (int i = 0; i < kFormSteps; ++i) {
        auto* tab = new QToolButton{this};
        tab->setObjectName(QStringLiteral("editor-step-%1").arg(i + 1));
        tab->setText(names.at(static_cast<std::size_t>(i)));
        tab->setCheckable(true);
        tab->setAutoExclusive(true);
        tab->setAutoRaise(true);
        tab->setFocusPolicy(Qt::StrongFocus);
        connect(tab, &QToolButton::clicked, this, [this, i] { goTo(i); });
        m_tabs.at(static_cast<std::size_t>(i)) = tab;
        row->addWidget(tab);
    }
    row->addStretch();
    return row;
}

QWidget* DeploymentEditor::makeForms()
{
    for (int i = 0; i < kFormSteps - 1; ++i) {
        auto* form = new DeploymentForm{QStringLiteral("deployment"), this};
        connect(form, &DeploymentForm::edited, this, &DeploymentEditor::edited);
        auto* scroll = new QScrollArea;
        scroll->setFocusPolicy(Qt::NoFocus);
        const auto step = static_cast<FormStep>(i);
        widgets::setOpenContent(*scroll,
                                step == FormStep::Engine       ? withPart(form, m_tables)
                                    : step == FormStep::Limits ? withPart(form, m_choice)
                                                               : form);
        m_forms.at(static_cast<std::size_t>(i)) = form;
        m_stack->addWidget(scroll);
    }
    m_stack->addWidget(makeSummary());
    m_stack->setMinimumWidth(widgets::rhythm(*this, 30));
    m_stack->setMaximumWidth(widgets::rhythm(*this, 56));
    connect(m_tables, &EngineTables::edited, this,
            [this](const std::string& path, const NamedValues& pairs) { setText(withYamlPairs(m_text, path, pairs)); });
    connect(m_choice, &ChoicePanel::wanted, this, &DeploymentEditor::choiceWanted);
    connect(m_choice, &ChoicePanel::answered, this, &DeploymentEditor::showSummary);
    return m_stack;
}

QWidget* DeploymentEditor::withPart(QWidget* form, QWidget* part)
{
    auto* both = new QWidget;
    auto* column = new QVBoxLayout{both};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    form->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(form);
    column->addWidget(part);
    column->addStretch();
    return both;
}

QWidget* DeploymentEditor::makeSummary()
{
    auto* page = new QWidget;
    auto* starts = new QLabel{tr("It starts:"), page};
    starts->setForegroundRole(QPalette::PlaceholderText);
    m_command->setObjectName(QStringLiteral("editor-command"));
    m_command->setAccessibleName(tr("The engine's command"));
    m_command->setFont(widgets::scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.95));
    m_facts->setObjectName(QStringLiteral("editor-facts"));
    m_cost->setObjectName(QStringLiteral("editor-cost"));
    m_cost->setWordWrap(true);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addWidget(m_facts);
    column->addWidget(m_cost);
    column->addWidget(starts);
    column->addWidget(m_command);
    column->addStretch();
    return page;
}

QWidget* DeploymentEditor::makeYaml()
{
    auto* box = new QWidget{this};
    auto* label = new QLabel{tr("The same as YAML: deployment.yaml"), box};
    label->setForegroundRole(QPalette::PlaceholderText);
    m_yaml->setParent(box);
    m_yaml->setObjectName(QStringLiteral("editor-yaml"));
    m_yaml->setAccessibleName(tr("The deployment as YAML"));
    m_yaml->setTabChangesFocus(true);
    m_yaml->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_yaml->setFont(widgets::scaledFont(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.95));
    m_yaml->viewport()->setAutoFillBackground(false);
    m_yaml->document()->setDocumentMargin(widgets::rhythm(*this, 0.75));
    m_wrong->setParent(box);
    m_wrong->setObjectName(QStringLiteral("editor-wrong"));
    m_wrong->setWordWrap(true);
    m_wrong->setTextFormat(Qt::PlainText);
    m_wrong->setFont(widgets::scaledFont(font(), 0.9));
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.5));
    column->addWidget(label);
    column->addWidget(m_yaml, 1);
    column->addWidget(m_wrong);
    return box;
}

QLayout* DeploymentEditor::makeFoot()
{
    auto* close = namedButton("editor-close", tr("&Cancel"), *this, [this] { emit closeWanted(); });
    m_next->setDefault(true);
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {m_back, m_next})
        row->addWidget(button);
    row->addStretch();
    for (QPushButton* button : {m_up, m_save, close})
        row->addWidget(button);
    return row;
}

void DeploymentEditor::setSites(std::vector<NamedSite> sites)
{
    m_sites = std::move(sites);
    check();
}

void DeploymentEditor::begin(const std::string& text, std::vector<std::string> taken)
{
    m_name.clear();
    m_taken = std::move(taken);
    m_before = m_text = text;
    m_title->setText(tr("New deployment"));
    start();
}

void DeploymentEditor::edit(const std::string& name, const std::string& text)
{
    m_name = name;
    m_taken.clear();
    m_before = m_text = text;
    m_title->setText(tr("Edit %1").arg(toQt(name)));
    start();
}

void DeploymentEditor::setDraft(const std::string& text) { m_yaml->setPlainText(toQt(text)); }

void DeploymentEditor::start()
{
    m_choice->forget();
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        m_forms.at(i)->untouch();
        m_fields.at(i) = deploymentFields(static_cast<FormStep>(i), {});
    }
    m_filling = true;
    m_yaml->setPlainText(toQt(m_text));
    m_filling = false;
    check();
    goTo(0);
}

void DeploymentEditor::goTo(int step)
{
    // What was left is looked at.
    const auto from = static_cast<std::size_t>(m_stack->currentIndex());
    if (from < m_forms.size() && step > static_cast<int>(from))
        m_forms.at(from)->touch();
    m_stack->setCurrentIndex(step);
    for (int i = 0; i < kFormSteps; ++i) {
        QToolButton& tab = *m_tabs.at(static_cast<std::size_t>(i));
        tab.setChecked(i == step);
        tab.setFont(widgets::scaledFont(font(), 1.0, i == step ? QFont::DemiBold : QFont::Normal));
    }
    showForms();
    updateButtons();
    // Whoever comes to its price, or past it, sees which machine that is of.
    if (step >= static_cast<int>(FormStep::Limits))
        m_choice->askOnce();
    if (static_cast<std::size_t>(step) < m_forms.size())
        m_forms.at(static_cast<std::size_t>(step))->focusFirst();
    else
        m_up->setFocus();
}

void DeploymentEditor::setText(const std::string& text)
{
    m_text = text;
    m_filling = true;
    m_yaml->setPlainText(toQt(m_text));
    m_filling = false;
    check();
}

void DeploymentEditor::textEdited()
{
    if (m_filling)
        return;
    m_text = toStd(m_yaml->toPlainText());
    check();
}

void DeploymentEditor::check()
{
    m_read = parseDeployment(m_text, kOrigin);
    m_faults.clear();
    m_lines.clear();
    m_badLines.clear();
    const std::string name = yamlValue(m_text, "name");
    const bool isTaken = std::find(m_taken.begin(), m_taken.end(), name) != m_taken.end();
    if (isTaken)
        m_faults["name"] = tr("Another deployment has this name.");
    else if (!m_name.empty() && name != m_name && !name.empty())
        m_faults["name"] = tr("A deployment keeps its name; make a new one instead.");
    for (const auto& [path, said] : m_faults)
        m_lines << said;
    for (const Error& error : m_read.errors) {
        const Fault fault = faultOf(error);
        m_faults.emplace(error.field == "choose" ? kStrategyPath : error.field, fault.said);
        m_lines << (fault.line > 0 ? tr("Line %1: %2").arg(fault.line).arg(fault.said) : fault.said);
        if (fault.line > 0)
            m_badLines.push_back(fault.line);
    }
    showForms();
    showFaults();
    m_choice->display(m_read.spec, m_lines.isEmpty());
    showSummary();
    updateButtons();
}

void DeploymentEditor::edited(const std::string& path, const std::string& value)
{
    setText(path == kStrategyPath ? withStrategy(m_text, value, provider()) : withYamlValue(m_text, path, value));
}

void DeploymentEditor::setChoice(const std::string& asked, const Result<MachineChoice>& choice)
{
    m_choice->setAnswer(asked, choice);
}

// Of a site that is named, that one's.
std::string DeploymentEditor::provider() const
{
    const std::string own = yamlValue(m_text, "site/provider");
    return own.empty() ? m_read.spec.site.provider : own;
}

// A machine that is left open without a word how is chosen by the first strategy.
std::string DeploymentEditor::shownValue(const std::string& path) const
{
    const std::string value = yamlValue(m_text, path);
    return value.empty() && path == kStrategyPath && m_read.spec.choose ? m_read.spec.choose->strategy : value;
}

QString DeploymentEditor::problem() const { return m_lines.isEmpty() ? QString{} : m_lines.front(); }

void DeploymentEditor::showForms()
{
    const SiteInForm site{m_sites, yamlValue(m_text, "site"), provider(), m_read.spec.choose.has_value()};
    m_fields.front() = deploymentFields(FormStep::Where, site);
    for (std::size_t i = 0; i < m_forms.size(); ++i)
        m_forms.at(i)->show(
            m_fields.at(i), [this](const std::string& path) { return shownValue(path); }, m_faults);
    m_tables->show([this](const std::string& path) { return yamlPairs(m_text, path); }, m_faults);
}

void DeploymentEditor::showFaults()
{
    QList<QTextEdit::ExtraSelection> marks;
    QColor ground = palette().color(QPalette::BrightText);
    ground.setAlphaF(0.15F);
    for (const int line : m_badLines) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor{m_yaml->document()->findBlockByNumber(line - 1)};
        mark.format.setBackground(ground);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << mark;
    }
    // Not wrong yet, only not done.
    m_yaml->setExtraSelections(isChanged() ? marks : QList<QTextEdit::ExtraSelection>{});
    m_wrong->setForegroundRole(isChanged() ? QPalette::BrightText : QPalette::PlaceholderText);
    m_wrong->setText(m_lines.join(QLatin1Char{'\n'}));
    m_wrong->setVisible(!m_lines.isEmpty());
}

void DeploymentEditor::showSummary()
{
    const DeploymentSpec& spec = m_read.spec;
    std::vector<widgets::Fact> facts{{tr("Site"), siteText(spec)}};
    if (spec.choose)
        facts.push_back({tr("Machine"), m_choice->sentence()});
    facts.insert(facts.end(),
                 {{tr("Engine and model"), engineText(spec)},
                  {tr("Ends itself after"), spanText(spec.limits.ttl)},
                  {tr("Ready within"), spanText(spec.limits.ready)}});
    m_facts->setFacts(facts);
    m_cost->setText(isMachine(spec) ? tr("The site is a machine by itself: nothing is made there, and nothing billed.")
                                    : tr("What it costs is asked and shown before anything is made."));
    const Result<std::string> command = startCommand(spec);
    m_command->setWords(command ? toQt(command.value()) : errorText(command.error()));
}

void DeploymentEditor::updateButtons()
{
    const int step = m_stack->currentIndex();
    m_back->setEnabled(step > 0);
    m_next->setEnabled(step < kFormSteps - 1);
    for (QPushButton* button : {m_save, m_up}) {
        button->setEnabled(m_lines.isEmpty());
        button->setToolTip(problem());
    }
    m_next->setDefault(step < kFormSteps - 1);
    m_up->setDefault(step == kFormSteps - 1);
}

void DeploymentEditor::save(bool up)
{
    if (m_lines.isEmpty())
        emit saveWanted(m_read.spec.name, m_text, up);
}

}  // namespace inferometer::ui
