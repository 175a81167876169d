// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of Sia Benchmark's bench.toml beside the options of vLLM, a row each.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace inferometer {

// Where a value goes.
enum class SiaPlace : std::uint8_t {
    Nowhere,  // nothing here reads it
    Name,
    Provider,
    Engine,
    Site,    // a setting of the site, called `as`
    Option,  // of its benchmark.py, called `as`
    Backend,
    LoadInstance,
    LoadImage,
    HealthCheck,
    Model,
    Secret  // a credential that belongs into the variable `as`
};

struct SiaKey
{
    std::string_view path;   // "aws/region"
    std::string_view field;  // what its validation calls it: "Region"
    SiaPlace place = SiaPlace::Nowhere;
    std::string_view as{};
    bool isNeeded = false;
    std::string_view words{};  // that are allowed, with blanks between them; empty: any
    bool isWhole = false;      // a number above 0
};

struct SiaSection
{
    std::string_view name;   // "aws"
    std::string_view field;  // "AWSConfig"
    std::string_view tag{};  // by which its validation misses it; empty: it may be left out
};

std::span<const SiaKey> siaKeys();
const SiaKey* findSiaKey(std::string_view path);
std::span<const SiaSection> siaSections();

}  // namespace inferometer
