#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

AlertState readState(Row &row)
{
    AlertState state;
    state.rule = row.text();
    state.incident = row.integer();
    state.active = row.flag();
    state.told = row.word(alertOccasionFromWord);
    state.firedAt = row.time();
    state.sentAt = row.time();
    state.endedAt = row.optionalTime();
    state.starts = row.number();
    state.calmSince = row.optionalTime();
    return state;
}

AlertDelivery readDelivery(Row &row)
{
    AlertDelivery delivery;
    delivery.id = row.integer();
    delivery.rule = row.text();
    delivery.incident = row.integer(); // null is 0
    delivery.route = row.text();
    delivery.news = row.word(alertNewsFromWord);
    delivery.at = row.time();
    delivery.facts = row.blob();
    delivery.fate = row.word(alertFateFromWord);
    delivery.settledAt = row.optionalTime();
    delivery.result = row.text();
    return delivery;
}

} // namespace

Result<qint64> SqliteReader::lastIncidentNote()
{
    return number("last_incident_note"_L1, NothingBound);
}

Result<qint64> SqliteReader::failuresSince(qint64 incident, Timestamp since, int most)
{
    return number("failures_since"_L1, [&](Statement &statement) { statement.integer(incident).time(since).integer(most); });
}

Result<std::optional<qint64>> SqliteReader::alertPlace()
{
    return first("alert_place"_L1, NothingBound, [](Row &row) { return row.integer(); });
}

Result<QList<AlertState>> SqliteReader::alertStates(Timestamp endedSince)
{
    return readable(
        "alert_states"_L1, [&](Statement &statement, int) { statement.time(endedSince); }, readState);
}

Result<QList<AlertDelivery>> SqliteReader::waitingAlerts(const QString &route, int limit)
{
    return readable(
        "waiting_alerts"_L1, [&](Statement &statement, int asked) { statement.text(route).integer(asked); }, readDelivery, limit);
}

Result<QList<AlertDelivery>> SqliteReader::alertsAfter(const QString &route, qint64 delivery, int limit)
{
    return readable(
        "alerts_after"_L1, [&](Statement &statement, int asked) { statement.text(route).integer(delivery).integer(asked); },
        readDelivery, limit);
}

Result<AlertDelivery> SqliteReader::alertDelivery(qint64 id)
{
    auto found = first(
        "alert_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readDelivery);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no alert message %1"_s.arg(id));
    return std::move(**found);
}

Result<qint64> SqliteReader::lastAlertDelivery()
{
    return number("last_alert_delivery"_L1, NothingBound);
}

Result<QList<AlertDelivery>> SqliteReader::newestAlerts()
{
    return readable(
        "newest_alerts"_L1, [](Statement &, int) {}, readDelivery);
}

} // namespace cairn
