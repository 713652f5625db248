#include "store/rows.h"
#include "store/sqlitereader.h"

#include <QJsonDocument>

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

Bulk readBulk(Row &row)
{
    Bulk bulk;
    bulk.id = row.integer();
    bulk.kind = row.word(commandKindFromWord);
    bulk.filter = row.text();
    bulk.incident = row.integer();
    bulk.arguments = QJsonDocument::fromJson(row.blob()).object();
    bulk.actor = row.text();
    bulk.reason = row.text();
    bulk.createdAt = row.time();
    bulk.newestRun = RunId(row.integer());
    bulk.canary = row.flag();
    bulk.stopAt = double(row.integer()) / 1'000;
    bulk.state = row.word(bulkStateFromWord);
    bulk.why = row.text();
    bulk.place.run = RunId(row.integer());
    bulk.place.key.step = StepId(row.text());
    bulk.place.key.item = row.number();
    bulk.listed = row.flag();
    bulk.counts = {row.integer(), row.integer(), row.integer(), row.integer(), row.integer()}; // braces: from left to right
    bulk.wave = row.number();
    bulk.waveStart = {row.integer(), row.integer(), row.integer(), row.integer(), row.integer()};
    bulk.endedAt = row.optionalTime();
    return bulk;
}

Result<QList<Digest>> editedForOrders(SqliteConnection &connection, QLatin1String orders)
{
    auto edited = allOf(connection, orders, NothingBound, [](Row &row) {
        return Digest::fromHex(QJsonDocument::fromJson(row.blob()).object().value("edited"_L1).toString()).value_or(Digest());
    });
    if (edited)
        edited->removeIf([](const Digest &digest) { return !digest.isValid(); });
    return edited;
}

Result<Bulk> SqliteReader::bulk(qint64 id)
{
    auto found = first(
        "bulk_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readBulk);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no order %1"_s.arg(id), {}, u"`cairn bulk list` shows all"_s);
    return std::move(**found);
}

Result<QList<Bulk>> SqliteReader::bulks(qint64 before, int limit)
{
    return readable(
        "bulks_before"_L1,
        [&](Statement &statement, int asked) {
            statement.integer(before == 0 ? std::numeric_limits<qint64>::max() : before).integer(asked);
        },
        readBulk, limit);
}

Result<QList<Bulk>> SqliteReader::runningBulks()
{
    return readable(
        "running_bulks"_L1, [](Statement &, int) {}, readBulk);
}

Result<QList<Command>> SqliteReader::commandsOfBulk(qint64 bulk, std::optional<CommandOutcome> outcome, qint64 after, int limit)
{
    return all(
        outcome ? "commands_of_bulk_outcome"_L1 : "commands_of_bulk"_L1,
        [&](Statement &statement) {
            statement.integer(bulk);
            if (outcome)
                statement.text(word(*outcome));
            statement.integer(after).integer(limit);
        },
        readCommand);
}

} // namespace cairn
