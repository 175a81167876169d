// SPDX-License-Identifier: GPL-3.0-or-later
// A keyring in memory, for tests: answers from the event loop as the real one does, and can be taken away.
#pragma once

#include "ui/endpoints/secret_store.h"

#include <QObject>

#include <map>
#include <utility>

namespace inferometer::test {

class FakeSecrets : public ui::SecretStore
{
public:
    std::map<std::string, std::string> items;
    bool missing = false;  // no keyring answers

    void read(const std::string& item, QObject* context, Found found) override
    {
        later(context, [this, item, found = std::move(found)] {
            const auto place = items.find(item);
            if (missing)
                found(noKeyring());
            else if (place == items.end())
                found(Error::verbatim(Errc::NotFound, "The keyring holds no such key."));
            else
                found(Secret{place->second});
        });
    }
    void write(const std::string& item, const Secret& secret, QObject* context, Done done) override
    {
        later(context, [this, item, secret, done = std::move(done)] {
            if (!missing)
                items[item] = secret.reveal();
            done(missing ? Status{noKeyring()} : Status{});
        });
    }
    void remove(const std::string& item, QObject* context, Done done) override
    {
        later(context, [this, item, done = std::move(done)] {
            items.erase(item);
            done({});
        });
    }

private:
    static Error noKeyring() { return Error::verbatim(Errc::Unsupported, "No keyring service answered."); }

    template <typename Task>
    static void later(QObject* context, Task task)
    {
        QMetaObject::invokeMethod(context, std::move(task), Qt::QueuedConnection);
    }
};

}  // namespace inferometer::test
