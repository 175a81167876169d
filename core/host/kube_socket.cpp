// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/kube_socket.h"

namespace inferometer {

Result<std::unique_ptr<WebSocket>> openInPod(const KubePod& pod, const std::string& what, std::string_view protocols,
                                             const std::stop_token& stop)
{
    for (bool isFirst = true;; isFirst = false) {
        Result<FetchRequest> request = pod.access(stop);
        if (!request)
            return request.error();
        request.value().url += pod.path + what;
        Result<std::unique_ptr<WebSocket>> socket = WebSocket::open(request.value(), protocols, stop);
        if (socket || socket.error().code != Errc::Auth || !isFirst || !pod.renew(request.value()))
            return socket;
    }
}

}  // namespace inferometer
