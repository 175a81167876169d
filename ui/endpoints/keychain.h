// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's keyring: Secret Service (GNOME Keyring, KeePassXC) or KWallet.
#pragma once

#include "ui/endpoints/secret_store.h"

namespace inferometer::ui {

class Keychain : public SecretStore
{
public:
    void read(const std::string& item, QObject* context, Found found) override;
    void write(const std::string& item, const Secret& secret, QObject* context, Done done) override;
    void remove(const std::string& item, QObject* context, Done done) override;
};

}  // namespace inferometer::ui
