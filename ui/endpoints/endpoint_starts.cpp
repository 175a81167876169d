// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpoint_starts.h"

#include "ui/base/text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace inferometer::ui {

namespace {

constexpr std::chrono::milliseconds kPatience{1500};

std::vector<ServerTemplate> localTemplates()
{
    std::vector<ServerTemplate> local = serverTemplates();
    std::erase_if(local, [](const ServerTemplate& row) { return !row.local; });
    return local;
}

QString placeOf(const EndpointEntry& entry) { return QUrl{toQt(entry.target.baseUrl)}.authority(); }

}  // namespace

EndpointStarts::EndpointStarts(QWidget* parent)
    : QWidget{parent}
    , m_search{[](const std::stop_token& stop) { return findLocalServers(localTemplates(), kPatience, stop); }}
    , m_templates{new QPushButton{tr("Begin &with a template") + QStringLiteral(" \u25be"), this}}
    , m_look{new QPushButton{tr("&Look for local servers"), this}}
    , m_said{new QLabel{this}}
    , m_found{new QWidget{this}}
    , m_rows{new QVBoxLayout{m_found}}
{
    m_templates->setObjectName(QStringLiteral("endpoint-templates"));
    m_look->setObjectName(QStringLiteral("look-for-servers"));
    m_look->setToolTip(tr("Asks the usual ports of this computer for their models; nothing leaves it."));
    m_said->setObjectName(QStringLiteral("local-servers-said"));
    m_said->setWordWrap(true);
    m_said->setForegroundRole(QPalette::PlaceholderText);
    m_said->hide();
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(widgets::rhythm(*this, 1));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 1));
    layout->addWidget(m_templates);
    layout->addWidget(m_look);
    layout->addWidget(m_said);
    layout->addWidget(m_found);
    addTemplates();
    connect(m_look, &QPushButton::clicked, this, &EndpointStarts::look);
}

void EndpointStarts::addTemplates()
{
    auto* menu = new QMenu{m_templates};
    for (const ServerTemplate& row : serverTemplates())
        menu->addAction(toQt(row.name), this, [this, row] { emit templateChosen(entryOf(row)); });
    m_templates->setMenu(menu);
}

void EndpointStarts::look()
{
    clear();
    m_look->setEnabled(false);
    m_said->setText(tr("Looking at the usual ports…"));
    m_said->show();
    m_job.start(
        [search = m_search](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) { return search(stop); },
        [this](const std::vector<LocalServer>& servers) { show(servers); });
}

void EndpointStarts::show(const std::vector<LocalServer>& servers)
{
    m_look->setEnabled(true);
    m_said->setVisible(servers.empty());
    QStringList ports;
    for (const ServerTemplate& row : localTemplates())
        ports << QString::number(QUrl{toQt(row.baseUrl)}.port());
    m_said->setText(tr("No server on this computer lists models at %1.").arg(ports.join(QStringLiteral(", "))));
    for (const LocalServer& server : servers)
        m_rows->addWidget(rowOf(server));
}

QWidget* EndpointStarts::rowOf(const LocalServer& server)
{
    auto* row = new QWidget{m_found};
    QStringList models;
    for (const std::string& name : server.models)
        models << toQt(name);
    auto* place = new widgets::ElidedLabel{row};
    place->setText(placeOf(server.entry));
    auto* list = new widgets::ElidedLabel{row};
    list->setText(tr("Usual for %1: %2").arg(toQt(server.usual), models.join(QStringLiteral(", "))));
    list->setRole(QPalette::PlaceholderText);
    list->setFont(widgets::scaledFont(font(), 0.9));
    auto* add = new QPushButton{tr("Add"), row};
    add->setObjectName(QStringLiteral("add-server"));
    add->setAccessibleName(tr("Add %1").arg(placeOf(server.entry)));
    connect(add, &QPushButton::clicked, this, [this, add, entry = server.entry]() mutable {
        add->setEnabled(false);
        entry.name = toStd(placeOf(entry));
        emit serverChosen(entry);
    });
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(place);
    words->addWidget(list);
    auto* layout = new QHBoxLayout{row};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(words, 1);
    layout->addWidget(add);
    return row;
}

void EndpointStarts::clear()
{
    const auto rows = m_found->findChildren<QWidget*>(QString{}, Qt::FindDirectChildrenOnly);
    for (QWidget* row : rows)
        row->deleteLater();
}

}  // namespace inferometer::ui
