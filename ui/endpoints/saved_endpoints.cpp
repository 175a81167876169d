// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/saved_endpoints.h"

#include "ui/base/text.h"

#include <algorithm>
#include <utility>

namespace inferometer::ui {

SavedEndpoints::SavedEndpoints(std::string folder, SecretStore& secrets)
    : m_folder{std::move(folder)}
    , m_secrets{secrets}
{
    reload();
}

QString SavedEndpoints::path() const { return toQt(endpointsPath(m_folder)); }

const EndpointEntry* SavedEndpoints::find(const std::string& name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&name](const EndpointEntry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

void SavedEndpoints::reload()
{
    const Result<std::vector<EndpointEntry>> loaded = loadEndpoints(m_folder);
    const QString problem = loaded ? QString{} : errorText(loaded.error());
    const std::vector<EndpointEntry> entries = loaded ? loaded.value() : std::vector<EndpointEntry>{};
    const bool same = problem == m_problem && toYaml(entries) == toYaml(m_entries);
    m_problem = problem;
    m_entries = entries;
    if (!same)
        emit changed();
}

Status SavedEndpoints::change(const EndpointChange& change)
{
    Status changed = changeEndpoints(m_folder, change);
    reload();
    return changed;
}

Status SavedEndpoints::put(const std::string& replaced, const EndpointEntry& entry)
{
    return change([&](std::vector<EndpointEntry>& entries) { return putEndpoint(entries, replaced, entry); });
}

Status SavedEndpoints::insert(std::size_t index, const EndpointEntry& entry)
{
    return change([&](std::vector<EndpointEntry>& entries) {
        Status put = putEndpoint(entries, {}, entry);
        if (put && index < entries.size())
            std::rotate(entries.begin() + static_cast<std::ptrdiff_t>(index), entries.end() - 1, entries.end());
        return put;
    });
}

Status SavedEndpoints::remove(const std::string& name)
{
    return change([&](std::vector<EndpointEntry>& entries) {
        std::erase_if(entries, [&name](const EndpointEntry& entry) { return entry.name == name; });
        return Status{};
    });
}

void SavedEndpoints::withKey(const std::string& item, QObject* context, SecretStore::Found then)
{
    if (item.empty())
        then(Secret{});
    else
        m_secrets.read(item, context, std::move(then));
}

void SavedEndpoints::forgetKey(const std::string& item)
{
    const auto named = [&item](const EndpointEntry& entry) { return entry.target.apiKeyKeyring == item; };
    if (item.empty() || !m_problem.isEmpty() || std::any_of(m_entries.begin(), m_entries.end(), named))
        return;
    // A key that stays behind can be seen in the keyring itself; there is nothing to do about it here.
    m_secrets.remove(item, this, [](const Status&) {});
}

}  // namespace inferometer::ui
