// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints of endpoints.yaml and their keys, as the pages share them. The file is the truth: it is read again
// before each change, and whenever a page that shows it comes up.
#pragma once

#include "core/config/endpoints.h"
#include "ui/endpoints/secret_store.h"

#include <QObject>
#include <QString>

#include <string>
#include <vector>

namespace inferometer::ui {

class SavedEndpoints : public QObject
{
    Q_OBJECT

public:
    // `secrets` outlives this object.
    SavedEndpoints(std::string folder, SecretStore& secrets);

    const std::vector<EndpointEntry>& entries() const { return m_entries; }
    // Null when there is none of this name. Valid until the next change.
    const EndpointEntry* find(const std::string& name) const;
    // Why the file cannot be used; empty when it can.
    const QString& problem() const { return m_problem; }
    QString path() const;

    void reload();
    // See putEndpoint().
    Status put(const std::string& replaced, const EndpointEntry& entry);
    // Back where it was, or last.
    Status insert(std::size_t index, const EndpointEntry& entry);
    Status remove(const std::string& name);

    SecretStore& secrets() { return m_secrets; }
    // The keyring's item, at once when `item` is empty: then there is no key.
    void withKey(const std::string& item, QObject* context, SecretStore::Found then);
    // Takes an item out of the keyring unless an entry still names it.
    void forgetKey(const std::string& item);

signals:
    void changed();
    // Somebody wants to add one.
    void newWanted();
    // Somebody wants to know which servers run on this computer.
    void searchWanted();

private:
    Status change(const EndpointChange& change);

    const std::string m_folder;
    SecretStore& m_secrets;
    std::vector<EndpointEntry> m_entries;
    QString m_problem;
};

}  // namespace inferometer::ui
