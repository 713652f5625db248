#include "store/runquery.h"

#include "store/rows.h"

#include <algorithm>
#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString likePattern(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

Timestamp orEarliest(const std::optional<Timestamp> &from)
{
    return from.value_or(Timestamp(Milliseconds::min()));
}

Timestamp orLatest(const std::optional<Timestamp> &until)
{
    return until.value_or(Timestamp(Milliseconds::max()));
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
    if (states.isEmpty())
        states.append(std::nullopt);
    return states;
}

RunQuery::Conditions RunQuery::conditions(bool hasState) const
{
    Conditions all;
    const auto add = [&](bool asked, char letter, QLatin1String name) {
        if (!asked)
            return;
        all.key += QLatin1Char(letter);
        all.text += "\nAND "_L1 + m_connection.catalog().text(name);
    };
    add(hasState, 's', "run_where_state"_L1);
    add(!m_filter.pipeline.isEmpty(), 'p', "run_where_pipeline"_L1);
    add(!m_filter.service.isEmpty(), 'v', "run_where_service"_L1);
    add(!m_filter.step.isEmpty(), 't', "run_where_step"_L1);
    add(m_filter.category.has_value(), 'c', "run_where_category"_L1);
    add(hasSpan(), 'w', "run_where_submitted"_L1);
    add(hasEnd(), 'e', "run_where_ended"_L1);
    add(!m_filter.text.isEmpty(), 'x', "run_where_text"_L1);
    return all;
}

void RunQuery::bindConditions(Statement &statement, const std::optional<RunState> &state) const
{
    if (state)
        statement.text(word(*state));
    if (!m_filter.pipeline.isEmpty())
        statement.text(m_filter.pipeline);
    if (!m_filter.service.isEmpty())
        statement.text(m_filter.service);
    if (!m_filter.step.isEmpty())
        statement.text(m_filter.step);
    if (m_filter.category)
        statement.text(word(*m_filter.category));
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
        possible = narrow("run_id_bounds"_L1, m_filter.since, m_filter.until);
    if (possible && *possible && hasEnd())
        possible = narrow("run_id_bounds_ended"_L1, m_filter.endedSince, m_filter.endedUntil);
    return possible;
}

Result<bool> RunQuery::narrow(QLatin1String name, const std::optional<Timestamp> &from, const std::optional<Timestamp> &until)
{
    const auto query = m_connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    const auto bounds = statement.time(orEarliest(from)).time(orLatest(until)).first([](Row &row) {
        return std::pair{row.optionalInteger(), row.optionalInteger()}; // braces: from left to right
    });
    if (!bounds)
        return tl::unexpected(bounds.error());
    if (!*bounds || !(*bounds)->first)
        return false;
    m_lowest = std::max(m_lowest, *(*bounds)->first);
    m_above = std::min(m_above, *(*bounds)->second + 1);
    return true;
}

Result<QList<RunRecord>> RunQuery::listOne(const std::optional<RunState> &state, RunId before, int limit)
{
    const SqlCatalog &catalog = m_connection.catalog();
    const Conditions where = conditions(state.has_value());
    const auto query = m_connection.prepared(u'l' + where.key, catalog.text("run_list"_L1) + where.text + u'\n'
                                                                   + catalog.text("run_list_tail"_L1));
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    statement.integer(before.isValid() ? std::min(qint64(before.value()), m_above) : m_above);
    bindConditions(statement, state);
    return statement.integer(limit).all(readRun);
}

Result<QList<RunRecord>> RunQuery::list(RunId before, int limit)
{
    const auto possible = findBounds();
    if (!possible)
        return tl::unexpected(possible.error());
    QList<RunRecord> merged;
    if (!*possible || limit <= 0)
        return merged;
    for (const auto &state : states()) {
        auto some = listOne(state, before, limit);
        if (!some)
            return some;
        const auto middle = merged.size();
        merged += *some;
        std::inplace_merge(merged.begin(), merged.begin() + middle, merged.end(), isNewer);
        merged.resize(std::min<qsizetype>(merged.size(), limit));
    }
    return merged;
}

Result<qint64> RunQuery::countOne(const std::optional<RunState> &state)
{
    const Conditions where = conditions(state.has_value());
    const auto query = m_connection.prepared(u'n' + where.key, m_connection.catalog().text("run_count"_L1) + where.text);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    statement.integer(m_above);
    bindConditions(statement, state);
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
    qint64 total = 0;
    if (!*possible)
        return total;
    for (const auto &state : states()) {
        const auto some = countOne(state);
        if (!some)
            return some;
        total += *some;
    }
    return total;
}

} // namespace cairn
