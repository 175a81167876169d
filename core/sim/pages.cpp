// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/pages.h"

#include "core/api/dialect.h"
#include "core/sim/json_text.h"

namespace inferometer {

namespace {

// An endpoint that takes any name lists one all the same, so that a client has something to choose.
std::string shownName(std::string_view model)
{
    std::string name;
    appendJsonEscaped(model.empty() ? "any" : model, name);
    return name;
}

}  // namespace

std::string modelsPage(std::string_view model)
{
    const std::string name = shownName(model);
    std::string page{R"({"object":"list","data":[{"id":")"};
    page.append(name).append(R"(","object":"model","created":0,"owned_by":"inferometer","root":")").append(name);
    page.append(R"(","parent":null)");
    appendMember(page, "max_model_len", kMaxModelLength);
    return page.append("}]}");
}

std::string googleModelsPage(std::string_view model)
{
    std::string page{R"({"models":[{"name":"models/)"};
    page.append(shownName(model)).append(R"(","supportedGenerationMethods":["generateContent"])");
    appendMember(page, "inputTokenLimit", kMaxModelLength);
    return page.append("}]}");
}

std::string tagsPage(std::string_view model)
{
    const std::string name = shownName(model);
    std::string page{R"({"models":[{"name":")"};
    page.append(name).append(R"(","model":")").append(name);
    page.append(R"(","modified_at":"1970-01-01T00:00:00Z","size":0,"digest":"","details":{"parent_model":"",)");
    page.append(R"("format":"simulated","family":"simulated","families":["simulated"],"parameter_size":"",)");
    return page.append(R"("quantization_level":""}}]})");
}

std::string tokensPage(const TokenizeRequest& request)
{
    std::string page{"{"};
    if (!request.llamaStyle) {
        page.append("\"count\":");
        appendNumber(page, static_cast<std::int64_t>(request.ids.size()));
        appendMember(page, "max_model_len", kMaxModelLength);
        page.append(",");
    }
    page.append("\"tokens\":[");
    for (std::size_t i = 0; i < request.ids.size(); ++i) {
        if (i > 0)
            page.append(",");
        appendNumber(page, request.ids[i]);
    }
    return page.append("]}");
}

}  // namespace inferometer
