// SPDX-License-Identifier: GPL-3.0-or-later
// The way into a pod: one WebSocket of its API for each script and each connection.
#pragma once

#include "core/host/kube_host.h"
#include "core/http/web_socket.h"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace inferometer {

// To what stands behind the pod's path: "/exec?...". Where the credentials at hand are refused, once more with newer
// ones; what is open stays so, whatever becomes of those. Blocks.
Result<std::unique_ptr<WebSocket>> openInPod(const KubePod& pod, const std::string& what, std::string_view protocols,
                                             const std::stop_token& stop);

}  // namespace inferometer
