// SPDX-License-Identifier: GPL-3.0-or-later
// A port of this machine's loopback behind which a port of a pod's loopback stands: a WebSocket to the API's
// `portforward` for each connection, each with a thread of its own.
#pragma once

#include "core/host/kube_host.h"

#include <memory>

namespace inferometer {

class KubeForward
{
public:
    // Listens at once.
    static Result<std::unique_ptr<KubeForward>> open(const KubePod& pod, int port);
    // Ends its connections.
    virtual ~KubeForward() = default;
    KubeForward(const KubeForward&) = delete;
    KubeForward& operator=(const KubeForward&) = delete;

    virtual int here() const = 0;
    virtual int there() const = 0;

protected:
    KubeForward() = default;
};

}  // namespace inferometer
