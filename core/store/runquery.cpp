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

void RunQuery::add(Conditions &all, bool asked, char letter, QLatin1String name) const
{
    if (!asked)
        return;
    all.key += QLatin1Char(letter);
    all.text += "\nAND "_L1 + m_connection.catalog().text(name);
}

void RunQuery::addPlace(Conditions &all, QLatin1String service, QLatin1String step, QLatin1String category) const
{
    add(all, !m_filter.service.isEmpty(), 'v', service);
    add(all, !m_filter.step.isEmpty(), 't', step);
    add(all, m_filter.category.has_value(), 'c', category);
}

RunQuery::Conditions RunQuery::conditions(const Part &part) const
{
    Conditions all;
    const auto add = [&](bool asked, char letter, QLatin1String name) { this->add(all, asked, letter, name); };
    add(m_floor.isValid(), 'f', "run_where_from"_L1);
    add(part.state.has_value(), 's', "run_where_state"_L1);
    add(!part.among.isEmpty(), 'm', "run_where_state_among"_L1);
    add(!m_filter.pipeline.isEmpty() && m_filter.version == 0, 'p', "run_where_pipeline"_L1);
    add(m_filter.version != 0, 'r', "run_where_version"_L1);
    if (part.elsewhere) {
        add(true, 'l', "run_where_stands"_L1);
        addPlace(all, "incident_where_service"_L1, "incident_where_step"_L1, "incident_where_category"_L1);
        all.text += u'\n' + m_connection.catalog().text("run_where_not_at"_L1);
        addPlace(all, "run_at_service"_L1, "run_at_step"_L1, "run_at_category"_L1);
        all.text += u')';
    } else {
        addPlace(all, "run_where_service"_L1, "run_where_step"_L1, "run_where_category"_L1);
    }
    add(m_filter.incident != 0, 'i', "run_where_incident"_L1);
    add(m_filter.bulk != 0 && !m_filter.bulkOutcome, 'b', "run_where_bulk"_L1);
    add(m_filter.bulk != 0 && m_filter.bulkOutcome, 'o', "run_where_bulk_outcome"_L1);
    add(m_filter.tried.has_value(), 'a', "run_where_tried"_L1);
    add(m_filter.reached.has_value(), 'h', "run_where_reached"_L1);
    add(hasSpan(), 'w', "run_where_submitted"_L1);
    add(hasEnd(), 'e', "run_where_ended"_L1);
    add(!m_filter.text.isEmpty(), 'x', "run_where_text"_L1);
    return all;
}

void RunQuery::bindPlace(Statement &statement) const
{
    if (!m_filter.service.isEmpty())
        statement.text(m_filter.service);
    if (!m_filter.step.isEmpty())
        statement.text(m_filter.step);
    if (m_filter.category)
        statement.text(word(*m_filter.category));
}

/// What stands elsewhere, between `low` and `above` alone.
void RunQuery::bindConditions(Statement &statement, const Part &part, qint64 above, qint64 low) const
{
    if (m_floor.isValid())
        statement.integer(m_floor.value());
    if (part.state)
        statement.text(word(*part.state));
    if (!part.among.isEmpty())
        statement.text(part.among);
    if (!m_filter.pipeline.isEmpty() || m_filter.version != 0)
        statement.text(m_filter.pipeline);
    if (m_filter.version != 0)
        statement.integer(m_filter.version);
    if (part.elsewhere) {
        statement.integer(std::max({m_lowest, low, m_floor.isValid() ? qint64(m_floor.value()) : 0})).integer(above);
        bindPlace(statement);
    }
    bindPlace(statement);
    if (m_filter.incident != 0)
        statement.integer(m_filter.incident);
    if (m_filter.bulk != 0)
        statement.integer(m_filter.bulk);
    if (m_filter.bulk != 0 && m_filter.bulkOutcome)
        statement.text(word(*m_filter.bulkOutcome));
    if (m_filter.tried) {
        const auto &[what, as] = *m_filter.tried;
        statement.text(what).text(what).text(what).text(as).text(as);
    }
    if (m_filter.reached) {
        const auto &[states, since, until] = *m_filter.reached;
        statement.text(eventKinds(states)).time(orEarliest(since)).time(orLatest(until));
    }
    if (hasSpan())
        statement.integer(m_lowest).time(orEarliest(m_filter.since)).time(orLatest(m_filter.until));
    if (hasEnd())
        statement.integer(m_lowest).time(orEarliest(m_filter.endedSince)).time(orLatest(m_filter.endedUntil));
    if (!m_filter.text.isEmpty())
        statement.text(likePattern(m_filter.text)).integer(RunId::fromString(m_filter.text.trimmed()).value_or(RunId()).value());
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
    const auto query = m_connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    const auto bounds = statement.time(orEarliest(from)).time(orLatest(until)).first([](Row &row) {
        return IdBounds{row.optionalInteger(), row.optionalInteger()}; // braces: from left to right
    });
    if (!bounds)
        return tl::unexpected(bounds.error());
    return bounds->value_or(IdBounds());
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
    const Conditions where = conditions(part);
    const auto query = m_connection.prepared(u'l' + where.key, catalog.text(part.elsewhere ? "standing_list"_L1 : "run_list"_L1) +
                                                                   where.text + u'\n' + catalog.text("run_list_tail"_L1));
    const qint64 above = before.isValid() ? std::min(qint64(before.value()), m_above) : m_above;
    const auto bind = [&](Statement &statement, int asked) {
        statement.integer(above);
        bindConditions(statement, part, above, low);
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
    const Conditions where = conditions(part);
    const QString &head = m_connection.catalog().text(part.elsewhere ? "standing_count"_L1 : "run_count"_L1);
    const auto query = m_connection.prepared(u'n' + where.key, head + where.text);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    statement.integer(m_above);
    bindConditions(statement, part, m_above);
    const auto count = statement.first([](Row &row) { return row.integer(); });
    if (!count)
        return tl::unexpected(count.error());
    return count->value_or(0);
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
