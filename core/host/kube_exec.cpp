// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/kube_exec.h"

#include "core/base/foreign_json.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/http/address.h"

#include <algorithm>

namespace inferometer {

namespace {

using Json = nlohmann::json;

// Channels.
constexpr unsigned char kOut = 1;
constexpr unsigned char kErr = 2;
constexpr unsigned char kStatus = 3;

constexpr std::size_t kMostStatus = 64U << 10U;

std::string textIn(const Json& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string{};
}

// Of a Status with the reason NonZeroExitCode.
std::optional<int> exitIn(const Json& status)
{
    if (textIn(status, "reason") != "NonZeroExitCode" || !status.contains("details") || !status["details"].is_object()
        || !status["details"].contains("causes"))
        return std::nullopt;
    for (const Json& cause : status["details"]["causes"])
        if (textIn(cause, "reason") == "ExitCode")
            if (const auto code = parseInteger(textIn(cause, "message")); code && *code >= 0 && *code < 256)
                return static_cast<int>(*code);
    return std::nullopt;
}

}  // namespace

std::string kubeExecQuery(const std::string& script, std::size_t input, std::string_view container)
{
    std::string whole = "{ read -r _ _ _ _ inferometer_group _ < /proc/$$/stat; } 2>/dev/null\n"
                        "echo \"${inferometer_group:-0}\"\nunset inferometer_group\n";
    if (input != 0) {
        const std::string size = std::to_string(input);
        whole += "inferometer_input=$(umask 077 && mktemp) || exit 125\nhead -c " + size
            + " > \"$inferometer_input\"\nexec < \"$inferometer_input\"\nif [ \"$(wc -c < \"$inferometer_input\")\" "
              "-ne "
            + size
            + " ]; then rm -f -- \"$inferometer_input\"; echo 'its input was cut' >&2; exit 125; fi\n"
              "rm -f -- \"$inferometer_input\"\nunset inferometer_input\n";
    }
    std::string query = "?container=" + percentEncoded(container) + "&stdout=true&stderr=true";
    if (input != 0)
        query += "&stdin=true";
    for (const std::string& word : {std::string{"/bin/sh"}, std::string{"-c"}, whole + script})
        query += "&command=" + percentEncoded(word);
    return query;
}

void KubeExecAnswer::take(std::string_view message)
{
    if (message.empty())
        return;
    const std::string_view bytes = message.substr(1);
    switch (static_cast<unsigned char>(message.front())) {
    case kOut:
        keep(m_ran.out, bytes);
        takeGroup();
        break;
    case kErr:
        keep(m_ran.err, bytes);
        break;
    case kStatus:
        m_status = m_status.value_or("").append(bytes.substr(0, kMostStatus));
        break;
    default:
        break;
    }
}

void KubeExecAnswer::keep(std::string& to, std::string_view bytes)
{
    to.append(bytes.substr(0, kMostOutput - std::min(to.size(), kMostOutput)));
}

void KubeExecAnswer::takeGroup()
{
    constexpr std::size_t kMost = 20;
    const std::size_t end = m_ran.out.find('\n');
    if (m_hasGroup || end == std::string::npos)
        return;
    m_hasGroup = true;
    m_group = m_ran.out.substr(0, std::min(end, kMost));
    if (m_group.empty() || m_group.find_first_not_of("0123456789") != std::string::npos)
        m_group = "0";
    m_ran.out.erase(0, end + 1);
}

std::optional<Result<Ran>> KubeExecAnswer::ended() const
{
    if (!m_status)
        return std::nullopt;
    const Json status = parseForeignJson(*m_status);
    Ran ran = m_ran;
    if (textIn(status, "status") == "Success")
        return ran;
    if (const std::optional<int> exit = exitIn(status)) {
        ran.exit = *exit;
        return ran;
    }
    const std::string said = textIn(status, "message");
    return Error{Errc::Unsupported,
                 sentence("errors", "%1 runs no script: %2; its image needs /bin/sh.")
                     .with(m_name, said.empty() ? "it gave no reason" : visibleText(shownName(said, 300)))};
}

}  // namespace inferometer
