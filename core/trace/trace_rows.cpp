// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_rows.h"

#include "core/base/foreign_object.h"
#include "core/base/iso_time.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <cmath>

namespace inferometer {

namespace {

const TraceJson kNothing = nullptr;

Sentence wrongWhole(std::string_view key, std::int64_t least, std::int64_t most, std::string_view given)
{
    return sentence("errors", "\"%1\" must be a whole number from %2 to %3, not %4.")
        .with(shownName(key), least, most, shownName(given));
}

Sentence wrongMoment(std::string_view key, std::string_view given)
{
    return sentence("errors", "\"%1\" must be a time of 0 or more that a trace can last, not %2.")
        .with(shownName(key), shownName(given));
}

Sentence wrongIso(std::string_view key, std::string_view given)
{
    return sentence("errors", "\"%1\" must be a time such as 2026-11-22 14:03:59.123, not %2.")
        .with(shownName(key), shownName(given));
}

std::string shown(const TraceJson& value)
{
    return value.is_structured() ? (value.is_array() ? "a list" : "an object") : value.dump();
}

bool isBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// A number that is whole, however it is written: 512.0 too.
std::optional<std::int64_t> wholeOf(const TraceJson& value)
{
    constexpr double kExact = 9007199254740992.0;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(kExact))
        return std::nullopt;
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    if (!value.is_number_float() || !(std::fabs(value.get<double>()) <= kExact)
        || std::floor(value.get<double>()) != value.get<double>())
        return std::nullopt;
    return static_cast<std::int64_t>(value.get<double>());
}

}  // namespace

std::optional<Nanos> momentOf(double value, double unit)
{
    constexpr double kLatest = 9'000'000'000.0;  // s since the epoch: what our clock holds, with room
    const double whole = value * unit;
    if (!(whole >= 0) || whole > kLatest)
        return std::nullopt;
    return Nanos{static_cast<std::int64_t>(std::llround(whole * 1e9))};
}

const TraceJson& memberOf(const TraceJson& object, std::string_view key)
{
    const auto found = object.find(std::string{key});
    return found == object.end() ? kNothing : *found;
}

void TraceFields::blame(const Sentence& said)
{
    if (!m_fault)
        m_fault = traceFault(said);
}

const TraceJson* TraceFields::find(std::string_view key) const
{
    const TraceJson& value = memberOf(m_object, key);
    return value.is_null() ? nullptr : &value;
}

void TraceFields::require(std::string_view key)
{
    if (!has(key))
        blame(sentence("errors", "it has no \"%1\".").with(key));
}

std::int64_t TraceFields::whole(std::string_view key, std::int64_t most, std::int64_t least)
{
    const TraceJson* value = find(key);
    if (value == nullptr)
        return least - 1;
    const std::optional<std::int64_t> number = wholeOf(*value);
    if (number && *number >= least && *number <= most)
        return *number;
    blame(wrongWhole(key, least, most, shown(*value)));
    return least;
}

Nanos TraceFields::moment(std::string_view key, double unit)
{
    const TraceJson* value = find(key);
    if (value == nullptr)
        return kUnset;
    const std::optional<Nanos> moment = value->is_number() ? momentOf(value->get<double>(), unit) : std::nullopt;
    if (!moment)
        blame(wrongMoment(key, shown(*value)));
    return moment.value_or(Nanos{0});
}

Nanos TraceFields::isoMoment(std::string_view key)
{
    const TraceJson* value = find(key);
    if (value == nullptr)
        return kUnset;
    const std::optional<Nanos> moment
        = value->is_string() ? parseIsoTime(value->get_ref<const std::string&>()) : std::nullopt;
    if (!moment)
        blame(wrongIso(key, shown(*value)));
    return moment.value_or(Nanos{0});
}

std::string TraceFields::name(std::string_view key)
{
    const TraceJson* value = find(key);
    if (value == nullptr)
        return {};
    if (value->is_string() && !value->get_ref<const std::string&>().empty())
        return value->get<std::string>();
    if (value->is_number_integer())
        return value->dump();
    blame(sentence("errors", "\"%1\" must be a name or a whole number, not %2.").with(key, shownName(shown(*value))));
    return {};
}

std::vector<std::uint64_t> TraceFields::ids(std::string_view key)
{
    std::vector<std::uint64_t> ids;
    for (const TraceJson& id : list(key)) {
        if (!id.is_number_integer()) {
            blame(sentence("errors", "\"%1\" must be a list of whole numbers; it holds %2.")
                      .with(key, shownName(shown(id))));
            break;
        }
        ids.push_back(id.is_number_unsigned() ? id.get<std::uint64_t>()
                                              : static_cast<std::uint64_t>(id.get<std::int64_t>()));
    }
    return ids;
}

const TraceJson& TraceFields::ofType(std::string_view key, TraceJson::value_t type, std::string_view kind)
{
    const TraceJson* value = find(key);
    if (value != nullptr && value->type() == type)
        return *value;
    if (value != nullptr)
        blame(sentence("errors", "\"%1\" must be %2, not %3.").with(key, kind, shownName(shown(*value))));
    return kNothing;
}

const TraceJson& TraceFields::list(std::string_view key) { return ofType(key, TraceJson::value_t::array, "a list"); }

const TraceJson& TraceFields::object(std::string_view key)
{
    return ofType(key, TraceJson::value_t::object, "an object");
}

void TraceFields::leaveOthers(std::initializer_list<std::string_view> used, TraceBuilder& builder) const
{
    for (const auto& [key, value] : m_object.items())
        if (std::find(used.begin(), used.end(), key) == used.end())
            builder.leave(key);
}

TraceColumns::TraceColumns(const std::vector<std::string>& names)
{
    for (const std::string& name : names)
        m_names.push_back(lowered(trimmed(name)));
}

std::size_t TraceColumns::placeOf(std::string_view name) const
{
    return static_cast<std::size_t>(std::find(m_names.begin(), m_names.end(), lowered(name)) - m_names.begin());
}

Status TraceColumns::setCells(const std::vector<std::string>& cells)
{
    m_cells = &cells;
    if (cells.size() == m_names.size())
        return {};
    return traceFault(sentence("errors", "it has %1 cells, the head line %2; write as many.")
                          .with(static_cast<std::uint64_t>(cells.size()), static_cast<std::uint64_t>(m_names.size())));
}

std::int64_t TraceColumns::whole(std::string_view name, std::int64_t most)
{
    const std::string& cell = text(name);
    const std::optional<double> number = parseNumber(trimmed(cell));  // some tools write 512.0
    if (number && *number >= 0 && *number <= static_cast<double>(most) && std::floor(*number) == *number)
        return static_cast<std::int64_t>(*number);
    if (!m_fault)
        m_fault = traceFault(wrongWhole(name, 0, most, cell));
    return 0;
}

Nanos TraceColumns::moment(std::string_view name)
{
    const std::string& cell = text(name);
    const std::optional<double> number = parseNumber(trimmed(cell));
    const std::optional<Nanos> moment = number ? momentOf(*number, 1) : std::nullopt;
    if (!moment && !m_fault)
        m_fault = traceFault(wrongMoment(name, cell));
    return moment.value_or(Nanos{0});
}

Nanos TraceColumns::isoMoment(std::string_view name)
{
    const std::string& cell = text(name);
    const std::optional<Nanos> moment = parseIsoTime(trimmed(cell));
    if (!moment && !m_fault)
        m_fault = traceFault(wrongIso(name, cell));
    return moment.value_or(Nanos{0});
}

Status eachObject(RowFile& file, TraceBuilder& builder, const TakeObject& take)
{
    std::string line;
    for (;;) {
        builder.setLine(file.line());
        const Result<bool> any = file.takeLine(line);
        if (!any || !any.value())
            return any ? Status{} : any.error();
        if (isBlank(line))
            continue;
        const Result<TraceJson> object = parseForeignObject(line);
        if (!object)
            return object.error();
        if (Status taken = take(object.value()); !taken)
            return taken;
    }
}

Status eachElement(RowFile& file, TraceBuilder& builder, const TakeObject& take)
{
    std::string element;
    if (file.skipBlanks() != '[')
        return traceFault(sentence("errors", "a list must stand here; check the file's format."));
    for (;;) {
        const Result<bool> any = file.takeElement(element);
        builder.setLine(file.line());
        if (!any || !any.value())
            return any ? Status{} : any.error();
        const Result<TraceJson> object = parseForeignObject(element);
        if (!object)
            return object.error();
        if (Status taken = take(object.value()); !taken)
            return taken;
    }
}

Status eachRecord(RowFile& file, TraceBuilder& builder, const TakeRecord& take)
{
    std::vector<std::string> cells;
    for (;;) {
        builder.setLine(file.line());
        const Result<bool> any = file.takeRecord(cells);
        if (!any || !any.value())
            return any ? Status{} : any.error();
        if (cells.size() == 1 && isBlank(cells.front()))
            continue;
        if (Status taken = take(cells); !taken)
            return taken;
    }
}

Status eachRow(RowFile& file, TraceBuilder& builder, std::initializer_list<std::string_view> needed,
               const TakeColumns& take)
{
    std::optional<TraceColumns> columns;
    return eachRecord(file, builder, [&](const std::vector<std::string>& cells) -> Status {
        if (!columns) {
            columns.emplace(cells);
            for (const std::string_view name : needed)
                if (!columns->has(name))
                    return traceFault(sentence("errors", "its head line has no column \"%1\".").with(name));
            return {};
        }
        if (Status fits = columns->setCells(cells); !fits)
            return fits;
        return take(*columns);
    });
}

}  // namespace inferometer
