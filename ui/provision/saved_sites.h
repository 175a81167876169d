// SPDX-License-Identifier: GPL-3.0-or-later
// The sites of sites.yaml, as the page of deployments shows them. The file is the truth: it is read again before each
// change, and whenever the page comes up.
#pragma once

#include "core/cloud/named_sites.h"

#include <QObject>
#include <QString>

#include <string>
#include <vector>

namespace inferometer::ui {

class SavedSites : public QObject
{
    Q_OBJECT

public:
    // `folder`: configFolder(), where parseDeployment() looks too.
    explicit SavedSites(std::string folder, QObject* parent = nullptr);

    const std::vector<NamedSite>& all() const { return m_all; }
    // Null when there is none of this name. Valid until the next change.
    const NamedSite* find(const std::string& name) const;
    // But for the one of that name.
    std::vector<std::string> namesBut(const std::string& name) const;
    // Why the file cannot be used; empty when it can.
    const QString& problem() const { return m_problem; }
    QString path() const;

    void reload();
    // See putSite().
    Status put(const std::string& replaced, const NamedSite& site);
    // Back where it was, or last.
    Status insert(std::size_t index, const NamedSite& site);
    Status remove(const std::string& name);

signals:
    void changed();

private:
    Status change(const SitesChange& change);

    const std::string m_folder;
    std::vector<NamedSite> m_all;
    QString m_problem;
};

}  // namespace inferometer::ui
