// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the texts of core's tables as source for lupdate, which cannot see which of core's strings reach the screen.
#include "core/choice/choice.h"
#include "core/choice/offer_columns.h"
#include "core/cloud/provider.h"
#include "core/config/run_spec.h"
#include "core/config/zero_words.h"
#include "core/metrics/cap.h"
#include "core/metrics/run_figures.h"
#include "core/metrics/summary.h"
#include "core/metrics/ttft_parts.h"
#include "core/metrics/verdict.h"

#include <cstdio>
#include <set>
#include <string>

using namespace inferometer;

namespace {

void print(const char* context, std::string_view text)
{
    static std::set<std::string> printed;
    if (text.empty() || !printed.insert(context + std::string{text}).second)
        return;
    std::string quoted;
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            quoted += '\\';
        quoted += letter;
    }
    std::printf("QT_TRANSLATE_NOOP(\"%s\", \"%s\")\n", context, quoted.c_str());
}

void printMetrics()
{
    for (const Metric& metric : metrics()) {
        for (const std::string_view text : {metric.label, metric.unit, metric.help})
            print("metrics", text);
    }
    for (const RunFigure& row : runFigures()) {
        for (const std::string_view text : {row.label, row.unit, row.help})
            print("metrics", text);
    }
    for (const TtftPartName& part : kTtftPartNames) {
        print("metrics", part.label);
        print("metrics", part.help);
    }
    for (const RunMark& mark : runMarks()) {
        for (const std::string_view text : {mark.label, mark.help})
            print("metrics", text);
    }
}

void printSites()
{
    for (const ChoiceStrategy& strategy : choiceStrategies())
        for (const std::string_view text : {strategy.label, strategy.help})
            print("fields", text);
    for (const Provider& provider : providers()) {
        print("fields", provider.label);
        for (const SiteKey& key : provider.keys)
            print("fields", key.help);
    }
    for (const OfferColumn& column : offerColumns()) {
        print("fields", column.head);
        print("fields", column.help);
    }
}

}  // namespace

int main()
{
    for (const RunField& field : runFields()) {
        for (const std::string_view text :
             {field.group, field.label, field.brief, field.unit, zeroWords(field.key), field.help, field.words})
            print("fields", text);
    }
    printMetrics();
    printSites();
    for (const VerdictSentence& sentence : verdictSentences())
        for (const std::string_view text : {sentence.brief, sentence.pattern})
            print("verdict", text);
    for (const CapSentence& sentence : capSentences())
        print("caps", sentence.pattern);
    for (const VerdictLevel level : {VerdictLevel::Ok, VerdictLevel::Suspect, VerdictLevel::ClientBound})
        print("verdict", verdictName(level));
    return 0;
}
