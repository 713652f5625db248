#include "store/sqlitereader.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Attempts, events and checkpoints counted within one commit: enough to keep up, few enough (some 5 ms) that no run waits long
/// for it.
constexpr qint64 ChunkRows = 1'000;

/// Spans that are not kept for ever.
constexpr std::array<qint64, 2> ShortSpans{60, 900};

TallyPlace readPlace(Row &row)
{
    return {row.integer(), row.integer(), row.integer()}; // braces: from left to right
}

} // namespace

Result<TallyPlace> WriteExecutor::tallyPlace(QLatin1String name)
{
    return orEmpty(firstOf(m_connection, name, NothingBound, readPlace));
}

/// Only tally_recoveries does not ask for the time: it fills no short spans.
Result<void> WriteExecutor::count(QLatin1String name, qint64 after, qint64 upTo, Timestamp now)
{
    if (after >= upTo)
        return {};
    return run(name, [&](Statement &statement) {
        statement.integer(after).integer(upTo);
        if (name != "tally_recoveries"_L1)
            statement.time(now);
    });
}

Result<void> WriteExecutor::carryOut(const Tally &write)
{
    const auto place = tallyPlace("tally_place"_L1);
    const auto ends = tallyPlace("tally_ends"_L1);
    if (!place || !ends)
        return tl::unexpected(place ? ends.error() : place.error());
    const TallyPlace upTo{std::min(ends->attempt, place->attempt + ChunkRows), std::min(ends->event, place->event + ChunkRows),
                          std::min(ends->checkpoint, place->checkpoint + ChunkRows)};
    if (upTo == *place)
        return {};
    if (auto done = count("tally_attempts"_L1, place->attempt, upTo.attempt, write.now); !done)
        return done;
    if (auto done = count("tally_runs"_L1, place->event, upTo.event, write.now); !done)
        return done;
    if (auto done = count("tally_recoveries"_L1, place->checkpoint, upTo.checkpoint, write.now); !done)
        return done;
    for (const qint64 span : ShortSpans) {
        for (const auto name : {"drop_old_attempt_tallies"_L1, "drop_old_run_tallies"_L1}) {
            auto done = run(name, [&](Statement &statement) { statement.integer(span).time(write.now).integer(span); });
            if (!done)
                return done;
        }
    }
    m_committed.tallyMore = upTo != *ends;
    return run("put_tally_place"_L1,
               [&](Statement &statement) { statement.integer(upTo.attempt).integer(upTo.event).integer(upTo.checkpoint); });
}

Result<TallyPlace> SqliteReader::tallyEnds()
{
    return orEmpty(first("tally_ends"_L1, NothingBound, readPlace));
}

Result<QList<AttemptTally>> SqliteReader::attemptTallies(const TallySpan &span)
{
    return all(
        "attempt_tallies"_L1,
        [&](Statement &statement) { statement.duration(span.every).integer(span.span.count()).time(span.from).time(span.until); },
        [](Row &row) {
            return AttemptTally{row.time(), row.text(), row.optionalWord(categoryFromWord), row.duration(), row.integer()};
        });
}

Result<QList<RunTally>> SqliteReader::runTallies(const TallySpan &span)
{
    return all(
        "run_tallies"_L1,
        [&](Statement &statement) { statement.duration(span.every).integer(span.span.count()).time(span.from).time(span.until); },
        [](Row &row) {
            return RunTally{row.time(), row.word(runStateFromWord), row.integer()};
        });
}

Result<QList<RecoveryTally>> SqliteReader::recoveryTallies(Timestamp from, Timestamp until)
{
    return all(
        "recovery_tallies"_L1, [&](Statement &statement) { statement.time(from).time(until); },
        [](Row &row) {
            return RecoveryTally{row.time(), row.text(), row.duration(), row.integer()};
        });
}

Result<QList<Trouble>> SqliteReader::troubles(int limit)
{
    return all(
        "troubles"_L1, [&](Statement &statement) { statement.integer(limit); },
        [](Row &row) {
            return Trouble{row.word(runStateFromWord),
                           row.text(),
                           row.text(),
                           StepId(row.text()),
                           row.optionalWord(categoryFromWord),
                           row.integer(),
                           RunId(row.integer()),
                           row.text(),
                           Urgency(row.number()),
                           row.word(stepStateFromWord)};
        });
}

} // namespace cairn
