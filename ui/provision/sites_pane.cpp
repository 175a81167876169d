// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/sites_pane.h"

#include "core/config/endpoints.h"
#include "ui/base/icon_button.h"
#include "ui/base/list_page.h"
#include "ui/base/text.h"
#include "ui/provision/deployment_words.h"
#include "ui/provision/offers_pane.h"
#include "ui/provision/site_editor.h"
#include "widgets/metrics.h"
#include "widgets/notice_bar.h"
#include "widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace inferometer::ui {

namespace {

// What tells two sites of a provider apart: what it needs, by its row.
QString detailOf(const NamedSite& site)
{
    QStringList parts{siteText(site.site)};
    const Provider* provider = findProvider(site.site.provider);
    for (const SiteKey& key : provider == nullptr ? std::span<const SiteKey>{} : provider->keys)
        if (key.isNeeded && !settingOf(site.site, key.name).empty())
            parts << beginningOf(std::string{settingOf(site.site, key.name)}, 60);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

SitesPane::SitesPane(SavedSites& sites, SiteEditor& editor, widgets::NoticeBar& notice, QWidget* parent)
    : QWidget{parent}
    , m_sites{sites}
    , m_editor{editor}
    , m_notice{notice}
    , m_list{new QListWidget{this}}
    , m_empty{new QLabel{this}}
    , m_add{iconButton("add-site", "add", tr("Add a site"), this)}
    , m_duplicate{iconButton("duplicate-site", "copy", tr("Duplicate the site"), this)}
    , m_remove{iconButton("remove-site", "delete", tr("Remove the site (Del)"), this)}
    , m_offers{namedButton("show-offers", tr("O&ffers and prices"), *this, [this] { askOffers(); })}
{
    layOut();
    connect(m_add, &QToolButton::clicked, this, &SitesPane::beginNew);
    connect(m_duplicate, &QToolButton::clicked, this, &SitesPane::duplicate);
    connect(m_remove, &QToolButton::clicked, this, &SitesPane::remove);
    connect(m_list, &QListWidget::currentRowChanged, this, &SitesPane::rowChosen);
    connect(&m_sites, &SavedSites::changed, this, &SitesPane::fillList);
    connect(&m_editor, &SiteEditor::saveWanted, this, &SitesPane::save);
    connect(&m_editor, &SiteEditor::discardWanted, this, &SitesPane::discard);
    connect(&m_editor, &SiteEditor::failed, this,
            [this](const QString& text) { m_notice.tell(text, widgets::Tone::Bad); });
    removeByKey(*m_list, *m_remove);
    fillList();
}

void SitesPane::layOut()
{
    auto* title = new QLabel{tr("Sites"), this};
    title->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    title->setToolTip(widgets::plainTip(m_sites.path()));
    makeTwoLineList(*m_list, "site-list", tr("Sites"));
    m_empty->setObjectName(QStringLiteral("sites-empty"));
    m_empty->setWordWrap(true);
    m_empty->setFont(widgets::scaledFont(font(), 0.9));
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignTop);
    auto* head = new QHBoxLayout;
    head->setSpacing(widgets::rhythm(*this, 0.25));
    head->addWidget(title);
    head->addStretch();
    for (QToolButton* button : {m_add, m_duplicate, m_remove})
        head->addWidget(button);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(widgets::rhythm(*this, 0.75));
    column->addLayout(head);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addWidget(m_offers);
}

void SitesPane::fillList()
{
    QSignalBlocker quiet{m_list};
    m_list->clear();
    for (const NamedSite& site : m_sites.all()) {
        auto* item = new QListWidgetItem{m_list};
        writeRow(*item, beginningOf(site.name, 60), detailOf(site));
        item->setToolTip(widgets::plainTip(detailOf(site)));
    }
    quiet.unblock();
    const QString& problem = m_sites.problem();
    m_empty->setText(problem.isEmpty()
                         ? tr("A site is where machines are: a host over SSH, a board on the desk, an account at a "
                              "cloud. Give it a name once (+), and choose it in deployments.")
                         : problem);
    m_empty->setForegroundRole(problem.isEmpty() ? QPalette::PlaceholderText : QPalette::BrightText);
    m_empty->setVisible(m_sites.all().empty());
    m_list->setVisible(!m_sites.all().empty());
    m_add->setEnabled(problem.isEmpty());
    m_offers->setEnabled(std::any_of(m_sites.all().begin(), m_sites.all().end(), makesMachines));
    m_offers->setToolTip(m_offers->isEnabled() ? tr("What these sites have now, and for what price")
                                               : tr("None of these sites makes machines: add an account at a cloud."));
    markChosen();
}

void SitesPane::markChosen()
{
    const NamedSite* chosen = m_isOpen ? m_sites.find(m_editor.name()) : nullptr;
    markRow(*m_list, chosen != nullptr ? static_cast<int>(chosen - m_sites.all().data()) : -1);
    m_duplicate->setEnabled(chosen != nullptr);
    m_remove->setEnabled(chosen != nullptr);
}

void SitesPane::rowChosen(int row)
{
    if (row < 0)
        return;
    offerLost();
    open(m_sites.all().at(static_cast<std::size_t>(row)).name);
}

void SitesPane::open(const std::string& name)
{
    const NamedSite* site = m_sites.find(name);
    m_isOpen = true;
    m_editor.edit(site != nullptr ? *site : NamedSite{}, m_sites.namesBut(site != nullptr ? name : std::string{}));
    markChosen();
    emit opened();
}

void SitesPane::offerLost()
{
    if (!m_isOpen || !m_editor.isChanged())
        return;
    m_notice.tell(tr("Changes to the site “%1” were not saved.").arg(beginningOf(m_editor.site().name, 60)));
    m_notice.offer(tr("B&ring them back"), [this, lost = m_editor.site(), name = m_editor.name()] {
        m_notice.hide();
        open(name);
        m_editor.setDraft(lost);
    });
}

void SitesPane::leave()
{
    offerLost();
    m_isOpen = false;
    markChosen();
}

void SitesPane::beginNew()
{
    offerLost();
    open({});
    m_editor.focusName();
}

void SitesPane::duplicate()
{
    const NamedSite* chosen = m_sites.find(m_editor.name());
    if (chosen == nullptr)
        return;
    NamedSite copy = *chosen;
    copy.name = freeName(copy.name, m_sites.namesBut({}), '-');
    offerLost();
    if (const Status put = m_sites.put({}, copy); !put)
        return tellError(put.error());
    open(copy.name);
    m_editor.focusName();
}

void SitesPane::remove()
{
    const NamedSite* chosen = m_sites.find(m_editor.name());
    if (chosen == nullptr)
        return;
    const NamedSite removed = *chosen;
    const auto index = static_cast<std::size_t>(chosen - m_sites.all().data());
    if (const Status status = m_sites.remove(removed.name); !status)
        return tellError(status.error());
    m_isOpen = false;
    if (const std::size_t left = m_sites.all().size(); left > 0)
        open(m_sites.all().at(std::min(index, left - 1)).name);
    else
        emit closed();
    (m_list->isVisible() ? static_cast<QWidget*>(m_list) : m_add)->setFocus();
    markChosen();
    m_notice.tell(tr("Removed the site “%1”. What it names in the keyring stays there.").arg(toQt(removed.name)));
    m_notice.offer(tr("Und&o"), [this, index, removed] {
        m_notice.hide();
        if (const Status back = m_sites.insert(index, removed); !back)
            return tellError(back.error());
        open(removed.name);
    });
}

void SitesPane::save()
{
    const NamedSite site = m_editor.site();
    if (const Status put = m_sites.put(m_editor.name(), site); !put)
        return tellError(put.error());
    m_notice.hide();
    open(site.name);
}

void SitesPane::discard()
{
    m_notice.hide();
    if (!m_editor.name().empty())
        return open(m_editor.name());
    m_editor.edit({}, {});
    m_isOpen = false;
    markChosen();
    emit closed();
}

void SitesPane::askOffers()
{
    std::vector<NamedSite> asked;
    std::copy_if(m_sites.all().begin(), m_sites.all().end(), std::back_inserter(asked), makesMachines);
    emit offersWanted(asked);
}

void SitesPane::tellError(const Error& error) { m_notice.tell(errorText(error), widgets::Tone::Bad); }

}  // namespace inferometer::ui
