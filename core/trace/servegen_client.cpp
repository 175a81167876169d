// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/servegen_client.h"

#include "core/base/foreign_object.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/trace/trace_rows.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

constexpr double kLeastShape = 0.05;
constexpr double kMostShape = 1000;
constexpr double kMostRate = 1e6;  // requests/s of one client

Error wrongRow()
{
    return traceFault(sentence("errors",
                               "it must be six cells: start, rate, coefficient of variation, family (Gamma, "
                               "Weibull or none), shape, scale; each a number of 0 or more."));
}

Error wrongLengths(std::string_view text)
{
    return traceFault(
        sentence("errors", "lengths must be written as \"{120: 0.5, 3000: 0.5}\", not %1.").with(shownName(text)));
}

// By inversion, with the mean that the rate says.
double weibull(double shape, double mean, Random& random)
{
    return mean / std::tgamma(1 + 1 / shape) * std::pow(random.exponential(1), 1 / shape);
}

// A cell of a number; an empty one is 0.
std::optional<double> numberOf(const std::string& cell)
{
    const std::string_view text = trimmed(cell);
    return text.empty() ? 0 : parseNumber(text);
}

}  // namespace

Result<DrawnLength> DrawnLength::of(std::string_view text)
{
    const std::string_view whole = trimmed(text);
    if (whole.size() < 2 || whole.front() != '{' || whole.back() != '}')
        return wrongLengths(text);
    DrawnLength drawn;
    double sum = 0;
    for (std::string_view rest = whole.substr(1, whole.size() - 2); !trimmed(rest).empty();) {
        const std::string_view pair = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const std::size_t colon = std::min(pair.find(':'), pair.size());
        const std::optional<double> length = parseNumber(trimmed(pair.substr(0, colon)));
        const std::optional<double> share = parseNumber(trimmed(pair.substr(std::min(colon + 1, pair.size()))));
        if (!length || !share || !(*length >= 0) || *length > kMostTraceTokens || *share < 0)
            return wrongLengths(text);
        drawn.m_lengths.push_back(std::llround(*length));
        drawn.m_upTo.push_back(sum += *share);
    }
    if (!(sum > 0) || !std::isfinite(sum))
        return wrongLengths(text);
    return drawn;
}

std::int64_t DrawnLength::draw(Random& random) const
{
    const double share = random.uniform() * m_upTo.back();
    const auto place = std::upper_bound(m_upTo.begin(), m_upTo.end() - 1, share);
    return m_lengths[static_cast<std::size_t>(place - m_upTo.begin())];
}

Status ServeGenClient::addWindow(const std::vector<std::string>& cells)
{
    if (cells.size() != 6)
        return wrongRow();
    const std::optional<double> start = numberOf(cells[0]);
    const std::optional<double> rate = numberOf(cells[1]);
    const std::optional<double> variation = numberOf(cells[2]);
    const std::optional<double> shape = numberOf(cells[4]);
    const std::string family = lowered(trimmed(cells[3]));
    if (!start || !rate || !variation || !shape || *start < 0 || *start > kLongestTrace || *rate < 0
        || *rate > kMostRate || *shape < 0)
        return wrongRow();
    if (!m_windows.empty() && *start <= m_windows.back().start)
        return traceFault(sentence("errors", "it begins no later than the window before it; sort the rows."));
    if (!family.empty() && family != "gamma" && family != "weibull" && family != "exponential" && family != "expon")
        return wrongRow();
    Span window{*start, *rate};
    window.family = family == "gamma" ? Family::Gamma : family == "weibull" ? Family::Weibull : Family::Exponential;
    // Without a shape, by the coefficient of variation: Gamma's exactly, Weibull's by the usual approximation.
    const double power = window.family == Family::Weibull ? -1.086 : -2;
    window.shape
        = std::clamp(*shape > 0 ? *shape : std::pow(std::max(*variation, 0.03), power), kLeastShape, kMostShape);
    m_windows.push_back(window);
    return {};
}

Status ServeGenClient::readLengths(const std::string& path)
{
    Result<RowFile> file = RowFile::open(path, kTraceField);
    if (!file)
        return file.error();
    std::string name;
    std::string value;
    for (;;) {
        const Result<bool> any = file.value().takeMember(name);
        if (!any)
            return any.error();
        if (!any.value())
            break;
        const std::optional<double> from = parseNumber(std::string_view{name}.substr(1, name.size() - 2));
        if (Status read = file.value().takeValue(value); !read)
            return read;
        const Result<TraceJson> object = parseForeignObject(value);
        if (!object)
            return object.error();
        TraceFields fields{object.value()};
        const Result<DrawnLength> input = DrawnLength::of(fields.name("input_tokens"));
        const Result<DrawnLength> output = DrawnLength::of(fields.name("output_tokens"));
        if (!from || !input || !output)
            return input ? output ? wrongRow() : output.error() : input.error();
        m_lengths.push_back({*from, input.value(), output.value()});
    }
    std::sort(m_lengths.begin(), m_lengths.end(), [](const Lengths& a, const Lengths& b) { return a.from < b.from; });
    return m_lengths.empty() ? Status{wrongLengths("nothing")} : Status{};
}

// The last that hold by then, else the first.
const ServeGenClient::Lengths& ServeGenClient::lengthsAt(double moment) const
{
    const auto behind = std::upper_bound(m_lengths.begin() + 1, m_lengths.end(), moment,
                                         [](double at, const Lengths& one) { return at < one.from; });
    return *(behind - 1);
}

double ServeGenClient::gap(const Span& window, Random& random)
{
    switch (window.family) {
    case Family::Gamma:
        return random.gamma(window.shape, 1 / window.rate);
    case Family::Weibull:
        return weibull(window.shape, 1 / window.rate, random);
    case Family::Exponential:
        break;
    }
    return random.exponential(1 / window.rate);
}

double ServeGenClient::endOf(std::size_t window) const
{
    return window + 1 < m_windows.size() ? m_windows[window + 1].start
                                         : 2 * m_windows[window].start - m_windows[window - 1].start;
}

Status ServeGenClient::draw(Random& random, TraceBuilder& builder) const
{
    if (m_windows.size() < 2)
        return traceFault(
            sentence("errors", "a client must have two windows or more: the last lasts as the one before."));
    double meant = 0;
    for (std::size_t i = 0; i < m_windows.size(); ++i)
        meant += m_windows[i].rate * (endOf(i) - m_windows[i].start);
    if (meant > kMostTraceRequests)
        return traceFault(sentence("errors", "its windows come to %1 requests, more than the %2 that a trace may have.")
                              .with(Figure::number(std::round(meant)), Figure::count(kMostTraceRequests)));
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        const Span& window = m_windows[i];
        const double end = endOf(i);
        const Lengths& lengths = lengthsAt(window.start);
        for (double at = window.start + (window.rate > 0 ? gap(window, random) : end); at < end;
             at += gap(window, random)) {
            TraceRow row{.at = fromSeconds(at)};
            row.input = lengths.input.draw(random);
            row.output = lengths.output.draw(random);
            if (const Result<std::uint32_t> added = builder.add(std::move(row)); !added)
                return added.error();
        }
    }
    return {};
}

}  // namespace inferometer
