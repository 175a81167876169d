// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/site_editor.h"

#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_form.h"
#include "ui/provision/site_secrets.h"
#include "ui/provision/worker_questions.h"
#include "widgets/card.h"
#include "widgets/metrics.h"
#include "widgets/open_scroll.h"
#include "widgets/plain_text.h"
#include "widgets/wrapped_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inferometer::ui {

SiteEditor::SiteEditor(SecretStore& store, const Dialogs& dialogs, QWidget* parent)
    : QWidget{parent}
    , m_store{store}
    , m_dialogs{dialogs}
    , m_title{new QLabel{this}}
    , m_form{new DeploymentForm{QStringLiteral("named"), this}}
    , m_secrets{new SiteSecrets{store, dialogs, this}}
    , m_test{namedButton("test-site", {}, *this, [this] { test(); })}
    , m_outcome{new widgets::WrappedText{this}}
    , m_save{namedButton("save-site", tr("Sa&ve"), *this, [this] { emit saveWanted(); })}
    , m_discard{namedButton("discard-site", tr("Discard c&hanges"), *this, [this] { emit discardWanted(); })}
{
    m_title->setObjectName(QStringLiteral("site-title"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(widgets::scaledFont(font(), 1.2, QFont::Bold));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(widgets::rhythm(*this, 2.5));
    middle->addWidget(makeForm(), 3);
    middle->addWidget(makeSide(), 2);
    middle->addStretch();
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 1.5));
    column->addWidget(m_title);
    column->addLayout(middle, 1);
    column->addLayout(makeFoot());
    connect(m_form, &DeploymentForm::edited, this, &SiteEditor::take);
    connect(m_secrets, &SiteSecrets::failed, this, &SiteEditor::failed);
    auto* saveKey = new QShortcut{QKeySequence::Save, this};
    connect(saveKey, &QShortcut::activated, m_save, &QPushButton::click);
    edit({}, {});
}

SiteEditor::~SiteEditor() = default;

QWidget* SiteEditor::makeForm()
{
    auto* scroll = new QScrollArea{this};
    scroll->setFocusPolicy(Qt::NoFocus);
    widgets::setOpenContent(*scroll, m_form);
    scroll->setMinimumWidth(widgets::rhythm(*this, 26));
    scroll->setMaximumWidth(widgets::rhythm(*this, 56) + widgets::scrollRoom(*this));
    return scroll;
}

QWidget* SiteEditor::makeSide()
{
    auto* side = new QWidget{this};
    auto* card = new widgets::Card{side};
    auto* what
        = new QLabel{tr("Asks the site as it stands in the form whose credentials these are, or the machine what "
                        "it is. Nothing is made."),
                     card};
    what->setForegroundRole(QPalette::PlaceholderText);
    what->setFont(widgets::scaledFont(font(), 0.85));
    what->setWordWrap(true);
    m_outcome->setObjectName(QStringLiteral("site-outcome"));
    m_outcome->setAccessibleName(tr("What the test found"));
    auto* inside = new QVBoxLayout{card};
    const int room = widgets::rhythm(*this, 1.5);
    inside->setContentsMargins(room, room, room, room);
    inside->setSpacing(widgets::rhythm(*this, 1.25));
    for (QWidget* part : std::initializer_list<QWidget*>{what, m_test, m_outcome})
        inside->addWidget(part);
    auto* column = new QVBoxLayout{side};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 2));
    column->addWidget(m_secrets);
    column->addWidget(card);
    column->addStretch();
    side->setMinimumWidth(widgets::rhythm(*this, 26));
    side->setMaximumWidth(widgets::rhythm(*this, 40));
    return side;
}

QLayout* SiteEditor::makeFoot()
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_save);
    row->addWidget(m_discard);
    row->addStretch();
    return row;
}

void SiteEditor::edit(const NamedSite& saved, std::vector<std::string> taken)
{
    m_saved = saved;
    m_taken = std::move(taken);
    m_form->untouch();
    setDraft(saved);
}

void SiteEditor::setDraft(const NamedSite& draft)
{
    m_site = draft;
    m_job.cancel();
    m_outcome->hide();
    check();
}

std::string SiteEditor::value(const std::string& path) const
{
    if (path == "name")
        return m_site.name;
    if (path == "site/provider")
        return m_site.site.provider;
    return std::string{settingOf(m_site.site, std::string_view{path}.substr(std::string_view{"site/"}.size()))};
}

void SiteEditor::take(const std::string& path, const std::string& value)
{
    SiteSpec& site = m_site.site;
    if (path == "name") {
        m_site.name = value;
    } else if (path == "site/provider") {
        site = {value, {}};
        if (value == m_saved.site.provider)
            site = m_saved.site;
    } else {
        const std::string key = path.substr(std::string_view{"site/"}.size());
        const auto found = std::find_if(site.settings.begin(), site.settings.end(),
                                        [&key](const auto& one) { return one.first == key; });
        if (found != site.settings.end() && value.empty())
            site.settings.erase(found);
        else if (found != site.settings.end())
            found->second = value;
        else if (!value.empty())
            site.settings.emplace_back(key, value);
    }
    m_job.cancel();
    m_outcome->hide();  // of what stood there before
    check();
}

void SiteEditor::check()
{
    m_faults.clear();
    m_siteProblem.clear();
    if (std::find(m_taken.begin(), m_taken.end(), m_site.name) != m_taken.end())
        m_faults["name"] = tr("Another site has this name.");
    for (const Error& error : validateNamedSite(m_site)) {
        m_faults.emplace(error.field, errorText(error));
        if (error.field != "name" && m_siteProblem.isEmpty())
            m_siteProblem = errorText(error);
    }
    std::vector<DeploymentField> fields = siteFields(m_site.site.provider);
    fields.insert(fields.begin(),
                  {"name", tr("Name"), tr("What it is called in deployments: letters, digits, - and _."), {}, {}});
    m_form->show(
        fields, [this](const std::string& path) { return value(path); }, m_faults);
    m_secrets->show(m_site.site);
    updateButtons();
}

void SiteEditor::updateButtons()
{
    m_title->setText(m_saved.name.empty() ? tr("New site") : toQt(m_saved.name));
    m_save->setEnabled(isChanged() && m_faults.empty());
    m_save->setToolTip(m_faults.empty() ? QString{} : widgets::plainTip(m_faults.begin()->second));
    m_discard->setEnabled(isChanged() || m_saved.name.empty());
    m_test->setText(m_job.isActive() ? tr("&Cancel") : tr("&Test credentials"));
    m_test->setEnabled(m_job.isActive() || m_siteProblem.isEmpty());
    m_test->setToolTip(widgets::plainTip(m_siteProblem));
}

void SiteEditor::test()
{
    if (m_job.isActive()) {
        m_job.cancel();
        showOutcome(tr("Cancelled."), QPalette::PlaceholderText);
        return updateButtons();
    }
    m_job.start(
        [this, site = m_site.site](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) {
            return trySite(site, {keyringFirst(m_store, *this, stop), askForTrust(m_dialogs, *this, this, stop)}, stop);
        },
        [this](const Result<std::string>& said) { showTested(said); });
    showOutcome(tr("Asking…"), QPalette::PlaceholderText);
    updateButtons();
}

void SiteEditor::showTested(const Result<std::string>& said)
{
    if (said)
        showOutcome(beginningOf(said.value(), 500), QPalette::LinkVisited);
    else
        showOutcome(errorText(said.error()), QPalette::BrightText);
    updateButtons();
}

void SiteEditor::showOutcome(const QString& text, QPalette::ColorRole role)
{
    QPalette colors = palette();
    colors.setColor(QPalette::Text, palette().color(role));
    m_outcome->setPalette(colors);
    m_outcome->setWords(text);
    m_outcome->show();
}

void SiteEditor::focusName() { m_form->focusFirst(); }

}  // namespace inferometer::ui
