// SPDX-License-Identifier: GPL-3.0-or-later
// One script in a pod: what is sent to its shell, what comes back on the channels of `exec`.
#pragma once

#include "core/host/host.h"

#include <optional>
#include <string>
#include <string_view>

namespace inferometer {

// The words of the command, as the query of `exec` names them. The script's first line of output tells its process
// group; `input` bytes are taken whole or the script does not begin, for a connection that is cut looks like an end.
std::string kubeExecQuery(const std::string& script, std::size_t input, std::string_view container);

// What the channels said of one script.
class KubeExecAnswer
{
public:
    // `name` is the machine's, for sentences.
    explicit KubeExecAnswer(std::string name) : m_name{std::move(name)} {}

    // A message: a byte that names the channel, and what it says.
    void take(std::string_view message);
    // The script's end, once it was told.
    std::optional<Result<Ran>> ended() const;
    // Its process group, once it was told; "0" where its machine does not know it.
    const std::string& group() const { return m_group; }
    bool hasGroup() const { return m_hasGroup; }

private:
    void keep(std::string& to, std::string_view bytes);
    void takeGroup();

    const std::string m_name;
    Ran m_ran;
    std::string m_group;
    bool m_hasGroup = false;
    std::optional<std::string> m_status;  // in JSON
};

}  // namespace inferometer
