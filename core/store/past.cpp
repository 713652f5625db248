#include "store/faultword.h"
#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

PastMoment readMoment(Row &row)
{
    return {row.integer(), row.time()}; // braces: from left to right
}

/// What is stored of a failed attempt as one text: its category, or else category, fault and advice, of which each may be
/// missing, and a time.
struct PastFailure
{
    std::optional<Category> category;
    TransportFault fault = TransportFault::None;
    std::optional<Milliseconds> advised;
    Milliseconds unanswered{0}; ///< that it went on after the last that is known, if no answer began
};

std::optional<PastFailure> failureFromStored(QStringView stored)
{
    PastFailure failure;
    if (!stored.contains(u' ')) {
        failure.category = categoryFromWord(stored);
        return failure.category ? std::optional(failure) : std::nullopt;
    }
    const QList<QStringView> words = stored.split(u' ');
    if (words.size() != 4)
        return std::nullopt;
    failure.category = categoryFromWord(words[0]);
    failure.fault = faultFromStored(words[1]).value_or(TransportFault::None);
    if (!words[2].isEmpty())
        failure.advised = Milliseconds(words[2].toLongLong());
    failure.unanswered = Milliseconds(words[3].toLongLong());
    const bool isUnderstood =
        (failure.category || words[0].isEmpty()) && (failure.fault != TransportFault::None || words[1].isEmpty());
    return isUnderstood ? std::optional(failure) : std::nullopt;
}

PastAttempt readPastAttempt(Row &row)
{
    PastAttempt attempt;
    attempt.startedAt = row.time();
    const qint64 numbers = row.integer();
    attempt.took = Milliseconds(numbers / 1'000'000'000);
    attempt.number = int(numbers / 1'000 % 1'000'000);
    attempt.status = int(numbers % 1'000);
    const auto failure = row.optionalWord(failureFromStored);
    Milliseconds silent = row.duration();
    if (failure) {
        attempt.category = failure->category;
        attempt.fault = failure->fault;
        attempt.advised = failure->advised;
        silent += failure->unanswered;
    }
    attempt.silent = std::max(silent, Milliseconds(0));
    return attempt;
}

PastWait readPastWait(Row &row)
{
    return {RunId(row.integer()), StepKey{StepId(row.text()), row.number()}, row.number(), row.time()};
}

FirstAttempt readFirstAttempt(Row &row)
{
    return {StepKey{StepId(row.text()), row.number()}, row.number(), row.time()};
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
