// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/kube_login.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/time.h"
#include "core/base/visible_text.h"
#include "core/cloud/site_json.h"
#include "core/config/strict_yaml.h"
#include "core/host/host.h"

#include <ctime>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

constexpr std::chrono::seconds kPatience{60};
constexpr double kBefore = 30;  // s before its end a credential is given up

Error noCredential(const Figure& why)
{
    return {Errc::Auth,
            sentence("errors", "The kubeconfig's exec plugin gave no credential: %1; run it by hand, or log in anew.")
                .with(why),
            "site/kubeconfig"};
}

// RFC 3339 in UTC, as Kubernetes writes it; 0: it is none.
double momentOf(const std::string& text)
{
    std::tm parts{};
    const char* const end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    return end == nullptr ? 0 : static_cast<double>(::timegm(&parts));
}

std::string execInfo(const KubeAccess& access)
{
    Json spec = {{"interactive", false}};
    if (access.plugin->wantsCluster) {
        std::string authority;
        appendBase64(access.authority, authority);
        spec["cluster"] = {{"server", access.server}, {"certificate-authority-data", authority}};
    }
    return textOfBody({{"apiVersion", access.plugin->version}, {"kind", "ExecCredential"}, {"spec", std::move(spec)}});
}

// A credential that it is given by the kubeconfig stands in its environment, in no argument.
std::string scriptOf(const KubeAccess& access)
{
    const auto exported = [](const std::string& name, const std::string& value) {
        return "export " + name + "=" + shellWord(value) + "\n";
    };
    std::string script = exported("KUBERNETES_EXEC_INFO", execInfo(access));
    for (const auto& [name, value] : access.plugin->variables)
        script += exported(name, value);
    script += "exec " + shellWord(access.plugin->command);
    for (const std::string& argument : access.plugin->arguments)
        script += " " + shellWord(argument);
    return script + "\n";
}

bool isVariable(const std::string& name)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && isLetter(name.front())
        && std::all_of(name.begin(), name.end(), [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

Status checkPlugin(const KubePlugin& plugin)
{
    if (plugin.version != "client.authentication.k8s.io/v1" && plugin.version != "client.authentication.k8s.io/v1beta1")
        return Error{Errc::InvalidInput,
                     sentence("errors", "The kubeconfig's exec plugin is of the API version \"%1\"; it must be %2.")
                         .with(visibleText(shownName(plugin.version)), "client.authentication.k8s.io/v1"),
                     "site/kubeconfig"};
    std::string all = plugin.command;
    for (const std::string& argument : plugin.arguments)
        all += argument;
    bool isSound = !plugin.command.empty();
    for (const auto& [name, value] : plugin.variables) {
        isSound = isSound && isVariable(name);
        all += value;
    }
    if (!isSound || all.find('\0') != std::string::npos)
        return Error{Errc::InvalidInput,
                     sentence("errors",
                              "The kubeconfig's exec plugin cannot be run: its command or one of its "
                              "variables is none; mend the file."),
                     "site/kubeconfig"};
    return {};
}

bool isBlankIn(const Secret& secret)
{
    return std::any_of(secret.reveal().begin(), secret.reveal().end(),
                       [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
}

}  // namespace

Result<KubeCredential> readExecCredential(std::string_view answer)
{
    const Json json = parseForeignJson(answer);
    const Json& status = memberOf(json, "status");
    if (textOf(json, "kind") != "ExecCredential" || !status.is_object())
        return noCredential("its answer is no ExecCredential");
    KubeCredential given{.token = Secret{textOf(status, "token")},
                         .certificate = textOf(status, "clientCertificateData"),
                         .key = Secret{textOf(status, "clientKeyData")}};
    if (const std::string expires = textOf(status, "expirationTimestamp"); !expires.empty())
        given.expires = momentOf(expires);
    if (given.certificate.empty() != given.key.empty() || (given.token.empty() && given.key.empty()))
        return noCredential("it holds no token and no whole certificate");
    if (isBlankIn(given.token))
        return noCredential("its token holds blanks");
    return given;
}

Result<KubeCredential> KubeLogin::runPlugin(const std::stop_token& stop) const
{
    if (const Status sound = checkPlugin(*m_access.plugin); !sound)
        return sound.error();
    const std::unique_ptr<Host> here = localHost();
    const Result<Ran> ran = here->run("exec /bin/sh -s", {.input = scriptOf(m_access), .timeout = kPatience}, stop);
    if (!ran && ran.error().code == Errc::Cancelled)
        return ran.error();
    if (!ran)
        return noCredential(ran.error().said);
    if (ran.value().exit == 0)
        return readExecCredential(ran.value().out);
    const std::vector<std::string> said = outputLines(ran.value().err);
    return noCredential(said.empty() ? "it said nothing, exit code " + std::to_string(ran.value().exit)
                                     : shownName(said.back(), 200));
}

Result<KubeCredential> KubeLogin::credential(const std::stop_token& stop)
{
    const std::lock_guard lock{m_mutex};
    if (m_access.plugin) {
        if (m_given && (m_given->expires == 0 || m_given->expires - kBefore > seconds(realtimeNow())))
            return *m_given;
        Result<KubeCredential> given = runPlugin(stop);
        if (given)
            m_given = given.value();
        return given;
    }
    KubeCredential own{.token = m_access.token, .certificate = m_access.certificate, .key = m_access.key};
    if (!m_access.tokenFile.empty()) {
        constexpr std::size_t kMost = 1U << 20U;
        const Result<std::string> text = readTextFile(m_access.tokenFile, kMost);
        if (!text)
            return text.error().about("site/kubeconfig");
        own.token = Secret{std::string{trimmed(text.value())}};
    }
    if (isBlankIn(own.token))
        return Error{Errc::InvalidInput,
                     sentence("errors", "The kubeconfig's token holds blanks or control characters; set it anew."),
                     "site/kubeconfig"};
    return own;
}

bool KubeLogin::renew(const KubeCredential& refused)
{
    const std::lock_guard lock{m_mutex};
    if (m_given && m_given->token == refused.token && m_given->key == refused.key)
        m_given.reset();
    return m_access.plugin.has_value();
}

}  // namespace inferometer
