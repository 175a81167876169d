// SPDX-License-Identifier: GPL-3.0-or-later
// Where API keys are kept, by the name of their item. The desktop's keyring is the real one, tests have their own.
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <functional>
#include <string>

class QObject;

namespace inferometer::ui {

// UI thread only. Answers come later, from the event loop, and not at all once `context` is gone.
class SecretStore
{
public:
    using Found = std::function<void(const Result<Secret>& secret)>;
    using Done = std::function<void(const Status& status)>;

    virtual ~SecretStore() = default;

    // An item that is not there is NotFound.
    virtual void read(const std::string& item, QObject* context, Found found) = 0;
    virtual void write(const std::string& item, const Secret& secret, QObject* context, Done done) = 0;
    // An item that is not there is no error.
    virtual void remove(const std::string& item, QObject* context, Done done) = 0;
};

}  // namespace inferometer::ui
