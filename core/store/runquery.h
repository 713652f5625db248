#pragma once

#include "store/sqliteconnection.h"
#include "store/store.h"

namespace cairn {

/// Lists and counts runs by a filter. Each query asks for one state at most, so that an index yields its rows in order of id and
/// the keyset never sorts; several states are merged here.
class RunQuery
{
public:
    RunQuery(SqliteConnection &connection, const RunFilter &filter) : m_connection(connection), m_filter(filter) {}

    Result<QList<RunRecord>> list(RunId before, int limit);
    Result<qint64> count();

private:
    struct Conditions
    {
        QString key;  ///< tells the combination from others
        QString text; ///< " AND …"
    };

    Conditions conditions(bool hasState) const;
    void bindConditions(Statement &statement, const std::optional<RunState> &state) const;
    QList<std::optional<RunState>> states() const;
    /// False: no run can match.
    Result<bool> findBounds();
    Result<QList<RunRecord>> listOne(const std::optional<RunState> &state, RunId before, int limit);
    Result<qint64> countOne(const std::optional<RunState> &state);
    Result<bool> narrow(QLatin1String query, const std::optional<Timestamp> &from, const std::optional<Timestamp> &until);
    bool hasSpan() const { return m_filter.since || m_filter.until; }
    bool hasEnd() const { return m_filter.endedSince || m_filter.endedUntil; }

    SqliteConnection &m_connection;
    const RunFilter &m_filter;
    qint64 m_lowest = 0;                                        ///< id bounds of the spans of time asked for
    qint64 m_above = std::numeric_limits<qint64>::max();
};

} // namespace cairn
