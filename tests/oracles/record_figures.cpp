// SPDX-License-Identifier: GPL-3.0-or-later
// record_figures SET <RECORDS: the figures of records, given as text (tests/support/records.h), by a set of
// definitions; a line "ID VALUE" each. What other tools saved of their own requests is put through our formulas by it.
#include "core/metrics/definitions.h"

#include "tests/support/records.h"

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

int main(int argc, char** argv)
{
    using namespace inferometer;
    const Definition* const definition = argc == 2 ? findDefinition(argv[1]) : nullptr;
    if (definition == nullptr) {
        std::fputs("record_figures SET <RECORDS\n", stderr);
        return 1;
    }
    const std::string lines{std::istreambuf_iterator<char>{std::cin}, {}};
    const Blocks blocks{test::records(lines)};
    const Summary summary = summarize(blocks);
    const RunFacts facts;
    for (const DefinedFigure& figure : figuresBy(*definition, {blocks, {summary, facts}}))
        if (figure.value)
            std::printf("%s %.17g\n", figure.id.c_str(), *figure.value);
    return 0;
}
