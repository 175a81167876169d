// SPDX-License-Identifier: GPL-3.0-or-later
// The file by which kubectl knows its clusters (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/): which
// server a context means, whom it trusts and who asks it.
//
// - Several files ("a:b") are one: the first that has an entry of a name has it, as for kubectl. Paths in a file are
//   relative to it.
// - The server's certificate is always verified, by the cluster's own authority where it names one;
//   insecure-skip-tls-verify is refused. Plain http is for this machine alone.
// - Refused too, each by a sentence: what no cluster takes any more (username and password, auth-provider), and what
//   would ask as somebody else (as, tls-server-name).
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/config/run_spec.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// A program that gives credentials when it is run (client.authentication.k8s.io/v1).
struct KubePlugin
{
    std::string command;  // a name for PATH, or a path
    std::vector<std::string> arguments;
    NamedValues variables;
    std::string version;  // "client.authentication.k8s.io/v1"
    bool wantsCluster = false;
};

struct KubeAccess
{
    std::string file;  // that names the context, for a person
    std::string context;
    std::string user;
    std::string server;  // without a slash at its end
    std::string proxy{};
    std::string authority{};  // PEM; empty: those of the system
    std::string certificate{};
    Secret key{};
    Secret token{};
    std::string tokenFile{};
    std::optional<KubePlugin> plugin{};
};

// Of the files "a:b", as KUBECONFIG has them. The namespace that a context may have is left out. NotFound names what is
// not there.
Result<KubeAccess> readKubeConfig(const std::string& files, const std::string& context);

// What Base64 says; nullopt: it is none.
std::optional<std::string> fromBase64(std::string_view text);

}  // namespace inferometer
