#pragma once

#include "store/conditions.h"
#include "store/queries.h"
#include "store/store.h"

namespace cairn {

/// Lists, searches and counts runs by a filter. Each query asks for one part of them, by one state at most, so that an index
/// yields its rows in order of id and the keyset never sorts; the parts are merged here.
class RunQuery
{
public:
    RunQuery(SqliteConnection &connection, const RunFilter &filter) : m_connection(connection), m_filter(filter) {}

    Result<QList<RunRecord>> list(RunId before, int limit);
    Result<qint64> count();
    /// The same, but looks at about `rows` runs at most.
    Result<RunPage> search(RunId before, int limit, int rows);
    Result<RunCount> countSome(RunId before, int rows);

private:
    struct Part
    {
        std::optional<RunState> state; ///< nullopt: any
        bool elsewhere = false;        ///< they stand at what is asked for, but their rows name another step
        QString among;                 ///< of those: their states, each between blanks; empty: any
    };

    void addPlace(Conditions &all, QLatin1String service, QLatin1String step, QLatin1String category) const;
    void addElsewhere(Conditions &all, qint64 above, qint64 low) const;
    void addRest(Conditions &all) const;
    Conditions conditions(const Part &part, qint64 above, qint64 low = 0) const;
    QList<std::optional<RunState>> states() const;
    QList<Part> parts() const;
    bool namesPlace() const { return !m_filter.service.isEmpty() || !m_filter.step.isEmpty() || m_filter.category; }
    /// False: no run can match.
    Result<bool> findBounds();
    Result<QList<RunRecord>> listWithin(RunId before, int limit);
    Result<QList<RunRecord>> listByParts(RunId before, int limit);
    Result<QList<RunRecord>> listOne(const Part &part, RunId before, int limit, qint64 low);
    Result<qint64> countWithin();
    Result<qint64> countOne(const Part &part);
    using IdBounds = std::pair<std::optional<qint64>, std::optional<qint64>>;
    Result<IdBounds> idBounds(QLatin1String query, const std::optional<Timestamp> &from, const std::optional<Timestamp> &until);
    Result<bool> boundBySubmission();
    Result<bool> boundByEnd();

    struct Floor
    {
        RunId id;
        Timestamp submittedAt;
    };
    /// Where one stands after `rows` runs of this query, from the newest below `before`; nothing if there are fewer.
    Result<std::optional<Floor>> floor(RunId before, int rows);
    Result<std::optional<Floor>> floorOne(const Part &part, RunId before, int rows);
    /// Limits this query to what a search looks at: down to the floor of its leading conditions, which is given back.
    Result<std::optional<Floor>> stopAfter(int rows, RunId before);
    bool hasSpan() const { return m_filter.since || m_filter.until; }
    bool hasEnd() const { return m_filter.endedSince || m_filter.endedUntil; }

    SqliteConnection &m_connection;
    const RunFilter &m_filter;
    qint64 m_lowest = 0; ///< id bounds of the spans of time asked for
    qint64 m_above = std::numeric_limits<qint64>::max();
    RunId m_floor; ///< no run below it is looked at
};

} // namespace cairn
