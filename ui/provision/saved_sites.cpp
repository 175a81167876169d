// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/saved_sites.h"

#include "ui/base/text.h"

#include <algorithm>
#include <utility>

namespace inferometer::ui {

SavedSites::SavedSites(std::string folder, QObject* parent) : QObject{parent}, m_folder{std::move(folder)} { reload(); }

QString SavedSites::path() const { return toQt(sitesPath(m_folder)); }

const NamedSite* SavedSites::find(const std::string& name) const
{
    const auto found
        = std::find_if(m_all.begin(), m_all.end(), [&name](const NamedSite& site) { return site.name == name; });
    return found == m_all.end() ? nullptr : &*found;
}

std::vector<std::string> SavedSites::namesBut(const std::string& name) const
{
    std::vector<std::string> names;
    for (const NamedSite& site : m_all)
        if (site.name != name)
            names.push_back(site.name);
    return names;
}

void SavedSites::reload()
{
    Result<std::vector<NamedSite>> loaded = loadSites(m_folder);
    const QString problem = loaded ? QString{} : errorText(loaded.error());
    std::vector<NamedSite> all = loaded ? std::move(loaded).value() : std::vector<NamedSite>{};
    if (problem == m_problem && all == m_all)
        return;
    m_problem = problem;
    m_all = std::move(all);
    emit changed();
}

Status SavedSites::change(const SitesChange& change)
{
    Status changed = changeSites(m_folder, change);
    reload();
    return changed;
}

Status SavedSites::put(const std::string& replaced, const NamedSite& site)
{
    return change([&](std::vector<NamedSite>& sites) { return putSite(sites, replaced, site); });
}

Status SavedSites::insert(std::size_t index, const NamedSite& site)
{
    return change([&](std::vector<NamedSite>& sites) {
        Status put = putSite(sites, {}, site);
        if (put && index < sites.size())
            std::rotate(sites.begin() + static_cast<std::ptrdiff_t>(index), sites.end() - 1, sites.end());
        return put;
    });
}

Status SavedSites::remove(const std::string& name)
{
    return change([&](std::vector<NamedSite>& sites) {
        std::erase_if(sites, [&name](const NamedSite& site) { return site.name == name; });
        return Status{};
    });
}

}  // namespace inferometer::ui
