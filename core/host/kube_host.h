// SPDX-License-Identifier: GPL-3.0-or-later
// A container of a Kubernetes pod: scripts by the API's `exec`, ports of its loopback by `portforward`, both over
// WebSockets (https://kubernetes.io/docs/reference/generated/kubernetes-api/, channels of the subprotocols
// v4/v5.channel.k8s.io). It needs a shell, cat, head, wc and mktemp in the image, and no program beside this one here.
//
// Every script and every connection has a WebSocket of its own, which one thread alone uses: what is lost is lost to
// one of them, and the next is connected anew. run() may be called by many threads, reach() by one at a time.
#pragma once

#include "core/host/host.h"
#include "core/http/fetch.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace inferometer {

struct KubePod
{
    std::string name;       // for sentences
    std::string path;       // in the API: "/api/v1/namespaces/NAMESPACE/pods/POD"
    std::string container;  // letters, digits and "-"
    // The API's address, without a slash at its end, with credentials that hold now. Called by any thread.
    std::function<Result<FetchRequest>(const std::stop_token& stop)> access;
    // The credentials of that request were refused; whether access() may have others. Called by any thread.
    std::function<bool(const FetchRequest& refused)> renew;
};

// Asks nothing yet.
std::unique_ptr<Host> kubeHost(KubePod pod);

}  // namespace inferometer
