// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cloud/kube_manifest.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/cloud/provider.h"
#include "core/cloud/site_setting.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostName = 63;  // of a label's value and a Service's name

bool isAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool isWord(std::string_view text, std::string_view inside, std::size_t most = kMostName)
{
    return !text.empty() && text.size() <= most && isAlphanumeric(text.front()) && isAlphanumeric(text.back())
        && std::all_of(text.begin(), text.end(),
                       [inside](char c) { return isAlphanumeric(c) || inside.find(c) != std::string_view::npos; });
}

// A DNS subdomain and a name behind a slash, or the name alone.
bool isLabelKey(std::string_view key)
{
    constexpr std::size_t kMostPrefix = 253;
    const std::size_t slash = key.find('/');
    if (slash == std::string_view::npos)
        return isWord(key, "-_.");
    return isWord(key.substr(0, slash), "-.", kMostPrefix) && isWord(key.substr(slash + 1), "-_.");
}

// "8", "0.5", "500m", "64Gi".
bool isQuantity(std::string_view text)
{
    constexpr std::array<std::string_view, 12> kUnits{"", "m", "k", "M", "G", "T", "P", "Ki", "Mi", "Gi", "Ti", "Pi"};
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view digits = text.substr(0, end);
    return parseNumber(digits).value_or(0) > 0 && digits.front() != '.' && digits.size() < 16
        && std::find(kUnits.begin(), kUnits.end(), text.substr(end)) != kUnits.end();
}

Error wrongWord(std::string_view key)
{
    return wrongSetting(key, sentence("errors", "%1 must be of letters, digits, - and .").with(Figure::setting(key)));
}

Result<NamedValues> selectorOf(const SiteSpec& site)
{
    NamedValues labels;
    std::string text = siteSetting(site, "node-selector");
    std::replace(text.begin(), text.end(), ',', ' ');
    for (const std::string& label : splitWords(text)) {
        const std::size_t equals = std::min(label.find('='), label.size());
        const std::string value = label.substr(std::min(equals + 1, label.size()));
        if (equals == label.size() || !isLabelKey(label.substr(0, equals)) || (!value.empty() && !isWord(value, "-_.")))
            return wrongSetting("node-selector",
                                sentence("errors",
                                         "\"%1\" is no label of a node; write them as KEY=VALUE with commas between, "
                                         "such as nvidia.com/gpu.product=NVIDIA-L4.")
                                    .with(visibleText(shownName(label))));
        labels.emplace_back(label.substr(0, equals), value);
    }
    return labels;
}

Json labelsOf(std::string_view name) { return {{kKubeOurs, "inferometer"}, {kKubeInstance, kubeObjectName(name)}}; }

Json metadataOf(const KubeWish& pod, std::string_view name)
{
    return {{"name", kubeObjectName(name)},
            {"namespace", pod.space},
            {"labels", labelsOf(name)},
            {"annotations", {{kKubeName, name}}}};
}

Json resourcesOf(const KubeWish& pod)
{
    Json wanted = Json::object();
    for (const auto& [resource, quantity] :
         {std::pair{"cpu", pod.cpu}, std::pair{"memory", pod.memory}, std::pair{"ephemeral-storage", pod.disk}})
        if (!quantity.empty())
            wanted[resource] = quantity;
    Json limits = wanted;
    if (pod.gpus > 0)
        limits[pod.gpuResource] = std::to_string(pod.gpus);
    return {{"requests", std::move(wanted)}, {"limits", std::move(limits)}};
}

Json podSpec(const KubeWish& pod, const std::string& ttl)
{
    const Json container = {{"name", kKubeContainer},
                            {"image", pod.image},
                            // As the first process it waits for whoever lost its parent, too.
                            {"command", {"/bin/sh", "-c", "trap 'exit 0' TERM INT; sleep " + ttl + " & wait"}},
                            {"resources", resourcesOf(pod)},
                            {"volumeMounts", Json::array({{{"name", "shm"}, {"mountPath", "/dev/shm"}}})}};
    Json spec = {{"restartPolicy", "Never"},
                 {"automountServiceAccountToken", false},
                 {"enableServiceLinks", false},
                 {"terminationGracePeriodSeconds", 5},
                 {"containers", Json::array({container})},
                 {"volumes", Json::array({{{"name", "shm"}, {"emptyDir", {{"medium", "Memory"}}}}})}};
    for (const auto& [key, value] : pod.selector)
        spec["nodeSelector"][key] = value;
    if (pod.gpus > 0)
        spec["tolerations"] = Json::array({{{"key", pod.gpuResource}, {"operator", "Exists"}}});
    if (!pod.pullSecret.empty())
        spec["imagePullSecrets"] = Json::array({{{"name", pod.pullSecret}}});
    return spec;
}

bool isScalar(const Json& json) { return !json.is_structured() || json.empty(); }

// In double quotes, which every reader of YAML 1.1 takes for text, unless it is a word that none takes for another.
std::string scalarText(const Json& json)
{
    constexpr std::array<std::string_view, 9> kOthers{"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
    constexpr std::size_t kLongest = 253;
    if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        if (isWord(text, "-_./", kLongest) && !parseNumber(text.substr(0, 1))
            && std::find(kOthers.begin(), kOthers.end(), lowered(text)) == kOthers.end())
            return text;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void appendYaml(const Json& json, const std::string& indent, std::string& out);

// Of a member of a map: behind its key, or in the lines below it.
void appendValue(const Json& value, const std::string& indent, std::string& out)
{
    if (isScalar(value)) {
        out += " " + scalarText(value) + "\n";
        return;
    }
    out += "\n";
    appendYaml(value, indent, out);
}

void appendYaml(const Json& json, const std::string& indent, std::string& out)
{
    if (json.is_object()) {
        for (const auto& [key, value] : json.items()) {
            out += indent + scalarText(key) + ":";
            appendValue(value, indent + "  ", out);
        }
        return;
    }
    for (const Json& item : json) {
        std::string text;
        if (isScalar(item))
            text = indent + "  " + scalarText(item) + "\n";
        else
            appendYaml(item, indent + "  ", text);
        text[indent.size()] = '-';
        out += text;
    }
}

}  // namespace

Result<KubeWish> kubeWishOf(const SiteSpec& site)
{
    constexpr int kMostGpus = 64;
    constexpr int kMostLag = 600;
    KubeWish wish;
    for (const auto& [key, field, most] : {std::tuple{"namespace", &KubeWish::space, kMostName},
                                           std::tuple{"image-pull-secret", &KubeWish::pullSecret, std::size_t{253}}})
    {
        wish.*field = siteSetting(site, key);
        if (!(wish.*field).empty() && !isWord(wish.*field, "-.", most))
            return wrongWord(key);
    }
    for (const auto& [key, field] :
         {std::pair{"cpu", &KubeWish::cpu}, std::pair{"memory", &KubeWish::memory}, std::pair{"disk", &KubeWish::disk}})
    {
        wish.*field = siteSetting(site, key);
        if (!(wish.*field).empty() && !isQuantity(wish.*field))
            return wrongSetting(key,
                                sentence("errors", "%1 must be an amount as Kubernetes writes it, such as 8 or 64Gi.")
                                    .with(Figure::setting(key)));
    }
    wish.image = siteSetting(site, "image");
    wish.gpuResource = siteSetting(site, "gpu-resource");
    if (!isLabelKey(wish.gpuResource))
        return wrongWord("gpu-resource");
    for (const auto& [key, least, most, field] :
         {std::tuple{"gpus", 0, kMostGpus, &KubeWish::gpus}, std::tuple{"list-lag", 1, kMostLag, &KubeWish::listLag}})
    {
        const Result<int> value = wholeSetting(site, key, least, most);
        if (!value)
            return value.error();
        wish.*field = value.value();
    }
    Result<NamedValues> selector = selectorOf(site);
    if (!selector)
        return selector.error();
    wish.selector = std::move(selector).value();
    return wish;
}

std::string kubeObjectName(std::string_view name)
{
    constexpr std::string_view kStart = "inferometer-";
    if (name.size() <= kMostName)
        return std::string{name};
    return std::string{kStart}.append(name.substr(name.size() - (kMostName - kStart.size())));
}

Json kubeJob(const KubeWish& pod, const MachineWish& wish)
{
    constexpr int kShownFor = 60;  // s, once it has ended
    const auto ttl = static_cast<std::int64_t>(std::ceil(std::max(wish.ttl, 1.0)));
    return {{"apiVersion", "batch/v1"},
            {"kind", "Job"},
            {"metadata", metadataOf(pod, wish.name)},
            {"spec",
             {{"activeDeadlineSeconds", ttl},
              {"ttlSecondsAfterFinished", kShownFor},
              {"backoffLimit", 0},
              {"template",
               {{"metadata", {{"labels", labelsOf(wish.name)}, {"annotations", {{kKubeName, wish.name}}}}},
                {"spec", podSpec(pod, std::to_string(ttl))}}}}}};
}

Json kubeService(const KubeWish& pod, std::string_view name, std::string_view owner)
{
    Json metadata = metadataOf(pod, name);
    if (!owner.empty())
        metadata["ownerReferences"] = Json::array(
            {{{"apiVersion", "batch/v1"}, {"kind", "Job"}, {"name", kubeObjectName(name)}, {"uid", owner}}});
    return {{"apiVersion", "v1"},
            {"kind", "Service"},
            {"metadata", std::move(metadata)},
            {"spec", {{"clusterIP", "None"}, {"selector", {{kKubeInstance, kubeObjectName(name)}}}}}};
}

std::string kubeManifests(const KubeWish& pod, const MachineWish& wish)
{
    return yamlText(kubeJob(pod, wish)) + "---\n" + yamlText(kubeService(pod, wish.name, {}));
}

std::string yamlText(const Json& json)
{
    std::string out;
    appendYaml(json, "", out);
    return out;
}

}  // namespace inferometer
