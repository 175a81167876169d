// SPDX-License-Identifier: GPL-3.0-or-later
// One client of ServeGen: its windows of time, the lengths of its requests, and the requests drawn of both.
#pragma once

#include "core/base/random.h"
#include "core/trace/trace_builder.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inferometer {

// Lengths by how often they come.
class DrawnLength
{
public:
    // Of a text such as "{120: 0.5, 3000: 0.5}"; shares need not come to 1.
    static Result<DrawnLength> of(std::string_view text);

    std::int64_t draw(Random& random) const;

private:
    std::vector<std::int64_t> m_lengths;
    std::vector<double> m_upTo;  // shares added up
};

class ServeGenClient
{
public:
    // A row: start (s), rate (requests/s), coefficient of variation, family, shape and scale of its gaps. A window ends
    // where the next one begins, the last one after as long as the one before it.
    Status addWindow(const std::vector<std::string>& cells);
    // Of its dataset: by the moment from which they hold.
    Status readLengths(const std::string& path);
    // Every request of every window, each a session of its own.
    Status draw(Random& random, TraceBuilder& builder) const;

private:
    enum class Family : std::uint8_t { Exponential, Gamma, Weibull };
    struct Span
    {
        double start = 0;  // s
        double rate = 0;   // requests/s
        Family family = Family::Exponential;
        double shape = 1;
    };
    struct Lengths
    {
        double from = 0;  // s
        DrawnLength input{};
        DrawnLength output{};
    };

    // REQUIRES: two windows or more.
    double endOf(std::size_t window) const;
    static double gap(const Span& window, Random& random);
    const Lengths& lengthsAt(double moment) const;

    std::vector<Span> m_windows;
    std::vector<Lengths> m_lengths;
};

}  // namespace inferometer
