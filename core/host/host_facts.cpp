// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/host/host_facts.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::size_t kMostLine = 300;  // bytes
constexpr std::size_t kMostOfAKind = 64;
constexpr double kKibi = 1024;

// "key value" lines. Whatever a machine lacks says nothing.
constexpr const char* kScript = R"sh(echo "system $(uname -srm)"
echo "home $HOME"
echo "processors $(getconf _NPROCESSORS_ONLN)"
sed -n 's/^MemTotal: *\([0-9]*\) kB/memory \1/p' /proc/meminfo
{
  gpus=$(nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader,nounits) &&
    printf '%s\n' "$gpus" | sed 's/^/gpu /'
  [ ! -r /proc/device-tree/model ] || echo "board $(tr -d '\0' < /proc/device-tree/model)"
  [ ! -r /etc/nv_tegra_release ] || echo "jetpack $(dpkg-query -W -f '${Version}' nvidia-jetpack)"
  nvpmodel -q | sed -n 's/^NV Power Mode: */mode /p'
  cat /sys/bus/i2c/drivers/ina3221*/*/hwmon/hwmon*/in*_label | sed 's/^/rail /'
} 2>/dev/null || true
)sh";

struct Fact
{
    std::string_view key;
    void (*take)(std::string_view value, HostFacts& facts);
};

std::string shown(std::string_view value) { return visibleText(value.substr(0, kMostLine)); }

// "NVIDIA L4, 23034, 550.54.15": its memory in MiB, where it has one of its own.
void takeAccelerator(std::string_view value, HostFacts& facts)
{
    const std::size_t driver = value.rfind(',');
    const std::size_t memory = driver == std::string_view::npos ? driver : value.rfind(',', driver - 1);
    if (memory == std::string_view::npos || driver == 0 || facts.accelerators.size() >= kMostOfAKind)
        return;
    facts.accelerators.push_back(
        {shown(trimmed(value.substr(0, memory))),
         parseNumber(trimmed(value.substr(memory + 1, driver - memory - 1))).value_or(0) * kKibi * kKibi});
    facts.driver = shown(trimmed(value.substr(driver + 1)));
}

constexpr std::array kFacts{
    Fact{"system", [](std::string_view value, HostFacts& facts) { facts.system = shown(value); }},
    Fact{"home", [](std::string_view value, HostFacts& facts) { facts.home = value; }},
    Fact{"processors",
         [](std::string_view value, HostFacts& facts) {
             facts.processors = static_cast<int>(parseInteger(value).value_or(0));
         }},
    Fact{"memory",
         [](std::string_view value, HostFacts& facts) { facts.memory = parseNumber(value).value_or(0) * kKibi; }},
    Fact{"gpu", takeAccelerator},
    Fact{"board", [](std::string_view value, HostFacts& facts) { facts.board = shown(value); }},
    Fact{"jetpack", [](std::string_view value, HostFacts& facts) { facts.jetpack = shown(value); }},
    Fact{"mode", [](std::string_view value, HostFacts& facts) { facts.powerMode = shown(value); }},
    Fact{"rail",
         [](std::string_view value, HostFacts& facts) {
             if (facts.rails.size() < kMostOfAKind)
                 facts.rails.push_back(shown(value));
         }},
};

std::string gigabytes(double bytes) { return formatFixed(bytes / 1e9, 1) + " GB"; }

// Those that are alike are told once.
std::string acceleratorsText(const std::vector<HostFacts::Accelerator>& all)
{
    std::string text;
    for (std::size_t i = 0; i < all.size();) {
        const auto other = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(i), all.end(),
                                        [&](const auto& one) { return one != all[i]; });
        const std::size_t next = static_cast<std::size_t>(other - all.begin());
        text += ", " + (next - i > 1 ? std::to_string(next - i) + " x " : std::string{}) + all[i].name;
        if (all[i].memory > 0)
            text += " (" + gigabytes(all[i].memory) + ")";
        i = next;
    }
    return text;
}

}  // namespace

std::string HostFacts::text() const
{
    std::string text = system.empty() ? "a machine that tells nothing of itself" : system;
    if (!board.empty())
        text += ", " + board;
    if (processors > 0)
        text += ", " + std::to_string(processors) + (processors == 1 ? " processor" : " processors");
    if (memory > 0)
        text += ", " + gigabytes(memory);
    text += acceleratorsText(accelerators);
    for (const auto& [label, value] :
         {std::pair{"driver", &driver}, std::pair{"JetPack", &jetpack}, std::pair{"power mode", &powerMode}})
        if (!value->empty())
            text.append(", ").append(label).append(" ").append(*value);
    for (std::size_t i = 0; i < rails.size(); ++i)
        text += (i == 0 ? ", rails " : " ") + rails[i];
    return text;
}

HostFacts parseHostFacts(std::string_view said)
{
    HostFacts facts;
    while (!said.empty()) {
        const std::size_t end = std::min(said.find('\n'), said.size());
        const std::string_view line = said.substr(0, end);
        said.remove_prefix(std::min(end + 1, said.size()));
        const std::size_t blank = std::min(line.find(' '), line.size());
        const std::string_view value = trimmed(line.substr(blank));
        for (const Fact& fact : kFacts)
            if (fact.key == line.substr(0, blank) && !value.empty())
                fact.take(value, facts);
    }
    return facts;
}

Result<HostFacts> readHostFacts(Host& host, const std::stop_token& stop)
{
    const Result<std::string> said = outputOf(host, kScript, {.isRepeatable = true}, stop);
    return said ? Result<HostFacts>{parseHostFacts(said.value())} : Result<HostFacts>{said.error()};
}

}  // namespace inferometer
