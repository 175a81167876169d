// SPDX-License-Identifier: GPL-3.0-or-later
// Any bench.toml is refused with a sentence that holds no credential of it, or gives a deployment and a run.
#include "core/provision/sia_toml.h"

#include "tests/fuzz/fuzz.h"

#include <string>

using namespace inferometer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    const fuzz::Input input{bytes, size};
    const ReadSia read = parseSia(input.rest(), "bench.toml");
    for (const Error& error : read.errors)
        fuzz::require(error.message.starts_with("bench.toml:"), "an error says where");
    fuzz::require(read.errors.size() < 60, "errors have an end");
    if (!read.errors.empty())
        return 0;
    fuzz::require(!read.deployment.name.empty() && !read.deployment.model.empty(), "a deployment is whole");
    fuzz::require(read.deployment.site.provider == "aws" && read.run.arrivals.numRequests > 0, "and so is its run");
    std::string told = seedVllmCommand(read.bench) + seedBenchmarkCommand(read.bench);
    for (const std::string& word : vllmCommand(read.deployment))
        told += " " + word;
    for (const Sentence& note : read.notes)
        told += note.text();
    fuzz::touch(told);
    return 0;
}
