// SPDX-License-Identifier: GPL-3.0-or-later
// Which models there are, and which of them is asked.
#include "core/config/model_names.h"
#include "core/workload/model_list.h"

#include "tests/core/workload/plan_fixture.h"

namespace inferometer {
namespace {

using Names = std::vector<std::string>;

// What is listed by an endpoint whose list is this page.
Result<Names> listedIn(const std::string& page, int status = 200)
{
    const RouteServer server{[&](const RouteRequest&) { return RouteAnswer{status, page}; }};
    RunSpec spec;
    spec.target.baseUrl = server.url();
    return listModels(spec);
}

TEST(ListModels, TakesEveryShapeThatHasNames)
{
    for (const char* page :
         {R"([{"id":"a"},{"id":"b"}])", R"(["a","b"])", R"({"data":["a","b"]})", R"({"models":[{"id":"a"},"b"]})",
          R"({"data":null,"models":[{"name":"a","model":"x"},{"model":"b"}]})", R"({"data":[],"models":["a","b"]})",
          R"({"object":"list","data":[{"id":"a"},{"id":7},null,{"name":"b"}]})"})
    {
        const Result<Names> names = listedIn(page);
        ASSERT_TRUE(names) << page << names.error().message;
        EXPECT_EQ(names.value(), (Names{"a", "b"})) << page;
    }
    for (const char* page : {"null", "{}", R"({"data":{"a":1}})", R"({"data":null})", "[]", "7", "[[]]"})
        EXPECT_FALSE(listedIn(page)) << page;
}

TEST(ListModels, GoesOnThroughItsPages)
{
    const RouteServer server{[](const RouteRequest& request) -> RouteAnswer {
        if (has(request.line, "after_id=b%20%2F2"))
            return {200, R"({"data":[{"id":"c"}],"has_more":false,"last_id":"c"})"};
        if (has(request.line, "pageToken=p2"))
            return {200, R"({"models":[{"name":"z"}],"nextPageToken":"p2"})"};  // again and again
        if (has(request.line, "/tokens/"))
            return {200, R"({"models":[{"name":"y"}],"nextPageToken":"p2"})"};
        return {200, R"({"data":[{"id":"a"},{"id":"b /2"}],"has_more":true,"last_id":"b /2"})"};
    }};
    RunSpec spec;
    spec.target.baseUrl = server.url() + "/v1?team=x";
    EXPECT_EQ(listModels(spec).value(), (Names{"a", "b /2", "c"}));
    EXPECT_TRUE(has(server.requests().back().line, "GET /v1/models?team=x&after=b%20%2F2&after_id=b%20%2F2"));
    spec.target.baseUrl = server.url() + "/tokens";
    EXPECT_LE(listModels(spec).value().size(), 100U) << "a list without end is left";
}

TEST(ListModels, TellsWhatTheEndpointSaid)
{
    EXPECT_TRUE(has(listedIn(R"({"error":{"message":"No connected db."}})", 400).error().message,
                    "lists no models (HTTP 400 at /v1/models: No connected db.)"));
}

TEST(ChooseModel, TheWholeTextIsANameWhereItIsListed)
{
    const Names listed{"Llama 3 8B Instruct", "other"};
    EXPECT_EQ(chooseModel("Llama 3 8B Instruct ", listed, "h:1").value(), "Llama 3 8B Instruct");
    EXPECT_EQ(chooseModel("\"Llama 3 8B Instruct\"", listed, "h:1").value(), "Llama 3 8B Instruct");
    EXPECT_EQ(chooseModel("'not listed'", listed, "h:1").value(), "not listed");
    EXPECT_EQ(chooseModel("Llama 3", listed, "h:1").error().field, "model-names");
}

TEST_F(MakePlan, AModelThatIsNotListedIsAsked)
{
    m_spec.target.modelNames = "team/alias";
    const auto made = plan();
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(bodyOf(*made, 5)["model"], "team/alias");
    EXPECT_TRUE(has(m_said,
                    "WARNING: " + m_server.place()
                        + " does not list the model \"team/alias\"; it lists tiny. It is asked for it all the same."))
        << m_said;
}

TEST_F(MakePlan, AModelThatIsNotListedIsRefusedWhenTheEndpointRefusesIt)
{
    m_pages.onlyModel = "tiny";
    m_spec.target.modelNames = "tinny";
    EXPECT_EQ(error().field, "model-names");
    EXPECT_TRUE(has(error().message,
                    "HTTP 404 (The model \"tinny\" does not exist.); " + m_server.place()
                        + " does not list the model \"tinny\"; did you mean \"tiny\"? It lists tiny."))
        << error().message;
    m_pages.models = false;
    EXPECT_EQ(error().field, "base-url") << "without a list the address may be wrong as well";
}

TEST_F(MakePlan, ANameWithBlanksIsAskedForAsItIs)
{
    m_pages.listed = R"({"data":[{"id":"Llama 3 8B Instruct"},{"id":"other"}]})";
    m_spec.target.modelNames = "Llama 3 8B Instruct";
    const auto made = plan();
    ASSERT_NE(made, nullptr);
    EXPECT_EQ(bodyOf(*made, 5)["model"], "Llama 3 8B Instruct");
    EXPECT_EQ(made->spec.target.modelNames, "\"Llama 3 8B Instruct\"") << "so that the run's file names it again";
}

class PerModel : public MakePlan
{
protected:
    Result<std::vector<RunSpec>> specs() { return perModel(m_spec, {}, {}); }
    Names names()
    {
        Names all;
        const auto found = specs();
        EXPECT_TRUE(found) << found.error().message;
        for (const RunSpec& spec : found ? found.value() : std::vector<RunSpec>{})
            all.push_back(spec.target.modelNames);
        return all;
    }
};

TEST_F(PerModel, GivesOneSpecForEachName)
{
    m_pages.listed = R"(["big","small","Llama 3 8B"])";
    m_spec.target.modelNames = " big  'Llama 3 8B' small ";
    EXPECT_EQ(names(), (Names{"big", "\"Llama 3 8B\"", "small"}));
    EXPECT_EQ(specs().value()[1].arrivals.numRequests, m_spec.arrivals.numRequests);
    EXPECT_EQ(m_server.count(kAsk), 0U) << "what is listed is believed";
    m_spec.target.modelNames = "Llama 3 8B";
    EXPECT_EQ(names(), Names{"\"Llama 3 8B\""});
    const std::size_t before = m_server.requests().size();
    for (const char* one : {"", "big", "'Llama 3 8B'"}) {
        m_spec.target.modelNames = one;
        EXPECT_EQ(names(), Names{one});
    }
    EXPECT_EQ(m_server.requests().size(), before) << "one name is checked by its run";
}

TEST_F(PerModel, ChecksAllNamesBeforeTheFirstIsMeasured)
{
    m_pages.onlyModel = "tiny";
    m_spec.target.modelNames = "tiny other";
    ASSERT_FALSE(specs());
    EXPECT_EQ(specs().error().field, "model-names");
    EXPECT_TRUE(has(specs().error().message, "does not list the model \"other\"")) << specs().error().message;
    m_pages.onlyModel = "";
    EXPECT_EQ(names(), (Names{"tiny", "other"}));
    m_pages.status = 429;
    EXPECT_EQ(names(), (Names{"tiny", "other"})) << "what may pass is left to the run";
}

}  // namespace
}  // namespace inferometer
