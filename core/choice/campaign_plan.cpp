// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choice/campaign_plan.h"

#include "core/base/foreign_json.h"
#include "core/config/strict_yaml.h"
#include "core/store/atomic_file.h"

#include <array>
#include <cmath>
#include <utility>

namespace inferometer {

namespace {

using Json = nlohmann::json;

template <typename Row>
auto textsOf(Row& row)
{
    return std::array{std::pair{"id", &row.id},
                      std::pair{"identity", &row.identity},
                      std::pair{"family", &row.family},
                      std::pair{"size", &row.size},
                      std::pair{"engine", &row.engine},
                      std::pair{"model", &row.model},
                      std::pair{"machine", &row.offer.machine},
                      std::pair{"gpu", &row.offer.gpu},
                      std::pair{"region", &row.offer.region},
                      std::pair{"currency", &row.offer.currency},
                      std::pair{"source", &row.offer.source}};
}

template <typename Row>
auto numbersOf(Row& row)
{
    return std::array{std::pair{"gpu_memory", &row.offer.gpuMemory}, std::pair{"per_hour", &row.offer.pricePerHour},
                      std::pair{"priority", &row.priority}, std::pair{"minutes", &row.minutes},
                      std::pair{"cost", &row.usd}};
}

Json jsonOf(const CampaignRow& row)
{
    Json json = Json::object();
    for (const auto& [key, text] : textsOf(row))
        json[key] = *text;
    for (const auto& [key, number] : numbersOf(row))
        json[key] = std::isfinite(*number) ? Json(*number) : Json(nullptr);
    json["gpus"] = row.offer.gpus;
    json["spot"] = row.offer.isSpot;
    return json;
}

std::optional<CampaignRow> rowOf(const Json& json)
{
    constexpr int kMostGpus = 10'000;
    CampaignRow row;
    for (const auto& [key, text] : textsOf(row)) {
        const Json value = json.value(key, Json{});
        if (!value.is_string())
            return std::nullopt;
        *text = value.get<std::string>();
    }
    for (const auto& [key, number] : numbersOf(row)) {
        const Json value = json.value(key, Json{});
        *number = value.is_number() ? value.get<double>() : std::nan("");
    }
    const Json gpus = json.value("gpus", Json{});
    row.offer.gpus = gpus.is_number_unsigned() && gpus.get<std::uint64_t>() <= kMostGpus ? gpus.get<int>() : 0;
    row.offer.isSpot = json.value("spot", Json{}) == Json(true);
    return row.id.empty() ? std::nullopt : std::optional{std::move(row)};
}

}  // namespace

Status keepPlan(const CampaignPlan& plan, const std::string& path)
{
    Json rows = Json::array();
    for (const CampaignRow& row : plan.rows)
        rows.push_back(jsonOf(row));
    AtomicFile file{path};
    file.write(Json{{"of", plan.of}, {"rows", std::move(rows)}}.dump(1, ' ', true, Json::error_handler_t::replace)
               + "\n");
    return file.commit();
}

std::optional<CampaignPlan> keptPlan(const std::string& path)
{
    const Result<std::string> text = readTextFile(path);
    const Json json = text ? parseForeignJson<Json>(text.value()) : Json{};
    if (!json.is_object() || !json.value("of", Json{}).is_string())
        return std::nullopt;
    CampaignPlan plan{json["of"].get<std::string>(), {}};
    for (const Json& one : json.value("rows", Json::array())) {
        std::optional<CampaignRow> row = one.is_object() ? rowOf(one) : std::nullopt;
        if (!row)
            return std::nullopt;
        plan.rows.push_back(std::move(*row));
    }
    return plan;
}

}  // namespace inferometer
