// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker has to ask on the UI thread, and waits for: a secret of the keyring, a person's trust in a host.
#pragma once

#include "core/cloud/provider.h"
#include "core/provision/deployment.h"
#include "ui/base/dialogs.h"
#include "ui/endpoints/secret_store.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <stop_token>
#include <string>

namespace inferometer::ui {

// By the name of its environment variable: the keyring's item of that name first, then the environment. To be called
// from a worker, never from the UI thread, on which `ui` and `store` live; both outlive it. Stopped: Errc::Cancelled.
SecretSource keyringFirst(SecretStore& store, QObject& ui, const std::stop_token& stop);

// Whether the key of a machine that is not known yet is to be trusted from now on. Asks the person by a dialog over
// `window`; "no" where it was stopped. To be called from a worker, as above; `ui` outlives it.
HostKeyTrust askForTrust(const Dialogs& dialogs, QObject& ui, QPointer<QWidget> window, const std::stop_token& stop);

// Whether a machine is to be made for that price, in the same way.
using PriceAgreement = std::function<bool(const DeploymentPrice& price)>;
PriceAgreement askForPrice(const Dialogs& dialogs, QObject& ui, QPointer<QWidget> window, const std::stop_token& stop);

}  // namespace inferometer::ui
