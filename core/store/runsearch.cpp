#include "store/rows.h"
#include "store/runquery.h"

#include <algorithm>

// Searches that look at so many runs at most, and say how far they came.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The part of a filter by which an index yields runs in order of id: what explains a run's state if that is asked for, since few
/// runs need it; else state and pipeline.
RunFilter leadingPart(const RunFilter &filter)
{
    RunFilter part;
    if (filter.bulk != 0) {
        part.bulk = filter.bulk;
        part.bulkOutcome = filter.bulkOutcome;
    } else if (filter.incident != 0) {
        part.incident = filter.incident;
    } else if (!filter.service.isEmpty()) {
        part.service = filter.service;
    } else if (filter.category) {
        part.category = filter.category;
    } else if (!filter.step.isEmpty()) {
        part.step = filter.step;
    } else {
        part = filter;
        part.since.reset();
        part.until.reset();
        part.endedSince.reset();
        part.endedUntil.reset();
        part.text.clear();
        part.tried.reset();
        part.reached.reset();
    }
    return part;
}

} // namespace

/// Of what stands elsewhere: after so many of one incident, whether or not their rows say it.
Result<std::optional<RunQuery::Floor>> RunQuery::floorOne(const Part &part, RunId before, int rows)
{
    const SqlCatalog &catalog = m_connection.catalog();
    const auto floorOf = [](Row &row) {
        const RunId id(row.integer());
        return Floor{id, row.time()};
    };
    Conditions where = part.elsewhere ? Conditions(catalog) : conditions(part, before.value());
    if (part.elsewhere)
        addPlace(where, "incident_where_service"_L1, "incident_where_step"_L1, "incident_where_category"_L1);
    const auto query =
        m_connection.prepared((part.elsewhere ? u"ol"_s : u"o"_s) + where.key(),
                              catalog.text(part.elsewhere ? "standing_floor"_L1 : "run_floor"_L1) + where.text() + u'\n' +
                                  catalog.text(part.elsewhere ? "standing_floor_tail"_L1 : "run_floor_tail"_L1));
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    statement.integer(before.value());
    if (part.elsewhere) { // how many comes before which
        statement.integer(rows - 1);
        where.bind(statement);
        return statement.first(floorOf);
    }
    where.bind(statement);
    return statement.integer(rows - 1).first(floorOf);
}

Result<std::optional<RunQuery::Floor>> RunQuery::floor(RunId before, int rows)
{
    const auto all = parts();
    std::optional<Floor> highest;
    for (const Part &part : all) {
        const auto one = floorOne(part, before, std::max(1, int(rows / all.size())));
        if (!one)
            return one;
        if (*one && (!highest || (*one)->id > highest->id))
            highest = *one;
    }
    return highest;
}

Result<std::optional<RunQuery::Floor>> RunQuery::stopAfter(int rows, RunId before)
{
    m_above = before.isValid() ? std::min(qint64(before.value()), m_above) : m_above;
    const RunFilter leading = leadingPart(m_filter);
    auto found = RunQuery(m_connection, leading).floor(RunId(m_above), rows);
    if (!found)
        return found;
    if (*found && (*found)->id.value() <= m_lowest)
        found->reset(); // all that can match is looked at
    m_floor = *found ? (*found)->id : RunId();
    return found;
}

Result<RunPage> RunQuery::search(RunId before, int limit, int rows)
{
    const auto possible = findBounds();
    if (!possible)
        return tl::unexpected(possible.error());
    if (!*possible || limit <= 0)
        return RunPage();
    std::optional<Floor> stop;
    if (namesPlace() || leadingPart(m_filter) != m_filter) { // else every run that is looked at is one of the page
        const auto found = stopAfter(rows, before);
        if (!found)
            return tl::unexpected(found.error());
        stop = *found;
    }
    const auto runs = listWithin(before, limit);
    if (!runs)
        return tl::unexpected(runs.error());
    const bool stopped = stop && runs->size() < limit;
    return RunPage{*runs, stopped ? stop->id : RunId(), stopped ? stop->submittedAt : Timestamp()};
}

Result<RunCount> RunQuery::countSome(RunId before, int rows)
{
    const auto possible = findBounds();
    if (!possible)
        return tl::unexpected(possible.error());
    if (!*possible)
        return RunCount();
    const auto stop = stopAfter(rows, before);
    if (!stop)
        return tl::unexpected(stop.error());
    const auto matching = countWithin();
    if (!matching)
        return tl::unexpected(matching.error());
    return RunCount{*matching, *stop ? (*stop)->id : RunId()};
}

} // namespace cairn
