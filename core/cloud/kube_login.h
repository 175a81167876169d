// SPDX-License-Identifier: GPL-3.0-or-later
// Who asks a cluster, as of now: what the kubeconfig holds, what its token file says by now, or what its plugin gives.
#pragma once

#include "core/cloud/kube_config.h"

#include <mutex>
#include <stop_token>

namespace inferometer {

// A plugin's answer, an ExecCredential with a status (https://kubernetes.io/docs/reference/config-api/
// client-authentication.v1/).
struct KubeCredential
{
    Secret token{};
    std::string certificate{};  // PEM
    Secret key{};
    double expires = 0;  // s since the Unix epoch; 0: it does not say
};
Result<KubeCredential> readExecCredential(std::string_view answer);

// May be used by any thread.
class KubeLogin
{
public:
    explicit KubeLogin(KubeAccess access) : m_access{std::move(access)} {}

    const KubeAccess& access() const { return m_access; }
    // Runs the plugin where there is one and what it gave before holds no more: a minute at most. Blocks.
    Result<KubeCredential> credential(const std::stop_token& stop = {});
    // What credential() gave is not accepted; true where another may be had, or another thread has had it since.
    bool renew(const KubeCredential& refused);

private:
    Result<KubeCredential> runPlugin(const std::stop_token& stop) const;

    const KubeAccess m_access;
    std::mutex m_mutex;
    std::optional<KubeCredential> m_given;
};

}  // namespace inferometer
