#include "store/faultword.h"
#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

PastMoment readMoment(Row &row)
{
    return {row.integer(), row.time()}; // braces: from left to right
}

PastAttempt readPastAttempt(Row &row)
{
    return {row.integer(),
            row.time(),
            row.duration(),
            row.number(),
            row.number(),
            row.optionalWord(categoryFromWord),
            row.optionalWord(faultFromStored).value_or(TransportFault::None),
            row.optionalDuration()};
}

PastWait readPastWait(Row &row)
{
    return {RunId(row.integer()), StepKey{StepId(row.text()), row.number()}, row.number(), row.time()};
}

FirstAttempt readFirstAttempt(Row &row)
{
    return {row.integer(), StepKey{StepId(row.text()), row.number()}, row.number()};
}

} // namespace

Result<std::optional<PastMoment>> SqliteReader::attemptFrom(qint64 id)
{
    return first(
        "attempt_from"_L1, [&](Statement &statement) { statement.integer(id); }, readMoment);
}

Result<std::optional<PastMoment>> SqliteReader::checkpointFrom(qint64 seq)
{
    return first(
        "checkpoint_from"_L1, [&](Statement &statement) { statement.integer(seq); }, readMoment);
}

Result<QList<PastAttempt>> SqliteReader::pastAttempts(const QString &service, qint64 after, qint64 upTo)
{
    return all(
        "past_attempts"_L1, [&](Statement &statement) { statement.integer(after).integer(upTo).text(service); }, readPastAttempt);
}

Result<QList<PastWait>> SqliteReader::pastWaits(const QString &service, qint64 after, qint64 upTo)
{
    return all(
        "past_waits"_L1, [&](Statement &statement) { statement.integer(after).integer(upTo).text(service); }, readPastWait);
}

Result<QList<FirstAttempt>> SqliteReader::firstAttempts(RunId run, const QString &service)
{
    return all(
        "first_attempts"_L1, [&](Statement &statement) { statement.integer(run.value()).text(service); }, readFirstAttempt);
}

} // namespace cairn
