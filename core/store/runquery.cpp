#include "store/runquery.h"

#include "store/likepattern.h"
#include "store/rows.h"

#include <algorithm>
#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int IdTimeShift = 21;             // of RunId
constexpr Milliseconds IdTolerance{60'000}; // of 0008_console.sql
constexpr int GatheredAtOnce = 20'000;

/// The smallest id that a run submitted then can have.
qint64 firstIdAt(Timestamp time)
{
    constexpr qint64 Last = std::numeric_limits<qint64>::max() >> IdTimeShift;
    const qint64 ms = time.time_since_epoch().count();
    return ms > Last ? std::numeric_limits<qint64>::max() : std::max<qint64>(ms, 0) << IdTimeShift;
}

Timestamp orEarliest(const std::optional<Timestamp> &from)
{
    return from.value_or(Timestamp(Milliseconds::min()));
}

Timestamp orLatest(const std::optional<Timestamp> &until)
{
    return until.value_or(Timestamp(Milliseconds::max()));
}

/// As "run_where_reached" looks events up in it: each kind between blanks.
QString eventKinds(const QList<RunState> &states)
{
    QString kinds = u" "_s;
    for (RunState state : states)
        kinds += u"run."_s + word(state) + u' ';
    return kinds;
}

bool isNewer(const RunRecord &a, const RunRecord &b)
{
    return a.id > b.id;
}

} // namespace

QList<std::optional<RunState>> RunQuery::states() const
{
    QList<std::optional<RunState>> states;
    for (RunState state : m_filter.states) {
        if (!states.contains(state))
            states.append(state);
    }
    if (!states.isEmpty())
        return states;
    if (m_filter.version == 0)
        return {std::nullopt};
    for (RunState state : allRunStates()) // the index of versions has each version's runs in order of id within a state only
        states.append(state);
    return states;
}

/// What rows say comes first: what stands elsewhere is looked for no further down than those that are found (see listWithin).
QList<RunQuery::Part> RunQuery::parts() const
{
    QList<Part> parts;
    QString among;
    const auto asked = states();
    for (const auto &state : asked) {
        parts.append({state, false, {}});
        if (state && !isFinished(*state) && *state != RunState::Pending)
            among += (among.isEmpty() ? u" "_s : QString()) + word(*state) + u' ';
    }
    if (namesPlace() && (!among.isEmpty() || asked.contains(std::nullopt)))
        parts.append({std::nullopt, true, among});
    return parts;
}

void RunQuery::addPlace(Conditions &all, QLatin1String service, QLatin1String step, QLatin1String category) const
{
    all.add(!m_filter.service.isEmpty(), 'v', service, [this](Statement &s) { s.text(m_filter.service); });
    all.add(!m_filter.step.isEmpty(), 't', step, [this](Statement &s) { s.text(m_filter.step); });
    all.add(m_filter.category.has_value(), 'c', category, [this](Statement &s) { s.text(word(*m_filter.category)); });
}

/// What stands elsewhere, between `low` and `above` alone.
void RunQuery::addElsewhere(Conditions &all, qint64 above, qint64 low) const
{
    const qint64 lowest = std::max({m_lowest, low, m_floor.isValid() ? qint64(m_floor.value()) : 0});
    all.add(true, 'l', "run_where_stands"_L1, [lowest, above](Statement &s) { s.integer(lowest).integer(above); });
    addPlace(all, "incident_where_service"_L1, "incident_where_step"_L1, "incident_where_category"_L1);
    all.addText(u'\n' + m_connection.catalog().text("run_where_not_at"_L1));
    addPlace(all, "run_at_service"_L1, "run_at_step"_L1, "run_at_category"_L1);
    all.addText(u")"_s);
}

/// Whatever they stand at.
void RunQuery::addRest(Conditions &all) const
{
    const RunFilter &f = m_filter;
    all.add(f.incident != 0, 'i', "run_where_incident"_L1, [&f](Statement &s) { s.integer(f.incident); });
    all.add(f.bulk != 0 && !f.bulkOutcome, 'b', "run_where_bulk"_L1, [&f](Statement &s) { s.integer(f.bulk); });
    all.add(f.bulk != 0 && f.bulkOutcome, 'o', "run_where_bulk_outcome"_L1,
            [&f](Statement &s) { s.integer(f.bulk).text(word(*f.bulkOutcome)); });
    all.add(f.tried.has_value(), 'a', "run_where_tried"_L1, [&f](Statement &s) {
        const auto &[what, as] = *f.tried;
        s.text(what).text(what).text(what).text(as).text(as);
    });
    all.add(f.reached.has_value(), 'h', "run_where_reached"_L1, [&f](Statement &s) {
        s.text(eventKinds(f.reached->states)).time(orEarliest(f.reached->since)).time(orLatest(f.reached->until));
    });
    all.add(hasSpan(), 'w', "run_where_submitted"_L1,
            [this](Statement &s) { s.integer(m_lowest).time(orEarliest(m_filter.since)).time(orLatest(m_filter.until)); });
    all.add(hasEnd(), 'e', "run_where_ended"_L1, [this](Statement &s) {
        s.integer(m_lowest).time(orEarliest(m_filter.endedSince)).time(orLatest(m_filter.endedUntil));
    });
    all.add(!f.text.isEmpty(), 'x', "run_where_text"_L1, [&f](Statement &s) {
        s.text(likePattern(f.text)).integer(RunId::fromString(f.text.trimmed()).value_or(RunId()).value());
    });
}

Conditions RunQuery::conditions(const Part &part, qint64 above, qint64 low) const
{
    const RunFilter &f = m_filter;
    Conditions all(m_connection.catalog());
    all.add(m_floor.isValid(), 'f', "run_where_from"_L1, [this](Statement &s) { s.integer(m_floor.value()); });
    all.add(part.state.has_value(), 's', "run_where_state"_L1, [&part](Statement &s) { s.text(word(*part.state)); });
    all.add(!part.among.isEmpty(), 'm', "run_where_state_among"_L1, [&part](Statement &s) { s.text(part.among); });
    all.add(!f.pipeline.isEmpty() && f.version == 0, 'p', "run_where_pipeline"_L1, [&f](Statement &s) { s.text(f.pipeline); });
    all.add(f.version != 0, 'r', "run_where_version"_L1, [&f](Statement &s) { s.text(f.pipeline).integer(f.version); });
    if (part.elsewhere)
        addElsewhere(all, above, low);
    else
        addPlace(all, "run_where_service"_L1, "run_where_step"_L1, "run_where_category"_L1);
    addRest(all);
    return all;
}

Result<bool> RunQuery::findBounds()
{
    Result<bool> possible = true;
    if (hasSpan())
        possible = boundBySubmission();
    if (possible && *possible && hasEnd())
        possible = boundByEnd();
    return possible;
}

/// The lowest and highest id that a query finds between two times; null if none.
Result<RunQuery::IdBounds> RunQuery::idBounds(QLatin1String name, const std::optional<Timestamp> &from,
                                              const std::optional<Timestamp> &until)
{
    return orEmpty(firstOf(
        m_connection, name, [&](Statement &statement) { statement.time(orEarliest(from)).time(orLatest(until)); },
        [](Row &row) {
            return IdBounds{row.optionalInteger(), row.optionalInteger()}; // braces: from left to right
        }));
}

/// From the times asked for, as ids tell them, widened by those that do not.
Result<bool> RunQuery::boundBySubmission()
{
    const auto others = idBounds("run_id_bounds"_L1, m_filter.since, m_filter.until);
    if (!others)
        return tl::unexpected(others.error());
    m_lowest = m_filter.since ? firstIdAt(*m_filter.since - IdTolerance) : 0;
    m_above = m_filter.until ? firstIdAt(*m_filter.until + IdTolerance + Milliseconds(1)) : std::numeric_limits<qint64>::max();
    if (others->first) {
        m_lowest = std::min(m_lowest, *others->first);
        m_above = std::max(m_above, *others->second + 1);
    }
    return m_lowest < m_above;
}

Result<bool> RunQuery::boundByEnd()
{
    const auto ended = idBounds("run_id_bounds_ended"_L1, m_filter.endedSince, m_filter.endedUntil);
    if (!ended)
        return tl::unexpected(ended.error());
    if (!ended->first)
        return false;
    m_lowest = std::max(m_lowest, *ended->first);
    m_above = std::min(m_above, *ended->second + 1);
    return m_lowest < m_above;
}

Result<QList<RunRecord>> RunQuery::listOne(const Part &part, RunId before, int limit, qint64 low)
{
    const SqlCatalog &catalog = m_connection.catalog();
    const qint64 above = before.isValid() ? std::min(qint64(before.value()), m_above) : m_above;
    const Conditions where = conditions(part, above, low);
    const auto query =
        m_connection.prepared(u'l' + where.key(), catalog.text(part.elsewhere ? "standing_list"_L1 : "run_list"_L1) +
                                                      where.text() + u'\n' + catalog.text("run_list_tail"_L1));
    const auto bind = [&](Statement &statement, int asked) {
        statement.integer(above);
        where.bind(statement);
        statement.integer(asked);
    };
    return readableRows(query, m_connection.database(), bind, readRun, limit);
}

Result<QList<RunRecord>> RunQuery::list(RunId before, int limit)
{
    const auto possible = findBounds();
    if (!possible)
        return tl::unexpected(possible.error());
    if (!*possible || limit <= 0)
        return QList<RunRecord>();
    return namesPlace() ? listByParts(before, limit) : listWithin(before, limit);
}

/// What stands elsewhere is gathered before it is put in order: no more of it at once than a search looks at.
Result<QList<RunRecord>> RunQuery::listByParts(RunId before, int limit)
{
    QList<RunRecord> runs;
    for (;;) {
        const auto stop = stopAfter(GatheredAtOnce, before);
        const auto some = stop ? listWithin(before, limit - int(runs.size())) : tl::unexpected(stop.error());
        if (!some)
            return some;
        runs += *some;
        if (!*stop || runs.size() >= limit)
            return runs;
        before = (*stop)->id;
    }
}

Result<QList<RunRecord>> RunQuery::listWithin(RunId before, int limit)
{
    QList<RunRecord> merged;
    const auto all = parts();
    for (const Part &part : all) {
        auto some = listOne(part, before, limit, merged.size() == limit ? qint64(merged.last().id.value()) : 0);
        if (!some)
            return some;
        const auto middle = merged.size();
        merged += *some;
        std::inplace_merge(merged.begin(), merged.begin() + middle, merged.end(), isNewer);
        merged.resize(std::min<qsizetype>(merged.size(), limit));
    }
    return merged;
}

Result<qint64> RunQuery::countOne(const Part &part)
{
    const Conditions where = conditions(part, m_above);
    const QString &head = m_connection.catalog().text(part.elsewhere ? "standing_count"_L1 : "run_count"_L1);
    const auto query = m_connection.prepared(u'n' + where.key(), head + where.text());
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    statement.integer(m_above);
    where.bind(statement);
    return orEmpty(statement.first([](Row &row) { return row.integer(); }));
}

Result<qint64> RunQuery::count()
{
    const auto possible = findBounds();
    if (!possible)
        return tl::unexpected(possible.error());
    return *possible ? countWithin() : 0;
}

Result<qint64> RunQuery::countWithin()
{
    qint64 total = 0;
    const auto all = parts();
    for (const Part &part : all) {
        const auto some = countOne(part);
        if (!some)
            return some;
        total += *some;
    }
    return total;
}

} // namespace cairn
